//! What passes between the journey and the phone: the offer out, the device in, the outcome out. No type that goes out
//! can hold a token or an id of a device.

use std::net::IpAddr;

use serde::Serialize;
use tessera_protocol::{DeviceInformation, PlatformId};

/// What the phone is shown before it confirms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// The name of the environment.
    pub environment: String,
    /// The account that would be signed on to.
    pub account: String,
    /// As what the device will be kept: the label of a platform, or words for "whatever the phone is".
    pub platform: String,
    /// The operator's own class of playout devices, for the `deviceInformation`. Not shown.
    #[serde(skip)]
    pub playout_device_class: Option<String>,
}

/// What the phone that confirmed is.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirmed {
    /// For a first-time sign-on: the phone's own screen, hardware and system. The rest is what its platform sends.
    pub device_information: DeviceInformation,
    /// Which of the sixteen platforms the phone is, or is closest to.
    pub platform: PlatformId,
    /// Where the confirmation came from, so that a person can see whose phone it was.
    pub from: IpAddr,
}

impl Confirmed {
    /// The phone in a few words, such as `Mobile, iOS 17.5, 1179 x 2556`.
    pub fn described(&self) -> String {
        let text = |path| {
            let value = self.device_information.get(path);
            value.map_or_else(String::new, |value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        };
        let system = format!("{} {}", text("device.OS.type"), text("device.OS.version"));
        let (width, height) = (text("device.screen.width"), text("device.screen.height"));
        format!("{}, {}, {width} x {height}", text("device.hardware.type"), system.trim_end())
    }
}

/// How the journey ended, as the phone is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Every step was done.
    Done,
    /// The device was made, and a later step did not go well.
    DeviceOnly,
    /// The platform refused, and no device was made.
    Refused,
    /// The platform was not reached.
    NotReached,
    /// The platform's answer could not be read.
    Unreadable,
    /// The program could not do its own part.
    Stopped,
    /// A person ended the journey.
    Cancelled,
}

impl Outcome {
    /// In few words, for a heading.
    pub fn headline(self) -> &'static str {
        match self {
            Self::Done => "Signed on",
            Self::DeviceOnly => "Signed on, then stopped",
            Self::Refused => "Refused",
            Self::NotReached => "Not reached",
            Self::Unreadable => "Not understood",
            Self::Stopped => "Stopped",
            Self::Cancelled => "Ended",
        }
    }

    /// In a sentence or two.
    pub fn words(self) -> &'static str {
        match self {
            Self::Done => "The account has a new device with the screen and the system of this phone.",
            Self::DeviceOnly => {
                "The account has a new device with the screen and the system of this phone. A later step did not go well; the program shows which, and why."
            }
            Self::Refused => "The platform refused the sign-on. The program shows why.",
            Self::NotReached => "The platform gave no whole answer. The program shows why.",
            Self::Unreadable => "The platform answered in a form that cannot be read. The program shows the answer.",
            Self::Stopped => "The program could not do its own part. It shows why.",
            Self::Cancelled => "The journey was ended in the program.",
        }
    }
}
