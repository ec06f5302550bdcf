//! `/_simulator/faults`: the faults that are ordered.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{NotDone, read};
use crate::platform::Platform;
use crate::request::Body;
use crate::running::UnknownName;
use crate::{BadOrder, FaultOrder, FaultView};

pub(super) async fn list(State(platform): State<Arc<Platform>>) -> Json<Vec<FaultView>> {
    Json(platform.orders.list())
}

/// These and no others.
pub(super) async fn replace(State(platform): State<Arc<Platform>>, body: Body) -> Result<StatusCode, NotDone> {
    platform.orders.replace(&read::<Vec<FaultOrder>>(&body)?)?;
    Ok(StatusCode::NO_CONTENT)
}

/// This one too; the answer is its number.
pub(super) async fn add(State(platform): State<Arc<Platform>>, body: Body) -> Result<Json<Value>, NotDone> {
    let id = platform.orders.add(read(&body)?)?;
    Ok(Json(json!({ "id": id })))
}

/// `DELETE /_simulator/faults/{id}`.
pub(super) async fn remove(
    State(platform): State<Arc<Platform>>,
    Path(id): Path<String>,
) -> Result<StatusCode, NotDone> {
    let removed = id.parse().is_ok_and(|id| platform.orders.remove(id));
    removed.then_some(StatusCode::NO_CONTENT).ok_or_else(|| UnknownName::new("fault", &id).into())
}

pub(super) async fn clear(State(platform): State<Arc<Platform>>) -> Result<StatusCode, NotDone> {
    platform.orders.replace(&[])?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<BadOrder> for NotDone {
    fn from(bad: BadOrder) -> Self {
        Self(StatusCode::BAD_REQUEST, bad.to_string())
    }
}
