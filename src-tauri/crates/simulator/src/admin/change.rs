//! What the operator may change: the clock, accounts, devices, contents, lifetimes, choices, everything back.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{NotDone, read};
use crate::platform::Platform;
use crate::request::Body;
use crate::running::UnknownName;
use crate::{Choices, ClockChange, ClockView, DeviceChange, Lifetimes, NotChanged};

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

/// `PUT /_simulator/contents/{id}`.
pub(super) async fn content(
    State(platform): State<Arc<Platform>>,
    Path(id): Path<String>,
    body: Body,
) -> Result<StatusCode, NotDone> {
    platform.change_content(&id.into(), read(&body)?)?;
    Ok(StatusCode::NO_CONTENT)
}

/// `PUT /_simulator/lifetimes`: what is left out stays. The answer is how they are then.
pub(super) async fn lifetimes(State(platform): State<Arc<Platform>>, body: Body) -> Result<Json<Lifetimes>, NotDone> {
    let lifetimes = changed(&platform.issuer.lifetimes(), &body)?;
    platform.set_lifetimes(lifetimes).map_err(NotChanged::from)?;
    Ok(Json(lifetimes))
}

/// `PUT /_simulator/choices`: what is left out stays. The answer is how they are then.
pub(super) async fn choices(State(platform): State<Arc<Platform>>, body: Body) -> Result<Json<Choices>, NotDone> {
    let choices = changed(&platform.choices(), &body)?;
    platform.set_choices(choices);
    Ok(Json(choices))
}

/// What is there, with the members of the body set over it.
fn changed<T: Serialize + DeserializeOwned>(now: &T, body: &Body) -> Result<T, NotDone> {
    let Ok(Value::Object(mut all)) = serde_json::to_value(now) else {
        return Err(NotDone(StatusCode::INTERNAL_SERVER_ERROR, "what is there cannot be written".to_owned()));
    };
    all.extend(read::<Map<String, Value>>(body)?);
    let wrong = |error| NotDone(StatusCode::BAD_REQUEST, format!("body: {error}"));
    serde_json::from_value(Value::Object(all)).map_err(wrong)
}

impl From<NotChanged> for NotDone {
    fn from(not: NotChanged) -> Self {
        match not {
            NotChanged::Unknown(unknown) => unknown.into(),
            NotChanged::Impossible(why) => Self(StatusCode::BAD_REQUEST, why.to_string()),
        }
    }
}

impl From<UnknownName> for NotDone {
    fn from(unknown: UnknownName) -> Self {
        Self(StatusCode::NOT_FOUND, unknown.to_string())
    }
}
