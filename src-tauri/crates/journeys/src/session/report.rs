//! What is told of a playback session: to the window as it beats, to the terminal, as JSON. Everything here is cut.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tessera_gateway::{ExchangeView, Refusal, Unreadable};
use tessera_protocol::{AccountId, ClientId, ContentId, CorrelationId, Finding, SessionControl};
use tessera_tokens::{Cutter, TokenView};
use ts_rs::TS;
use uuid::Uuid;

use crate::cut::words;
use crate::{Explanation, StepState};

/// How a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SessionState {
    /// Nothing was asked yet, or the answer is awaited.
    SettingUp,
    /// SSM counts it; it beats.
    Running,
    /// SSM set up no session.
    Refused,
    /// Torn down.
    Ended,
    /// It can neither beat nor be torn down: a beat was refused, or no call came through in time.
    Lost,
}

/// A call of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SessionCall {
    /// `sessions/setup`.
    SetUp,
    /// `sessions/heartbeat`.
    Heartbeat,
    /// `renewal-license-wv`.
    Renewal,
    /// `sessions/teardown`.
    TearDown,
}

impl SessionCall {
    /// The name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SetUp => "set-up",
            Self::Heartbeat => "heartbeat",
            Self::Renewal => "licence renewal",
            Self::TearDown => "tear-down",
        }
    }
}

/// One call of a session, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SessionExchange {
    /// Which call.
    pub call: SessionCall,
    /// How it ended.
    pub state: StepState,
    /// What it came to, in a few words.
    pub note: String,
    /// As it went over the wire.
    pub exchange: ExchangeView,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The refusal, in the platform's words.
    pub refusal: Option<Refusal>,
    /// Why the answer cannot be read.
    pub unreadable: Option<Unreadable>,
    /// What this program thinks of it when it did not go well.
    pub explanation: Option<Explanation>,
}

/// A session as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SessionReport {
    /// Names this session.
    #[ts(type = "string")]
    pub id: Uuid,
    /// What is played.
    pub content: ContentId,
    /// The account that plays, as the content token says.
    pub account: Option<AccountId>,
    /// The device that plays, as the content token says.
    pub device: Option<ClientId>,
    /// How it stands.
    pub state: SessionState,
    /// By which call it is kept alive.
    pub beating: SessionCall,
    /// Sent with every call of the session; `null` where the environment sends none.
    pub correlation_id: Option<CorrelationId>,
    /// When SSM set it up.
    #[ts(type = "string | null")]
    pub set_up_at: Option<Timestamp>,
    /// Seconds between two beats, as SSM gave them; the default where it gave none.
    #[ts(type = "number | null")]
    pub period: Option<u64>,
    /// When to beat next; `null` unless it runs.
    #[ts(type = "string | null")]
    pub next_beat_at: Option<Timestamp>,
    /// When SSM stops counting it unless it beats, by this computer's clock: `exp` of the session token goes by that of SSM.
    #[ts(type = "string | null")]
    pub ends_at: Option<Timestamp>,
    /// Beats that SSM took.
    #[ts(type = "number")]
    pub beats: u64,
    /// Beats since then of which no answer could be read.
    pub missed: u32,
    /// What the content token allows at once.
    pub limit: Option<SessionControl>,
    /// The newest session token.
    pub session_token: Option<TokenView>,
    /// The set-up, and the last calls after it.
    pub exchanges: Vec<SessionExchange>,
    /// Why it is refused or lost, or what is wrong at the moment.
    pub explanation: Option<Explanation>,
}

impl SessionExchange {
    /// Without what the cutter knows to be secret; the exchange itself is cut already.
    pub(super) fn cut(mut self, cutter: &Cutter) -> Self {
        let Self { findings, refusal, unreadable, explanation, .. } = &mut self;
        words(cutter, findings, refusal, unreadable, explanation);
        self
    }
}
