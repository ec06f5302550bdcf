//! A running simulator, as its owner holds it: where it is, what it did, what the operator may change, how it stops.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tessera_protocol::{AccountId, ClientId, ContentId, NeededWays};
use tokio::sync::{broadcast, oneshot};
use tokio::task::JoinHandle;

use crate::log::LoggedRequest;
use crate::platform::Platform;
use crate::{
    AccountChange, AccountState, BadOrder, Choices, Clock, ClockChange, ClockView, ContentChange, Device, DeviceState,
    FaultOrder, FaultView, Impossible, KeptState, Lifetimes, Network, NotChanged, OperatorCredential, SimulatorConfig,
    Snapshot,
};

/// How long [`RunningSimulator::stop`] waits for requests that are being answered.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

/// The simulator has no account, device, content or fault of that id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the simulator has no {what} \u{201c}{id}\u{201d}; look at its snapshot for those it has")]
pub struct UnknownName {
    what: &'static str,
    id: String,
}

impl UnknownName {
    pub(crate) fn new(what: &'static str, id: &str) -> Self {
        Self { what, id: id.to_owned() }
    }
}

/// A simulator that answers. It stops when it is dropped.
pub struct RunningSimulator {
    pub(crate) platform: Arc<Platform>,
    pub(crate) port: u16,
    pub(crate) stop: oneshot::Sender<()>,
    pub(crate) served: JoinHandle<()>,
}

impl RunningSimulator {
    /// `http://127.0.0.1:PORT`: base URL of AGS, IAS, DSRA, ADM and URL Builder alike.
    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// `http://127.0.0.1:PORT/SIM00001`: base URL of SSM and of the licence servers.
    pub fn ssp_url(&self) -> String {
        format!("{}/{}", self.base_url(), self.platform.config.ssp_tenant)
    }

    /// What it was started with; the operator credential among it, also one that it made itself.
    pub fn config(&self) -> &SimulatorConfig {
        &self.platform.config
    }

    /// The credential with which a head-end signs its operator JWT: the first of the configuration, or the one made
    /// at this start.
    pub fn operator_credential(&self) -> &OperatorCredential {
        &self.platform.config.operator_credentials[0]
    }

    /// Its clock; moving it moves the simulator's time.
    pub fn clock(&self) -> &Clock {
        &self.platform.clock
    }

    /// How its clock stands.
    pub fn clock_view(&self) -> ClockView {
        ClockView::of(&self.platform.clock)
    }

    /// Moves its clock, sets it, or takes that back.
    pub fn change_clock(&self, change: ClockChange) -> ClockView {
        change.make(&self.platform.clock)
    }

    /// Accounts with their devices, contents, registrations and streams as they stand now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::of(&self.platform)
    }

    /// Every device as it stands now, oldest first, for the `devices` of a later start.
    pub fn devices(&self) -> Vec<Device> {
        self.platform.state().devices.oldest_first()
    }

    /// What a later start goes on with: [`Simulator::resume`](crate::Simulator::resume).
    pub fn kept(&self) -> KeptState {
        KeptState::of(&self.platform)
    }

    /// Takes back every change since the start: devices, states, one-time tokens, sign-outs,
    /// registrations, streams, rights of contents, choices, lifetimes, ordered faults. The log and the clock stay.
    pub fn reset(&self) {
        self.platform.reset();
    }

    /// As [`reset`](Self::reset), and without the devices and chains that it was started with.
    pub fn begin_anew(&self) {
        self.platform.begin_anew();
    }

    /// What it decides where a deployment may decide in several ways.
    pub fn choices(&self) -> Choices {
        self.platform.choices()
    }

    /// Decides otherwise from the next request on.
    pub fn set_choices(&self, choices: Choices) {
        self.platform.set_choices(choices);
    }

    /// What its clients have to be set to, to be served as it was chosen.
    pub fn needed_ways(&self) -> NeededWays {
        self.choices().needed(self.config())
    }

    /// Does what the operator would: suspends an account, cancels it, or takes that back.
    pub fn set_account_state(&self, id: &AccountId, state: AccountState) -> Result<(), UnknownName> {
        self.change_account(id, AccountChange { state: Some(state), ..AccountChange::default() })
    }

    /// Carries the devices of an account to another place.
    pub fn set_network(&self, id: &AccountId, network: Network) -> Result<(), UnknownName> {
        self.change_account(id, AccountChange { network: Some(network), ..AccountChange::default() })
    }

    /// Several things of an account at once.
    pub fn change_account(&self, id: &AccountId, change: AccountChange) -> Result<(), UnknownName> {
        self.platform.change_account(id, change)
    }

    /// Changes the rights of a content from the next request on.
    pub fn change_content(&self, id: &ContentId, change: ContentChange) -> Result<(), NotChanged> {
        self.platform.change_content(id, change)
    }

    /// How long tokens live that are issued now.
    pub fn lifetimes(&self) -> Lifetimes {
        self.platform.issuer.lifetimes()
    }

    /// Issues with these lifetimes from now on; tokens that are out end as they say.
    pub fn set_lifetimes(&self, lifetimes: Lifetimes) -> Result<(), Impossible> {
        self.platform.set_lifetimes(lifetimes)
    }

    /// Does what the operator would: approves, disables or deletes a device, or takes that back.
    pub fn set_device_state(&self, id: &ClientId, state: DeviceState) -> Result<(), UnknownName> {
        self.platform.change_device(id, state)
    }

    /// The faults that are ordered, each with how often it struck.
    pub fn faults(&self) -> Vec<FaultView> {
        self.platform.orders.list()
    }

    /// Orders one fault more, and gives its number.
    pub fn order_fault(&self, order: FaultOrder) -> Result<u32, BadOrder> {
        self.platform.orders.add(order)
    }

    /// Takes one order back, by its number.
    pub fn remove_fault(&self, id: u32) -> Result<(), UnknownName> {
        let unknown = || UnknownName::new("fault", &id.to_string());
        self.platform.orders.remove(id).then_some(()).ok_or_else(unknown)
    }

    /// Orders these faults and no others; where one of them is bad, nothing changes.
    pub fn set_faults(&self, orders: &[FaultOrder]) -> Result<(), BadOrder> {
        self.platform.orders.replace(orders)
    }

    /// The last requests, oldest first.
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.platform.log.entries()
    }

    /// Those of them after the one of that number: what somebody who has seen the others asks for.
    pub fn requests_after(&self, number: u64) -> Vec<LoggedRequest> {
        self.platform.log.entries_after(number)
    }

    /// Requests from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<LoggedRequest> {
        self.platform.log.subscribe()
    }

    /// Stops it: no new connection is taken from now on, and requests that are being answered get two seconds.
    pub async fn stop(self) {
        let Self { stop, mut served, .. } = self;
        drop(stop);
        if tokio::time::timeout(LAST_ANSWERS, &mut served).await.is_err() {
            served.abort();
        }
    }
}

impl fmt::Debug for RunningSimulator {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "RunningSimulator({})", self.base_url())
    }
}
