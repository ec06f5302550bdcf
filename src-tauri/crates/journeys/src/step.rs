//! The steps of the journeys.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One step. Which ones a journey has, and in which order, its goal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
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
    /// Sign on.
    SignOn,
    /// Sign on as the account that a person chose.
    ChooseAccount,
    /// Ask IAS for the content token.
    ContentToken,
    /// Get new tokens for the refresh token.
    Refresh,
    /// Ask again, with the access token renewed.
    ContentTokenAgain,
    /// Sign out.
    SignOut,
}

impl Step {
    /// The name in commands and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Discover => "discover",
            Self::MintOperatorJwt => "mint-operator-jwt",
            Self::GetSessionToken => "get-session-token",
            Self::ShowQr => "show-qr",
            Self::Scan => "scan",
            Self::SignOn => "sign-on",
            Self::ChooseAccount => "choose-account",
            Self::ContentToken => "content-token",
            Self::Refresh => "refresh",
            Self::ContentTokenAgain => "content-token-again",
            Self::SignOut => "sign-out",
        }
    }
}
