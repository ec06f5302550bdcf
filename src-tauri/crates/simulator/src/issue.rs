//! Issuing the platform's own tokens, and reading back the access and refresh tokens among them;
//! those of the security services platform stand in `ssp`.
//!
//! Source: *First time and n-th time sign on* and the examples of the sign-on pages. With T the moment of issue,
//! `exp` of the access token is T + `expires_in`, `exp` of the refresh token T + `refresh_expires_in`, and `fixed_exp`
//! of both T + `fixed_refresh_expires_in`. A refresh leaves `fixed_exp` where it is, and `exp` never passes it.

pub(crate) mod ssp;

use std::sync::{PoisonError, RwLock};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use tessera_protocol::{AccountId, ClientId, PlayoutType, TenantId, TokenAnswer, TokenField};
use tessera_tokens::{JwtHeader, ReadTime, ReadToken, SecretEncoding, Signature, SigningKey, TokenKind, verify};

use crate::chains::{Chain, Jti, Numbers};
use crate::claims::{self, Claims, Subject, SubjectClaims};
use crate::kept::KeptKey;
use crate::operators::time_claim;
use crate::random;
use crate::refusal::{Refusal, quoted};
use crate::{AccessTokenTime, Account, Content, Device, Lifetimes, StartError};

/// Holds the key of the platform's own tokens. Made anew at the first start, known to nobody else.
pub(crate) struct Issuer {
    tenant: TenantId,
    kept: KeptKey,
    key: SigningKey,
    header: JwtHeader,
    lifetimes: RwLock<Lifetimes>,
    numbers: Numbers,
}

/// What a good access or refresh token says.
pub(crate) struct Held {
    pub(crate) account: AccountId,
    pub(crate) device: ClientId,
    pub(crate) chain: Chain,
    pub(crate) jti: Jti,
    /// Seconds since the epoch.
    pub(crate) exp: i64,
}

impl Issuer {
    /// With the key of an earlier start, or one of its own.
    pub(crate) fn new(tenant: TenantId, lifetimes: Lifetimes, kept: Option<KeptKey>) -> Result<Self, StartError> {
        let kept = kept.map_or_else(KeptKey::random, Ok)?;
        let key = SigningKey::new(&kept.secret, SecretEncoding::Base64)
            .map_err(|source| StartError::Credential { kid: kept.kid.clone(), source })?;
        let header = JwtHeader::of(&kept.kid);
        let lifetimes = RwLock::new(lifetimes);
        Ok(Self { tenant, kept, key, header, lifetimes, numbers: Numbers::random()? })
    }

    /// Its key, for a later start.
    pub(crate) fn kept(&self) -> KeptKey {
        self.kept.clone()
    }

    /// How long what is issued now lasts.
    pub(crate) fn lifetimes(&self) -> Lifetimes {
        *self.lifetimes.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Issues otherwise from now on; what is out ends as it says.
    pub(crate) fn set_lifetimes(&self, lifetimes: Lifetimes) {
        *self.lifetimes.write().unwrap_or_else(PoisonError::into_inner) = lifetimes;
    }

    /// The chain that begins with a sign-on.
    pub(crate) fn new_chain(&self, now: Timestamp) -> Chain {
        self.numbers.chain(after(now, self.lifetimes().sign_on))
    }

    /// The answer of a sign-on or a refresh: new tokens of a chain.
    pub(crate) fn answer(
        &self,
        account: &Account,
        device: &Device,
        chain: Chain,
        time: AccessTokenTime,
        now: Timestamp,
    ) -> Result<TokenAnswer, Refusal> {
        let (access, refresh) = self.pair(account, device, chain, time, now);
        let left = |end: i64| Some(Value::from(end.saturating_sub(now.as_second())));
        let ends = self.ends(chain, now);
        Ok(TokenAnswer {
            access_token: self.sign(&access)?,
            refresh_token: Some(self.sign(&refresh)?),
            client_id: Some(device.client_id.clone()),
            account_id: Some(account.id.clone()),
            token_type: Some("bearer".to_owned()),
            expires_in: left(ends.0),
            refresh_expires_in: left(ends.1),
            fixed_refresh_expires_in: left(chain.fixed_exp),
            other: Claims::new(),
        })
    }

    /// Claims of a new access and a new refresh token of a chain.
    pub(crate) fn pair<'a>(
        &'a self,
        account: &'a Account,
        device: &'a Device,
        chain: Chain,
        time: AccessTokenTime,
        now: Timestamp,
    ) -> (SubjectClaims<'a>, SubjectClaims<'a>) {
        let subject = Subject { tenant: &self.tenant, account, device, jti: self.numbers.jti(chain), chain };
        let (access, refresh) = self.ends(chain, now);
        let access = match time {
            AccessTokenTime::Seconds => access,
            AccessTokenTime::Milliseconds => access.saturating_mul(1000),
        };
        (subject.access(access), subject.refresh(refresh))
    }

