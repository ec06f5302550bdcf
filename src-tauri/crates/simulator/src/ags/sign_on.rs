//! `POST /ags/signOnWithSessionToken` and `POST /ags/signOn`: a device signs on, for the first or the nth time.
//!
//! Source: AGS, *Signing in with a session token*; *First time and n-th time sign on*. The two calls differ in how
//! the account is found.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use tessera_protocol::{ClientId, DeviceInformation, NamedValue, SignOn, TokenAnswer};

use crate::platform::Platform;
use crate::refusal::{Refusal, quoted};
use crate::request::{Body, parameter};
use crate::{SpentBy, random};

type Tokens = Result<(StatusCode, Json<TokenAnswer>), Refusal>;

/// Body of both calls; `null` is as good as missing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignOnRequest {
    parameters: Vec<NamedValue>,
    client_id: Option<ClientId>,
    device_information: Option<DeviceInformation>,
}

impl SignOnRequest {
    fn read(body: &Body) -> Result<(Vec<NamedValue>, SignOn), Refusal> {
        let Self { parameters, client_id, device_information } = body.json()?;
        let sign_on = match (client_id, device_information) {
            (None, Some(block)) => SignOn::FirstTime(block),
            (Some(id), None) => SignOn::NthTime(id),
            (Some(_), Some(_)) => {
                return Err(Refusal::bad_request("body: it has both clientId and deviceInformation"));
            }
            (None, None) => {
                return Err(Refusal::bad_request("body: it has neither clientId nor deviceInformation"));
            }
        };
        Ok((parameters, sign_on))
    }
}

pub(crate) async fn sign_on_with_session_token(
    State(platform): State<Arc<Platform>>,
    headers: HeaderMap,
    body: Body,
) -> Tokens {
    let service = platform.auth_service(&headers)?;
    let (parameters, sign_on) = SignOnRequest::read(&body)?;
    let token = parameter(&parameters, &service.session_token_parameter)?;
    let choices = &platform.config.choices;
    let fresh = random::object_id()?.into();
    let now = platform.clock.now();

    let mut state = platform.state();
    let bad = |why: String| Refusal::unauthorized(format!("session token: {why}"));
    let account = state.session_tokens.account_of(token, now).map_err(bad)?.clone();
    if choices.session_token_spent_by == SpentBy::FirstUse {
        state.session_tokens.spend(token);
    }
    let (account, device) = state.sign_on(&account, sign_on, &fresh, now, choices)?;
    state.session_tokens.spend(token);
    drop(state);

    Ok((StatusCode::CREATED, Json(platform.issuer.token_set(&account, &device, now)?)))
}

pub(crate) async fn sign_on(State(platform): State<Arc<Platform>>, headers: HeaderMap, body: Body) -> Tokens {
    let service = platform.auth_service(&headers)?;
    let (parameters, sign_on) = SignOnRequest::read(&body)?;
    let user = parameter(&parameters, &service.user_name_parameter)?;
    let fresh = random::object_id()?.into();
    let now = platform.clock.now();

    let mut state = platform.state();
    let found = state.accounts.iter().find(|account| account.user_name() == user).map(|account| account.id.clone());
    let nobody = || Refusal::unauthorized(format!("user name {}: no account has it", quoted(user)));
    let account = found.ok_or_else(nobody)?;
    let (account, device) = state.sign_on(&account, sign_on, &fresh, now, &platform.config.choices)?;
    drop(state);

    Ok((StatusCode::CREATED, Json(platform.issuer.token_set(&account, &device, now)?)))
}
