//! macOS, Windows and the rest: the store that `keyring` chooses for the system.
//!
//! These stores keep no connection, so there is nothing to rebuild. Each name has at most one item. The system's own
//! questions (macOS) look like a call that takes long. Windows holds at most 2560 bytes per item: secrets are stored as
//! their UTF-8 bytes, not as its UTF-16 passwords, which would halve that; a longer one is refused with its limit.
#![expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "the face of `Backend` is what Linux needs")]

use std::collections::HashMap;

use keyring_core::Error;
use zeroize::Zeroizing;

use super::failure::Failure;
use crate::error::KeychainError;
use crate::item::ItemId;
use crate::name::Address;
use crate::state::{Absence, KeychainState};
use crate::worker::Turn;

/// See [`crate::os`].
pub(crate) struct Backend;

impl Backend {
    pub(crate) fn new() -> Self {
        Self
    }

    pub(crate) fn probe(&mut self, _: &mut Turn<'_>) -> Result<KeychainState, KeychainError> {
        let provider = match std::env::consts::OS {
            "macos" => "macOS Keychain",
            "windows" => "Windows Credential Manager",
            _ => "Secret Service",
        };
        if keyring::Entry::store_status().is_ok() {
            Ok(KeychainState::Ready { provider: provider.to_owned() })
        } else {
            Ok(KeychainState::Missing { why: Absence::NotWorking })
        }
    }

    pub(crate) fn get(
        &mut self,
        address: &Address,
        _: &mut Turn<'_>,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        match entry(address).and_then(|entry| entry.get_secret()) {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(Failure::from(error).into()),
        }
    }

    pub(crate) fn set(&mut self, address: &Address, secret: &[u8], turn: &mut Turn<'_>) -> Result<(), KeychainError> {
        turn.go_on()?;
        entry(address).and_then(|entry| entry.set_secret(secret)).map_err(|error| Failure::from(error).into())
    }

    pub(crate) fn delete(&mut self, address: &Address, turn: &mut Turn<'_>) -> Result<(), KeychainError> {
        turn.go_on()?;
        match entry(address).and_then(|entry| entry.delete_credential()) {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(Failure::from(error).into()),
        }
    }

    /// There is never a second item.
    pub(crate) fn keep_one(&mut self, _: &Address, _: &ItemId, _: &mut Turn<'_>) -> Result<(), KeychainError> {
        Ok(())
    }
}

fn entry(address: &Address) -> keyring::Result<keyring::Entry> {
    if keyring::Entry::store_status().is_err() {
        return Err(Error::NoDefaultStore);
    }
    // Windows would let the item roam to the person's other machines.
    let here: HashMap<_, _> = if cfg!(windows) { [("persistence", "Local")].into() } else { HashMap::new() };
    let inner = keyring_core::Entry::new_with_modifiers(&address.service, &address.user, &here)?;
    Ok(keyring::Entry { inner })
}
