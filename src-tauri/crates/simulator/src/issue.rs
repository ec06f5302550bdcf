//! Issuing the platform's own tokens, and reading back the access tokens among them.
//!
//! Source: *First time and n-th time sign on* and the examples of the sign-on pages. With T the moment of issue,
//! `exp` of the access token is T + `expires_in`, `exp` of the refresh token T + `refresh_expires_in`, and `fixed_exp`
//! of both T + `fixed_refresh_expires_in`.

use jiff::Timestamp;
use tessera_protocol::{AccountId, ClientId, CredentialKeyId, TenantId, TokenAnswer, TokenField};
use tessera_tokens::{ReadToken, SecretEncoding, Signature, SigningKey, TokenKind, mint, verify};

use crate::claims::{self, Claims, Subject};
use crate::operators::time_claim;
use crate::random;
use crate::refusal::{Refusal, quoted};
use crate::{Account, Content, Device, Lifetimes, OperatorCredential, StartError};

/// Holds the key of the platform's own tokens. Made anew at each start, known to nobody else.
pub(crate) struct Issuer {
    tenant: TenantId,
    kid: CredentialKeyId,
    key: SigningKey,
    lifetimes: Lifetimes,
}

/// What a good access token says.
pub(crate) struct Access {
    pub(crate) account: AccountId,
    pub(crate) device: ClientId,
    pub(crate) fixed_exp: i64,
}

impl Issuer {
    pub(crate) fn new(tenant: TenantId, lifetimes: Lifetimes) -> Result<Self, StartError> {
        let own = OperatorCredential::random()?;
        // Six digits, as in the documents.
        let kid = format!("{:06}", u32::from_le_bytes(random::bytes()?) % 1_000_000).into();
        let key = SigningKey::new(own.expose_secret(), SecretEncoding::Base64)
            .map_err(|source| StartError::Credential { kid: own.kid().clone(), source })?;
        Ok(Self { tenant, kid, key, lifetimes })
    }

    /// The answer of a sign-on.
    pub(crate) fn token_set(&self, account: &Account, device: &Device, now: Timestamp) -> Result<TokenAnswer, Refusal> {
        let issued = now.as_second();
        let fixed_exp = after(issued, self.lifetimes.sign_on);
        let (access, refresh) = self.pair(account, device, fixed_exp, |lifetime| after(issued, lifetime))?;
        Ok(TokenAnswer {
            access_token: self.sign(&access)?,
            refresh_token: Some(self.sign(&refresh)?),
            client_id: Some(device.client_id.clone()),
            account_id: Some(account.id.clone()),
            token_type: Some("bearer".to_owned()),
            expires_in: Some(self.lifetimes.access_token.into()),
            refresh_expires_in: Some(self.lifetimes.refresh_token.into()),
            fixed_refresh_expires_in: Some(self.lifetimes.sign_on.into()),
            other: Claims::new(),
        })
    }

    /// Claims of a new access and a new refresh token within a sign-on that ends at `fixed_exp`.
    pub(crate) fn renewed(
        &self,
        account: &Account,
        device: &Device,
        now: Timestamp,
        fixed_exp: i64,
    ) -> Result<(Claims, Claims), Refusal> {
        self.pair(account, device, fixed_exp, |lifetime| after(now.as_second(), lifetime).min(fixed_exp))
    }

    /// Claims of an access and a refresh token; `end` gives `exp` for a lifetime.
    fn pair(
        &self,
        account: &Account,
        device: &Device,
        fixed_exp: i64,
        end: impl Fn(u32) -> i64,
    ) -> Result<(Claims, Claims), Refusal> {
        let jti = random::decimal()?;
        let subject = Subject { tenant: &self.tenant, account, device, jti: &jti, fixed_exp };
        Ok((subject.access(end(self.lifetimes.access_token)), subject.refresh(end(self.lifetimes.refresh_token))))
    }

    /// Claims of a content token, and its `expires_in`.
    pub(crate) fn content(
        &self,
        account: &Account,
        device: &Device,
        content: &Content,
        now: Timestamp,
    ) -> Result<(Claims, u32), Refusal> {
        let lifetime = self.lifetimes.content_token;
        let jti = uuid::Uuid::from_bytes(random::bytes()?).to_string();
        let exp = after(now.as_second(), lifetime);
        Ok((claims::content(account, device, content, &jti, exp), lifetime))
    }

    /// Signs claims with the platform's key.
    pub(crate) fn sign(&self, claims: &Claims) -> Result<TokenField, Refusal> {
        let token = mint(&self.key, &self.kid, claims).map_err(|error| Refusal::failed(error.to_string()))?;
        Ok(TokenField::Text(token.expose().to_owned()))
    }

    /// Reads an access token that this issuer signed and that has not expired; otherwise says why not.
    pub(crate) fn read_access(&self, text: &str, tenant: &str, now: Timestamp) -> Result<Access, String> {
        let token = ReadToken::read(text);
        match verify(&token, &self.key) {
            Signature::Good => {}
            Signature::Bad => return Err("its signature is not the simulator's of this start".to_owned()),
            Signature::NotCheckable | Signature::NotChecked => return Err("it is no JWT signed with HS256".to_owned()),
        }
        if token.kind() != TokenKind::Access {
            return Err(format!("its typ is that of another kind: {}", quoted(token.kind().label())));
        }
        let exp = time_claim(&token, "exp")?.ok_or("it has no exp")?;
        if now >= exp {
            return Err(format!("it expired at {exp}; it is {now:.0}"));
        }
        if token.claim_text("tenantId") != Some(tenant) {
            return Err("it belongs to another tenant than nv-tenant-id".to_owned());
        }
        let claim = |name: &'static str| token.claim_text(name).ok_or(format!("it has no {name}"));
        Ok(Access {
            account: claim("accountId")?.into(),
            device: claim("deviceId")?.into(),
            fixed_exp: time_claim(&token, "fixed_exp")?.ok_or("it has no fixed_exp")?.as_second(),
        })
    }
}

fn after(issued: i64, lifetime: u32) -> i64 {
    issued.saturating_add(lifetime.into())
}
