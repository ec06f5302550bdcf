//! The steps of the QR sign-on.

use serde::{Deserialize, Serialize};
use tessera_protocol::{Actor, Call};
use ts_rs::TS;

/// One step. Their order is the order of the journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Ask AGS which auth services there are.
    Discover,
    /// Sign the operator JWT.
    MintOperatorJwt,
    /// Ask AGS for a session token.
    GetSessionToken,
    /// Draw the session token as a QR code.
    ShowQr,
    /// Read it back from a picture.
    Scan,
    /// Sign on with it.
    SignOn,
    /// Ask IAS for the content token.
    ContentToken,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 7] = [
        Self::Discover,
        Self::MintOperatorJwt,
        Self::GetSessionToken,
        Self::ShowQr,
        Self::Scan,
        Self::SignOn,
        Self::ContentToken,
    ];

    /// The call that the step makes; `None` for what the program does by itself.
    pub const fn call(self) -> Option<Call> {
        match self {
            Self::Discover => Some(Call::ServiceDiscovery),
            Self::GetSessionToken => Some(Call::GetSessionToken),
            Self::SignOn => Some(Call::SignOnWithSessionToken),
            Self::ContentToken => Some(Call::ContentToken),
            Self::MintOperatorJwt | Self::ShowQr | Self::Scan => None,
        }
    }

    /// Who acts in the step.
    pub const fn actor(self) -> Actor {
        match self {
            Self::Discover | Self::MintOperatorJwt | Self::GetSessionToken | Self::ShowQr => Actor::HeadEnd,
            Self::Scan | Self::SignOn | Self::ContentToken => Actor::Device,
        }
    }

    /// The name in commands and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Discover => "discover",
            Self::MintOperatorJwt => "mint-operator-jwt",
            Self::GetSessionToken => "get-session-token",
            Self::ShowQr => "show-qr",
            Self::Scan => "scan",
            Self::SignOn => "sign-on",
            Self::ContentToken => "content-token",
        }
    }
}
