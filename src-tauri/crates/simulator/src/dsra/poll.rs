//! `PUT /dsra/v1/user/signOnActivationToken`: was the code approved? If so, the device is made, or found.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value};
use tessera_protocol::{ActivationAnswer, ClientId, DeviceInformation, TokenField};

use crate::platform::Platform;
use crate::refusal::Refusal;
use crate::request::{Body, authorization, the_sign_on};
use crate::state::Activated;
use crate::{AuthorizationScheme, EarlyPoll, PollSuccess, one_time_tokens};

/// The body; `null` is as good as missing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PollRequest {
    client_id: Option<ClientId>,
    device_information: Option<DeviceInformation>,
    managed_device_information: Option<Value>,
}

pub(crate) async fn sign_on_activation_token(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let bad = |why: String| Refusal::unauthorized(format!("DSRA token: {why}"));
    let token = authorization(&from, AuthorizationScheme::Bearer).map_err(bad)?;
    let now = platform.clock.now();
    check_period(&platform, token, now)?;
    let PollRequest { client_id, device_information, managed_device_information } = body.json()?;
    if managed_device_information.is_some() {
        return Err(Refusal::bad_request("managedDeviceInformation: the tenant has no CRM gateway"));
    }
    let sign_on = the_sign_on(client_id, device_information)?;
    let activation_token = one_time_tokens::fresh()?;

    let mut state = platform.state();
    let Some(account) = state.registrations.approved(token, now)? else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let (account, device) = state.sign_on(&account, sign_on, now, &platform.choices())?;
    let activated = Activated { account: account.id, device: device.client_id.clone() };
    let lifetime = platform.issuer.lifetimes().sign_on_activation_token;
    state.activation_tokens.add(&activation_token, activated, now, lifetime);
    state.registrations.registered(token);
    drop(state);

    let status = match platform.choices().poll_success {
        PollSuccess::Accepted => StatusCode::ACCEPTED,
        PollSuccess::Ok => StatusCode::OK,
    };
    let answer = ActivationAnswer {
        client_id: Some(device.client_id),
        sign_on_activation_token: TokenField::Text(activation_token),
        other: Map::new(),
    };
    Ok((status, Json(answer)).into_response())
}

/// Refuses a DSRA token that is no good, and one that comes back too early.
fn check_period(platform: &Platform, token: &str, now: Timestamp) -> Result<(), Refusal> {
    let mut state = platform.state();
    state.registrations.approved(token, now)?;
    let period = platform.config.companion.polling_period;
    let before =
        state.registrations.polled(token, now).filter(|_| platform.choices().early_poll != EarlyPoll::Answered);
    match before {
        Some(before) if now.duration_since(before) < SignedDuration::from_secs(period.into()) => {
            let why = format!("DSRA token: the last poll was at {before}, and the period is {period} s");
            Err(Refusal::new(StatusCode::TOO_MANY_REQUESTS, why))
        }
        _ => Ok(()),
    }
}
