//! The sixteen device platforms and the `deviceInformation` each would send.
//!
//! Source: *First time and n-th time sign on*; Tizen and webOS from later documentation. What the documents leave
//! to the device ("as provided by the system") is filled with a plausible example that a person may change.

use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use crate::DeviceInformation;

/// One kind of device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Platform {
    /// The name in commands and files.
    pub id: &'static str,
    /// The name of the documents' table, for people.
    pub label: &'static str,
    /// `device.hardware.type`.
    pub hardware_type: &'static str,
    /// `device.OS.type`; an example where the documents say "as provided by the system".
    pub os_type: &'static str,
    /// `device.OS.version`; always an example.
    pub os_version: &'static str,
    /// `deviceType`: `MANAGED` for the OpenTV OS set-top box alone.
    pub device_type: &'static str,
    /// Whether the platform has a `playoutDeviceClass`, which the operator defines.
    pub has_playout_device_class: bool,
    /// `device.hardware.model`; an example.
    pub model: &'static str,
    /// `device.hardware.manufacturer`.
    pub manufacturer: Manufacturer,
    /// Width, height in pixels; an example.
    pub screen: (u16, u16),
}

/// Who made the device, and whether the documents fix it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", content = "name", rename_all = "camelCase")]
pub enum Manufacturer {
    /// Given by the documents; such televisions also send `msgPlatform` `iot`.
    Television(&'static str),
    /// As provided by the system: an example.
    Example(&'static str),
}

const fn open(
    id: &'static str,
    label: &'static str,
    hardware_type: &'static str,
    os: (&'static str, &'static str),
    make: (Manufacturer, &'static str),
    screen: (u16, u16),
) -> Platform {
    Platform {
        id,
        label,
        hardware_type,
        os_type: os.0,
        os_version: os.1,
        device_type: "OPEN",
        has_playout_device_class: true,
        model: make.1,
        manufacturer: make.0,
        screen,
    }
}

use Manufacturer::{Example, Television};

/// Every platform, in the order of the documents' table.
pub const PLATFORMS: [Platform; 16] = [
    Platform {
        device_type: "MANAGED",
        has_playout_device_class: false,
        ..open("stb-opentv-os", "STB OOS", "STB", ("OpenTV OS", "5.3.1"), (Example("NAGRA"), "UHD-1"), (3840, 2160))
    },
    Platform {
        has_playout_device_class: false,
        ..open("stb-android", "STB Android", "STB", ("Android", "12"), (Example("SDMC"), "DV9135"), (3840, 2160))
    },
    open(
        "desktop-chrome",
        "Desktop Chrome",
        "Browser",
        ("Windows 11", "10.0"),
        (Example("Google"), "Chrome"),
        (1920, 1080),
    ),
    open("desktop-safari", "Desktop Safari", "Browser", ("Mac", "14.5"), (Example("Apple"), "Safari"), (1728, 1117)),
    open(
        "desktop-firefox",
        "Desktop Firefox",
        "Browser",
        ("Linux", "6.1"),
        (Example("Mozilla"), "Firefox"),
        (1920, 1080),
    ),
    open(
        "desktop-edge",
        "Desktop Edge",
        "Browser",
        ("Windows 11", "10.0"),
        (Example("Microsoft"), "Edge"),
        (1920, 1080),
    ),
    open("mobile-android", "Mob Android", "Mobile", ("Android", "14"), (Example("Google"), "Pixel 8"), (1080, 2400)),
    open(
        "tablet-android",
        "Tab Android",
        "Tablet",
        ("Android", "14"),
        (Example("Google"), "Pixel Tablet"),
        (2560, 1600),
    ),
    open("iphone", "iPhone", "Mobile", ("iOS", "17.5"), (Example("Apple"), "iPhone15,4"), (1179, 2556)),
    open("ipad", "iPad", "Tablet", ("iOS", "17.5"), (Example("Apple"), "iPad13,16"), (1640, 2360)),
    open("fire-tv", "fireTV", "fireTV", ("Fire OS", "7.6"), (Example("Amazon"), "AFTKA"), (3840, 2160)),
    open("apple-tv", "TVOS", "Apple TV", ("TVOS", "17.5"), (Example("Apple"), "AppleTV14,1"), (3840, 2160)),
    open("xbox", "XBOX", "XBox", ("Windows 10", "10.0"), (Example("Microsoft"), "Xbox Series X"), (3840, 2160)),
    open("roku", "ROKU", "Roku", ("Roku OS", "13.0"), (Example("Roku"), "4802X"), (3840, 2160)),
    open("tizen", "Samsung TV", "Tizen", ("Tizen", "7.0"), (Television("Samsung"), "UE55CU8000"), (3840, 2160)),
    open("webos", "LG TV", "WebOS", ("WebOS", "7.3"), (Television("LG"), "OLED55C2"), (3840, 2160)),
];

/// The platform of a name; `None` when there is no such platform.
pub fn platform(id: &str) -> Option<&'static Platform> {
    PLATFORMS.iter().find(|platform| platform.id == id)
}

impl Platform {
    /// The block that such a device would send on a first-time sign-on.
    ///
    /// `playout_device_class` is one of the operator's own classes; it is left out where the platform has none.
    pub fn device_information(&self, playout_device_class: Option<&str>) -> DeviceInformation {
        let mut block = DeviceInformation::default();
        let maker = match self.manufacturer {
            Television(name) => {
                block.set("msgPlatform", "iot".into());
                name
            }
            Example(name) => name,
        };
        block.set("securePlayer", json!({ "codecs": ["H264"], "streamings": ["HLS"], "DRMs": ["SSP"] }));
        let (width, height) = self.screen;
        block.set("device.screen", json!({ "height": height, "width": width, "density": 1 }));
        block.set("device.hardware", json!({ "model": self.model, "manufacturer": maker, "type": self.hardware_type }));
        block.set("device.OS", json!({ "type": self.os_type, "version": self.os_version }));
        block.set("deviceType", self.device_type.into());
        if let (true, Some(class)) = (self.has_playout_device_class, playout_device_class) {
            block.set("playoutDeviceClass", class.into());
        }
        block
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_table_is_the_documents_table() {
        let mut table = csv::Reader::from_reader(include_str!("../fixtures/platforms.csv").as_bytes());
        let rows: Vec<csv::StringRecord> = table.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(rows.len(), PLATFORMS.len());
        for (row, platform) in rows.iter().zip(PLATFORMS) {
            assert_eq!((&row[0], &row[1], &row[2]), (platform.id, platform.label, platform.hardware_type));
            assert_eq!(&row[5], platform.device_type, "{}", platform.id);
            assert_eq!(&row[6] == "operator class", platform.has_playout_device_class, "{}", platform.id);
            if !row[3].starts_with("system") {
                assert_eq!(&row[3], platform.os_type, "{}", platform.id);
            }
        }
    }

    #[test]
    fn every_platform_sends_its_own_hardware_and_device_type() {
        for platform in PLATFORMS {
            let block = platform.device_information(Some("mobileDevice"));
            assert_eq!(block.get("device.hardware.type"), Some(&platform.hardware_type.into()), "{}", platform.id);
            let managed = platform.id == "stb-opentv-os";
            assert_eq!(block.get("deviceType"), Some(&if managed { "MANAGED" } else { "OPEN" }.into()));
            let set_top_box = platform.hardware_type == "STB";
            assert_eq!(block.get("playoutDeviceClass").is_none(), set_top_box, "{}", platform.id);
        }
    }

    #[test]
    fn only_samsung_and_lg_televisions_send_a_message_platform() {
        let iot: Vec<_> = PLATFORMS
            .iter()
            .filter(|platform| platform.device_information(None).get("msgPlatform").is_some())
            .map(|platform| platform.id)
            .collect();
        assert_eq!(iot, ["tizen", "webos"]);
    }
}
