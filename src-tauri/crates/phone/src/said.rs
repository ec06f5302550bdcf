//! What a phone says of itself, and the `deviceInformation` that it makes. It comes from the network, so every member is
//! limited, and text keeps its printable ASCII only. What a user agent means stands in `user_agent`.

use std::net::IpAddr;

use serde::Deserialize;
use serde_json::{Value, json};
use tessera_protocol::{DeviceInformation, platform};

use crate::Confirmed;
use crate::user_agent::Recognised;

/// Characters of a user agent, and of anything else.
const USER_AGENT: usize = 512;
const TEXT: usize = 64;

/// Pixels of the longest side that is believed.
const LONGEST: f64 = 32_768.0;

/// As the page sends it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Said {
    screen: Screen,
    pub(crate) user_agent: String,
    /// More than one tells a tablet that calls itself a desktop.
    #[serde(default)]
    pub(crate) touch_points: u8,
    /// User agent data, which browsers have on secure pages only, and not all of them.
    #[serde(default)]
    pub(crate) hints: Hints,
}

/// CSS pixels, and how many of the screen's own each is.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Screen {
    width: f64,
    height: f64,
    pixel_ratio: f64,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Hints {
    #[serde(default)]
    pub(crate) platform: String,
    #[serde(default)]
    pub(crate) platform_version: String,
    #[serde(default)]
    pub(crate) model: String,
    #[serde(default)]
    pub(crate) mobile: bool,
}

impl Said {
    /// `None` for whatever the page would not have sent.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        let mut said: Self = serde_json::from_slice(body).ok()?;
        let Screen { width, height, pixel_ratio } = said.screen;
        let sides = [width, height].into_iter().all(|side| (1.0..=LONGEST).contains(&(side * pixel_ratio)));
        if !sides || !(0.1..=16.0).contains(&pixel_ratio) {
            return None;
        }
        clean(&mut said.user_agent, USER_AGENT)?;
        for text in [&mut said.hints.platform, &mut said.hints.platform_version, &mut said.hints.model] {
            clean(text, TEXT)?;
        }
        Some(said)
    }

    pub(crate) fn confirmed(&self, from: IpAddr, playout_device_class: Option<&str>) -> Confirmed {
        let is = Recognised::of(self);
        let kind = platform(is.platform);
        let mut block =
            kind.map_or_else(DeviceInformation::default, |kind| kind.device_information(playout_device_class));
        let Screen { width, height, pixel_ratio } = self.screen;
        block.set(
            "device.screen",
            json!({ "height": pixels(height * pixel_ratio), "width": pixels(width * pixel_ratio), "density": pixel_ratio }),
        );
        let hardware_type = kind.map_or("Browser", |kind| kind.hardware_type).to_owned();
        block.set(
            "device.hardware",
            what_is_known([("model", is.model), ("manufacturer", is.manufacturer), ("type", Some(hardware_type))]),
        );
        block.set("device.OS", what_is_known([("type", Some(is.system)), ("version", is.version)]));
        Confirmed { device_information: block, platform: is.platform.into(), from }
    }
}

fn what_is_known<const N: usize>(members: [(&str, Option<String>); N]) -> Value {
    members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?)))).collect()
}

fn clean(text: &mut String, limit: usize) -> Option<()> {
    if text.len() > limit {
        return None;
    }
    text.retain(|letter| letter.is_ascii_graphic() || letter == ' ');
    Some(())
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and LONGEST")]
fn pixels(side: f64) -> u32 {
    side.round() as u32
}

#[cfg(test)]
#[path = "said/tests.rs"]
mod tests;
