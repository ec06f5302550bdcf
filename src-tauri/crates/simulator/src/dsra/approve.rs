//! `PUT /dsra/v1/user/deviceRegistrationCode/actions/approve`: a device that is signed on lets another one in.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use tessera_protocol::{ApproveBody, headers};

use crate::AuthorizationScheme;
use crate::platform::Platform;
use crate::refusal::Refusal;
use crate::request::{Body, header};

pub(crate) async fn approve(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
    body: Body,
) -> Result<StatusCode, Refusal> {
    // The page has 400 for an incomplete token, and 403 for one that is no good.
    header(&from, headers::AUTHORIZATION).ok_or_else(|| Refusal::bad_request("Authorization: it is missing"))?;
    let ApproveBody { device_registration_code } = body.json()?;
    if device_registration_code.is_empty() {
        return Err(Refusal::bad_request("deviceRegistrationCode: it is empty"));
    }
    let now = platform.clock.now();
    let bad = |why: String| Refusal::forbidden(format!("access token: {why}"));
    let tenant = platform.config.tenant.as_str();
    let held = platform.access(&from, AuthorizationScheme::Bearer, tenant, now).map_err(bad)?;
    let mut state = platform.state();
    let (account, _) = state.signed_on(&held)?;
    state.registrations.approve(&device_registration_code, account.id, now)?;
    Ok(StatusCode::ACCEPTED)
}