    /// `exp` of an access and of a refresh token issued now.
    fn ends(&self, chain: Chain, now: Timestamp) -> (i64, i64) {
        let end = |lifetime| after(now, lifetime).min(chain.fixed_exp);
        let lifetimes = self.lifetimes();
        (end(lifetimes.access_token), end(lifetimes.refresh_token))
    }

    /// Claims of a content token, and its `expires_in`.
    pub(crate) fn content(
        &self,
        account: &Account,
        device: &Device,
        content: &Content,
        playout_type: PlayoutType,
        now: Timestamp,
    ) -> Result<(Claims, u32), Refusal> {
        let lifetime = self.lifetimes().content_token;
        let jti = uuid::Uuid::from_bytes(random::bytes()?).to_string();
        let exp = after(now, lifetime);
        Ok((claims::content(account, device, content, playout_type, &jti, exp), lifetime))
    }

    /// Signs claims with the platform's key.
    pub(crate) fn sign(&self, claims: &impl Serialize) -> Result<TokenField, Refusal> {
        let token = self.header.mint(&self.key, claims).map_err(|error| Refusal::failed(error.to_string()))?;
        Ok(TokenField::Text(token.expose().to_owned()))
    }

    /// Reads a token of the kind wanted that this issuer signed and that has not expired; otherwise says why not.
    pub(crate) fn read(&self, text: &str, kind: &TokenKind, tenant: &str, now: Timestamp) -> Result<Held, String> {
        let token = ReadToken::read(text);
        match verify(&token, &self.key) {
            Signature::Good => {}
            Signature::Bad => return Err("its signature is not the simulator's".to_owned()),
            Signature::NotCheckable | Signature::NotChecked => return Err("it is no JWT signed with HS256".to_owned()),
        }
        if token.kind() != *kind {
            return Err(format!("its typ is that of another kind: {}", quoted(token.kind().label())));
        }
        // Its own, in either unit.
        let exp = token.claims().and_then(|claims| ReadTime::read(claims.get("exp")?).at()).ok_or("it has no exp")?;
        if now >= exp {
            return Err(format!("it expired at {exp}; it is {now:.0}"));
        }
        if token.claim_text("tenantId") != Some(tenant) {
            return Err("it belongs to another tenant than nv-tenant-id".to_owned());
        }
        let claim = |name: &'static str| token.claim_text(name).ok_or(format!("it has no {name}"));
        let fixed_exp = time_claim(&token, "fixed_exp")?.ok_or("it has no fixed_exp")?.as_second();
        let jti = Jti::read(claim("jti")?).ok_or("its jti is no number")?;
        Ok(Held {
            account: claim("accountId")?.into(),
            device: claim("deviceId")?.into(),
            chain: jti.chain(fixed_exp).ok_or("its jti is too large")?,
            jti,
            exp: exp.as_second(),
        })
    }
}

fn after(issued: Timestamp, lifetime: u32) -> i64 {
    issued.as_second().saturating_add(lifetime.into())
}
