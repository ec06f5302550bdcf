//! `POST /ags/getSessionToken`: a good operator JWT gets a session token for the account it names.
//!
//! Source: AGS, *Requesting a session token*.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use jiff::SignedDuration;
use serde_json::Map;
use tessera_protocol::{ParametersBody, SessionTokenAnswer};

use crate::platform::Platform;
use crate::random;
use crate::refusal::Refusal;
use crate::request::{Body, parameter};
use crate::session_tokens::LENGTH;

pub(crate) async fn get_session_token(
    State(platform): State<Arc<Platform>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<SessionTokenAnswer>, Refusal> {
    let service = platform.auth_service(&headers)?;
    let request: ParametersBody = body.json()?;
    let jwt = parameter(&request.parameters, &service.operator_jwt_parameter)?;
    let now = platform.clock.now();
    let account = platform.operators.account_of(jwt, now)?;
    let session_token = random::alphanumeric(LENGTH)?;
    let lifetime = SignedDuration::from_secs(platform.config.lifetimes.session_token.into());
    let mut state = platform.state();
    state.accounts.admitted(&account)?;
    let ends = now.checked_add(lifetime).unwrap_or(jiff::Timestamp::MAX);
    state.session_tokens.add(&session_token, account, ends);
    drop(state);
    Ok(Json(SessionTokenAnswer { session_token, other: Map::new() }))
}
