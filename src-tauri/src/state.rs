//! What lives as long as the program: where things are stored, the vault, the simulator, the runs.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tauri::{AppHandle, Emitter as _};
use tessera_credentials::{Keychain, Vault};
use tessera_gateway::CertificateCheck;
use tessera_journeys::Clock;
use tessera_storage::{
    BaseUrlError, Database, DatabaseError, EnvironmentId, Environments, EnvironmentsError, Folders, FoldersError,
};

use crate::automatic::Tokens;
use crate::picture::Dropped;
use crate::runs::Runs;
use crate::simulated::Simulated;

/// Names the program's items in the keychain.
pub(crate) const KEYCHAIN_SERVICE: &str = "dev.tessera.Tessera";

/// Something went wrong that no command was waiting for.
const TROUBLE: &str = "trouble";

/// A run was kept: there may be another device, and there is another past run.
const RUN_KEPT: &str = "run-kept";

/// Why the program cannot start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    #[error("{0} {remedy}", remedy = .0.remedy())]
    Folders(#[from] FoldersError),
    #[error("{0} {remedy}", remedy = .0.remedy())]
    Database(#[from] DatabaseError),
    #[error("{0} {remedy}", remedy = .0.remedy())]
    Environments(#[from] EnvironmentsError),
    #[error(transparent)]
    Simulator(#[from] tessera_simulator::StartError),
    #[error("The simulator's address {0}")]
    Address(BaseUrlError),
    #[error(transparent)]
    Key(#[from] tessera_tokens::KeyError),
}

/// The program's state.
pub(crate) struct App {
    pub(crate) environments: Environments,
    pub(crate) database: Database,
    pub(crate) vault: Vault,
    pub(crate) simulated: Simulated,
    pub(crate) runs: Runs,
    pub(crate) tokens: Tokens,
    pub(crate) dropped: Dropped,
    pub(crate) clock: Clock,
    /// Told to the window when it starts.
    pub(crate) notices: Vec<String>,
    handle: AppHandle,
    accepting: Mutex<HashSet<EnvironmentId>>,
}

impl App {
    /// Opens everything. What cannot be opened is replaced by something that lasts for this session, and said.
    pub(crate) async fn open(handle: &AppHandle) -> Result<Self, StartError> {
        let folders = Folders::find()?;
        folders.make()?;
        let opened = Database::open(&folders.data, Timestamp::now())?;
        let notices = opened.notices.iter().map(|notice| format!("{notice} {}", notice.remedy())).collect();
        let simulated = Simulated::start(&opened.database).await?;
        Ok(Self {
            environments: Environments::open(folders.environments())?,
            database: opened.database,
            vault: Vault::open(Keychain::open(KEYCHAIN_SERVICE)),
            simulated,
            runs: Runs::default(),
            tokens: Tokens::default(),
            dropped: Dropped::default(),
            clock: Arc::new(Timestamp::now),
            notices,
            handle: handle.clone(),
            accepting: Mutex::default(),
        })
    }

    /// Tells the window what went wrong without having been asked for.
    pub(crate) fn say(&self, troubles: Vec<String>) {
        for trouble in troubles {
            // When the window is gone there is nobody to tell.
            let _ = self.handle.emit(TROUBLE, trouble);
        }
    }

    /// Tells the window that a run was kept, so that it asks anew for what that changed.
    pub(crate) fn kept(&self) {
        let _ = self.handle.emit(RUN_KEPT, ());
    }

    /// Whether certificates of an environment are checked: a choice for this session, stored nowhere.
    pub(crate) fn certificates(&self, id: &EnvironmentId) -> CertificateCheck {
        let accepting = self.accepting.lock().unwrap_or_else(PoisonError::into_inner);
        if accepting.contains(id) { CertificateCheck::AcceptInvalid } else { CertificateCheck::Verify }
    }

    pub(crate) fn set_certificates(&self, id: &EnvironmentId, check: CertificateCheck) {
        let mut accepting = self.accepting.lock().unwrap_or_else(PoisonError::into_inner);
        match check {
            CertificateCheck::AcceptInvalid => accepting.insert(id.clone()),
            CertificateCheck::Verify => accepting.remove(id),
        };
    }
}
