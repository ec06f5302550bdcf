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
    /// Take the code that a person chose, of several in the picture.
    ChooseCode,
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
    /// Ask DSRA for a registration code.
    RegistrationCode,
    /// Ask DSRA once whether the code was approved, before it is.
    Poll,
    /// Approve the code, as a device that is signed on.
    Approve,
    /// Approve it again, with the access token renewed.
    ApproveAgain,
    /// Ask DSRA until the code is approved. Each poll is the step once more.
    AwaitApproval,
    /// Ask ADM whether the device is approved.
    DeviceApproval,
    /// Ask it again, with the access token renewed.
    DeviceApprovalAgain,
    /// Fetch the certificate of a licence server.
    Certificate,
    /// Ask a licence server for a licence.
    Licence,
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
            Self::ChooseCode => "choose-code",
            Self::SignOn => "sign-on",
            Self::ChooseAccount => "choose-account",
            Self::ContentToken => "content-token",
            Self::Refresh => "refresh",
            Self::ContentTokenAgain => "content-token-again",
            Self::SignOut => "sign-out",
            Self::RegistrationCode => "registration-code",
            Self::Poll => "poll",
            Self::Approve => "approve",
            Self::ApproveAgain => "approve-again",
            Self::AwaitApproval => "await-approval",
            Self::DeviceApproval => "device-approval",
            Self::DeviceApprovalAgain => "device-approval-again",
            Self::Certificate => "certificate",
            Self::Licence => "licence",
        }
    }

    /// The step that repeats this one with the access token renewed.
    pub(crate) const fn again(self) -> Option<Self> {
        match self {
            Self::ContentToken => Some(Self::ContentTokenAgain),
            Self::Approve => Some(Self::ApproveAgain),
            Self::DeviceApproval => Some(Self::DeviceApprovalAgain),
            _ => None,
        }
    }

    /// The step that this one repeats, or itself.
    pub(crate) const fn first(self) -> Self {
        match self {
            Self::ContentTokenAgain => Self::ContentToken,
            Self::ApproveAgain => Self::Approve,
            Self::DeviceApprovalAgain => Self::DeviceApproval,
            other => other,
        }
    }
}
