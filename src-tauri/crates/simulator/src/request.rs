//! What a handler takes out of a request: headers, query, JSON bodies and members that several of them have.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::extract::{FromRequest, Query, Request};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use tessera_protocol::{ClientId, DeviceInformation, NamedValue, SignOn, headers};

use crate::AuthorizationScheme;
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
    /// As they came.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

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

/// A header without which the request is refused.
pub(crate) fn mandatory<'a>(headers: &'a HeaderMap, name: &str) -> Result<Cow<'a, str>, Refusal> {
    header(headers, name).ok_or_else(|| Refusal::bad_request(format!("{name}: it is missing")))
}

/// The token in `Authorization`, or why there is none.
pub(crate) fn authorization(from: &HeaderMap, scheme: AuthorizationScheme) -> Result<&str, String> {
    let value = from.get(headers::AUTHORIZATION).ok_or("there is no Authorization")?;
    let value = value.to_str().map_err(|_| "Authorization is not ASCII")?.trim();
    let bearer = value.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match (scheme, bearer) {
        (AuthorizationScheme::Bearer | AuthorizationScheme::Either, Some((_, token))) => Ok(token.trim()),
        (AuthorizationScheme::Bare | AuthorizationScheme::Either, None) => Ok(value),
        (AuthorizationScheme::Bearer, None) => Err("Authorization does not begin with Bearer".to_owned()),
        (AuthorizationScheme::Bare, Some(_)) => Err("Authorization begins with Bearer".to_owned()),
    }
}

/// The query, in the order it was written.
pub(crate) struct Asked(Vec<(String, String)>);

impl Asked {
    pub(crate) fn of(uri: &Uri) -> Result<Self, Refusal> {
        let unreadable = |_| Refusal::bad_request("query: it cannot be read");
        Query::try_from_uri(uri).map(|Query(pairs)| Self(pairs)).map_err(unreadable)
    }

    pub(crate) fn get(&self, name: &str) -> Result<&str, Refusal> {
        let found = self.0.iter().find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str()).ok_or_else(|| Refusal::bad_request(format!("{name}: it is missing")))
    }
}

/// A parameter by the name that discovery gave it.
pub(crate) fn find_parameter<'a>(parameters: &'a [NamedValue], name: &str) -> Option<&'a str> {
    parameters.iter().find(|parameter| parameter.name == name).map(|parameter| parameter.value.as_str())
}

/// A parameter without which the request is refused.
pub(crate) fn parameter<'a>(parameters: &'a [NamedValue], name: &str) -> Result<&'a str, Refusal> {
    let missing = || Refusal::bad_request(format!("parameters: \u{201c}{name}\u{201d} is not among them"));
    find_parameter(parameters, name).ok_or_else(missing)
}

/// Which sign-on two members of a body ask for; `None` when there is neither.
pub(crate) fn asked_sign_on(
    client_id: Option<ClientId>,
    device_information: Option<DeviceInformation>,
) -> Result<Option<SignOn>, Refusal> {
    match (client_id, device_information) {
        (None, Some(block)) => Ok(Some(SignOn::FirstTime(block))),
        (Some(id), None) => Ok(Some(SignOn::NthTime(id))),
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(Refusal::bad_request("body: it has both clientId and deviceInformation")),
    }
}

/// The same where a body has to have one of them.
pub(crate) fn the_sign_on(
    client_id: Option<ClientId>,
    device_information: Option<DeviceInformation>,
) -> Result<SignOn, Refusal> {
    let neither = || Refusal::bad_request("body: it has neither clientId nor deviceInformation");
    asked_sign_on(client_id, device_information)?.ok_or_else(neither)
}
