//! What the window says of a journey, and what it gets back besides the run's own events.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tessera_credentials::Secret;
use tessera_journeys::{DrawnCode, PasswordKeeping};
use tessera_protocol::{AccountId, ClientId, ContentId, DeviceInformation, PlatformId};
use tessera_qr::ErrorCorrection;
use tessera_storage::{Device, EnvironmentId};
use ts_rs::TS;
use uuid::Uuid;

use crate::dto::PlayingInput;

/// What a sign-on is to do.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct JourneyInput {
    /// At which environment.
    pub(crate) environment: EnvironmentId,
    /// Which road in.
    pub(crate) road: Road,
    /// The kind of device.
    pub(crate) platform: PlatformId,
    /// First-time or nth-time.
    pub(crate) sign_on: SignOnChoice,
    /// The content to ask a token for; `null` ends the journey with the sign-on.
    pub(crate) content: Option<ContentId>,
    /// What is done around that token; only what the environment says when absent.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub(crate) playing: Option<PlayingInput>,
}

/// A road in, with what it alone needs.
#[allow(clippy::enum_variant_names, reason = "these are the names of the journeys")]
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Road {
    /// By way of a QR code.
    QrSignOn {
        /// Who signs the operator JWT; `null` when a real head-end shows the code.
        #[ts(type = "string | null")]
        credential: Option<Uuid>,
        /// The account to sign on to.
        account: AccountId,
        /// Seconds that the operator JWT lasts; the environment's choice when `null`. Negative makes an expired one.
        #[ts(type = "number | null")]
        lifetime: Option<i64>,
        /// Claims set over the documented ones; `null` leaves one out.
        #[ts(type = "Record<string, unknown>")]
        claims: Map<String, Value>,
    },
    /// With a user name and a password.
    PasswordSignOn {
        /// Who signs on.
        user_name: String,
        /// `null` takes the one of the run that is repeated, else the one that is kept for the user name.
        password: Option<Secret>,
        /// What else is sent, under the names of service discovery.
        parameters: Vec<TypedParameter>,
        /// What becomes of the passwords that were typed; they are not kept when absent.
        #[serde(default)]
        #[ts(optional, as = "Option<_>")]
        keep: PasswordKeeping,
    },
    /// As a guest.
    GuestSignOn {
        /// Sent as country-code; the platform goes by the address when `null`.
        country: Option<String>,
    },
    /// With a code that another device approves.
    CompanionSignOn {
        /// The stored device that approves; `null` waits for a real phone.
        #[ts(type = "string | null")]
        approver: Option<Uuid>,
    },
}

impl Road {
    /// The account that is meant, where it is known before.
    pub(crate) fn account(&self) -> Option<&AccountId> {
        match self {
            Self::QrSignOn { account, .. } => Some(account),
            Self::PasswordSignOn { .. } | Self::GuestSignOn { .. } | Self::CompanionSignOn { .. } => None,
        }
    }

    /// The stored device that approves.
    pub(crate) fn approver(&self) -> Option<Uuid> {
        match self {
            Self::CompanionSignOn { approver } => *approver,
            _ => None,
        }
    }
}

/// A parameter with what a person typed for it, which may be a secret.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TypedParameter {
    /// As service discovery gives it.
    pub(crate) name: String,
    /// What is sent.
    pub(crate) value: Secret,
}

/// Which of the two sign-ons.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum SignOnChoice {
    /// Nth-time if a `client_id` of this account is stored for the platform, else first-time.
    Usual,
    /// First-time: makes a new device.
    FirstTime {
        /// The platform's own block when `null`.
        device_information: Option<DeviceInformation>,
    },
    /// Nth-time, as this device.
    NthTime { client_id: ClientId },
    /// First-time, as the phone that confirmed on its page. A run that is repeated stays what its phone was.
    Phone,
}

impl SignOnChoice {
    pub(crate) fn is_phone(&self) -> bool {
        matches!(self, Self::Phone)
    }
}

/// What a run would do, shown before it starts.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Preparation {
    /// The device that the usual sign-on goes on with; `null` when it would be first-time and make a new one.
    pub(crate) device: Option<Device>,
    /// A device of another account on the same installation: its `client_id` is wiped by the sign-on.
    pub(crate) wipes: Option<Device>,
    /// What a first-time sign-on would send.
    pub(crate) device_information: DeviceInformation,
    /// The claims of the operator JWT if it were signed now; empty on other roads.
    #[ts(type = "Record<string, unknown>")]
    pub(crate) claims: Map<String, Value>,
}

/// A run that was started.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Started {
    /// Names the run in every command.
    #[ts(type = "string")]
    pub(crate) run: Uuid,
}

/// Where a picture comes from. The window never names a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum PictureSource {
    /// A person chooses a file.
    File,
    /// What was copied last.
    Clipboard,
    /// What was dropped on the window last.
    Dropped,
    /// The whole screen.
    Screen,
    /// A region of the screen, which a person chooses.
    Region,
}

/// The QR code of a run, as it is on screen.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QrPicture {
    /// An SVG document, black on white with its quiet zone.
    pub(crate) svg: String,
    /// 1 to 40.
    pub(crate) version: u8,
    /// How much of it may be unreadable.
    pub(crate) error_correction: ErrorCorrection,
    /// Modules of a side, quiet zone not counted.
    pub(crate) modules: u32,
    /// Pixels of a side below which phones have trouble.
    pub(crate) min_pixels: u32,
    /// What it holds, where that is a code that a person may type; `null` for a session token.
    pub(crate) text: Option<String>,
    /// When the session token is taken to end.
    #[ts(type = "string")]
    pub(crate) expires_at: Timestamp,
}

/// As what the code is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum CodeFile {
    Svg,
    Png,
}

/// A text that a person pastes to have it taken apart.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TokenCheck {
    /// Any text.
    pub(crate) text: String,
    /// A credential to check the signature with.
    #[ts(type = "string | null")]
    pub(crate) credential: Option<Uuid>,
}

impl QrPicture {
    /// The code on screen of a run.
    pub(crate) fn of((drawn, text): (DrawnCode, Option<String>)) -> Self {
        let DrawnCode { code, error_correction, expires_at, .. } = drawn;
        Self {
            svg: code.svg(),
            version: code.version(),
            error_correction,
            modules: code.width(),
            min_pixels: code.min_screen_px(),
            text,
            expires_at,
        }
    }
}
