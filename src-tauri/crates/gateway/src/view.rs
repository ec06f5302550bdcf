//! An exchange as it is shown, stored and exported: secrets cut.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tessera_protocol::{Actor, Call, CorrelationId};
use tessera_tokens::Cutter;
use ts_rs::TS;
use uuid::Uuid;

use crate::curl::curl;
use crate::exchange::Header;
use crate::{Answer, BodyView, Exchange, Failure, Timings};

/// An exchange without secrets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeView {
    /// Names this exchange.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Which call it was.
    pub call: Call,
    /// The last part of its path.
    pub name: String,
    /// Who sent the request.
    pub from: Actor,
    /// Who answered.
    pub to: Actor,
    /// Sent as `x-correlation-id`; `null` where nothing was.
    pub correlation_id: Option<CorrelationId>,
    /// By this computer's clock.
    #[ts(type = "string")]
    pub started_at: Timestamp,
    /// What was sent.
    pub request: RequestView,
    /// What came back, whole or in part.
    pub answer: Option<AnswerView>,
    /// What went wrong on the way.
    pub failure: Option<Failure>,
    /// How long it took; microseconds.
    pub timings: Timings,
    /// The server's clock less ours, in milliseconds.
    #[ts(type = "number | null")]
    pub clock_skew: Option<i64>,
    /// The request as a curl command.
    pub curl: String,
}

/// A request without secrets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestView {
    /// `GET`, `POST` or `PUT`.
    pub method: String,
    /// With the query.
    pub url: String,
    /// Name and value.
    pub headers: Vec<Header>,
    /// The body; `null` when none was sent.
    pub body: Option<BodyView>,
}

/// An answer without secrets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerView {
    /// The status code.
    pub status: u16,
    /// What the code stands for; empty when nobody knows.
    pub reason: String,
    /// `HTTP/1.1` or `HTTP/2.0`.
    pub version: String,
    /// Name and value.
    pub headers: Vec<Header>,
    /// The body.
    pub body: BodyView,
}

impl Exchange {
    /// The exchange without secrets.
    pub fn view(&self, cutter: &Cutter) -> ExchangeView {
        ExchangeView {
            id: self.id,
            call: self.call,
            name: self.call.name().to_owned(),
            from: self.call.from(),
            to: self.call.to(),
            correlation_id: self.correlation_id.clone(),
            started_at: self.started_at,
            request: RequestView {
                method: self.sent.method.to_owned(),
                url: cutter.cut(self.sent.url.as_str()),
                headers: cut_headers(&self.sent.headers, cutter),
                body: self.sent.body.as_ref().map(|body| BodyView::new(body, cutter)),
            },
            answer: self.answer().map(|answer| AnswerView::new(answer, cutter)),
            failure: self.failure().cloned(),
            timings: self.timings,
            clock_skew: self.clock_skew().and_then(|skew| i64::try_from(skew.as_millis()).ok()),
            curl: curl(&self.sent, cutter),
        }
    }
}

impl AnswerView {
    fn new(answer: &Answer, cutter: &Cutter) -> Self {
        let reason = reqwest::StatusCode::from_u16(answer.status).ok().and_then(|status| status.canonical_reason());
        Self {
            status: answer.status,
            reason: reason.unwrap_or_default().to_owned(),
            version: answer.version.clone(),
            headers: cut_headers(&answer.headers, cutter),
            body: BodyView::new(&answer.body, cutter),
        }
    }
}

fn cut_headers(headers: &[Header], cutter: &Cutter) -> Vec<Header> {
    headers.iter().map(|(name, value)| (name.clone(), cutter.cut(value))).collect()
}
