//! `POST /ags/signOnWithSessionToken`: a device signs on, for the first or the nth time, to the account that its
//! session token is for.
//!
//! Source: AGS, *Signing in with a session token*; *First time and n-th time sign on*.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use tessera_protocol::{ClientId, DeviceInformation, NamedValue, SignOn, TokenAnswer};

use crate::SpentBy;
use crate::platform::Platform;
use crate::refusal::Refusal;
use crate::request::{Body, parameter, the_sign_on};

/// Body of every sign-on to AGS; `null` is as good as missing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SignOnRequest {
    pub(super) parameters: Vec<NamedValue>,
    pub(super) client_id: Option<ClientId>,
    pub(super) device_information: Option<DeviceInformation>,
}

impl SignOnRequest {
    /// Reads a body that has to say which sign-on it is.
    pub(super) fn read(body: &Body) -> Result<(Vec<NamedValue>, SignOn), Refusal> {
        let Self { parameters, client_id, device_information } = body.json()?;
        Ok((parameters, the_sign_on(client_id, device_information)?))
    }
}

pub(crate) async fn sign_on_with_session_token(
    State(platform): State<Arc<Platform>>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<TokenAnswer>), Refusal> {
    let service = platform.auth_service(&headers)?;
    let (parameters, sign_on) = SignOnRequest::read(&body)?;
    let token = parameter(&parameters, &service.session_token_parameter)?;
    let choices = &platform.choices();
    let now = platform.clock.now();

    let mut state = platform.state();
    let bad = |why: String| Refusal::chosen(choices.bad_session_token, format!("session token: {why}"));
    let account = state.session_tokens.get(token, now).map_err(bad)?.clone();
    if choices.session_token_spent_by == SpentBy::FirstUse {
        state.session_tokens.spend(token);
    }
    let (account, device) = state.sign_on(&account, sign_on, now, choices)?;
    state.session_tokens.spend(token);
    drop(state);

    Ok((StatusCode::CREATED, platform.first_tokens(&account, &device, now)?))
}
