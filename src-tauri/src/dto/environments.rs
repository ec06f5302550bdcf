//! Environments as the window lists them: the simulator, files that read well, files that do not.

use serde::Serialize;
use tessera_gateway::CertificateCheck;
use tessera_storage::{Environment, EnvironmentFile, EnvironmentId, Problem, Revision, StoredEnvironment};
use ts_rs::TS;

/// One environment of the list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EnvironmentEntry {
    /// Names it in every command; `simulator` for the one built in. A damaged file without a usable name has none.
    pub(crate) id: Option<EnvironmentId>,
    /// What it says, or why it says nothing.
    pub(crate) state: EnvironmentState,
    /// Where its file is; the simulator has none.
    pub(crate) path: Option<String>,
    /// Whether answers come from the simulator and say nothing of a real platform.
    pub(crate) simulated: bool,
    /// Whether any certificate is accepted, in this session.
    pub(crate) accepts_invalid_certificate: bool,
}

/// What an environment's file holds.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum EnvironmentState {
    /// It can be used.
    Readable {
        environment: Box<Environment>,
        /// Keys that nobody knows; they are kept.
        unknown_keys: Vec<String>,
        /// To be named when it is saved; the simulator cannot be saved.
        revision: Option<Revision>,
    },
    /// It is left as it is.
    Damaged {
        /// What is wrong, with line and column.
        problems: Vec<Problem>,
    },
}

impl EnvironmentEntry {
    pub(crate) fn simulator(environment: Environment) -> Self {
        let state =
            EnvironmentState::Readable { environment: Box::new(environment), unknown_keys: vec![], revision: None };
        let id = Some(EnvironmentId::simulator());
        Self { id, state, path: None, simulated: true, accepts_invalid_certificate: false }
    }

    pub(crate) fn stored(stored: StoredEnvironment, certificates: CertificateCheck) -> Self {
        Self {
            id: Some(stored.id),
            path: Some(stored.path.display().to_string()),
            state: EnvironmentState::Readable {
                environment: Box::new(stored.environment),
                unknown_keys: stored.unknown_keys,
                revision: Some(stored.revision),
            },
            simulated: false,
            accepts_invalid_certificate: certificates == CertificateCheck::AcceptInvalid,
        }
    }

    pub(crate) fn listed(file: EnvironmentFile, certificates: impl Fn(&EnvironmentId) -> CertificateCheck) -> Self {
        match file {
            EnvironmentFile::Readable(stored) => {
                let check = certificates(&stored.id);
                Self::stored(*stored, check)
            }
            EnvironmentFile::Damaged { id, path, problems } => Self {
                id,
                path: Some(path.display().to_string()),
                state: EnvironmentState::Damaged { problems },
                simulated: false,
                accepts_invalid_certificate: false,
            },
        }
    }
}
