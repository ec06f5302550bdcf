//! What can be said about the keychain before a secret is asked for.

use std::fmt;

use serde::Serialize;
use ts_rs::TS;

/// How the keychain is just now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum KeychainState {
    /// Open: secrets can be read and stored.
    Ready {
        /// Its name for people: `GNOME Keyring`, `macOS Keychain`, `Windows Credential Manager`, ...
        provider: String,
    },
    /// It is there and locked. The next call that needs it asks the person to unlock it.
    Locked,
    /// There is none that could be used.
    Missing {
        /// What is missing.
        why: Absence,
    },
    /// The system is asking the person to unlock it, at this moment.
    Waiting,
    /// It gave no answer within the deadline.
    Hung,
}

/// Why there is no keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Absence {
    /// Linux: no D-Bus session bus can be reached.
    NoBus,
    /// Linux: nothing on the bus offers the Secret Service.
    NoProvider,
    /// Linux: the Secret Service has no default collection (the *login* keyring was never made).
    NoCollection,
    /// The system's keychain is there and could not be opened.
    NotWorking,
    /// This run of the program does not use the keychain.
    NotUsed,
}

impl fmt::Display for Absence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NoBus => "There is no keychain here: no D-Bus session bus can be reached.",
            Self::NoProvider => "There is no keychain here: no program on the session bus offers the Secret Service.",
            Self::NoCollection => "The keychain has no default keyring yet.",
            Self::NotWorking => "The keychain of this system could not be opened.",
            Self::NotUsed => "The keychain is not used in this run.",
        })
    }
}

impl Absence {
    /// What a person can do about it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::NoBus => {
                "Start the program from a desktop session or inside `dbus-run-session`, or keep secrets for this session only."
            }
            Self::NoProvider => {
                "Install and start GNOME Keyring, KWallet or KeePassXC, or keep secrets for this session only."
            }
            Self::NoCollection => {
                "Log in with your password once, or make a default keyring with Passwords and Keys, or keep secrets for this session only."
            }
            Self::NotWorking => "Log in again, or keep secrets for this session only.",
            Self::NotUsed => "Start the program without the option that switches the keychain off.",
        }
    }
}

#[cfg(test)]
mod tests {
    use ts_rs::{Config, TS};

    use super::{Absence, KeychainState};
    use crate::secret::Secret;

    #[test]
    fn the_window_sees_tagged_states() {
        let missing = serde_json::json!(KeychainState::Missing { why: Absence::NoBus });
        assert_eq!(missing, serde_json::json!({ "kind": "missing", "why": "noBus" }));
        let declared = KeychainState::decl(&Config::default());
        assert!(declared.contains(r#""kind": "ready""#) && declared.contains("provider: string"), "{declared}");
    }

    #[test]
    fn the_window_sends_a_secret_as_a_string() {
        assert_eq!(Secret::inline(&Config::default()), "string");
    }
}
