//! The simulator inside the program. It starts with the program; the devices it made are kept, so that a second start
//! can sign on nth-time.

use tessera_journeys::prepare;
use tessera_simulator::{Device, RunningSimulator, Simulator, SimulatorConfig};
use tessera_storage::{Database, DatabaseError, Environment};
use tessera_tokens::SigningKey;
use uuid::Uuid;

use crate::dto::{CredentialEntry, CredentialOwner, SimulatorView};
use crate::state::StartError;

/// Under this name the simulator's devices are stored.
const DEVICES: &str = "simulator-devices";

/// The running simulator with the credential that the window is shown for it.
pub(crate) struct Simulated {
    simulator: RunningSimulator,
    environment: Environment,
    credential: CredentialEntry,
}

impl Simulated {
    pub(crate) async fn start(database: &Database) -> Result<Self, StartError> {
        let devices: Vec<Device> = database.recall(DEVICES)?.unwrap_or_default();
        let config = SimulatorConfig { devices, ..SimulatorConfig::default() };
        let simulator = Simulator::start(config, None).await?;
        let base_url = simulator.base_url().parse().map_err(StartError::Address)?;
        let environment = prepare::simulated(base_url, simulator.config().tenant.clone());
        let own = simulator.operator_credential();
        let key = SigningKey::new(own.expose_secret(), own.encoding())?;
        let credential = CredentialEntry {
            id: Uuid::new_v4(),
            environment: tessera_storage::EnvironmentId::simulator(),
            label: None,
            kid: own.kid().clone(),
            encoding: own.encoding(),
            length: u32::try_from(key.length()).unwrap_or(u32::MAX),
            fingerprint: key.fingerprint().to_owned(),
            origins: vec![simulator.base_url()],
            withheld_from: vec![],
            owner: CredentialOwner::Simulator,
        };
        Ok(Self { simulator, environment, credential })
    }

    pub(crate) fn environment(&self) -> &Environment {
        &self.environment
    }

    pub(crate) fn credential(&self) -> &CredentialEntry {
        &self.credential
    }

    /// The secret of its credential; for signing only.
    pub(crate) fn expose_secret(&self) -> &str {
        self.simulator.operator_credential().expose_secret()
    }

    pub(crate) fn view(&self) -> SimulatorView {
        SimulatorView {
            base_url: self.simulator.base_url(),
            snapshot: self.simulator.snapshot(),
            requests: self.simulator.requests(),
        }
    }

    /// As it was at the first start.
    pub(crate) fn reset(&self, database: &Database) -> Result<(), DatabaseError> {
        self.simulator.reset();
        self.keep(database)
    }

    /// Stores the devices it has now.
    pub(crate) fn keep(&self, database: &Database) -> Result<(), DatabaseError> {
        database.remember(DEVICES, &self.simulator.devices())
    }
}
