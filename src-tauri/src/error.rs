//! The one form in which an error crosses to the window: a kind to switch on, a headline, details, a remedy.
//!
//! The domain's errors say what happened (`Display`) and what to do (`remedy`); here they only get their kind.

use serde::Serialize;
use tessera_credentials::KeychainError;
use tessera_gateway::ConnectionError;
use tessera_journeys::prepare::PrepareError;
use tessera_simulator::KeptStateError;
use tessera_storage::{DatabaseError, EnvironmentsError, Problem, RenewedElsewhere};
use tessera_tokens::KeyError;
use ts_rs::TS;

use crate::simulated::ChangeError;

/// What the window switches on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ErrorKind {
    /// A field of an environment is wrong, or its file is.
    Environment,
    /// An environment file was changed by somebody else since it was read.
    EnvironmentChanged,
    /// The operator secret cannot be used.
    Credential,
    /// A secret is bound to another host and was not sent.
    OtherHost,
    /// Service discovery gave no answer that can be used.
    Discovery,
    /// The keychain did not do what was asked.
    Keychain,
    /// There is no keychain: secrets can be kept for this session.
    NoKeychain,
    /// The database did not do what was asked.
    Storage,
    /// There is no picture, or it cannot be read.
    Picture,
    /// There is no page for a phone, or no phone has confirmed on it.
    Phone,
    /// What the window asked for is not there (any more).
    Gone,
    /// Another process works with it.
    InUse,
    /// The clipboard did not do what was asked.
    Clipboard,
    /// A file could not be written or read.
    File,
    /// The simulator cannot do what was asked of it.
    Simulator,
    /// The program itself is wrong.
    Unexpected,
}

/// An error as the window gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CommandError {
    /// What the window switches on.
    pub(crate) kind: ErrorKind,
    /// What happened, in one sentence.
    pub(crate) headline: String,
    /// More of it; may be empty.
    pub(crate) detail: String,
    /// What to do; may be empty.
    pub(crate) remedy: String,
    /// What is wrong field by field, each with what to do; empty where no field is.
    pub(crate) problems: Vec<Problem>,
}

/// What a command answers.
pub(crate) type Answer<T> = Result<T, CommandError>;

impl CommandError {
    pub(crate) fn new(kind: ErrorKind, headline: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { kind, headline: headline.into(), detail: String::new(), remedy: remedy.into(), problems: vec![] }
    }

    /// Headline and remedy as one text.
    pub(crate) fn in_one(&self) -> String {
        format!("{} {}", self.headline, self.remedy)
    }

    pub(crate) fn gone(what: &str) -> Self {
        Self::new(ErrorKind::Gone, format!("{what} is not there any more."), "Look at the list again.")
    }
}

impl From<tokio::task::JoinError> for CommandError {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::new(ErrorKind::Unexpected, format!("The program did not end what it began: {error}."), "Try again.")
    }
}

impl From<RenewedElsewhere> for CommandError {
    fn from(error: RenewedElsewhere) -> Self {
        Self::new(ErrorKind::InUse, error.to_string(), error.remedy())
    }
}

impl From<EnvironmentsError> for CommandError {
    fn from(error: EnvironmentsError) -> Self {
        let kind = match error {
            EnvironmentsError::Changed { .. } => ErrorKind::EnvironmentChanged,
            _ => ErrorKind::Environment,
        };
        let problems = error.problems().to_vec();
        let headline = match &error {
            // Its own words are the problems one after the other.
            EnvironmentsError::Invalid { .. } => "The environment was not saved.".to_owned(),
            _ => error.to_string(),
        };
        Self { problems, ..Self::new(kind, headline, error.remedy()) }
    }
}

impl From<KeychainError> for CommandError {
    fn from(error: KeychainError) -> Self {
        let kind = if error.is_unreachable() { ErrorKind::NoKeychain } else { ErrorKind::Keychain };
        Self::new(kind, error.to_string(), error.remedy())
    }
}

impl From<DatabaseError> for CommandError {
    fn from(error: DatabaseError) -> Self {
        Self::new(ErrorKind::Storage, error.to_string(), error.remedy())
    }
}

impl From<KeyError> for CommandError {
    fn from(error: KeyError) -> Self {
        Self::new(ErrorKind::Credential, error.to_string(), "")
    }
}

impl From<PrepareError> for CommandError {
    fn from(error: PrepareError) -> Self {
        Self::new(ErrorKind::Environment, error.to_string(), error.remedy())
    }
}

impl From<ConnectionError> for CommandError {
    fn from(error: ConnectionError) -> Self {
        Self::new(ErrorKind::Environment, error.to_string(), "")
    }
}

impl From<KeptStateError> for CommandError {
    fn from(error: KeptStateError) -> Self {
        Self::new(ErrorKind::File, error.to_string(), "It goes on; what it does now is not kept for a later start.")
    }
}

impl From<ChangeError> for CommandError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Unknown(_) => Self::new(ErrorKind::Gone, error.to_string(), "Look at the list again."),
            ChangeError::Impossible(_) => Self::new(ErrorKind::Simulator, error.to_string(), "Choose another value."),
            ChangeError::Order(_) => Self::new(ErrorKind::Simulator, error.to_string(), "Order it otherwise."),
            ChangeError::Kept(error) => error.into(),
        }
    }
}

impl From<tessera_phone::OpenError> for CommandError {
    fn from(error: tessera_phone::OpenError) -> Self {
        Self::new(ErrorKind::Phone, error.to_string(), "")
    }
}

impl From<tessera_qr::EncodeError> for CommandError {
    fn from(error: tessera_qr::EncodeError) -> Self {
        Self::new(ErrorKind::Phone, error.to_string(), "")
    }
}

impl From<tessera_screen::ScreenError> for CommandError {
    fn from(error: tessera_screen::ScreenError) -> Self {
        Self::new(ErrorKind::Picture, error.to_string(), error.remedy())
    }
}

impl From<tessera_qr::ReadError> for CommandError {
    fn from(error: tessera_qr::ReadError) -> Self {
        Self::new(ErrorKind::Picture, error.to_string(), error.remedy())
    }
}
