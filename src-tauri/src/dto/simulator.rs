//! The simulator as the window shows it.

use serde::Serialize;
use tessera_simulator::{LoggedRequest, Snapshot};
use ts_rs::TS;

/// The running simulator.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SimulatorView {
    /// Where it answers.
    pub(crate) base_url: String,
    /// Accounts, devices, contents.
    pub(crate) snapshot: Snapshot,
    /// The last requests, oldest first.
    pub(crate) requests: Vec<LoggedRequest>,
}
