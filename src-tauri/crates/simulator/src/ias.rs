//! IAS: `POST /ias/v2/content_token`, the right to play one content on one device.
//!
//! Source: IAS, *Getting content auth token from IAS*. The access token is checked first, as the platform's gateway
//! does before IAS sees the request.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Uri};
use serde_json::Map;
use tessera_protocol::{ContentTokenAnswer, TokenField, headers};

use crate::issue::Access;
use crate::platform::Platform;
use crate::refusal::{Refusal, quoted};
use crate::request::header;
use crate::{RenewedTokens, TokenForm};

/// The query, in the order it was written.
struct Asked(Vec<(String, String)>);

impl Asked {
    fn of(uri: &Uri) -> Result<Self, Refusal> {
        let unreadable = |_| Refusal::bad_request("query: it cannot be read");
        Query::try_from_uri(uri).map(|Query(pairs)| Self(pairs)).map_err(unreadable)
    }

    fn get(&self, name: &str) -> Result<&str, Refusal> {
        let found = self.0.iter().find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str()).ok_or_else(|| Refusal::bad_request(format!("{name}: it is missing")))
    }
}

pub(crate) async fn content_token(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
    uri: Uri,
) -> Result<Json<ContentTokenAnswer>, Refusal> {
    let asked = Asked::of(&uri)?;
    let now = platform.clock.now();
    let tenant = match header(&from, headers::TENANT_ID) {
        Some(tenant) => tenant,
        None => asked.get(headers::TENANT_ID)?.into(),
    };
    let access = access(&platform, &from, &tenant, now)?;
    let content_id = asked.get("content_id")?;
    let kind = asked.get("type")?;
    if kind != "device" {
        return Err(Refusal::bad_request(format!("type: it is {}, and must be device", quoted(kind))));
    }
    let (account, device) = platform.state().may_play(&access.account, &access.device)?;
    let unknown = || Refusal::not_found(format!("content_id: there is no content {}", quoted(content_id)));
    let content = platform.contents.get(&content_id.into()).ok_or_else(unknown)?;
    content.admit(&account, now)?;

    let issuer = &platform.issuer;
    let written = |claims| match platform.config.choices.token_form {
        TokenForm::Strings => issuer.sign(&claims),
        TokenForm::Decoded => Ok(TokenField::Decoded(claims)),
    };
    let (claims, lifetime) = issuer.content(&account, &device, content, now)?;
    let mut answer = ContentTokenAnswer {
        content_token: written(claims)?,
        token_type: Some("Bearer".to_owned()),
        expires_in: Some(lifetime.into()),
        access_token: None,
        refresh_token: None,
        other: Map::new(),
    };
    if platform.config.choices.renewed_tokens == RenewedTokens::Sent {
        let (access, refresh) = issuer.renewed(&account, &device, now, access.fixed_exp)?;
        answer.access_token = Some(written(access)?);
        answer.refresh_token = Some(written(refresh)?);
    }
    Ok(Json(answer))
}

/// The bearer token of the request, checked.
fn access(platform: &Platform, from: &HeaderMap, tenant: &str, now: jiff::Timestamp) -> Result<Access, Refusal> {
    let bad =
        |why: String| Refusal::access_token(platform.config.choices.bad_access_token, format!("access token: {why}"));
    let value = header(from, headers::AUTHORIZATION).ok_or_else(|| bad("there is no Authorization".to_owned()))?;
    let token = value
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or_else(|| bad("Authorization does not begin with Bearer".to_owned()))?;
    platform.issuer.read_access(token, tenant, now).map_err(bad)
}
