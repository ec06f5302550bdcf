//! What a QR sign-on is to do, settled before it starts and changeable between its steps.

use std::fmt;

use jiff::SignedDuration;
use serde_json::{Map, Value};
use tessera_gateway::Connection;
use tessera_protocol::{AccountId, AuthServiceId, ContentId, CredentialKeyId, PlatformId, SignOn};
use tessera_qr::{ErrorCorrection, PayloadTemplate};
use tessera_tokens::{KeyError, SecretEncoding, SigningKey, other_encodings};

use crate::Step;

/// What a QR sign-on is to do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How the platform is reached, with its tenant.
    pub connection: Connection,
    /// The auth service to use; the discovered one when it is not set.
    pub auth_service: Option<AuthServiceId>,
    /// Parameter names for when discovery does not tell them.
    pub names: ParameterNames,
    /// Who plays the head-end.
    pub head_end: HeadEnd,
    /// The account to sign on to.
    pub account: AccountId,
    /// How long the operator JWT lasts. Negative makes one that has expired.
    pub lifetime: SignedDuration,
    /// Claims set over the documented ones; `null` leaves a claim out.
    pub claims: Map<String, Value>,
    /// What the QR code holds and how it is drawn.
    pub qr: QrChoice,
    /// The kind of device.
    pub platform: PlatformId,
    /// First-time or nth-time.
    pub sign_on: SignOn,
    /// The content to ask a token for; without one the journey ends with the sign-on.
    pub content: Option<ContentId>,
}

/// Who plays the operator's head-end.
#[derive(Debug, Clone)]
pub enum HeadEnd {
    /// This program: it signs the operator JWT, gets the session token and draws it.
    Played(OperatorKey),
    /// A real one: the session token comes from a picture of its QR code.
    Real,
}

impl HeadEnd {
    /// The steps of the journey, in order.
    pub fn steps(&self) -> &'static [Step] {
        match self {
            Self::Played(_) => &Step::ALL,
            Self::Real => &[Step::Discover, Step::Scan, Step::SignOn, Step::ContentToken],
        }
    }
}

/// Names of parameters for when service discovery does not tell them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterNames {
    /// Of the operator JWT: `OperatorAuthToken` in the documents.
    pub operator_jwt: String,
    /// Of the session token: `sessionToken` in the documents.
    pub session_token: String,
}

impl Default for ParameterNames {
    fn default() -> Self {
        Self { operator_jwt: "OperatorAuthToken".into(), session_token: "sessionToken".into() }
    }
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
