//! What each place of the page answers. Who is let in is decided in `door`.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::{Extension, Json, Router};
use serde_json::json;
use tokio::time::timeout;

use crate::door::{NotLetIn, Place, admit};
use crate::said::Said;
use crate::sitting::{Sitting, Stage};
use crate::{Ended, static_page};

/// The most that a phone may say, in bytes.
const MOST_SAID: usize = 4096;

/// As much is read and thrown away, so that who says too much is told so. What is more cuts the connection.
const MOST_READ: usize = 65_536;

/// For saying it.
const SAYING: Duration = Duration::from_secs(10);

/// A question for the outcome is held so long; then the phone asks again.
const HELD: Duration = Duration::from_secs(20);

/// Who asks.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

pub(crate) fn routes(sitting: Arc<Sitting>) -> Router {
    Router::new().fallback(answer).with_state(sitting)
}

async fn answer(State(sitting): State<Arc<Sitting>>, Extension(peer): Extension<Peer>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let mut answer = match admit(&sitting, &head.method, &head.uri, &head.headers) {
        Ok(Place::Page) => page(&sitting),
        Ok(Place::Offer) if sitting.is_waiting() => Json(&sitting.offer).into_response(),
        Ok(Place::Offer) => StatusCode::GONE.into_response(),
        Ok(Place::Confirm) => confirm(&sitting, peer, body).await.unwrap_or_else(IntoResponse::into_response),
        Ok(Place::Decline) => decline(&sitting).into_response(),
        Ok(Place::Outcome) => outcome(&sitting).await,
        Err(refused) => refuse(&sitting, refused),
    };
    let headers = answer.headers_mut();
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(static_page::policy()) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    answer
}

fn refuse(sitting: &Sitting, refused: NotLetIn) -> Response {
    match refused {
        NotLetIn::WrongSecret => sitting.count_wrong(),
        NotLetIn::Method(place) => {
            return (refused.status(), [(ALLOW, place.method().as_str())]).into_response();
        }
        NotLetIn::Foreign | NotLetIn::Nothing => {}
    }
    refused.status().into_response()
}

fn page(sitting: &Sitting) -> Response {
    let status = if sitting.is_waiting() { StatusCode::OK } else { StatusCode::GONE };
    (status, Html(static_page::HTML)).into_response()
}

async fn confirm(sitting: &Sitting, Peer(from): Peer, body: Body) -> Result<Response, StatusCode> {
    let read = timeout(SAYING, to_bytes(body, MOST_READ)).await.map_err(|_| StatusCode::REQUEST_TIMEOUT)?;
    let said = read.ok().filter(|said| said.len() <= MOST_SAID).ok_or(StatusCode::PAYLOAD_TOO_LARGE)?;
    let said = Said::read(&said).ok_or(StatusCode::BAD_REQUEST)?;
    let confirmed = said.confirmed(from, sitting.offer.playout_device_class.as_deref());
    if sitting.leave_waiting(Stage::Confirmed(Box::new(confirmed))) {
        Ok(Json(json!({ "outcome": sitting.receipt.path() })).into_response())
    } else {
        Err(StatusCode::GONE)
    }
}

fn decline(sitting: &Sitting) -> StatusCode {
    if sitting.leave_waiting(Stage::Ended(Ended::Declined)) { StatusCode::NO_CONTENT } else { StatusCode::GONE }
}

/// Waits for the outcome a while. The path is known to the one phone that confirmed.
async fn outcome(sitting: &Sitting) -> Response {
    let known = |stage: &Stage| matches!(stage, Stage::Told(_) | Stage::Shown(_) | Stage::Ended(_));
    match timeout(HELD, sitting.until(known)).await {
        Ok(Stage::Told(outcome) | Stage::Shown(outcome)) => {
            sitting.shown();
            Json(json!({ "headline": outcome.headline(), "words": outcome.words() })).into_response()
        }
        Ok(_) => StatusCode::GONE.into_response(),
        Err(_) => StatusCode::NO_CONTENT.into_response(),
    }
}
