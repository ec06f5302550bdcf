//! `POST /ias/v2/anonymoustoken`: whoever asks signs on to the account of guests, each time as a device of its own.
//!
//! Source: IAS, *Guest sign-on*.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use tessera_protocol::{DeviceInformation, SignOn, TokenAnswer};

use crate::platform::Platform;
use crate::refusal::Refusal;

pub(crate) async fn guest(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
) -> Result<Json<TokenAnswer>, Refusal> {
    super::check_tenant(&platform, &from)?;
    let now = platform.clock.now();

    let mut state = platform.state();
    let guests = platform.config.guest_account.as_ref().filter(|guests| state.accounts.get(guests).is_some());
    let guests = guests.ok_or_else(|| Refusal::not_found("the tenant has no account for guests"))?;
    let unknown_device = SignOn::FirstTime(DeviceInformation::default());
    let (account, device) = state.sign_on(guests, unknown_device, now, &platform.choices())?;
    drop(state);

    platform.first_tokens(&account, &device, now)
}
