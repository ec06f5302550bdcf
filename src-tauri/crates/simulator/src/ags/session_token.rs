//! `POST /ags/getSessionToken`: a good operator JWT gets a session token for the account it names.
//!
//! Source: AGS, *Requesting a session token*.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::Map;
use tessera_protocol::{ParametersBody, SessionTokenAnswer};

use crate::one_time_tokens;
use crate::platform::Platform;
use crate::refusal::Refusal;
use crate::request::{Body, parameter};

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
    let session_token = one_time_tokens::fresh()?;
    let mut state = platform.state();
    state.accounts.admitted(&account)?;
    state.session_tokens.add(&session_token, account, now, platform.issuer.lifetimes().session_token);
    drop(state);
    Ok(Json(SessionTokenAnswer { session_token, other: Map::new() }))
}
