//! Why a command did not do what it was asked, and the exit code that says so.

use tessera_journeys::Verdict;
use tessera_journeys::passwords::PasswordError;
use tessera_journeys::secrets::SecretError;
use tessera_storage::GivenFileError;
use thiserror::Error;

/// The platform refused or answered wrongly, or a picture or token could not be read.
pub(crate) const REFUSED: u8 = 1;
/// Wrong usage: of an argument, an environment, a credential.
pub(crate) const USAGE: u8 = 2;
/// The platform was not reached.
pub(crate) const NOT_REACHED: u8 = 3;

/// The exit code of a run.
pub(crate) fn exit_code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Done => 0,
        Verdict::Refused | Verdict::Unreadable | Verdict::Stopped => REFUSED,
        // It waits for an answer that was not given.
        Verdict::Paused => USAGE,
        Verdict::NotReached | Verdict::Cancelled | Verdict::Running => NOT_REACHED,
    }
}

/// Why a command did not do what it was asked. Each says what happened and what to do.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Outcome(String),
    /// Nobody confirmed on a phone, or no phone could.
    #[error("{0}")]
    NoPhone(String),
    #[error("{what} {why}. {remedy}", remedy = .why.remedy())]
    File { what: &'static str, why: GivenFileError },
    #[error("{0} {remedy}", remedy = .0.remedy())]
    Prepare(#[from] tessera_journeys::prepare::PrepareError),
    #[error(transparent)]
    Connection(#[from] tessera_gateway::ConnectionError),
    #[error(transparent)]
    Key(#[from] tessera_tokens::KeyError),
    #[error("{0} {remedy}", remedy = secret_remedy(.0))]
    Secret(#[from] SecretError),
    #[error("{0} {remedy}", remedy = password_remedy(.0))]
    Password(#[from] PasswordError),
    #[error("{0} {remedy}", remedy = .0.remedy())]
    RefreshToken(#[from] tessera_journeys::secrets::RefreshTokenError),
    #[error("{0} {remedy}", remedy = .0.remedy())]
    Environment(#[from] tessera_storage::EnvironmentsError),
    #[error("{0} {remedy}", remedy = .0.remedy())]
    Database(#[from] tessera_storage::DatabaseError),
    #[error("{0} {remedy}", remedy = .0.remedy())]
    Kept(#[from] tessera_storage::KeptError),
    #[error("{0} {remedy}", remedy = .0.remedy())]
    RenewedElsewhere(#[from] tessera_storage::RenewedElsewhere),
    #[error(transparent)]
    Simulator(#[from] tessera_simulator::StartError),
    #[error(transparent)]
    PhonePage(#[from] tessera_phone::OpenError),
    #[error("{0} {remedy}", remedy = .0.remedy())]
    Read(#[from] tessera_qr::ReadError),
    #[error("{0} {remedy}", remedy = .0.remedy())]
    Screen(#[from] tessera_screen::ScreenError),
    #[error("{0} {remedy}", remedy = .0.remedy())]
    Encode(#[from] tessera_qr::EncodeError),
}

/// Without the keychain a run can still be given its secret.
fn secret_remedy(error: &SecretError) -> String {
    let remedy = error.remedy();
    match error {
        SecretError::Missing | SecretError::Unreachable(_) => format!(
            "{remedy} Or give the secret to this run alone: pipe it in with --operator-secret -, or put it into TESSERA_OPERATOR_SECRET, and name its kid with --operator-kid."
        ),
        _ => remedy.to_owned(),
    }
}

/// Also without the keychain a run can be given its password.
fn password_remedy(error: &PasswordError) -> String {
    match error {
        PasswordError::OtherHost { whose, .. } | PasswordError::Missing(whose) => {
            let how = match whose.parameter {
                None => "Pipe it in with --password -, and keep it with --keep-password.",
                Some(_) => "Do so in the window: an argument is seen by every program of the user.",
            };
            format!("{} {how}", error.remedy())
        }
        PasswordError::Unreachable(_) => {
            format!("{} Or give the password to this run alone: pipe it in with --password -.", error.remedy())
        }
        PasswordError::Item(_) | PasswordError::List(_) => error.remedy().to_owned(),
    }
}

impl Failure {
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Outcome(_) | Self::Read(_) => REFUSED,
            Self::Simulator(_) | Self::NoPhone(_) | Self::Screen(_) | Self::RenewedElsewhere(_) => NOT_REACHED,
            _ => USAGE,
        }
    }
}
