//! The errors of the keyring crates, sorted by kind. Their contents go no further than this file, and bytes of secrets
//! in them are overwritten here.

use keyring_core::Error;
use zeroize::Zeroize;

use crate::error::KeychainError;
use crate::state::Absence;

/// Why an attempt failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Trying again would not help.
    Final(KeychainError),
    /// The line to the keychain may be broken; a new one may help. Holds the name of the error.
    Broken(String),
}

impl From<KeychainError> for Failure {
    fn from(error: KeychainError) -> Self {
        Self::Final(error)
    }
}

impl From<Failure> for KeychainError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Final(error) => error,
            Failure::Broken(code) => Self::Refused { code },
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            #[cfg(target_os = "linux")]
            Error::PlatformFailure(cause) => super::secret_service::failure_in(&*cause),
            #[cfg(not(target_os = "linux"))]
            Error::PlatformFailure(_) => Self::Broken("PlatformFailure".to_owned()),
            // On Linux the state of the keyring was looked at just before: it was locked in between.
            Error::NoStorageAccess(_) if cfg!(target_os = "linux") => Self::Final(KeychainError::Locked),
            Error::NoStorageAccess(_) | Error::NoDefaultStore => {
                Self::Final(KeychainError::NoKeychain(Absence::NotWorking))
            }
            Error::BadEncoding(mut bytes) | Error::BadDataFormat(mut bytes, _) => {
                bytes.zeroize();
                Self::Final(KeychainError::NotText)
            }
            Error::TooLong(_, limit) => Self::Final(KeychainError::TooLong { limit }),
            Error::NoEntry => Self::Broken("NoEntry".to_owned()),
            Error::Ambiguous(_) => Self::Broken("Ambiguous".to_owned()),
            Error::BadStoreFormat(_) => Self::Broken("BadStoreFormat".to_owned()),
            Error::Invalid(..) => Self::Broken("Invalid".to_owned()),
            Error::NotSupportedByStore(_) => Self::Broken("NotSupportedByStore".to_owned()),
            _ => Self::Broken("Unknown".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use keyring_core::Error;

    use super::Failure;
    use crate::error::KeychainError;

    const CANARY: &str = "canary-7f3a";

    #[test]
    fn what_a_keyring_error_carries_goes_no_further() {
        let errors = [
            Error::BadEncoding(CANARY.into()),
            Error::BadDataFormat(CANARY.into(), CANARY.into()),
            Error::PlatformFailure(CANARY.into()),
            Error::NoStorageAccess(CANARY.into()),
            Error::BadStoreFormat(CANARY.into()),
            Error::Invalid(CANARY.into(), CANARY.into()),
            Error::TooLong(CANARY.into(), 2560),
            Error::NotSupportedByStore(CANARY.into()),
        ];
        let bytes = format!("{:?}", CANARY.as_bytes());
        for error in errors {
            let told = KeychainError::from(Failure::from(error));
            let text = format!("{told} {told:?} {}", told.remedy());
            assert!(!text.contains(CANARY) && !text.contains(bytes.trim_matches(['[', ']'])), "{text}");
        }
    }

    #[test]
    fn the_limit_of_the_store_is_told() {
        let told = KeychainError::from(Failure::from(Error::TooLong("secret".into(), 2560)));
        assert_eq!(told, KeychainError::TooLong { limit: 2560 });
    }
}
