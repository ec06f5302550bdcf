//! The environments, devices, runs and secrets of the window, used from the terminal.

use jiff::Timestamp;
use tessera_credentials::{Keychain, Vault};
use tessera_journeys::record::record;
use tessera_journeys::secrets::operator_key;
use tessera_journeys::{OperatorKey, QrSignOn};
use tessera_protocol::{AccountId, CredentialKeyId, PlatformId, SignOn};
use tessera_storage::{
    Database, Environment, EnvironmentFile, EnvironmentId, Environments, Folders, StoredEnvironment,
};

use crate::failure::Failure;
use crate::say::complain;

/// The service under which the window keeps its secrets.
const KEYCHAIN_SERVICE: &str = "dev.tessera.Tessera";

/// What is stored on this computer.
pub(crate) struct Stored {
    environments: Environments,
    database: Database,
    vault: Vault,
}

impl Stored {
    pub(crate) fn open(folders: &Folders) -> Result<Self, Failure> {
        folders.make()?;
        let opened = Database::open(&folders.data, Timestamp::now())?;
        for notice in &opened.notices {
            complain!("{notice} {}", notice.remedy());
        }
        Ok(Self {
            environments: Environments::open(folders.environments())?,
            database: opened.database,
            vault: Vault::open(Keychain::open(KEYCHAIN_SERVICE)),
        })
    }

    /// By id, or by the name that people call it.
    pub(crate) fn environment(&self, name: &str) -> Result<StoredEnvironment, Failure> {
        let mut known = Vec::new();
        for file in self.environments.list()? {
            match file {
                EnvironmentFile::Readable(stored) if stored.id.as_str() == name || stored.environment.name == name => {
                    return Ok(*stored);
                }
                EnvironmentFile::Readable(stored) => known.push(stored.id.as_str().to_owned()),
                EnvironmentFile::Damaged { id: Some(id), path, .. } if id.as_str() == name => {
                    return Ok(tessera_storage::read_file(&path)?);
                }
                EnvironmentFile::Damaged { .. } => {}
            }
        }
        let known =
            if known.is_empty() { "none is stored".to_owned() } else { format!("there are {}", known.join(", ")) };
        Err(Failure::Usage(format!(
            "There is no environment \u{201c}{name}\u{201d}; {known}, and simulator is built in. A file name ends in .toml."
        )))
    }

    /// The environment's credential of a kid, or its only one.
    pub(crate) async fn operator_key(
        &self,
        id: &EnvironmentId,
        environment: &Environment,
        kid: Option<&CredentialKeyId>,
    ) -> Result<OperatorKey, Failure> {
        let mut fitting = self.database.credentials().list(id)?;
        fitting.retain(|credential| kid.is_none_or(|kid| credential.kid == *kid));
        match &fitting[..] {
            [credential] => Ok(operator_key(&self.vault, credential, environment).await?),
            [] => Err(Failure::Usage(format!(
                "The environment {id} has no such operator credential. Add it in the window, or pipe the secret in with --operator-secret -."
            ))),
            several => Err(Failure::Usage(format!(
                "The environment {id} has {} operator credentials; say with --operator-kid which is meant.",
                several.len()
            ))),
        }
    }

    /// Nth-time as the device stored for this account; `None` when there is none.
    pub(crate) fn sign_on(
        &self,
        environment: &EnvironmentId,
        platform: &PlatformId,
        account: &AccountId,
    ) -> Result<Option<SignOn>, Failure> {
        let device = self.database.devices().installed(environment, platform)?;
        Ok(device.filter(|device| device.account == *account).map(|device| SignOn::NthTime(device.client_id)))
    }

    /// Keeps what a run brought; what cannot be kept is said.
    pub(crate) async fn keep(&self, id: &EnvironmentId, environment: &Environment, run: &QrSignOn) {
        for trouble in record(&self.database, &self.vault, (id, environment), run).await.troubles {
            complain!("warning: {trouble}");
        }
    }
}
