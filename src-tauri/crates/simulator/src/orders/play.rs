//! Playing a fault: in the place of an answer, or on the right one.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION, TRANSFER_ENCODING};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tessera_protocol::{Call, CodeFamily, known_code_of};

use super::body::Pieces;
use super::{Ending, OrderedFault};
use crate::refusal::{Why, quoted};

/// No text, and never the beginning of any.
const GARBAGE: &[u8] = b"\xFF\x00\xC3\x28\x7B\x22\xFE";

/// Answers a request with a fault. The log gets to know that it was ordered.
pub(crate) async fn play(fault: OrderedFault, call: Option<Call>, request: Request, next: Next) -> Response {
    let ending = request.extensions().get::<ConnectInfo<Ending>>().map(|ConnectInfo(ending)| ending.clone());
    let family = call.map_or(CodeFamily::SignIn, Call::code_family);
    let name = name(&fault);
    let mut answer = match fault {
        OrderedFault::Refusal { status, code } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, Json(refusal(status, code.as_deref(), family))).into_response()
        }
        OrderedFault::HiddenRefusal { code } => Json(refusal(StatusCode::OK, Some(&code), family)).into_response(),
        OrderedFault::Redirect { status, location } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::TEMPORARY_REDIRECT);
            (status, [(LOCATION, location)]).into_response()
        }
        OrderedFault::Garbage => ([(CONTENT_TYPE, "application/json")], GARBAGE).into_response(),
        OrderedFault::Delay { milliseconds } => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            next.run(request).await
        }
        OrderedFault::SlowBody { milliseconds } => {
            let pause = Duration::from_millis(milliseconds);
            with_body(next.run(request).await, |body| Body::new(Pieces::slow(body, pause))).await
        }
        OrderedFault::EmptyBody => {
            let mut answer = with_body(next.run(request).await, |_| Body::empty()).await;
            answer.headers_mut().remove(CONTENT_LENGTH);
            answer
        }
        OrderedFault::CutBody => with_body(next.run(request).await, |body| Body::new(Pieces::cut(body))).await,
        OrderedFault::WrongContentType => {
            let mut answer = next.run(request).await;
            answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            answer
        }
        OrderedFault::NoAnswer => {
            let answer = next.run(request).await;
            ending.inspect(Ending::close);
            answer
        }
        OrderedFault::Reset => {
            let answer = next.run(request).await;
            ending.inspect(Ending::reset);
            answer
        }
    };
    let own = answer.extensions_mut().remove::<Why>().map(|Why(why)| format!("; {why}"));
    answer.extensions_mut().insert(Why(format!("fault ordered: {name}{}", own.unwrap_or_default())));
    answer
}

/// What the log calls it: as it is ordered.
fn name(fault: &OrderedFault) -> &'static str {
    match fault {
        OrderedFault::Refusal { .. } => "refusal",
        OrderedFault::HiddenRefusal { .. } => "hidden-refusal",
        OrderedFault::Redirect { .. } => "redirect",
        OrderedFault::Garbage => "garbage",
        OrderedFault::Delay { .. } => "delay",
        OrderedFault::SlowBody { .. } => "slow-body",
        OrderedFault::EmptyBody => "empty-body",
        OrderedFault::CutBody => "cut-body",
        OrderedFault::WrongContentType => "wrong-content-type",
        OrderedFault::NoAnswer => "no-answer",
        OrderedFault::Reset => "reset",
    }
}

/// The right head with another body; it still promises the length of the right one.
async fn with_body(answer: Response, other: impl FnOnce(&Bytes) -> Body) -> Response {
    let (mut head, body) = answer.into_parts();
    // The simulator's own bodies are whole already, so they can be had.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    head.headers.remove(TRANSFER_ENCODING);
    head.headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    Response::from_parts(head, other(&body))
}

/// A body of refusal in the form of those who answer the call.
fn refusal(status: StatusCode, code: Option<&str>, family: CodeFamily) -> Value {
    let Some(code) = code else {
        return json!({ "message": status.canonical_reason().unwrap_or("Ordered") });
    };
    let known = known_code_of(family, code).map(|known| known.meaning.to_owned());
    let meaning = known.unwrap_or_else(|| format!("Code {} was ordered.", quoted(code)));
    let code = code.parse::<u32>().map_or_else(|_| Value::from(code), Value::from);
    match family {
        CodeFamily::SignIn if code.is_string() => {
            json!({ "resultCode": code, "localeMessage": "none", "requestId": 1, "result": meaning })
        }
        CodeFamily::SignIn => json!({ "code": code, "message": meaning }),
        CodeFamily::Ssm | CodeFamily::Widevine | CodeFamily::PlayReady => {
            json!({ "errorCode": code, "message": meaning })
        }
    }
}
