//! `PUT /dsra/v1/user/signOnActivationToken`: was the code approved? If so, the device is made, or found.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Map, Value};
use tessera_protocol::{ActivationAnswer, ClientId, DeviceInformation, TokenField};

use crate::platform::Platform;
use crate::refusal::Refusal;
use crate::request::{Body, authorization, the_sign_on};
use crate::state::Activated;
use crate::{AuthorizationScheme, PollSuccess, one_time_tokens};

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
    platform.state().registrations.approved(token, now)?;
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
