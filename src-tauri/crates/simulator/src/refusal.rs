//! A refusal: the status and body that the caller gets, and the reason that only the request log gets.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tessera_protocol::{CodeFamily, KnownCode, known_code, known_code_of};

use crate::choices::{BadAccessToken, RefusalStatus};
use crate::random::NoRandomness;

/// Characters of foreign text that a reason repeats.
const QUOTED: usize = 80;

/// A refusal. `why` may hold ids, never a token.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    status: StatusCode,
    body: Body,
    why: String,
}

#[derive(Debug, Clone, Copy)]
enum Body {
    /// `{"message": ..}`: the reason phrase of the status.
    Message,
    /// `{"code": .., "message": ..}`.
    Code(&'static KnownCode),
    /// `{"errorCode": .., "message": ..}`.
    ErrorCode(&'static KnownCode),
    /// `{"resultCode": "99999:403", ..}`.
    Gateway,
}

/// The reason, on its way to the request log.
#[derive(Debug, Clone)]
pub(crate) struct Why(pub(crate) String);

impl Refusal {
    pub(crate) fn new(status: StatusCode, why: impl Into<String>) -> Self {
        Self { status, body: Body::Message, why: why.into() }
    }

    pub(crate) fn chosen(status: RefusalStatus, why: impl Into<String>) -> Self {
        Self::new(status.code(), why)
    }

    pub(crate) fn bad_request(why: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, why)
    }

    pub(crate) fn unauthorized(why: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, why)
    }

    pub(crate) fn forbidden(why: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, why)
    }

    pub(crate) fn not_found(why: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, why)
    }

    /// 403 with a documented code.
    pub(crate) fn coded(code: &str, why: impl Into<String>) -> Self {
        let body = known_code(code).map_or(Body::Message, Body::Code);
        Self { body, ..Self::forbidden(why) }
    }

    /// 400 with a documented code of SSM or a licence server.
    pub(crate) fn numbered(family: CodeFamily, code: &str, why: impl Into<String>) -> Self {
        let body = known_code_of(family, code).map_or(Body::Message, Body::ErrorCode);
        Self { body, ..Self::bad_request(why) }
    }

    /// The same with another status.
    pub(crate) fn with(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The reason, for a refusal that says the same in another way.
    pub(crate) fn why(&self) -> &str {
        &self.why
    }

    /// An access token that is missing, bad or expired.
    pub(crate) fn access_token(choice: BadAccessToken, why: impl Into<String>) -> Self {
        let status = match choice {
            BadAccessToken::Unauthorized => return Self::unauthorized(why),
            BadAccessToken::GatewayForbidden => StatusCode::FORBIDDEN,
            BadAccessToken::GatewayOk => StatusCode::OK,
        };
        Self { status, body: Body::Gateway, why: why.into() }
    }

    /// The simulator itself failed.
    pub(crate) fn failed(why: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, why)
    }

    fn json(&self) -> Value {
        match self.body {
            Body::Message => json!({ "message": self.status.canonical_reason() }),
            Body::Code(known) => json!({ "code": known.code.parse::<u32>().ok(), "message": known.meaning }),
            Body::ErrorCode(known) => json!({ "errorCode": known.code.parse::<u32>().ok(), "message": known.meaning }),
            Body::Gateway => json!({
                "resultCode": "99999:403",
                "localeMessage": "none",
                "requestId": 1,
                "result": "Access token is invalid or expired",
            }),
        }
    }
}

impl From<NoRandomness> for Refusal {
    fn from(error: NoRandomness) -> Self {
        Self::failed(error.to_string())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.json())).into_response();
        response.extensions_mut().insert(Why(self.why));
        response
    }
}

/// Foreign text as a reason may repeat it: in quotes, cut short, without control or direction characters.
pub(crate) fn quoted(text: &str) -> String {
    let more = if text.chars().nth(QUOTED).is_some() { "\u{2026}" } else { "" };
    format!("\u{201c}{}{more}\u{201d}", printable(text, QUOTED))
}

/// At most so many characters of a text, those that would change how a line looks or runs written as escapes.
pub(crate) fn printable(text: &str, most: usize) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars().take(most) {
        match letter {
            ' '..='~' => shown.push(letter),
            _ => shown.extend(letter.escape_debug()),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_in_a_reason_is_short_and_cannot_forge_a_line() {
        assert_eq!(quoted("a\nb\u{202e}c\"d'"), "\u{201c}a\\nb\\u{202e}c\"d'\u{201d}");
        assert_eq!(quoted(&"\u{e4}".repeat(500)).chars().count(), QUOTED + 3);
    }
}
