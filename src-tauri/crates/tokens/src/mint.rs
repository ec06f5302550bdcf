//! Minting the operator JWT, with which the head-end proves that it may ask for a session token.
//!
//! Source: AGS, *Requesting a session token*. The documents do not say which claims are mandatory, so every claim
//! may be changed, added or left out before the token is signed.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, Header};
use serde_json::{Map, Value, json};
use tessera_protocol::{AccountId, CredentialKeyId, TenantId};

use crate::SigningKey;

/// The claim `typ` of an operator JWT.
const OPERATOR_JWT_TYP: &str = "GetSessionTokenAuthN";

/// A signed operator JWT. Its `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct OperatorJwt(String);

impl OperatorJwt {
    /// The token itself; for the request body only.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for OperatorJwt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("OperatorJwt([redacted])")
    }
}

/// Why nothing was signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MintError {
    /// The signing library refused.
    #[error("the operator JWT could not be signed: {0}")]
    NotSigned(String),
}

/// The documented claims: `typ`, `OpfAccountId`, `OpfTenantId`, `exp` (seconds since the epoch), `aud`.
pub fn operator_claims(
    account: &AccountId,
    tenant: &TenantId,
    now: Timestamp,
    lifetime: SignedDuration,
) -> Map<String, Value> {
    let exp = now.as_second().saturating_add(lifetime.as_secs());
    let claims = json!({
        "typ": OPERATOR_JWT_TYP,
        "OpfAccountId": account,
        "OpfTenantId": tenant,
        "exp": exp,
        "aud": "ags",
    });
    match claims {
        Value::Object(claims) => claims,
        _ => Map::new(),
    }
}

/// Signs claims with HS256 under a `kid`. The claims are signed as they are.
pub fn mint(key: &SigningKey, kid: &CredentialKeyId, claims: &Map<String, Value>) -> Result<OperatorJwt, MintError> {
    let header = Header { kid: Some(kid.to_string()), ..Header::new(Algorithm::HS256) };
    jsonwebtoken::encode(&header, claims, &key.encoding_key)
        .map(OperatorJwt)
        .map_err(|error| MintError::NotSigned(error.to_string()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{ReadToken, SecretEncoding, Signature, verify};

    #[test]
    fn a_minted_token_has_the_documented_header_and_claims() {
        let key = SigningKey::new(&"k".repeat(32), SecretEncoding::Text).unwrap();
        let documented = ReadToken::read(include_str!("../../protocol/fixtures/operator_jwt.txt").trim());
        let now = "2024-12-24T23:55:00Z".parse().unwrap();
        let claims = operator_claims(
            &"SessionTokenSignOnAccount-0001".into(),
            &"nagra".into(),
            now,
            SignedDuration::from_mins(5),
        );
        let minted = mint(&key, &"70646948-d6fb-4ce8-a433-52a14ee2fa0a".into(), &claims).unwrap();
        let read = ReadToken::read(minted.expose());
        assert_eq!(read.claims().unwrap(), documented.claims().unwrap());
        assert_eq!(read.header().unwrap().get("kid"), documented.header().unwrap().get("kid"));
        assert_eq!(read.header().unwrap().get("alg"), documented.header().unwrap().get("alg"));
        assert_eq!(verify(&ReadToken::read(minted.expose()), &key), Signature::Good);
    }
}
