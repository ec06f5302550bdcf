//! The name of a secret: whose it is and of which kind. It is what the keychain shows to other programs, so it carries
//! nothing that a person typed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The kinds of secret that are kept for long. Access, content and session tokens of a sign-on are not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SecretKind {
    /// With which the head-end signs its operator JWT.
    OperatorSecret,
    /// Of an account, for password sign-on.
    Password,
    /// Of one device.
    RefreshToken,
    /// What tears down the playback sessions that run, all in one.
    PlaybackSessions,
}

impl SecretKind {
    /// As it stands in the keychain.
    fn tag(self) -> &'static str {
        match self {
            Self::OperatorSecret => "operator-secret",
            Self::Password => "password",
            Self::RefreshToken => "refresh-token",
            Self::PlaybackSessions => "playback-sessions",
        }
    }

    /// As a person reads it.
    fn words(self) -> &'static str {
        match self {
            Self::OperatorSecret => "operator secret",
            Self::Password => "password",
            Self::RefreshToken => "refresh token",
            Self::PlaybackSessions => "playback sessions",
        }
    }
}

/// Which secret: one owner has at most one of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SecretName {
    /// The id of the operator credential or of the device, a UUID as text; of playback sessions the program that keeps
    /// them. Other programs can read it.
    pub owner: String,
    /// Which of the owner's secrets.
    pub kind: SecretKind,
}

impl SecretName {
    /// The secret of this kind that belongs to `owner`, an id.
    pub fn new(owner: impl Into<String>, kind: SecretKind) -> Self {
        Self { owner: owner.into(), kind }
    }
}

/// Where a secret lies in the keychain.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    /// The program; attribute `service` on Linux.
    pub service: String,
    /// `owner/kind`; attribute `username` on Linux, account on macOS.
    pub user: String,
    /// What keychain programs show to people.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only the Secret Service has labels"))]
    pub label: String,
}

impl Address {
    pub(crate) fn new(service: &str, name: &SecretName) -> Self {
        Self {
            service: service.to_owned(),
            user: format!("{}/{}", name.owner, name.kind.tag()),
            label: format!("{service}: {} of {}", name.kind.words(), name.owner),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, SecretKind, SecretName};

    #[test]
    fn each_kind_has_an_address_of_its_own() {
        let kinds =
            [SecretKind::OperatorSecret, SecretKind::Password, SecretKind::RefreshToken, SecretKind::PlaybackSessions];
        let users = kinds.map(|kind| Address::new("app", &SecretName::new("id-1", kind)).user);
        assert_eq!(users, ["id-1/operator-secret", "id-1/password", "id-1/refresh-token", "id-1/playback-sessions"]);
    }
}
