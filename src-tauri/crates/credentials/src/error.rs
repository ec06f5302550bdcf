//! What can go wrong with the keychain, by kind.
//!
//! The errors of the keyring crates are never kept or printed: some carry the bytes of the secret, some the words of a
//! D-Bus message. Only the name of an error travels, in [`KeychainError::Refused`].

use std::time::Duration;

use thiserror::Error;

use crate::item::KeychainItem;
use crate::state::Absence;

/// Why a secret could not be read, stored or removed. `Display` says what happened, [`remedy`](Self::remedy) what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeychainError {
    /// There is none that could be used.
    #[error("{0}")]
    NoKeychain(Absence),
    /// It is locked and there is no screen on which the system could ask the person.
    #[error("The keychain is locked.")]
    Locked,
    /// The person (or the system for them) closed the question for the keychain's password.
    #[error("The keychain stayed locked: the question for its password was dismissed.")]
    PromptDismissed,
    /// No answer within the deadline. A value that was being stored may still arrive when the keychain goes on.
    #[error("The keychain gave no answer within {} s.", after.as_secs_f32())]
    Hung {
        /// The deadline.
        after: Duration,
    },
    /// Several items answer to this name; another program made one of them.
    #[error("The keychain holds {} items under one name: {}.", items.len(), listed(items))]
    Ambiguous {
        /// Two or more, none with its value.
        items: Vec<KeychainItem>,
    },
    /// The item that was to be kept is no longer there; nothing was removed.
    #[error("The item chosen is no longer in the keychain.")]
    ItemGone,
    /// The item is there and is not UTF-8 text.
    #[error("The keychain item is not text: another program changed it.")]
    NotText,
    /// The item is there and is empty.
    #[error("The keychain item is empty: another program changed it.")]
    Empty,
    /// An empty secret was to be stored.
    #[error("An empty secret cannot be stored.")]
    NothingToStore,
    /// Storing succeeded, and reading gives something else.
    #[error("The keychain gave back something else than what was stored.")]
    ReadBackDiffers,
    /// The keychain takes no secret of this size (Windows: 2560 bytes).
    #[error("The secret is too long for this keychain, which takes at most {limit} bytes.")]
    TooLong {
        /// In bytes.
        limit: u32,
    },
    /// It answered with an error, twice, the second time on a new connection.
    #[error("The keychain refused: {code}.")]
    Refused {
        /// The name of the error, such as `org.freedesktop.Secret.Error.NoSession`; no message, which may hold anything.
        code: String,
    },
    /// The thread that talks to the keychain could not be started, or died.
    #[error("The connection to the keychain broke inside the program.")]
    Stopped,
}

impl KeychainError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NoKeychain(why) => why.remedy(),
            Self::Locked => "Unlock it in your desktop session, then try again, or keep secrets for this session only.",
            Self::PromptDismissed => "Try again and give its password, or keep secrets for this session only.",
            Self::Hung { .. } => {
                "It may be asking you something in another window. Answer there, or restart the keychain, then try again."
            }
            Self::Ambiguous { .. } => "Choose the one to keep; the others are removed.",
            Self::ItemGone => "Read the secret again and choose from what is there now.",
            Self::NotText | Self::Empty => "Enter the secret again; it replaces the item.",
            Self::NothingToStore => "Enter the secret.",
            Self::ReadBackDiffers => {
                "Enter the secret again. If this repeats, another program or a policy changes the item."
            }
            Self::TooLong { .. } => "Use a shorter secret, or keep it for this session only.",
            Self::Refused { .. } | Self::Stopped => "Try again. If this repeats, restart the keychain or log in again.",
        }
    }

    /// Whether the keychain could not be asked at all, so that nothing is known about the secret.
    pub fn is_unreachable(&self) -> bool {
        match self {
            Self::NoKeychain(_)
            | Self::Locked
            | Self::PromptDismissed
            | Self::Hung { .. }
            | Self::Refused { .. }
            | Self::Stopped => true,
            Self::Ambiguous { .. }
            | Self::ItemGone
            | Self::NotText
            | Self::Empty
            | Self::NothingToStore
            | Self::ReadBackDiffers
            | Self::TooLong { .. } => false,
        }
    }
}

/// Labels, quoted: they are foreign text and may hold line ends.
fn listed(items: &[KeychainItem]) -> String {
    items.iter().map(|item| format!("{:?}", item.label)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::KeychainError;
    use crate::state::Absence;

    #[test]
    fn every_error_says_what_happened_and_what_to_do() {
        let absences =
            [Absence::NoBus, Absence::NoProvider, Absence::NoCollection, Absence::NotWorking, Absence::NotUsed];
        let errors = [
            KeychainError::Locked,
            KeychainError::PromptDismissed,
            KeychainError::Hung { after: Duration::from_millis(2500) },
            KeychainError::Ambiguous { items: Vec::new() },
            KeychainError::ItemGone,
            KeychainError::NotText,
            KeychainError::Empty,
            KeychainError::NothingToStore,
            KeychainError::ReadBackDiffers,
            KeychainError::TooLong { limit: 2560 },
            KeychainError::Refused { code: "org.freedesktop.Secret.Error.NoSession".to_owned() },
            KeychainError::Stopped,
        ];
        for error in absences.map(KeychainError::NoKeychain).into_iter().chain(errors) {
            let texts = [error.to_string(), error.remedy().to_owned()];
            assert!(texts.iter().all(|text| text.ends_with('.') && text.len() > 15), "{texts:?}");
            assert_ne!(texts[0], texts[1]);
        }
    }

    #[test]
    fn the_deadline_is_told_in_seconds() {
        let error = KeychainError::Hung { after: Duration::from_millis(2500) };
        assert_eq!(error.to_string(), "The keychain gave no answer within 2.5 s.");
    }
}
