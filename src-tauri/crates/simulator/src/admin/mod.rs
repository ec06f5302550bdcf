//! The operator's side of a running simulator, for scripts: everything below `/_simulator/`.
//!
//! It does what [`RunningSimulator`](crate::RunningSimulator) does. The guard stands before it as before all else, so
//! no web page gets here. Its requests are not in the request log, and no ordered fault strikes them.

mod change;
mod faults;
mod look;

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::platform::Platform;
use crate::refusal::Refusal;
use crate::request::Body;

/// Where it stands.
pub(crate) const PREFIX: &str = "/_simulator/";

pub(crate) fn routes() -> Router<Arc<Platform>> {
    Router::new()
        .route("/_simulator/state", get(look::state))
        .route("/_simulator/requests", get(look::requests))
        .route("/_simulator/clock", get(look::clock).post(change::clock))
        .route("/_simulator/reset", post(change::reset))
        .route("/_simulator/accounts/{id}", put(change::account))
        .route("/_simulator/devices/{id}", put(change::device))
        .route("/_simulator/contents/{id}", put(change::content))
        .route("/_simulator/lifetimes", get(look::lifetimes).put(change::lifetimes))
        .route("/_simulator/choices", get(look::choices).put(change::choices))
        .route("/_simulator/faults", get(faults::list).put(faults::replace).post(faults::add).delete(faults::clear))
        .route("/_simulator/faults/{id}", delete(faults::remove))
}

/// A refusal that says why: who asks here is the operator.
struct NotDone(StatusCode, String);

impl IntoResponse for NotDone {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "message": self.1 }))).into_response()
    }
}

impl From<Refusal> for NotDone {
    fn from(refusal: Refusal) -> Self {
        Self(StatusCode::BAD_REQUEST, refusal.why().to_owned())
    }
}

/// Reads a body; a name or value that does not exist is said.
fn read<T: DeserializeOwned>(body: &Body) -> Result<T, NotDone> {
    serde_json::from_slice(body.bytes()).map_err(|error| NotDone(StatusCode::BAD_REQUEST, format!("body: {error}")))
}
