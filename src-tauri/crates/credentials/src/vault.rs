//! Where the program keeps its secrets: in the keychain, or in memory for this session when a person chose so. Never in
//! a file.
//!
//! Which secrets should exist is for the caller's own index to know: a secret that cannot be reached now is
//! [`Lookup::Unreachable`], never [`Lookup::NotStored`].

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use ts_rs::TS;

use crate::error::KeychainError;
use crate::item::ItemId;
use crate::keychain::Keychain;
use crate::name::SecretName;
use crate::secret::Secret;
use crate::state::{Absence, KeychainState};

/// Where a secret went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Kept {
    /// It is there after a restart.
    InKeychain,
    /// In memory: gone when the program ends.
    ThisSessionOnly,
}

/// What asking for a secret brings.
#[derive(Debug, Clone)]
pub enum Lookup {
    /// The secret.
    Found(Secret),
    /// The keychain was asked and holds none. If it should hold one, another program has removed it.
    NotStored,
    /// The keychain could not be asked, so nothing is known.
    Unreachable(KeychainError),
}

/// What is left of a secret that was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removal {
    /// Nothing.
    Everywhere,
    /// This session's copy is gone; the keychain could not be asked whether it holds one too.
    FromThisSession(KeychainError),
}

/// A handle; cheap to clone. Secrets in memory are overwritten when the last clone is dropped.
#[derive(Debug, Clone)]
pub struct Vault {
    keychain: Option<Keychain>,
    session: Arc<Mutex<Session>>,
}

#[derive(Debug)]
struct Session {
    keeping: Kept,
    secrets: HashMap<SecretName, Secret>,
}

impl Vault {
    /// Keeps secrets in the keychain until [`keep_for_this_session`](Self::keep_for_this_session) is called.
    pub fn open(keychain: Keychain) -> Self {
        Self::new(Some(keychain), Kept::InKeychain)
    }

    /// Never touches the keychain: secrets live in memory alone.
    pub fn session_only() -> Self {
        Self::new(None, Kept::ThisSessionOnly)
    }

    fn new(keychain: Option<Keychain>, keeping: Kept) -> Self {
        Self { keychain, session: Arc::new(Mutex::new(Session { keeping, secrets: HashMap::new() })) }
    }

    /// How the keychain is just now; asks nobody anything.
    pub async fn probe(&self) -> KeychainState {
        match &self.keychain {
            Some(keychain) => keychain.probe().await,
            None => KeychainState::Missing { why: Absence::NotUsed },
        }
    }

    /// Where the next secret goes.
    pub fn keeping(&self) -> Kept {
        self.session().keeping
    }

    /// From now on new secrets stay in memory. The person chose so; the keychain is still read.
    pub fn keep_for_this_session(&self) {
        self.session().keeping = Kept::ThisSessionOnly;
    }

    /// From now on new secrets go to the keychain, and this session's secrets are moved there. On an error those that
    /// were not moved stay in memory, and so do new ones.
    pub async fn keep_in_keychain(&self) -> Result<(), KeychainError> {
        let keychain = self.keychain()?;
        loop {
            let next = self.session().secrets.iter().next().map(|(name, secret)| (name.clone(), secret.clone()));
            let Some((name, secret)) = next else { break };
            keychain.set(&name, &secret).await?;
            self.session().secrets.remove(&name);
        }
        self.session().keeping = Kept::InKeychain;
        Ok(())
    }

    /// Stores a secret and says where. Nothing is kept in memory unless that was chosen before.
    pub async fn set(&self, name: &SecretName, secret: &Secret) -> Result<Kept, KeychainError> {
        if secret.expose().is_empty() {
            return Err(KeychainError::NothingToStore);
        }
        if self.keeping() == Kept::ThisSessionOnly {
            self.session().secrets.insert(name.clone(), secret.clone());
            return Ok(Kept::ThisSessionOnly);
        }
        self.keychain()?.set(name, secret).await?;
        self.session().secrets.remove(name);
        Ok(Kept::InKeychain)
    }

    /// The secret: this session's, else the keychain's. An error is about the item itself (ambiguous, not text, empty).
    pub async fn get(&self, name: &SecretName) -> Result<Lookup, KeychainError> {
        if let Some(secret) = self.session().secrets.get(name) {
            return Ok(Lookup::Found(secret.clone()));
        }
        let asked = match self.keychain() {
            Ok(keychain) => keychain.get(name).await,
            Err(error) => Err(error),
        };
        match asked {
            Ok(Some(secret)) => Ok(Lookup::Found(secret)),
            Ok(None) => Ok(Lookup::NotStored),
            Err(error) if error.is_unreachable() => Ok(Lookup::Unreachable(error)),
            Err(error) => Err(error),
        }
    }

    /// Removes the secret from memory and from the keychain. It is no error if there is none.
    pub async fn delete(&self, name: &SecretName) -> Result<Removal, KeychainError> {
        let in_session = self.session().secrets.remove(name).is_some();
        let asked = match self.keychain() {
            Ok(keychain) => keychain.delete(name).await,
            Err(error) => Err(error),
        };
        match asked {
            Ok(()) => Ok(Removal::Everywhere),
            Err(error) if in_session => Ok(Removal::FromThisSession(error)),
            Err(error) => Err(error),
        }
    }

    /// See [`Keychain::resolve_ambiguity`].
    pub async fn resolve_ambiguity(&self, name: &SecretName, keep: &ItemId) -> Result<(), KeychainError> {
        self.keychain()?.resolve_ambiguity(name, keep).await
    }

    fn keychain(&self) -> Result<&Keychain, KeychainError> {
        self.keychain.as_ref().ok_or(KeychainError::NoKeychain(Absence::NotUsed))
    }

    fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
