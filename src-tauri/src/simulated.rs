//! The simulator inside the program. It starts with the program; its devices and what it remembers of tokens are kept,
//! so that a second start can sign on nth-time and refresh.
//!
//! What the window changes in it is in `change`, the file of its state in `file`.

mod change;
mod file;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use tessera_journeys::{Clock, prepare};
use tessera_simulator::{KeptStateError, RunningSimulator, Simulator, SimulatorConfig};
use tessera_storage::Environment;
use tessera_tokens::SigningKey;
use uuid::Uuid;

pub(crate) use self::change::ChangeError;
use self::file::StateFile;
use crate::dto::{CredentialEntry, CredentialOwner, SimulatorView};
use crate::state::StartError;

/// The running simulator with the credential that the window is shown for it.
pub(crate) struct Simulated {
    simulator: RunningSimulator,
    environment: Environment,
    credential: CredentialEntry,
    file: StateFile,
    clock: Clock,
    /// Whether its environment is set to what its choices need.
    fits: AtomicBool,
}

impl Simulated {
    /// Starts it with what lies in the folder; also says what of that cannot be used.
    pub(crate) async fn start(folder: &Path, now: Timestamp) -> Result<(Self, Option<String>), StartError> {
        let (file, kept, mut why) = StateFile::open(folder);
        let config = SimulatorConfig::default;
        let simulator = match kept {
            None => Simulator::start(config(), None).await?,
            Some(kept) => match Simulator::resume(config(), None, tessera_simulator::Clock::system(), kept).await {
                Ok(simulator) => simulator,
                Err(error) => {
                    why = Some(format!("it cannot go on with its state ({error})"));
                    Simulator::start(config(), None).await?
                }
            },
        };
        let notice = why.map(|why| file.set_aside(&why, now));
        let base_url = simulator.base_url().parse().map_err(StartError::Address)?;
        let ssp = simulator.ssp_url().parse().map_err(StartError::Address)?;
        let environment = prepare::simulated(base_url, ssp, simulator.config().tenant.clone());
        let credential = credential(&simulator)?;
        let own = simulator.clock().clone();
        let clock: Clock = Arc::new(move || own.now());
        Ok((Self { simulator, environment, credential, file, clock, fits: AtomicBool::new(true) }, notice))
    }

    /// Its environment, set to what its choices need unless a person wants to see what becomes of the other.
    pub(crate) fn environment(&self) -> Environment {
        let environment = self.environment.clone();
        if self.fits() { prepare::fitted(environment, self.simulator.needed_ways()) } else { environment }
    }

    fn fits(&self) -> bool {
        self.fits.load(Ordering::Relaxed)
    }

    pub(crate) fn credential(&self) -> &CredentialEntry {
        &self.credential
    }

    /// The secret of its credential; for signing only.
    pub(crate) fn expose_secret(&self) -> &str {
        self.simulator.operator_credential().expose_secret()
    }

    /// Its clock, by which its tokens end.
    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// How far its clock was moved, in seconds.
    pub(crate) fn moved_by_seconds(&self) -> i64 {
        self.simulator.clock_view().moved_by_seconds
    }

    /// As it stands, with the requests after the one of that number.
    pub(crate) fn view(&self, after: u64) -> SimulatorView {
        SimulatorView {
            base_url: self.simulator.base_url(),
            ssp_url: self.simulator.ssp_url(),
            clock: self.simulator.clock_view(),
            snapshot: self.simulator.snapshot(),
            choices: self.simulator.choices(),
            environment_fits: self.fits(),
            lifetimes: self.simulator.lifetimes(),
            faults: self.simulator.faults(),
            requests: self.simulator.requests_after(after),
            held: vec![],
        }
    }

    /// As it was at the first start.
    pub(crate) fn reset(&self) -> Result<(), KeptStateError> {
        self.simulator.begin_anew();
        self.fits.store(true, Ordering::Relaxed);
        self.keep()
    }

    /// Keeps what a later start goes on with.
    pub(crate) fn keep(&self) -> Result<(), KeptStateError> {
        self.file.write(&self.simulator)
    }
}

fn credential(simulator: &RunningSimulator) -> Result<CredentialEntry, StartError> {
    let own = simulator.operator_credential();
    let key = SigningKey::new(own.expose_secret(), own.encoding())?;
    Ok(CredentialEntry {
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
    })
}
