//! What a run is aimed at: the simulator built in, an environment file, or a stored environment by its name.

use std::path::{Path, PathBuf};

use tessera_simulator::{RunningSimulator, Simulator, SimulatorConfig};
use tessera_storage::{Environment, EnvironmentId};

use crate::failure::Failure;
use crate::say::complain;
use crate::simulate;
use crate::stored::Stored;

/// An environment, and what comes with the way it was named.
pub(crate) struct Target {
    pub(crate) environment: Environment,
    /// Where relative file names in it start.
    pub(crate) folder: PathBuf,
    pub(crate) source: Source,
}

/// Where the environment comes from, which decides what is kept.
pub(crate) enum Source {
    /// A simulator of this run's own; nothing is kept.
    Simulator(Box<RunningSimulator>),
    /// A file; nothing is kept.
    File,
    /// A stored environment: devices, runs and secrets are those of the window.
    Stored(Box<Stored>, EnvironmentId),
}

impl Target {
    pub(crate) async fn find(name: &str) -> Result<Self, Failure> {
        if name == EnvironmentId::simulator().as_str() {
            let simulator = Simulator::start(SimulatorConfig::default(), None).await?;
            let environment = simulate::environment(&simulator)?;
            return Ok(Self { environment, folder: PathBuf::new(), source: Source::Simulator(Box::new(simulator)) });
        }
        // What people call an environment may hold what a path does.
        if is_a_file(name) || (looks_like_a_path(name) && Path::new(name).exists()) {
            return Self::of_file(name);
        }
        let stored = Stored::open()?;
        let found = match stored.environment(name) {
            Err(_) if looks_like_a_path(name) => return Self::of_file(name),
            found => found?,
        };
        Ok(Self {
            environment: found.environment,
            folder: found.folder,
            source: Source::Stored(Box::new(stored), found.id),
        })
    }

    fn of_file(name: &str) -> Result<Self, Failure> {
        let read = tessera_storage::read_file(Path::new(name))?;
        for key in &read.unknown_keys {
            complain!("note: the environment has a key that is not known: {key}");
        }
        Ok(Self { environment: read.environment, folder: read.folder, source: Source::File })
    }
}

fn is_a_file(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "toml")
}

fn looks_like_a_path(name: &str) -> bool {
    name.contains(['/', '\\'])
}
