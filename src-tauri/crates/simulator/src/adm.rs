//! ADM: `GET /adm/v1/user/devices/amiapproved`.
//!
//! Source: ADM, *Am I approved*. The page lists the access token as header `token`, which is what the gateway makes of
//! `Authorization`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde_json::Map;
use tessera_protocol::AmIApprovedAnswer;

use crate::platform::{Platform, TenantPage};
use crate::refusal::{Refusal, quoted};
use crate::{AuthorizationScheme, DeviceState};

pub(crate) async fn am_i_approved(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
) -> Result<(StatusCode, Json<AmIApprovedAnswer>), Refusal> {
    let tenant = platform.tenant(&from, TenantPage::Newer)?;
    let choice = platform.choices().bad_access_token;
    let bad = |why: String| Refusal::access_token(choice, format!("access token: {why}"));
    let held = platform.access(&from, AuthorizationScheme::Bearer, &tenant, platform.clock.now()).map_err(bad)?;
    let (_, device) = platform.state().signed_on(&held)?;
    if device.state == DeviceState::NotApproved {
        return Err(Refusal::forbidden(format!("device {}: it is not approved", quoted(device.client_id.as_str()))));
    }
    Ok((StatusCode::CREATED, Json(AmIApprovedAnswer { id: Some(device.client_id), other: Map::new() })))
}
