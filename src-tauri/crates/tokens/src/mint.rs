//! Minting the operator JWT, with which the head-end proves that it may ask for a session token.
//!
//! Source: AGS, *Requesting a session token*. The documents do not say which claims are mandatory, so every claim
//! may be changed, added or left out before the token is signed.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::Algorithm;
use serde::Serialize;
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

/// The first part of a JWT, with HS256 and a `kid`: the same in every token that is signed under it.
#[derive(Debug, Clone)]
pub struct JwtHeader(String);

impl JwtHeader {
    /// The header with this `kid`.
    pub fn of(kid: &CredentialKeyId) -> Self {
        Self(URL_SAFE_NO_PAD.encode(json!({ "typ": "JWT", "alg": "HS256", "kid": kid }).to_string()))
    }

    /// Signs claims with HS256. They are signed as they are.
    pub fn mint(&self, key: &SigningKey, claims: &impl Serialize) -> Result<OperatorJwt, MintError> {
        let not_signed = |error: &dyn fmt::Display| MintError::NotSigned(error.to_string());
        let claims = serde_json::to_vec(claims).map_err(|error| not_signed(&error))?;
        // A third more in base64, and a signature of 43 characters.
        let mut token = String::with_capacity(self.0.len() + claims.len() * 4 / 3 + 48);
        token.push_str(&self.0);
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(&claims, &mut token);
        let signature = jsonwebtoken::crypto::sign(token.as_bytes(), &key.encoding_key, Algorithm::HS256)
            .map_err(|error| not_signed(&error))?;
        token.push('.');
        token.push_str(&signature);
        Ok(OperatorJwt(token))
    }
}

/// Signs claims with HS256 under a `kid`. The claims are signed as they are.
pub fn mint(key: &SigningKey, kid: &CredentialKeyId, claims: &Map<String, Value>) -> Result<OperatorJwt, MintError> {
    JwtHeader::of(kid).mint(key, claims)
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
