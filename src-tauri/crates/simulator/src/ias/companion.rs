//! `POST /ias/v3/token/actions/signOnBySignOnActivationToken`: the last step of companion sign-on.
//!
//! Source: DSRA, *Companion app sign-on*. The device was made, or found, when its poll succeeded; account and device
//! are checked again. The page lists no tenant; where one is named it has to be the right one.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use tessera_protocol::TokenAnswer;

use crate::AuthorizationScheme;
use crate::platform::Platform;
use crate::refusal::Refusal;
use crate::request::authorization;

pub(crate) async fn sign_on_by_sign_on_activation_token(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
) -> Result<(StatusCode, Json<TokenAnswer>), Refusal> {
    if super::tenant(&platform, &from).is_ok() {
        super::check_tenant(&platform, &from)?;
    }
    let bad = |why: String| Refusal::unauthorized(format!("activation token: {why}"));
    let token = authorization(&from, AuthorizationScheme::Bearer).map_err(bad)?;
    let now = platform.clock.now();

    let mut state = platform.state();
    let activated = state.activation_tokens.get(token, now).map_err(bad)?.clone();
    let (account, device) = state.still_good(&activated.account, &activated.device)?;
    state.activation_tokens.spend(token);
    drop(state);

    Ok((StatusCode::CREATED, platform.first_tokens(&account, &device, now)?))
}
