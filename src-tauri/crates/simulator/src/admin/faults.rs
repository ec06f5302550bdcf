//! `/_simulator/faults`: the faults that are ordered.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::{NotDone, read};
use crate::platform::Platform;
use crate::request::Body;
use crate::{BadOrder, FaultOrder};

pub(super) async fn list(State(platform): State<Arc<Platform>>) -> Json<Vec<FaultOrder>> {
    Json(platform.orders.list())
}

/// These and no others.
pub(super) async fn replace(State(platform): State<Arc<Platform>>, body: Body) -> Result<StatusCode, NotDone> {
    platform.orders.replace(&read::<Vec<FaultOrder>>(&body)?)?;
    Ok(StatusCode::NO_CONTENT)
}

/// This one too.
pub(super) async fn add(State(platform): State<Arc<Platform>>, body: Body) -> Result<StatusCode, NotDone> {
    platform.orders.add(read(&body)?)?;
    Ok(StatusCode::NO_CONTENT)
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
