//! `POST /ias/v2/content_token`: the right to play one content on one device.
//!
//! Source: IAS, *Getting content auth token from IAS*. The access token is checked first, as the platform's gateway
//! does before IAS sees the request.

use std::borrow::Cow;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use jiff::Timestamp;
use serde_json::Map;
use tessera_protocol::{ContentTokenAnswer, PlayoutType, TokenField, headers};

use crate::claims::Claims;
use crate::issue::Held;
use crate::platform::Platform;
use crate::refusal::{Refusal, quoted};
use crate::request::Asked;
use crate::{AuthorizationScheme, RenewedTokens, TokenForm};

pub(crate) async fn content_token(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
    uri: Uri,
) -> Result<Json<ContentTokenAnswer>, Refusal> {
    let asked = Asked::of(&uri)?;
    let now = platform.clock.now();
    let tenant = super::tenant(&platform, &from).or_else(|_| asked.get(headers::TENANT_ID).map(Cow::from))?;
    let choices = &platform.choices();
    let bad = |why: String| Refusal::access_token(choices.bad_access_token, format!("access token: {why}"));
    let held = platform.access(&from, AuthorizationScheme::Bearer, &tenant, now).map_err(bad)?;
    let content_id = asked.get("content_id")?;
    let kind = asked.get("type")?;
    if kind != "device" {
        return Err(Refusal::bad_request(format!("type: it is {}, and must be device", quoted(kind))));
    }
    content_answer(&platform, &held, content_id, PlayoutType::Device, now).map(Json)
}

/// The right to play a content, with renewed tokens where they are sent. URL Builder answers with it too.
pub(crate) fn content_answer(
    platform: &Platform,
    held: &Held,
    content_id: &str,
    playout_type: PlayoutType,
    now: Timestamp,
) -> Result<ContentTokenAnswer, Refusal> {
    let choices = &platform.choices();
    let (account, device) = platform.state().may_play(held)?;
    let unknown = || Refusal::not_found(format!("content_id: there is no content {}", quoted(content_id)));
    let content = &platform.content(&content_id.into()).ok_or_else(unknown)?;
    content.admit(&account, now)?;

    let issuer = &platform.issuer;
    let written = |claims: Claims| match choices.token_form {
        TokenForm::Strings => issuer.sign(&claims),
        TokenForm::Decoded => Ok(TokenField::Decoded(claims)),
    };
    let (claims, lifetime) = issuer.content(&account, &device, content, playout_type, now)?;
    let mut answer = ContentTokenAnswer {
        content_token: written(claims)?,
        token_type: Some("Bearer".to_owned()),
        expires_in: Some(lifetime.into()),
        access_token: None,
        refresh_token: None,
        other: Map::new(),
    };
    if choices.renewed_tokens == RenewedTokens::Sent {
        let (access, refresh) = issuer.pair(&account, &device, held.chain, choices.access_token_time, now);
        answer.access_token = Some(written(access.members())?);
        answer.refresh_token = Some(written(refresh.members())?);
    }
    Ok(answer)
}
