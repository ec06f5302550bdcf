//! What lives as long as the program: where things are stored, the vault, the simulator, the runs.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tauri::{AppHandle, Emitter as _};
use tessera_credentials::{Keychain, Vault};
use tessera_gateway::CertificateCheck;
use tessera_journeys::Clock;
use tessera_storage::{
    BaseUrlError, Database, EnvironmentId, Environments, Folders, Kept, KeptError, Memory, Renewals, SessionFolder,
    Theme,
};

use crate::automatic::Tokens;
use crate::phone::Phone;
use crate::picture::Dropped;
use crate::playing::Challenges;
use crate::runs::Runs;
use crate::screen::Scans;
use crate::sessions::Sessions;
use crate::simulated::Simulated;
use crate::trial;

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
    Kept(#[from] KeptError),
    #[error(transparent)]
    Simulator(#[from] tessera_simulator::StartError),
    #[error("The simulator's address {0}")]
    Address(BaseUrlError),
    #[error(transparent)]
    Key(#[from] tessera_tokens::KeyError),
    #[error(transparent)]
    Window(#[from] tauri::Error),
}

/// Opens what was kept from earlier starts: all that the window needs before it is made.
pub(crate) fn open_kept() -> Result<Kept, StartError> {
    Ok(Kept::open(Folders::find(), Timestamp::now())?)
}

/// The theme that was chosen.
pub(crate) fn theme(kept: &Kept) -> Theme {
    kept.database.settings().map(|(settings, _)| settings.theme).unwrap_or_default()
}

/// What lets another program drive the window. The web view obeys the first whatever the build.
const AUTOMATION: [&str; 2] = ["TAURI_WEBVIEW_AUTOMATION", "TAURI_AUTOMATION"];

/// Whether another program drives the window of a release. Tests drive builds of their own.
pub(crate) fn is_driven() -> bool {
    trial::is_release() && AUTOMATION.iter().any(|name| std::env::var_os(name).is_some())
}

/// Whoever drives the window could use every secret in the keychain as a person does, so it is not opened for them.
fn vault(memory: Memory) -> Vault {
    if is_driven() {
        return Vault::session_only();
    }
    let vault = Vault::open(Keychain::open(KEYCHAIN_SERVICE));
    if memory == Memory::OfThisSession {
        // Nobody would know the items in the keychain by their names any more.
        vault.keep_for_this_session();
    }
    vault
}

/// The program's state.
pub(crate) struct App {
    pub(crate) environments: Environments,
    pub(crate) database: Database,
    pub(crate) vault: Vault,
    pub(crate) simulated: Simulated,
    pub(crate) runs: Runs,
    pub(crate) phone: Phone,
    pub(crate) tokens: Tokens,
    pub(crate) sessions: Sessions,
    pub(crate) dropped: Dropped,
    pub(crate) scans: Scans,
    pub(crate) challenges: Challenges,
    pub(crate) clock: Clock,
    notices: Mutex<Vec<String>>,
    handle: AppHandle,
    accepting: Mutex<HashSet<EnvironmentId>>,
    /// Gone with the program.
    _session: Option<SessionFolder>,
}

impl App {
    /// Opens the rest.
    pub(crate) async fn open(handle: AppHandle, kept: Kept) -> Result<Self, StartError> {
        let Kept { environments, database, data, memory, mut notices, session, .. } = kept;
        let (simulated, notice) = Simulated::start(&data, Timestamp::now()).await?;
        notices.extend(notice);
        database.passwords().forget_session().map_err(KeptError::from)?;
        let vault = vault(memory);
        Ok(Self {
            environments,
            database,
            sessions: Sessions::new(vault.clone()),
            vault,
            simulated,
            runs: Runs::default(),
            phone: Phone::default(),
            tokens: Tokens::new(Renewals::below(&data)),
            dropped: Dropped::default(),
            scans: Scans::default(),
            challenges: Challenges::default(),
            clock: Arc::new(Timestamp::now),
            notices: Mutex::new(notices),
            handle,
            accepting: Mutex::default(),
            _session: session,
        })
    }

    /// The program itself, for a task that outlives whoever began it.
    pub(crate) fn handle(&self) -> &AppHandle {
        &self.handle
    }

    /// Tells the window what went wrong without having been asked for.
    pub(crate) fn say(&self, troubles: Vec<String>) {
        for trouble in troubles {
            Self::announce(&self.handle, trouble);
        }
    }

    /// The same where the state may not be there yet.
    pub(crate) fn announce(handle: &AppHandle, trouble: String) {
        // When the window is gone there is nobody to tell.
        let _ = handle.emit(TROUBLE, trouble);
    }

    /// Keeps something for the window to be told when its page is loaded again.
    #[cfg(target_os = "linux")]
    pub(crate) fn note(&self, notice: String) {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).push(notice);
    }

    /// What the window is told when it starts.
    pub(crate) fn notices(&self) -> Vec<String> {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells the window that a run was kept, so that it asks anew for what that changed.
    pub(crate) fn kept(&self) {
        let _ = self.handle.emit(RUN_KEPT, ());
    }

    /// The clock of an environment: the simulator has its own, by which its tokens end.
    pub(crate) fn clock_of(&self, id: &EnvironmentId) -> &Clock {
        if id.is_simulator() { self.simulated.clock() } else { &self.clock }
    }

    /// How far the clock of an environment is ahead of this machine's.
    pub(crate) fn ahead_of(&self, id: &EnvironmentId) -> SignedDuration {
        if id.is_simulator() {
            SignedDuration::from_secs(self.simulated.moved_by_seconds())
        } else {
            SignedDuration::ZERO
        }
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
