//! From a stored operator credential to a key: its secret out of the vault, bound to the hosts it was entered for.

use tessera_credentials::{KeychainError, Lookup, Secret, SecretKind, SecretName, Vault};
use tessera_storage::{Device, Environment, OperatorCredential, Origin};
use tessera_tokens::KeyError;

use crate::record::refresh_token;
use crate::{OperatorKey, prepare};

/// Why there is no key to sign with.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The environment's host is another one than the secret was entered for.
    #[error("The operator secret was entered for another host and was not used for {}.", .hosts.iter().map(Origin::as_str).collect::<Vec<_>>().join(", "))]
    OtherHost {
        /// Where it would go now.
        hosts: Vec<Origin>,
    },
    /// The list says there is a secret, and the keychain has none.
    #[error("The operator secret is missing from the keychain: it was removed there, or another keyring is in use.")]
    Missing,
    /// The keychain cannot be asked now; the secret may well be there.
    #[error("The operator secret cannot be reached: {0}")]
    Unreachable(KeychainError),
    /// The item in the keychain is no usable secret.
    #[error(transparent)]
    Item(KeychainError),
    /// The secret does not fit its encoding.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl SecretError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::OtherHost { .. } => "If the platform has moved there, allow the new host for this credential.",
            Self::Missing => "Enter the secret again.",
            Self::Unreachable(error) | Self::Item(error) => error.remedy(),
            Self::Key(_) => "Change the credential's encoding, or enter the secret again.",
        }
    }
}

/// The vault's name for the secret of an operator credential.
pub fn operator_secret(credential: &OperatorCredential) -> SecretName {
    SecretName::new(credential.id.to_string(), SecretKind::OperatorSecret)
}

/// Origins of an environment that a credential may not be used for yet.
pub fn withheld_from(credential: &OperatorCredential, environment: &Environment) -> Vec<Origin> {
    prepare::origins(environment).into_iter().filter(|origin| !credential.origins.contains(origin)).collect()
}

/// The refresh token of a stored device.
pub async fn stored_refresh_token(vault: &Vault, device: &Device) -> Result<Secret, RefreshTokenError> {
    match vault.get(&refresh_token(device)).await {
        Ok(Lookup::Found(token)) => Ok(token),
        Ok(Lookup::NotStored) => Err(RefreshTokenError::Missing),
        Ok(Lookup::Unreachable(error)) => Err(RefreshTokenError::Unreachable(error)),
        Err(error) => Err(RefreshTokenError::Item(error)),
    }
}

/// Why there is no refresh token to go on with.
#[derive(Debug, thiserror::Error)]
pub enum RefreshTokenError {
    /// The device signed out, or the token was removed from the keychain.
    #[error("The device has no refresh token: it signed out, or the token was removed from the keychain.")]
    Missing,
    /// The keychain cannot be asked now; the token may well be there.
    #[error("The refresh token cannot be reached: {0}")]
    Unreachable(KeychainError),
    /// The item in the keychain is no usable secret.
    #[error(transparent)]
    Item(KeychainError),
}

impl RefreshTokenError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Missing => "Sign the device on again.",
            Self::Unreachable(error) | Self::Item(error) => error.remedy(),
        }
    }
}

/// The key of a stored credential, for an environment.
pub async fn operator_key(
    vault: &Vault,
    credential: &OperatorCredential,
    environment: &Environment,
) -> Result<OperatorKey, SecretError> {
    let hosts = withheld_from(credential, environment);
    if !hosts.is_empty() {
        return Err(SecretError::OtherHost { hosts });
    }
    match vault.get(&operator_secret(credential)).await {
        Ok(Lookup::Found(secret)) => {
            Ok(OperatorKey::new(credential.kid.clone(), secret.expose(), credential.encoding)?)
        }
        Ok(Lookup::NotStored) => Err(SecretError::Missing),
        Ok(Lookup::Unreachable(error)) => Err(SecretError::Unreachable(error)),
        Err(error) => Err(SecretError::Item(error)),
    }
}
