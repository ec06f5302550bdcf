//! What the window changes in the simulator. Each change holds from the next request on.

use std::sync::atomic::Ordering;

use tessera_simulator::{BadOrder, Impossible, KeptStateError, NotChanged, UnknownName};

use super::Simulated;
use crate::dto::SimulatorChange;

/// A change that was not made, or not kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChangeError {
    #[error(transparent)]
    Unknown(#[from] UnknownName),
    #[error(transparent)]
    Order(#[from] BadOrder),
    #[error("The simulator stays as it was: {0}.")]
    Impossible(#[from] Impossible),
    #[error(transparent)]
    Kept(#[from] KeptStateError),
}

impl Simulated {
    /// Makes a change.
    pub(crate) fn change(&self, change: SimulatorChange) -> Result<(), ChangeError> {
        let simulator = &self.simulator;
        match change {
            SimulatorChange::Clock { change } => {
                simulator.change_clock(change);
            }
            SimulatorChange::Account { account, change } => simulator.change_account(&account, change)?,
            SimulatorChange::Device { client_id, state } => {
                simulator.set_device_state(&client_id, state)?;
                self.keep()?;
            }
            SimulatorChange::Content { content, change } => simulator.change_content(&content, change)?,
            SimulatorChange::Lifetimes { lifetimes } => simulator.set_lifetimes(lifetimes)?,
            SimulatorChange::Choices { choices } => simulator.set_choices(choices),
            SimulatorChange::EnvironmentFits { fits } => self.fits.store(fits, Ordering::Relaxed),
            SimulatorChange::OrderFault { order } => {
                simulator.order_fault(order)?;
            }
            SimulatorChange::RemoveFault { id } => simulator.remove_fault(id)?,
            SimulatorChange::RemoveAllFaults => simulator.set_faults(&[])?,
        }
        Ok(())
    }
}

impl From<NotChanged> for ChangeError {
    fn from(not: NotChanged) -> Self {
        match not {
            NotChanged::Unknown(unknown) => unknown.into(),
            NotChanged::Impossible(why) => why.into(),
        }
    }
}
