//! The page for a real phone as the window shows it. The page's address holds a one-time secret, so what holds the
//! address has no `Debug`.

use std::net::IpAddr;

use jiff::Timestamp;
use serde::Serialize;
use tessera_phone::{Confirmed, Interface, OpenPage, Outcome};
use tessera_protocol::PlatformId;
use tessera_qr::{EncodeError, ErrorCorrection, QrCode};
use ts_rs::TS;

/// An address of this machine that a phone could reach.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhoneInterface {
    /// The system's name of the interface, such as `eth0`.
    pub(crate) name: String,
    #[ts(type = "string")]
    pub(crate) address: IpAddr,
}

/// A page that is served, for the person to show to the phone.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PhonePageView {
    /// With the one-time secret: whoever has it may confirm, once.
    pub(crate) url: String,
    /// The url as a QR code: an SVG document, black on white with its quiet zone.
    pub(crate) svg: String,
    /// Modules of a side, quiet zone not counted.
    pub(crate) modules: u32,
    /// Pixels of a side below which phones have trouble.
    pub(crate) min_pixels: u32,
    /// Where it listens, without the port and the secret.
    #[ts(type = "string")]
    pub(crate) address: IpAddr,
    #[ts(type = "string")]
    pub(crate) opened_at: Timestamp,
    /// When it ends by itself.
    #[ts(type = "string")]
    pub(crate) ends_at: Timestamp,
}

/// What happens at the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum PhoneEvent {
    /// A phone confirmed: the journey may start.
    Confirmed {
        /// Where the confirmation came from.
        #[ts(type = "string")]
        from: IpAddr,
        /// What the phone is, in a few words.
        described: String,
        /// The platform that it is, or is closest to.
        platform: PlatformId,
    },
    /// The journey has ended and the page with it.
    Told {
        /// What the phone is told.
        headline: String,
        words: String,
        /// Whether the phone has asked for it; it may have gone to sleep.
        taken: bool,
    },
    /// There is no page any more, and nobody was told anything.
    Ended {
        /// Why, and what to do.
        headline: String,
    },
}

impl From<Interface> for PhoneInterface {
    fn from(Interface { name, address }: Interface) -> Self {
        Self { name, address }
    }
}

impl PhonePageView {
    /// A page that was opened now.
    pub(crate) fn of(page: &OpenPage, opened_at: Timestamp) -> Result<Self, EncodeError> {
        let url = page.url();
        let code = QrCode::encode(&url, ErrorCorrection::M)?;
        Ok(Self {
            url,
            svg: code.svg(),
            modules: code.width(),
            min_pixels: code.min_screen_px(),
            address: page.address().ip(),
            opened_at,
            ends_at: opened_at + tessera_phone::LASTS,
        })
    }
}

impl From<&Confirmed> for PhoneEvent {
    fn from(confirmed: &Confirmed) -> Self {
        let described = confirmed.described();
        Self::Confirmed { from: confirmed.from, described, platform: confirmed.platform.clone() }
    }
}

impl PhoneEvent {
    pub(crate) fn told(outcome: Outcome, taken: bool) -> Self {
        Self::Told { headline: outcome.headline().to_owned(), words: outcome.words().to_owned(), taken }
    }
}
