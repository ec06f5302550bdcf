//! An exchange: one HTTP request and what came back, as it went over the wire, also when it failed.
//!
//! It holds whole tokens, so it has no `Serialize` and a `Debug` without content; what may leave the program is
//! its `view`.

use std::fmt;

use jiff::Timestamp;
use serde_json::Value;
use tessera_protocol::{Call, CorrelationId};
use url::Url;
use uuid::Uuid;

use crate::body;
use crate::{Failure, Timings};

/// A header as it was sent or received. A value that is no ASCII is shown with its bytes escaped.
pub type Header = (String, String);

/// One HTTP request and what came back.
#[derive(Clone)]
pub struct Exchange {
    /// Names this exchange.
    pub id: Uuid,
    /// Which call it was.
    pub call: Call,
    /// Sent as `x-correlation-id`, where anything was.
    pub correlation_id: Option<CorrelationId>,
    /// When the request was sent, by this computer's clock.
    pub started_at: Timestamp,
    /// What was sent.
    pub sent: Sent,
    /// What came back.
    pub outcome: Outcome,
    /// How long it took.
    pub timings: Timings,
}

/// A request as it went over the wire.
#[derive(Clone)]
pub struct Sent {
    /// `GET`, `POST` or `PUT`.
    pub method: &'static str,
    /// With the query. `unset:` stands before the path where the environment has no URL of whoever answers.
    pub url: Url,
    /// Every header, those that the HTTP library adds included.
    pub headers: Vec<Header>,
    /// The bytes of the body.
    pub body: Option<Vec<u8>>,
}

/// What came back.
#[derive(Clone)]
pub enum Outcome {
    /// A whole answer of any status.
    Answered(Answer),
    /// No whole answer; what there was of it is kept.
    Failed {
        /// What went wrong, and at which stage.
        failure: Failure,
        /// Head and the part of the body that came.
        partial: Option<Answer>,
    },
}

/// An answer as it came over the wire.
#[derive(Clone)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// `HTTP/1.1` or `HTTP/2.0`.
    pub version: String,
    /// In the order received.
    pub headers: Vec<Header>,
    /// The bytes of the body; unpacked where it came packed and could be unpacked.
    pub body: Vec<u8>,
    /// How the body was packed, where `Content-Encoding` says that it was.
    pub packed: Option<Packed>,
}

/// How a body was packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// What `Content-Encoding` says.
    pub coding: String,
    /// How many bytes came over the wire.
    pub bytes: usize,
    /// Why the body is still packed; `None` when it is not.
    pub trouble: Option<&'static str>,
}

impl Exchange {
    /// The answer, whole or partial.
    pub fn answer(&self) -> Option<&Answer> {
        match &self.outcome {
            Outcome::Answered(answer) => Some(answer),
            Outcome::Failed { partial, .. } => partial.as_ref(),
        }
    }

    /// What went wrong on the way.
    pub fn failure(&self) -> Option<&Failure> {
        match &self.outcome {
            Outcome::Answered(_) => None,
            Outcome::Failed { failure, .. } => Some(failure),
        }
    }
}

impl Answer {
    /// The first header of a name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body as JSON, a byte order mark left aside; `None` when it is not JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(body::without_mark(&self.body)).ok()
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.answer().map(|answer| answer.status);
        write!(out, "Exchange({} {}, {status:?}, {:?})", self.sent.method, self.sent.url.path(), self.failure())
    }
}
