//! What a handler takes out of a request: headers, JSON bodies, `parameters`.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use std::borrow::Cow;
use tessera_protocol::NamedValue;

use crate::refusal::Refusal;

/// Bytes that a body may have.
pub(crate) const BODY_LIMIT: usize = 64 * 1024;

/// The whole body, whatever its `Content-Type`.
pub(crate) struct Body(Bytes);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        Bytes::from_request(request, state).await.map(Self).map_err(|rejection| {
            match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => {
                    let why = format!("body: it has more than {BODY_LIMIT} bytes");
                    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, why)
                }
                _ => Refusal::bad_request("body: it ended before it was whole"),
            }
        })
    }
}

impl Body {
    /// Reads the body. The reason names a place, and no value: a value may be a token.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        serde_json::from_slice(&self.0).map_err(|error| {
            let what = match error.classify() {
                Category::Eof if self.0.is_empty() => "it is empty",
                Category::Eof => "the JSON is cut short",
                Category::Data => "the JSON has another shape than documented",
                Category::Syntax | Category::Io => "it is not JSON",
            };
            let (line, column) = (error.line(), error.column());
            Refusal::bad_request(format!("body: {what} (line {line}, column {column})"))
        })
    }
}

/// A header as text; `None` when it is missing or empty.
pub(crate) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<Cow<'a, str>> {
    let value = String::from_utf8_lossy(headers.get(name)?.as_bytes());
    (!value.trim().is_empty()).then_some(value)
}

/// The value of the parameter that discovery named.
pub(crate) fn parameter<'a>(parameters: &'a [NamedValue], name: &str) -> Result<&'a str, Refusal> {
    let found = parameters.iter().find(|parameter| parameter.name == name);
    let missing = || Refusal::bad_request(format!("parameters: \u{201c}{name}\u{201d} is not among them"));
    found.map(|parameter| parameter.value.as_str()).ok_or_else(missing)
}
