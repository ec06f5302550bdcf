//! What is told of a run: to the window as it happens, to the terminal, to the database. Everything here is cut.

use jiff::Timestamp;
use serde::Serialize;
use tessera_gateway::{ExchangeView, Refusal, Unreadable};
use tessera_protocol::{AccountId, ClientId, CorrelationId, Finding, PlatformId};
use tessera_tokens::TokenView;
use ts_rs::TS;
use uuid::Uuid;

use crate::{Explanation, Judged, Step, TokenSlot};

/// A journey of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum JourneyName {
    /// From an operator credential to a content token by way of a QR code.
    QrSignOn,
    /// From a user name and a password.
    PasswordSignOn,
    /// As a guest.
    GuestSignOn,
    /// With a code that another device approves.
    CompanionSignOn,
    /// New tokens for those that a device has.
    Refresh,
    /// The end of a device's tokens.
    SignOut,
    /// A content token with the tokens that a device has.
    Playback,
}

impl JourneyName {
    /// The name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::QrSignOn => "QR sign-on",
            Self::PasswordSignOn => "Password sign-on",
            Self::GuestSignOn => "Guest sign-on",
            Self::CompanionSignOn => "Companion sign-on",
            Self::Refresh => "Refresh",
            Self::SignOut => "Sign-out",
            Self::Playback => "Playback",
        }
    }

    /// The name in commands and files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::QrSignOn => "qr-sign-on",
            Self::PasswordSignOn => "password-sign-on",
            Self::GuestSignOn => "guest-sign-on",
            Self::CompanionSignOn => "companion-sign-on",
            Self::Refresh => "refresh",
            Self::SignOut => "sign-out",
            Self::Playback => "playback",
        }
    }
}

/// How a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A step is under way.
    Running,
    /// Waits for the person.
    Paused,
    /// Every step was done.
    Done,
    /// The platform refused.
    Refused,
    /// A call did not reach the platform, or no whole answer came.
    NotReached,
    /// The platform answered something that cannot be read.
    Unreadable,
    /// This program could not do its own part: no code in the picture, a key that does not sign.
    Stopped,
    /// A person ended it.
    Cancelled,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum StepState {
    /// Did what it is for.
    Done,
    /// The platform refused.
    Refused,
    /// The call failed on the way.
    NotReached,
    /// The answer cannot be read.
    Unreadable,
    /// This program could not do its part.
    Stopped,
    /// Ended by a person while under way.
    Cancelled,
}

impl StepState {
    /// The verdict of a run that ends with such a step.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Done => Verdict::Done,
            Self::Refused => Verdict::Refused,
            Self::NotReached => Verdict::NotReached,
            Self::Unreadable => Verdict::Unreadable,
            Self::Stopped => Verdict::Stopped,
            Self::Cancelled => Verdict::Cancelled,
        }
    }
}

/// What a step did.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepReport {
    /// Which step.
    pub step: Step,
    /// How it ended.
    pub state: StepState,
    /// By this computer's clock.
    #[ts(type = "string")]
    pub started_at: Timestamp,
    /// Microseconds.
    #[ts(type = "number")]
    pub took: u64,
    /// What it came to, in a few words: `signs operator JWT, exp in 5 min`.
    pub note: String,
    /// The call, where there was one; the last of several.
    pub exchange: Option<ExchangeView>,
    /// The calls before it, where a step makes several: polls. Oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<ExchangeView>>")]
    pub earlier: Vec<ExchangeView>,
    /// The tokens that came out of it.
    pub tokens: Vec<TokenReport>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The refusal, in the platform's words. A step that is done has one where being refused is what it was for: a
    /// licence server that takes the token and refuses an empty challenge.
    pub refusal: Option<Refusal>,
    /// What a licence server judged; `null` on every other step.
    pub judged: Option<Judged>,
    /// Why the answer cannot be read.
    pub unreadable: Option<Unreadable>,
    /// What this program thinks of it when it did not go well.
    pub explanation: Option<Explanation>,
    /// What was read from a foreign picture: a person looks at it before it is sent.
    pub confirm: Option<String>,
    /// Accounts that match, or codes in the picture: a person chooses one before the next step.
    pub choices: Vec<Candidate>,
}

/// One of several: an account that matches what was signed on with, or a code in the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// Its place among them, from 0; names it when it is chosen.
    pub place: usize,
    /// What the platform says of it, or what the code holds.
    pub label: String,
}

/// A token that a step brought.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TokenReport {
    /// Which one; also the handle to copy or show it.
    pub slot: TokenSlot,
    /// As it is shown.
    pub view: TokenView,
}

/// The device that a run signed on as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeviceReport {
    /// As the platform gave it.
    pub client_id: ClientId,
    /// The account it belongs to, as the platform gave it.
    pub account: AccountId,
    /// Whether the platform made it in this run.
    pub new: bool,
}

/// A whole run.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunReport {
    /// Names this run.
    #[ts(type = "string")]
    pub id: Uuid,
    /// What it was to do.
    pub journey: JourneyName,
    /// How it stands.
    pub verdict: Verdict,
    /// The account that is meant or was signed on; `null` where neither is known.
    pub account: Option<AccountId>,
    /// The kind of device.
    pub platform: PlatformId,
    /// Sent with every call of the run; `null` where the environment sends none.
    pub correlation_id: Option<CorrelationId>,
    /// When its first step began.
    #[ts(type = "string | null")]
    pub started_at: Option<Timestamp>,
    /// When its last step ended.
    #[ts(type = "string | null")]
    pub ended_at: Option<Timestamp>,
    /// The step that comes next; `null` at the end.
    pub next: Option<Step>,
    /// The device signed on.
    pub device: Option<DeviceReport>,
    /// Every step that was taken, in order.
    pub steps: Vec<StepReport>,
}

/// What the window is told while a run goes on.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RunEvent {
    /// A step begins.
    StepStarted {
        /// Which one.
        step: Step,
    },
    /// A step ended. (Boxed: reports are large.)
    StepEnded {
        /// What it did.
        report: Box<StepReport>,
    },
    /// The run stands still: at its end, paused, or cancelled.
    Rested {
        /// How it stands.
        verdict: Verdict,
        /// What comes next, if anything.
        next: Option<Step>,
        /// The device signed on so far.
        device: Option<DeviceReport>,
    },
}
