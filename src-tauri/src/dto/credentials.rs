//! Operator credentials and kept passwords as the window lists them: never with their secret.

use serde::{Deserialize, Serialize};
use tessera_credentials::{Kept, KeychainState, Secret};
use tessera_protocol::CredentialKeyId;
use tessera_storage::EnvironmentId;
use tessera_tokens::SecretEncoding;
use ts_rs::TS;
use uuid::Uuid;

/// One operator credential of the list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CredentialEntry {
    /// Names it in every command.
    #[ts(type = "string")]
    pub(crate) id: Uuid,
    /// The environment it belongs to.
    pub(crate) environment: EnvironmentId,
    /// What people call it.
    pub(crate) label: Option<String>,
    /// Goes into the header of the operator JWT.
    pub(crate) kid: CredentialKeyId,
    /// How the secret is written down.
    pub(crate) encoding: SecretEncoding,
    /// Bytes of the key after decoding.
    pub(crate) length: u32,
    /// Six hex digits by which a person recognises the key.
    pub(crate) fingerprint: String,
    /// The origins that it may be sent to.
    pub(crate) origins: Vec<String>,
    /// Origins of its environment that it may not be sent to yet: somebody changed the host.
    pub(crate) withheld_from: Vec<String>,
    /// Whether it is a person's, or the simulator's own.
    pub(crate) owner: CredentialOwner,
}

/// Whose credential it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum CredentialOwner {
    /// Entered by a person.
    Person,
    /// Made by the simulator at its start; it opens nothing else.
    Simulator,
}

/// What a person enters. The secret travels this way only.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CredentialInput {
    /// The environment it belongs to.
    pub(crate) environment: EnvironmentId,
    /// What people call it.
    pub(crate) label: Option<String>,
    /// Goes into the header of the operator JWT.
    pub(crate) kid: CredentialKeyId,
    /// How the secret is written down.
    pub(crate) encoding: SecretEncoding,
    /// The secret; `null` keeps the one that is stored.
    #[ts(type = "string | null")]
    pub(crate) secret: Option<Secret>,
}

/// A user name of an environment for which a password is kept: never with it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeptPasswordEntry {
    /// Who signs on with it.
    pub(crate) user_name: String,
    /// Whether the password itself is kept.
    pub(crate) password: bool,
    /// Further parameters of service discovery for which a password is kept.
    pub(crate) parameters: Vec<String>,
    /// Where it lies.
    pub(crate) kept: Kept,
    /// Origins of the environment that it does not go to: somebody changed the host.
    pub(crate) withheld_from: Vec<String>,
}

/// How the keychain is, and where the next secret goes.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeychainView {
    /// How it is just now.
    pub(crate) state: KeychainState,
    /// Where the next secret goes.
    pub(crate) keeping: Kept,
    /// In words for people when something is to be said.
    pub(crate) said: Option<String>,
    /// What to do about it.
    pub(crate) remedy: Option<String>,
}
