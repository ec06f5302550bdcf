//! Tokens of the security services platform: reading content tokens, issuing and reading the session tokens of streams.
//!
//! A session token has the `typ` of an access token, as in the documents' example. What tells the two apart is the
//! `jti`: a UUID here, a number there.

use jiff::Timestamp;
use serde_json::{Value, json};
use tessera_protocol::{AccountId, ClientId, ContentId, SspTenantId, TokenField};
use tessera_tokens::{ReadToken, Signature, TokenKind, verify};
use uuid::Uuid;

use super::Issuer;
use crate::claims::object;
use crate::operators::time_claim;
use crate::refusal::{Refusal, quoted};

/// What a good content token says.
pub(crate) struct HeldContent {
    pub(crate) account: AccountId,
    /// Not in a token for an account.
    pub(crate) device: Option<ClientId>,
    pub(crate) content: ContentId,
    pub(crate) jti: u128,
    /// Seconds since the epoch.
    pub(crate) exp: i64,
}

/// What a good session token says.
pub(crate) struct HeldStream {
    pub(crate) account: AccountId,
    pub(crate) jti: u128,
}

/// In what way a token is no good; each server has codes of its own for these.
#[derive(Debug)]
pub(crate) enum TokenTrouble {
    /// No JWT, or without what it has to have.
    Format(String),
    /// Not signed here.
    Signature(String),
    /// A JWT of another kind.
    Kind(String),
    /// Good once.
    Expired(String),
}

impl Issuer {
    pub(crate) fn read_content(&self, text: &str, now: Timestamp) -> Result<HeldContent, TokenTrouble> {
        let (token, exp) = self.signed(text, &TokenKind::Content, now)?;
        let claims = token.claims();
        let missing = |name: &str| TokenTrouble::Format(format!("it has no {name}"));
        let at = |path: &str| claims.and_then(|claims| text_at(claims, path));
        Ok(HeldContent {
            account: at("device.accountId").ok_or_else(|| missing("accountId"))?.into(),
            device: at("device.deviceUniqueId").map(ClientId::from),
            content: at("contentRights.0.contentId").ok_or_else(|| missing("contentId"))?.into(),
            jti: jti(&token).ok_or_else(|| missing("jti that is a UUID"))?,
            exp,
        })
    }

    pub(crate) fn read_stream(&self, text: &str, now: Timestamp) -> Result<HeldStream, TokenTrouble> {
        let (token, _) = self.signed(text, &TokenKind::Access, now)?;
        let other = || TokenTrouble::Kind("it is an access token, and no session token".to_owned());
        let account = token.claim_text("accountId").ok_or_else(other)?.into();
        Ok(HeldStream { account, jti: jti(&token).ok_or_else(other)? })
    }

    /// A session token of SSM.
    pub(crate) fn stream(
        &self,
        tenant: &SspTenantId,
        (account, device): (&AccountId, &ClientId),
        jti: u128,
        ends: Timestamp,
    ) -> Result<TokenField, Refusal> {
        self.sign(&object(json!({
            "ver": "1.0",
            "deviceId": device,
            "tenantId": tenant,
            "exp": ends.as_second(),
            "accountId": account,
            "jti": Uuid::from_u128(jti).to_string(),
            "typ": "DevAuthN",
        })))
    }

    fn signed(&self, text: &str, kind: &TokenKind, now: Timestamp) -> Result<(ReadToken, i64), TokenTrouble> {
        let token = ReadToken::read(text);
        match verify(&token, &self.key) {
            Signature::Good => {}
            Signature::Bad => {
                return Err(TokenTrouble::Signature("its signature is not the simulator's".to_owned()));
            }
            Signature::NotCheckable | Signature::NotChecked => {
                return Err(TokenTrouble::Format("it is no JWT signed with HS256".to_owned()));
            }
        }
        if token.kind() != *kind {
            let label = quoted(token.kind().label());
            return Err(TokenTrouble::Kind(format!("its typ is that of another kind: {label}")));
        }
        let exp = time_claim(&token, "exp").map_err(TokenTrouble::Format)?;
        let exp = exp.ok_or_else(|| TokenTrouble::Format("it has no exp".to_owned()))?;
        if now >= exp {
            return Err(TokenTrouble::Expired(format!("it expired at {exp}; it is {now:.0}")));
        }
        Ok((token, exp.as_second()))
    }
}

fn jti(token: &ReadToken) -> Option<u128> {
    Uuid::parse_str(token.claim_text("jti")?).ok().map(|id| id.as_u128())
}

/// A member by its path; a number is a place in an array.
fn text_at<'a>(claims: &'a serde_json::Map<String, Value>, path: &str) -> Option<&'a str> {
    let mut steps = path.split('.');
    let first = claims.get(steps.next()?)?;
    let found = steps.try_fold(first, |value, step| match step.parse::<usize>() {
        Ok(place) => value.get(place),
        Err(_) => value.get(step),
    });
    found?.as_str()
}
