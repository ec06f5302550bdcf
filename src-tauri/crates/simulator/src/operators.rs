//! Operator credentials, and the check of the operator JWT that is signed with one.
//!
//! Source: AGS, *Requesting a session token*. Whether the account exists is not asked here.

use std::collections::HashMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::Value;
use tessera_protocol::{AccountId, CredentialKeyId, TenantId};
use tessera_tokens::{ReadTime, ReadToken, SecretEncoding, Signature, SigningKey, TimeUnit, TokenKind, verify};
use zeroize::Zeroizing;

use crate::random::{self, NoRandomness};
use crate::refusal::{Refusal, quoted};
use crate::{OperatorJwtRules, SimulatorConfig, StartError};

/// A credential with which a head-end may sign. It has no `Serialize`, and its `Debug` shows the `kid` only.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OperatorCredential {
    kid: CredentialKeyId,
    secret: Zeroizing<String>,
    #[serde(default)]
    encoding: SecretEncoding,
}

impl OperatorCredential {
    /// A credential of the simulator. Never one that a real platform knows.
    pub fn new(kid: &str, secret: &str, encoding: SecretEncoding) -> Self {
        Self { kid: kid.into(), secret: Zeroizing::new(secret.to_owned()), encoding }
    }

    /// A new one: 32 random bytes in base64, under a UUID.
    pub fn random() -> Result<Self, NoRandomness> {
        let secret = Zeroizing::new(random::bytes::<32>()?);
        let kid = uuid::Uuid::new_v4().to_string().into();
        Ok(Self { kid, secret: Zeroizing::new(STANDARD.encode(*secret)), encoding: SecretEncoding::Base64 })
    }

    /// The `kid` of a JWT signed with it.
    pub fn kid(&self) -> &CredentialKeyId {
        &self.kid
    }

    /// The shared secret as it is written down; for the keychain or a head-end under test only.
    pub fn expose_secret(&self) -> &str {
        &self.secret
    }

    /// How the secret is written down.
    pub fn encoding(&self) -> SecretEncoding {
        self.encoding
    }
}

impl fmt::Debug for OperatorCredential {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "OperatorCredential({}, [redacted])", self.kid)
    }
}

/// What an operator JWT says that passed every check.
pub(crate) struct GoodJwt {
    pub(crate) account: AccountId,
    pub(crate) jti: Option<String>,
    pub(crate) exp: Timestamp,
}

/// Every credential, ready to check with.
pub(crate) struct Operators {
    keys: HashMap<CredentialKeyId, SigningKey>,
    rules: OperatorJwtRules,
    tenant: TenantId,
}

impl Operators {
    pub(crate) fn new(config: &SimulatorConfig) -> Result<Self, StartError> {
        let mut keys = HashMap::new();
        for OperatorCredential { kid, secret, encoding } in &config.operator_credentials {
            let key = SigningKey::new(secret, *encoding)
                .map_err(|source| StartError::Credential { kid: kid.clone(), source })?;
            if config.real_secret_fingerprints.iter().any(|real| real == key.fingerprint()) {
                return Err(StartError::RealSecret { kid: kid.clone() });
            }
            if keys.insert(kid.clone(), key).is_some() {
                return Err(StartError::Twice { what: "operator credential", id: kid.to_string() });
            }
        }
        Ok(Self { keys, rules: config.operator_jwt.clone(), tenant: config.tenant.clone() })
    }

    /// What a good operator JWT says.
    pub(crate) fn admit(&self, jwt: &str, now: Timestamp) -> Result<GoodJwt, Refusal> {
        self.check(jwt, now).map_err(|why| Refusal::unauthorized(format!("operator JWT: {why}")))
    }

    fn check(&self, jwt: &str, now: Timestamp) -> Result<GoodJwt, String> {
        let token = ReadToken::read(jwt);
        let header = token.header().filter(|_| token.expose() == jwt).ok_or("it is not a JWT")?;
        let kid = header.get("kid").and_then(Value::as_str).ok_or("its header has no kid")?;
        let key = self.keys.get(&kid.into()).ok_or_else(|| format!("no credential has the kid {}", quoted(kid)))?;
        match verify(&token, key) {
            Signature::Good => {}
            Signature::Bad => return Err(format!("the signature does not fit the secret of the kid {}", quoted(kid))),
            Signature::NotCheckable | Signature::NotChecked => return Err("it is not signed with HS256".to_owned()),
        }
        if token.kind() != TokenKind::OperatorJwt {
            return Err(format!("its typ is that of another kind: {}", quoted(token.kind().label())));
        }
        self.check_audience(&token)?;
        let tenant = token.claim_text("OpfTenantId").ok_or("it has no OpfTenantId")?;
        if tenant != self.tenant.as_str() {
            return Err(format!("its OpfTenantId is {}, and nv-tenant-id is another", quoted(tenant)));
        }
        let exp = self.check_times(&token, now)?;
        let account = token.claim_text("OpfAccountId").ok_or("it has no OpfAccountId")?;
        Ok(GoodJwt { account: account.into(), jti: token.claim_text("jti").map(str::to_owned), exp })
    }

    fn check_audience(&self, token: &ReadToken) -> Result<(), String> {
        let wanted = self.rules.audience.as_str();
        let named = match token.claims().and_then(|claims| claims.get("aud")) {
            Some(Value::String(one)) => one == wanted,
            Some(Value::Array(several)) => several.iter().any(|one| one == wanted),
            _ => false,
        };
        named.then_some(()).ok_or_else(|| format!("its aud does not name \u{201c}{wanted}\u{201d}"))
    }

    /// Its end.
    fn check_times(&self, token: &ReadToken, now: Timestamp) -> Result<Timestamp, String> {
        let skew = SignedDuration::from_secs(self.rules.skew.into());
        let exp = time_claim(token, "exp")?.ok_or("it has no exp")?;
        if now.duration_since(exp) >= skew {
            return Err(format!("it expired at {exp}; it is {now:.0}"));
        }
        if let Some(longest) = self.rules.longest
            && exp.duration_since(now) > SignedDuration::from_secs(longest.into())
        {
            return Err(format!("it expires at {exp}, which is more than {longest} s from now"));
        }
        match time_claim(token, "nbf")? {
            Some(nbf) if nbf.duration_since(now) > skew => Err(format!("it is good from {nbf}; it is {now:.0}")),
            _ => Ok(exp),
        }
    }
}

/// A time claim in the one documented form: whole seconds since the epoch.
pub(crate) fn time_claim(token: &ReadToken, name: &str) -> Result<Option<Timestamp>, String> {
    let Some(value) = token.claims().and_then(|claims| claims.get(name)) else { return Ok(None) };
    match ReadTime::read(value) {
        ReadTime::At(at, TimeUnit::Seconds) => Ok(Some(at)),
        ReadTime::At(_, TimeUnit::Milliseconds) => Err(format!("its {name} is in milliseconds")),
        ReadTime::AtAsText(_) => Err(format!("its {name} is text")),
        ReadTime::Unreadable(reason) => Err(format!("its {name} cannot be read: {reason}")),
    }
}
