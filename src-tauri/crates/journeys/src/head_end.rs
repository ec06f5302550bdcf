//! The head-end of a QR sign-on: who plays it, with which key, and what the code is to look like.

use std::fmt;

use jiff::SignedDuration;
use tessera_protocol::CredentialKeyId;
use tessera_qr::{ErrorCorrection, PayloadTemplate};
use tessera_tokens::{KeyError, SecretEncoding, SigningKey, other_encodings};

/// Who plays the operator's head-end.
#[derive(Debug, Clone)]
pub enum HeadEnd {
    /// This program: it signs the operator JWT, gets the session token and draws it.
    Played(OperatorKey),
    /// A real one: the session token comes from a picture of its QR code.
    Real,
}

/// What the QR code holds and how it is drawn.
#[derive(Debug, Clone)]
pub struct QrChoice {
    /// What stands around the session token.
    pub template: PayloadTemplate,
    /// How much of the code may be damaged.
    pub error_correction: ErrorCorrection,
    /// How long the session token is taken to live: the answer does not tell.
    pub session_token_lifetime: SignedDuration,
}

/// The operator credential, ready to sign.
#[derive(Clone)]
pub struct OperatorKey {
    /// Goes into the header.
    pub kid: CredentialKeyId,
    /// Signs.
    pub key: SigningKey,
    /// How the secret was decoded.
    pub encoding: SecretEncoding,
    /// Other encodings that the secret would fit.
    pub fits_also: Vec<SecretEncoding>,
}

impl OperatorKey {
    /// Decodes a secret. The secret itself is not kept.
    pub fn new(kid: CredentialKeyId, secret: &str, encoding: SecretEncoding) -> Result<Self, KeyError> {
        let key = SigningKey::new(secret, encoding)?;
        Ok(Self { kid, key, encoding, fits_also: other_encodings(secret, encoding) })
    }
}

impl fmt::Debug for OperatorKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("OperatorKey").field("kid", &self.kid).field("key", &self.key).finish_non_exhaustive()
    }
}
