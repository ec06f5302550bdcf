//! URL Builder: `GET /urlbuilder/v1/playout/content/token`: content token, CDN token and the URL to play, in one.
//!
//! Source: *URL Builder*. The rules are those of `content_token`; names that the page does not print are clients'.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use serde_json::Map;
use tessera_protocol::{PlayoutAnswer, PlayoutType, TokenField};

use crate::AuthorizationScheme;
use crate::ias::content_answer;
use crate::one_time_tokens;
use crate::platform::{Platform, TenantPage};
use crate::refusal::{Refusal, quoted};
use crate::request::Asked;

pub(crate) async fn playout_content_token(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
    uri: Uri,
) -> Result<Json<PlayoutAnswer>, Refusal> {
    let asked = Asked::of(&uri)?;
    let now = platform.clock.now();
    let tenant = platform.tenant(&from, TenantPage::Newer)?;
    let choice = platform.choices().bad_access_token;
    let bad = |why: String| Refusal::access_token(choice, format!("access token: {why}"));
    let held = platform.access(&from, AuthorizationScheme::Bearer, &tenant, now).map_err(bad)?;
    let (content_id, kind, url) = (asked.get("content_id")?, asked.get("type")?, asked.get("content_URL")?);
    let playout_type = match kind {
        "device" => PlayoutType::Device,
        "account" => PlayoutType::Account,
        other => {
            let why = format!("type: it is {}, and must be device or account", quoted(other));
            return Err(Refusal::bad_request(why));
        }
    };
    let content_auth_token = content_answer(&platform, &held, content_id, playout_type, now)?;
    let cdn_token = one_time_tokens::fresh()?;
    let joint = if url.contains('?') { '&' } else { '?' };
    Ok(Json(PlayoutAnswer {
        content_auth_token,
        cdn_type: Some("simulated".into()),
        playback_url: Some(format!("{url}{joint}token={cdn_token}")),
        cdn_access_token: Some(TokenField::Text(cdn_token)),
        other: Map::new(),
    }))
}
