//! The keychain of the operating system as the program sees it: text in, text out, every call with a deadline.
//!
//! How each system stores stands in `os`, on which thread in `crew` and `worker`. What happens when there is no keychain
//! is for `vault`.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use zeroize::Zeroizing;

use crate::crew::Crew;
use crate::error::KeychainError;
use crate::item::ItemId;
use crate::name::{Address, SecretName};
use crate::os::Backend;
use crate::secret::Secret;
use crate::state::{Absence, KeychainState};
use crate::worker::Turn;

/// How long a call waits for the keychain; the time in which the person is asked to unlock it does not count.
pub const DEADLINE: Duration = Duration::from_secs(10);

/// A handle; cheap to clone. All clones share one thread.
///
/// Futures need a tokio runtime with time. Dropping one cancels the call: what has not been begun is not done. A question
/// that the system has put on the screen stays there until the person closes it, and serves the next call. A call that
/// changes the keychain and ends with [`KeychainError::Hung`] may still be carried out by the keychain itself.
#[derive(Debug, Clone)]
pub struct Keychain {
    service: Arc<str>,
    crew: Arc<Crew>,
}

impl Keychain {
    /// The keychain items of one program. `service` names it, in the items' attributes and labels; nothing is opened yet.
    pub fn open(service: &str) -> Self {
        Self::with_deadline(service, DEADLINE)
    }

    /// As [`open`](Self::open), with another deadline.
    pub fn with_deadline(service: &str, deadline: Duration) -> Self {
        Self { service: service.into(), crew: Arc::new(Crew::new(deadline)) }
    }

    /// Looks at the keychain without asking the person anything.
    pub async fn probe(&self) -> KeychainState {
        let mut waiting = self.waiting();
        let asked = self.crew.run(Backend::probe);
        tokio::select! {
            biased;
            Ok(_) = waiting.wait_for(|asking| *asking) => KeychainState::Waiting,
            state = asked => state.unwrap_or_else(|error| match error {
                KeychainError::Hung { .. } => KeychainState::Hung,
                KeychainError::Locked => KeychainState::Locked,
                KeychainError::NoKeychain(why) => KeychainState::Missing { why },
                _ => KeychainState::Missing { why: Absence::NotWorking },
            }),
        }
    }

    /// Tells, now and at each change, whether the system is asking the person to unlock the keychain.
    pub fn waiting(&self) -> watch::Receiver<bool> {
        self.crew.waiting()
    }

    /// The secret of this name; `None` only if an open keychain holds none. A locked one is unlocked first, by the person.
    pub async fn get(&self, name: &SecretName) -> Result<Option<Secret>, KeychainError> {
        let address = self.address(name);
        self.crew.run(move |backend, turn| read(backend, &address, turn)).await
    }

    /// Stores the secret, in place of any older one, and reads it back to compare.
    pub async fn set(&self, name: &SecretName, secret: &Secret) -> Result<(), KeychainError> {
        if secret.expose().is_empty() {
            return Err(KeychainError::NothingToStore);
        }
        let (address, secret) = (self.address(name), secret.clone());
        self.crew
            .run(move |backend, turn| {
                backend.set(&address, secret.expose().as_bytes(), turn)?;
                match backend.get(&address, turn)? {
                    Some(bytes) if *bytes == secret.expose().as_bytes() => Ok(()),
                    _ => Err(KeychainError::ReadBackDiffers),
                }
            })
            .await
    }

    /// Removes every item of this name. It is no error if there is none.
    pub async fn delete(&self, name: &SecretName) -> Result<(), KeychainError> {
        let address = self.address(name);
        self.crew.run(move |backend, turn| backend.delete(&address, turn)).await
    }

    /// Removes all items of this name but one of those that [`KeychainError::Ambiguous`] listed.
    pub async fn resolve_ambiguity(&self, name: &SecretName, keep: &ItemId) -> Result<(), KeychainError> {
        let (address, keep) = (self.address(name), keep.clone());
        self.crew.run(move |backend, turn| backend.keep_one(&address, &keep, turn)).await
    }

    fn address(&self, name: &SecretName) -> Address {
        Address::new(&self.service, name)
    }
}

fn read(backend: &mut Backend, address: &Address, turn: &mut Turn<'_>) -> Result<Option<Secret>, KeychainError> {
    let Some(mut bytes) = backend.get(address, turn)? else { return Ok(None) };
    if bytes.is_empty() {
        return Err(KeychainError::Empty);
    }
    match String::from_utf8(std::mem::take(&mut *bytes)) {
        Ok(text) => Ok(Some(Secret::new(text))),
        Err(error) => {
            drop(Zeroizing::new(error.into_bytes()));
            Err(KeychainError::NotText)
        }
    }
}
