//! The simulator as the window shows it, and what the window may change in it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tessera_protocol::{AccountId, Call, ClientId, CodeFamily, ContentId};
use tessera_simulator::{
    AccountChange, Choices, ClockChange, ClockView, ContentChange, DeviceState, FaultOrder, FaultView, Lifetimes,
    LoggedRequest, Snapshot,
};
use ts_rs::TS;

/// The running simulator.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SimulatorView {
    /// Where AGS, IAS, DSRA, ADM and URL Builder answer.
    pub(crate) base_url: String,
    /// Where SSM and the licence servers answer.
    pub(crate) ssp_url: String,
    /// How its clock stands.
    pub(crate) clock: ClockView,
    /// Accounts, devices, contents, registrations, streams.
    pub(crate) snapshot: Snapshot,
    /// What it decides where a deployment may decide in several ways.
    pub(crate) choices: Choices,
    /// Whether its environment is set to what these choices need.
    pub(crate) environment_fits: bool,
    /// How long tokens live that it issues now.
    pub(crate) lifetimes: Lifetimes,
    /// Those that are ordered.
    pub(crate) faults: Vec<FaultView>,
    /// The requests that were asked for, oldest first.
    pub(crate) requests: Vec<LoggedRequest>,
    /// Tokens of it that this program holds.
    pub(crate) held: Vec<HeldTokens>,
}

/// When the tokens end that this program holds for a device of the simulator.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HeldTokens {
    /// Whose they are.
    pub(crate) client_id: ClientId,
    /// End of the access token.
    #[ts(type = "string | null")]
    pub(crate) access_ends: Option<Timestamp>,
    /// End of the refresh token.
    #[ts(type = "string | null")]
    pub(crate) refresh_ends: Option<Timestamp>,
}

/// One change of the simulator.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum SimulatorChange {
    /// Its clock.
    Clock { change: ClockChange },
    /// An account.
    Account { account: AccountId, change: AccountChange },
    /// A device.
    Device { client_id: ClientId, state: DeviceState },
    /// The rights of a content.
    Content { content: ContentId, change: ContentChange },
    /// All lifetimes at once.
    Lifetimes { lifetimes: Lifetimes },
    /// All choices at once.
    Choices { choices: Choices },
    /// Whether its environment is set to what the choices need.
    EnvironmentFits { fits: bool },
    /// One fault more.
    OrderFault { order: FaultOrder },
    /// One fault less, by its number.
    RemoveFault { id: u32 },
    /// No fault any more.
    RemoveAllFaults,
}

/// On what a fault can be ordered, and with which codes.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FaultTargets {
    /// Every call there is.
    pub(crate) calls: Vec<FaultTarget>,
    /// Every documented code.
    pub(crate) codes: Vec<FaultCode>,
}

/// One call.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FaultTarget {
    call: Call,
    method: &'static str,
    path: &'static str,
    /// Whose codes its refusals have.
    family: CodeFamily,
}

/// One documented code.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FaultCode {
    family: CodeFamily,
    code: &'static str,
    meaning: &'static str,
}

impl FaultTargets {
    pub(crate) fn all() -> Self {
        let target =
            |call: Call| FaultTarget { call, method: call.method(), path: call.path(), family: call.code_family() };
        let families = [CodeFamily::SignIn, CodeFamily::Ssm, CodeFamily::Widevine, CodeFamily::PlayReady];
        let codes = families.into_iter().flat_map(|family| {
            family.codes().map(move |known| FaultCode { family, code: known.code, meaning: known.meaning })
        });
        Self { calls: Call::ALL.into_iter().map(target).collect(), codes: codes.collect() }
    }
}
