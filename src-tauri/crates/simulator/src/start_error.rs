//! Why no simulator was started: each with what to do about it.

use std::io;

use tessera_protocol::{AccountId, ClientId, CredentialKeyId, SspTenantId};
use tessera_tokens::KeyError;

use crate::{BadOrder, NoRandomness};

/// Why no simulator was started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port cannot be had.
    #[error(
        "the simulator cannot listen on 127.0.0.1:{port}: {source}; choose another port, or none to get a free one"
    )]
    Port {
        /// The port that was asked for; 0 for any.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// A credential has no usable secret.
    #[error("the simulator's operator credential {kid} cannot be used: {source}")]
    Credential {
        /// Which one.
        kid: CredentialKeyId,
        /// What is wrong with it.
        source: KeyError,
    },
    /// A credential is one of a real environment.
    #[error(
        "the operator credential {kid} has the secret of a real environment; give the simulator a secret of its own, or none"
    )]
    RealSecret {
        /// Which one.
        kid: CredentialKeyId,
    },
    /// Two entries of the configuration have one id.
    #[error("the simulator's configuration has the {what} \u{201c}{id}\u{201d} twice; remove one of them")]
    Twice {
        /// What kind of entry.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// A device of the configuration belongs to no account of it.
    #[error(
        "the device {device} of the simulator's configuration belongs to account {account}, which is not there; add the account or remove the device"
    )]
    NoSuchAccount {
        /// The device.
        device: ClientId,
        /// The account it names.
        account: AccountId,
    },
    /// The SSP tenant cannot stand in an address.
    #[error(
        "the SSP tenant \u{201c}{0}\u{201d} of the simulator's configuration cannot stand in an address; use letters and digits"
    )]
    SspTenant(SspTenantId),
    /// A fault of the configuration cannot be played.
    #[error("a fault in the simulator's configuration cannot be played: {0}")]
    Fault(#[from] BadOrder),
    /// The machine has no randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}
