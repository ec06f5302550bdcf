//! `POST /ags/signOut`: the tokens of a sign-on end, its device stays.
//!
//! Source: AGS, *Signing out*. The page lists no 401, so a bad access token is 403 here whatever is chosen elsewhere.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::{Value, json};
use tessera_protocol::ParametersBody;

use crate::platform::Platform;
use crate::refusal::{Refusal, quoted};
use crate::request::Body;
use crate::{Device, DeviceState, SignOut};

pub(crate) async fn sign_out(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
    body: Body,
) -> Result<Json<Value>, Refusal> {
    platform.auth_service(&from)?;
    body.json::<ParametersBody>()?;
    let choices = &platform.choices();
    let now = platform.clock.now();
    let bad = |why: String| Refusal::forbidden(format!("access token: {why}"));
    let tenant = platform.config.tenant.as_str();
    let held = platform.access(&from, choices.authorization_scheme, tenant, now).map_err(bad)?;

    let mut state = platform.state();
    let is_there = |device: &Device| device.state != DeviceState::Deleted;
    if !state.devices.get(&held.device).is_some_and(is_there) {
        let device = quoted(held.device.as_str());
        return Err(Refusal::not_found(format!("device {device}: it does not exist any more")));
    }
    match choices.sign_out {
        SignOut::EndsChain => state.chains.end(held.chain, now),
        SignOut::LeavesTokens => {}
    }
    Ok(Json(json!({})))
}
