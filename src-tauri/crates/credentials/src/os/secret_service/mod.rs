//! Linux: the Secret Service on the session bus (GNOME Keyring, KWallet, KeePassXC).
//!
//! Secrets are read and written by the keyring store. Everything that can wait for a person or tell why something failed
//! is looked at first on a line of our own (`look`, `prompt`), which can be given up at any moment; so the store, whose
//! calls cannot, meets an open keyring that answers. When something breaks (the daemon was restarted, the bus is gone),
//! both are thrown away and the work is done once more on new ones.

mod bus;
mod line;
mod look;
mod prompt;

use std::time::Instant;

use zbus::zvariant::OwnedObjectPath;
use zeroize::Zeroizing;

pub(super) use bus::failure_in;
use bus::{ItemProxy, ServiceProxy};
use line::Line;
use look::Found;

use super::failure::Failure;
use crate::error::KeychainError;
use crate::item::ItemId;
use crate::name::Address;
use crate::state::KeychainState;
use crate::worker::Turn;

/// See [`crate::os`].
pub(crate) struct Backend {
    line: Option<Line>,
    /// When the person last refused to unlock: whoever asked before that gets the same answer, not the same question.
    refused: Option<Instant>,
}

impl Backend {
    pub(crate) fn new() -> Self {
        Self { line: None, refused: None }
    }

    pub(crate) fn probe(&mut self, turn: &mut Turn<'_>) -> Result<KeychainState, KeychainError> {
        self.attempt(turn, |backend, turn| {
            let line = backend.line(turn)?;
            if line.wait(turn, look::locked_default(&line.bus))?.is_some() {
                return Ok(KeychainState::Locked);
            }
            let provider = line.wait(turn, async { Ok(look::provider(&line.bus).await) })?;
            line.store()?;
            Ok(KeychainState::Ready { provider })
        })
    }

    pub(crate) fn get(
        &mut self,
        address: &Address,
        turn: &mut Turn<'_>,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        self.attempt(turn, |backend, turn| {
            if !backend.holds_one(address, turn)? {
                return Ok(None);
            }
            let bytes = backend.line(turn)?.entry(address)?.get_secret()?;
            Ok(Some(Zeroizing::new(bytes)))
        })
    }

    pub(crate) fn set(&mut self, address: &Address, secret: &[u8], turn: &mut Turn<'_>) -> Result<(), KeychainError> {
        self.attempt(turn, |backend, turn| {
            backend.holds_one(address, turn)?;
            let entry = backend.line(turn)?.entry(address)?;
            turn.go_on()?;
            Ok(entry.set_secret(secret)?)
        })
    }

    pub(crate) fn delete(&mut self, address: &Address, turn: &mut Turn<'_>) -> Result<(), KeychainError> {
        self.attempt(turn, |backend, turn| {
            let items = backend.items(address, turn)?;
            backend.remove(&items, turn)
        })
    }

    pub(crate) fn keep_one(
        &mut self,
        address: &Address,
        keep: &ItemId,
        turn: &mut Turn<'_>,
    ) -> Result<(), KeychainError> {
        self.attempt(turn, |backend, turn| {
            let (kept, others): (Vec<_>, Vec<_>) =
                backend.items(address, turn)?.into_iter().partition(|path| path.as_str() == keep.0);
            if kept.is_empty() {
                return Err(KeychainError::ItemGone.into());
            }
            backend.remove(&others, turn)
        })
    }

    /// Does the work; and once more on a new line if the first one was broken.
    fn attempt<T>(
        &mut self,
        turn: &mut Turn<'_>,
        work: impl Fn(&mut Self, &mut Turn<'_>) -> Result<T, Failure>,
    ) -> Result<T, KeychainError> {
        let mut outcome = work(self, turn);
        if let Err(Failure::Broken(code)) = &outcome {
            tracing::debug!(code, "the line to the keychain is built afresh");
            self.line = None;
            outcome = work(self, turn);
        }
        outcome.map_err(|failure| {
            if matches!(failure, Failure::Broken(_)) {
                self.line = None;
            }
            failure.into()
        })
    }

    /// Whether there is an item of this name. Several are an error.
    fn holds_one(&mut self, address: &Address, turn: &mut Turn<'_>) -> Result<bool, Failure> {
        let items = self.items(address, turn)?;
        if items.len() > 1 {
            let line = self.line(turn)?;
            let items = line.wait(turn, look::describe(&line.bus, &items))?;
            return Err(KeychainError::Ambiguous { items }.into());
        }
        Ok(!items.is_empty())
    }

    /// All items of this name, unlocked if need be.
    fn items(&mut self, address: &Address, turn: &mut Turn<'_>) -> Result<Vec<OwnedObjectPath>, Failure> {
        // Three looks: unlocking the collection may bring items to light that are locked themselves.
        for _ in 0..3 {
            let line = self.line(turn)?;
            match line.wait(turn, look::find(&line.bus, address))? {
                Found::Open(items) => return Ok(items),
                Found::Locked(objects) => self.unlock(&objects, turn)?,
            }
        }
        Err(KeychainError::Locked.into())
    }

    fn unlock(&mut self, objects: &[OwnedObjectPath], turn: &mut Turn<'_>) -> Result<(), Failure> {
        if self.refused.is_some_and(|refused| turn.asked < refused) {
            return Err(KeychainError::PromptDismissed.into());
        }
        let line = self.line(turn)?;
        if !line.is_asking() {
            let unlocking = async { Ok(ServiceProxy::new(&line.bus).await?.unlock(objects).await?) };
            let (_, prompt) = line.wait(turn, unlocking)?;
            line.show(prompt, turn)?;
        }
        let outcome = line.answered(turn);
        if let Err(Failure::Final(KeychainError::PromptDismissed)) = outcome {
            self.refused = Some(Instant::now());
        }
        outcome
    }

    fn remove(&mut self, items: &[OwnedObjectPath], turn: &mut Turn<'_>) -> Result<(), Failure> {
        let line = self.line(turn)?;
        for path in items {
            turn.go_on()?;
            let deleting =
                async { Ok(ItemProxy::builder(&line.bus).path(path.clone())?.build().await?.delete().await?) };
            let prompt = line.wait(turn, deleting)?;
            line.show(prompt, turn)?;
            line.answered(turn)?;
        }
        Ok(())
    }

    fn line(&mut self, turn: &mut Turn<'_>) -> Result<&mut Line, Failure> {
        if self.line.is_none() {
            self.line = Some(Line::open(turn)?);
        }
        self.line.as_mut().ok_or_else(|| KeychainError::Stopped.into())
    }
}
