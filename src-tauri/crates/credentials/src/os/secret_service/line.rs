//! The line to the Secret Service: our own connection, the keyring store with its connection, and the question that may be
//! on the screen. It is opened when first needed and thrown away whole when something breaks.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::CredentialStore;
use tokio::runtime::{self, Runtime};
use zbus::Connection;
use zbus::zvariant::OwnedObjectPath;
use zbus_secret_service_keyring_store::Store;

use super::bus::is_none;
use super::prompt::{self, Answer, Question};
use crate::error::KeychainError;
use crate::name::Address;
use crate::os::failure::Failure;
use crate::state::Absence;
use crate::worker::Turn;

pub(super) struct Line {
    pub(super) bus: Connection,
    store: Option<Arc<CredentialStore>>,
    /// Kept here when the call that asked was given up.
    question: Option<Question>,
    runtime: Runtime,
}

impl Line {
    pub(super) fn open(turn: &mut Turn<'_>) -> Result<Self, Failure> {
        let runtime =
            runtime::Builder::new_current_thread().enable_all().build().map_err(|_| KeychainError::Stopped)?;
        let bus = runtime.block_on(async {
            tokio::select! {
                bus = Connection::session() => bus.map_err(|_| KeychainError::NoKeychain(Absence::NoBus)),
                () = turn.abandoned() => Err(turn.out_of_time()),
            }
        })?;
        Ok(Self { bus, store: None, question: None, runtime })
    }

    /// Waits for an answer from the bus until the caller gives up.
    pub(super) fn wait<T>(
        &self,
        turn: &mut Turn<'_>,
        answer: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        self.runtime.block_on(async {
            tokio::select! {
                answer = answer => answer,
                () = turn.abandoned() => Err(turn.out_of_time().into()),
            }
        })
    }

    /// Opens the store if need be. It cannot be given up, so only to be called when the keychain has just answered.
    pub(super) fn store(&mut self) -> Result<&CredentialStore, Failure> {
        if self.store.is_none() {
            self.store = Some(Store::new()?);
        }
        self.store.as_deref().ok_or_else(|| KeychainError::Stopped.into())
    }

    /// `keyring`'s entry over our store; see [`store`](Self::store).
    pub(super) fn entry(&mut self, address: &Address) -> Result<keyring::Entry, Failure> {
        let label = HashMap::from([("label", address.label.as_str())]);
        let inner = self.store()?.build(&address.service, &address.user, Some(&label))?;
        Ok(keyring::Entry { inner })
    }

    /// Puts a question on the screen, if there is any.
    pub(super) fn show(&mut self, prompt: OwnedObjectPath, turn: &mut Turn<'_>) -> Result<(), Failure> {
        self.question = if is_none(&prompt) { None } else { Some(self.wait(turn, Question::show(&self.bus, prompt))?) };
        Ok(())
    }

    /// Whether a question is still on the screen.
    pub(super) fn is_asking(&mut self) -> bool {
        self.question.as_mut().is_some_and(|question| !question.is_gone())
    }

    /// Waits for the answer to the question on the screen, if there is any.
    pub(super) fn answered(&mut self, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Some(mut question) = self.question.take() else { return Ok(()) };
        match self.runtime.block_on(question.answer(turn))? {
            Answer::Given => Ok(()),
            Answer::Dismissed => Err(prompt::dismissed().into()),
            Answer::None => {
                self.question = Some(question);
                Err(turn.out_of_time().into())
            }
        }
    }
}
