//! What the operator may change: the clock, accounts, devices, everything back.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};
use tessera_protocol::{AccountId, ClientId};

use super::{NotDone, read};
use crate::platform::Platform;
use crate::request::Body;
use crate::running::UnknownName;
use crate::{AccountState, DeviceState, Network};

/// `POST /_simulator/clock`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Move {
    /// Back when negative.
    advance_seconds: i64,
}

/// `PUT /_simulator/accounts/{id}`; what is left out stays.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AccountChange {
    state: Option<AccountState>,
    network: Option<Network>,
}

/// `PUT /_simulator/devices/{id}`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DeviceChange {
    state: DeviceState,
}

pub(super) async fn clock(State(platform): State<Arc<Platform>>, body: Body) -> Result<Json<Value>, NotDone> {
    let Move { advance_seconds } = read(&body)?;
    platform.clock.advance(SignedDuration::from_secs(advance_seconds));
    Ok(Json(json!({ "now": platform.clock.now() })))
}

pub(super) async fn reset(State(platform): State<Arc<Platform>>) -> StatusCode {
    platform.reset();
    StatusCode::NO_CONTENT
}

pub(super) async fn account(
    State(platform): State<Arc<Platform>>,
    Path(id): Path<String>,
    body: Body,
) -> Result<StatusCode, NotDone> {
    let AccountChange { state, network } = read(&body)?;
    platform.change_account(&AccountId::from(id), |account| {
        account.state = state.unwrap_or(account.state);
        account.network = network.unwrap_or(account.network);
    })?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn device(
    State(platform): State<Arc<Platform>>,
    Path(id): Path<String>,
    body: Body,
) -> Result<StatusCode, NotDone> {
    let DeviceChange { state } = read(&body)?;
    platform.change_device(&ClientId::from(id), state)?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<UnknownName> for NotDone {
    fn from(unknown: UnknownName) -> Self {
        Self(StatusCode::NOT_FOUND, unknown.to_string())
    }
}
