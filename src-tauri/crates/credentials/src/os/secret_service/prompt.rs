//! The question to the person that the Secret Service puts on the screen.
//!
//! A call that is given up leaves its question there, and the next call that needs an answer waits for the same one: the
//! `Dismiss` of the specification aborts the daemon of GNOME Keyring (seen with 42.1) when the question is on the screen.

use futures_util::{FutureExt, StreamExt};
use zbus::Connection;
use zbus::proxy::OwnerChangedStream;
use zbus::zvariant::OwnedObjectPath;

use super::bus::{CompletedStream, PromptProxy};
use crate::error::KeychainError;
use crate::os::failure::Failure;
use crate::worker::Turn;

/// A question on the screen.
pub(super) struct Question {
    completed: CompletedStream,
    owner: OwnerChangedStream<'static>,
}

/// What came of waiting.
pub(super) enum Answer {
    Given,
    Dismissed,
    /// The caller has left; the question is still on the screen.
    None,
}

impl Question {
    /// Shows it.
    pub(super) async fn show(bus: &Connection, path: OwnedObjectPath) -> Result<Self, Failure> {
        let prompt = PromptProxy::builder(bus).path(path)?.build().await?;
        let completed = prompt.receive_completed().await?;
        let owner = prompt.inner().receive_owner_changed().await?;
        prompt.prompt("").await?;
        Ok(Self { completed, owner })
    }

    /// Whether it has gone from the screen while nobody waited.
    pub(super) fn is_gone(&mut self) -> bool {
        self.completed.next().now_or_never().is_some() || self.owner.next().now_or_never().is_some()
    }

    /// Waits until the person has answered, without a deadline.
    pub(super) async fn answer(&mut self, turn: &mut Turn<'_>) -> Result<Answer, Failure> {
        turn.begin_waiting();
        let outcome = tokio::select! {
            signal = self.completed.next() => match signal.map(|signal| signal.args().map(|args| args.dismissed)) {
                Some(Ok(false)) => Ok(Answer::Given),
                Some(Ok(true)) => Ok(Answer::Dismissed),
                _ => Err(went_away()),
            },
            _ = self.owner.next() => Err(went_away()),
            () = turn.abandoned() => Ok(Answer::None),
        };
        turn.end_waiting();
        outcome
    }
}

fn went_away() -> Failure {
    Failure::Broken("the keychain went away while it was asking".to_owned())
}

/// Without a screen the system dismisses its question itself.
pub(super) fn dismissed() -> KeychainError {
    let screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if screen { KeychainError::PromptDismissed } else { KeychainError::Locked }
}
