//! What the operator may change, in the form in which it is said: by the window in process, by a script at the
//! [admin API](crate::RunningSimulator). Both come to the same functions.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Account, AccountState, Clock, DeviceState, Network};

/// A change of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ClockChange {
    /// By so many seconds; back when negative.
    AdvanceSeconds(#[ts(type = "number")] i64),
    /// To a moment, from which it goes on.
    SetTo(#[ts(type = "string")] Timestamp),
    /// To this machine's time.
    TakeBack,
}

/// How the clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClockView {
    /// What it shows.
    #[ts(type = "string")]
    pub now: Timestamp,
    /// How far it was moved; 0 where it shows this machine's time.
    #[ts(type = "number")]
    pub moved_by_seconds: i64,
}

/// A change of an account; what is left out stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AccountChange {
    /// Suspends it, cancels it, or takes that back.
    #[ts(optional)]
    pub state: Option<AccountState>,
    /// Carries its devices to another place.
    #[ts(optional)]
    pub network: Option<Network>,
    /// How many devices it may have; those that it has stay. 4294967295 is no limit.
    #[ts(optional)]
    pub max_devices: Option<u32>,
}

/// A change of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeviceChange {
    /// Approves it, disables it, deletes it, or takes that back.
    pub state: DeviceState,
}

impl ClockChange {
    pub(crate) fn make(self, clock: &Clock) -> ClockView {
        match self {
            Self::AdvanceSeconds(seconds) => clock.advance(SignedDuration::from_secs(seconds)),
            Self::SetTo(moment) => clock.set(moment),
            Self::TakeBack => clock.take_back(),
        }
        ClockView::of(clock)
    }
}

impl ClockView {
    pub(crate) fn of(clock: &Clock) -> Self {
        Self { now: clock.now(), moved_by_seconds: clock.moved_by().as_secs() }
    }
}

impl AccountChange {
    pub(crate) fn make(self, account: &mut Account) {
        account.state = self.state.unwrap_or(account.state);
        account.network = self.network.unwrap_or(account.network);
        account.max_devices = self.max_devices.unwrap_or(account.max_devices);
    }
}
