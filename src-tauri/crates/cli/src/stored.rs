//! The environments, devices, runs and secrets of the window, used from the terminal.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tessera_credentials::{Keychain, KeychainError, KeychainState, Secret, Vault};
use tessera_journeys::passwords::{self, PasswordError};
use tessera_journeys::prepare;
use tessera_journeys::record::{record, refresh_token};
use tessera_journeys::secrets::{operator_key, stored_refresh_token};
use tessera_journeys::{Approver, KeptIn, OperatorKey, PasswordSignOn, Run};
use tessera_protocol::{AccountId, ClientId, CredentialKeyId, PlatformId, SignOn};
use tessera_storage::{
    Database, Device, Environment, EnvironmentFile, EnvironmentId, Environments, Folders, Kept, Memory, RenewalGuard,
    Renewals, SessionFolder, StoredEnvironment,
};

use crate::failure::Failure;
use crate::say::complain;

/// The service under which the window keeps its secrets.
pub(crate) const KEYCHAIN_SERVICE: &str = "dev.tessera.Tessera";

/// What is stored on this computer.
pub(crate) struct Stored {
    environments: Environments,
    database: Database,
    vault: Vault,
    renewals: Renewals,
    /// While this program works with the refresh tokens of some devices.
    held: Mutex<Vec<RenewalGuard>>,
    _session: Option<SessionFolder>,
}

impl Stored {
    /// What can only be read is used all the same. A database that is there and cannot be read is an error: a device that
    /// is not seen would sign on as a new one.
    pub(crate) fn open() -> Result<Self, Failure> {
        let kept = Kept::open(Folders::find(), Timestamp::now())?;
        if let Some(error) = kept.unread {
            return Err(error.into());
        }
        for notice in &kept.notices {
            complain!("{notice}");
        }
        let vault = Vault::open(Keychain::open(KEYCHAIN_SERVICE));
        if kept.memory == Memory::OfThisSession {
            // Nobody would know the items in the keychain by their names any more.
            vault.keep_for_this_session();
        }
        let renewals = Renewals::below(&kept.data);
        let Kept { environments, database, session, .. } = kept;
        Ok(Self { environments, database, vault, renewals, held: Mutex::default(), _session: session })
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

    /// Takes the password that is kept for the user name where none was given.
    pub(crate) async fn take_password(
        &self,
        needs: &mut PasswordSignOn,
        id: &EnvironmentId,
        environment: &Environment,
    ) -> Result<(), Failure> {
        Ok(passwords::take_kept(needs, (&self.database, &self.vault), (id, environment)).await?)
    }

    /// Says before anything is sent that there is no keychain to keep a password in.
    pub(crate) async fn can_keep(&self) -> Result<(), Failure> {
        match self.vault.probe().await {
            KeychainState::Missing { why } => Err(PasswordError::Unreachable(KeychainError::NoKeychain(why)).into()),
            _ => Ok(()),
        }
    }

    /// Nth-time as the device stored for this account, or for any where none is named; `None` when there is none.
    pub(crate) fn sign_on(
        &self,
        environment: &EnvironmentId,
        platform: &PlatformId,
        account: Option<&AccountId>,
    ) -> Result<Option<SignOn>, Failure> {
        let device = self.database.devices().installed(environment, platform)?;
        let same = |device: &Device| account.is_none_or(|account| device.account == *account);
        Ok(device.filter(same).map(|device| SignOn::NthTime(device.client_id)))
    }

    /// The device of another account that an installation holds.
    pub(crate) fn of_another(
        &self,
        environment: &EnvironmentId,
        platform: &PlatformId,
        account: Option<&AccountId>,
    ) -> Result<Option<Device>, Failure> {
        let device = self.database.devices().installed(environment, platform)?;
        Ok(device.filter(|device| account.is_some_and(|account| device.account != *account)))
    }

    /// The device of an installation, with its refresh token out of the keychain.
    pub(crate) async fn device(
        &self,
        environment: &EnvironmentId,
        platform: &PlatformId,
    ) -> Result<(Device, Secret), Failure> {
        let device = self.database.devices().installed(environment, platform)?;
        let device = device.ok_or_else(|| {
            let none = format!(
                "No {platform} has signed on at {environment}. Sign on first: see tessera devices for those that have."
            );
            Failure::Usage(none)
        })?;
        self.with_token(device).await
    }

    /// The device of a `client_id`, with its refresh token out of the keychain.
    pub(crate) async fn device_called(
        &self,
        environment: &EnvironmentId,
        client_id: &ClientId,
    ) -> Result<(Device, Secret), Failure> {
        let devices = self.database.devices().list(Some(environment))?;
        let device = devices.into_iter().find(|device| device.client_id == *client_id).ok_or_else(|| {
            let none =
                format!("No device {client_id} is stored for {environment}: see tessera devices for those that are.");
            Failure::Usage(none)
        })?;
        self.with_token(device).await
    }

    /// Its refresh token is the newest, and no other process renews it until they are let go.
    async fn with_token(&self, device: Device) -> Result<(Device, Secret), Failure> {
        let guard = self.renewals.hold(device.id)?;
        self.held.lock().unwrap_or_else(PoisonError::into_inner).push(guard);
        let token = stored_refresh_token(&self.vault, &device).await?;
        Ok((device, token))
    }

    /// Lets other processes renew the tokens that were taken here.
    pub(crate) fn let_go(&self) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// A stored device in the role of the phone; its renewed tokens are kept as those of every device.
    pub(crate) async fn approver(
        &self,
        id: &EnvironmentId,
        environment: &Environment,
        client_id: &ClientId,
    ) -> Result<Approver, Failure> {
        let (device, token) = self.device_called(id, client_id).await?;
        let tokens = prepare::device_tokens(environment, client_id, None, Some(token));
        Ok(Approver { tokens: tokens.kept_in(self.place(&device)) })
    }

    /// Where the refresh token of a device is kept.
    pub(crate) fn place(&self, device: &Device) -> KeptIn {
        KeptIn { vault: self.vault.clone(), name: refresh_token(device) }
    }

    /// Devices that have signed on, the last used first.
    pub(crate) fn devices(&self, environment: Option<&EnvironmentId>) -> Result<Vec<Device>, Failure> {
        Ok(self.database.devices().list(environment)?)
    }

    /// Keeps what a run brought; what cannot be kept is said, and what became of the device before.
    pub(crate) async fn keep(&self, id: &EnvironmentId, environment: &Environment, run: &Run) {
        let recorded = record(&self.database, &self.vault, (id, environment), run, SignedDuration::ZERO).await;
        for trouble in &recorded.troubles {
            complain!("warning: {trouble} {}", trouble.remedy());
        }
        if let Some(notice) = recorded.notice() {
            complain!("note: {notice}");
        }
    }
}
