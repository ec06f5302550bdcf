//! What is there to be seen.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::platform::Platform;
use crate::{Choices, ClockView, Lifetimes, LoggedRequest, Snapshot};

/// `GET /_simulator/clock`.
pub(super) async fn clock(State(platform): State<Arc<Platform>>) -> Json<ClockView> {
    Json(ClockView::of(&platform.clock))
}

/// `GET /_simulator/lifetimes`.
pub(super) async fn lifetimes(State(platform): State<Arc<Platform>>) -> Json<Lifetimes> {
    Json(platform.issuer.lifetimes())
}

/// `GET /_simulator/choices`.
pub(super) async fn choices(State(platform): State<Arc<Platform>>) -> Json<Choices> {
    Json(platform.choices())
}

/// `GET /_simulator/state`.
pub(super) async fn state(State(platform): State<Arc<Platform>>) -> Json<Snapshot> {
    Json(Snapshot::of(&platform))
}

/// `GET /_simulator/requests`: the last ones, oldest first.
pub(super) async fn requests(State(platform): State<Arc<Platform>>) -> Json<Vec<LoggedRequest>> {
    Json(platform.log.entries())
}
