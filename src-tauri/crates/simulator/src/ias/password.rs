//! `POST /ias/v3/token/actions/signOnByUserNamePassword`.
//!
//! Source: IAS, *Sign on by user name and password*, for the path and 401; the body is that of clients. Unlike AGS it
//! cannot ask which of several accounts is meant, and a device that it makes is approved at once.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;
use tessera_protocol::{ClientId, DeviceInformation, TokenAnswer};

use crate::platform::Platform;
use crate::refusal::{Refusal, quoted};
use crate::request::{Body, the_sign_on};
use crate::{Approval, Choices};

/// The body; `null` is as good as missing.
#[derive(Deserialize)]
struct PasswordRequest {
    username: String,
    password: String,
    #[serde(rename = "clientId")]
    client_id: Option<ClientId>,
    #[serde(rename = "deviceInformation")]
    device_information: Option<DeviceInformation>,
}

pub(crate) async fn sign_on_by_user_name_password(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
    body: Body,
) -> Result<Json<TokenAnswer>, Refusal> {
    super::check_tenant(&platform, &from)?;
    let PasswordRequest { username, password, client_id, device_information } = body.json()?;
    let sign_on = the_sign_on(client_id, device_information)?;
    let choices = Choices { device_approval: Approval::Off, ..platform.choices() };
    let now = platform.clock.now();

    let mut state = platform.state();
    let matching = state.accounts.of_user(&username, Some(&password))?;
    let [one] = matching.as_slice() else {
        let (user, accounts) = (quoted(&username), matching.len());
        return Err(Refusal::unauthorized(format!(
            "user name {user}: {accounts} accounts have it; IAS cannot ask which"
        )));
    };
    let (account, device) = state.sign_on(&one.id, sign_on, now, &choices)?;
    drop(state);

    platform.first_tokens(&account, &device, now)
}
