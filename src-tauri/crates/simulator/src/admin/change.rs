//! What the operator may change: the clock, accounts, devices, everything back.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::{NotDone, read};
use crate::platform::Platform;
use crate::request::Body;
use crate::running::UnknownName;
use crate::{ClockChange, ClockView, DeviceChange};

/// `POST /_simulator/clock`.
pub(super) async fn clock(State(platform): State<Arc<Platform>>, body: Body) -> Result<Json<ClockView>, NotDone> {
    Ok(Json(read::<ClockChange>(&body)?.make(&platform.clock)))
}

pub(super) async fn reset(State(platform): State<Arc<Platform>>) -> StatusCode {
    platform.reset();
    StatusCode::NO_CONTENT
}

/// `PUT /_simulator/accounts/{id}`.
pub(super) async fn account(
    State(platform): State<Arc<Platform>>,
    Path(id): Path<String>,
    body: Body,
) -> Result<StatusCode, NotDone> {
    platform.change_account(&id.into(), read(&body)?)?;
    Ok(StatusCode::NO_CONTENT)
}

/// `PUT /_simulator/devices/{id}`.
pub(super) async fn device(
    State(platform): State<Arc<Platform>>,
    Path(id): Path<String>,
    body: Body,
) -> Result<StatusCode, NotDone> {
    let DeviceChange { state } = read(&body)?;
    platform.change_device(&id.into(), state)?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<UnknownName> for NotDone {
    fn from(unknown: UnknownName) -> Self {
        Self(StatusCode::NOT_FOUND, unknown.to_string())
    }
}
