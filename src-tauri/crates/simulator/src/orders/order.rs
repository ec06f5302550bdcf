//! One order: on which call, when, what.

use axum::http::{HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};
use tessera_protocol::Call;
use ts_rs::TS;

/// One fault to play.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FaultOrder {
    /// On which call; on every one when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
    /// On which of these calls.
    #[serde(default)]
    pub when: When,
    /// What.
    pub fault: OrderedFault,
}

/// An order, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FaultView {
    /// By this it is taken back.
    pub id: u32,
    /// What was ordered.
    pub order: FaultOrder,
    /// How many calls it counted.
    #[ts(type = "number")]
    pub calls: u64,
    /// How many of them it struck.
    #[ts(type = "number")]
    pub struck: u64,
}

/// On which of the calls that an order is for. They are counted from the moment the order is given.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// On each of them.
    #[default]
    Always,
    /// On the n-th alone; the first is 1.
    Nth(#[ts(type = "number")] u64),
    /// On every n-th.
    Every(#[ts(type = "number")] u64),
    /// On as many of a hundred, chosen by a generator: the same seed makes the same choices.
    Percent {
        /// 0 to 100.
        of: u8,
        /// Any number.
        #[ts(type = "number")]
        seed: u64,
    },
}

/// What is played.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum OrderedFault {
    /// A refusal in the call's own form; nothing is carried out.
    Refusal {
        /// 300 to 599.
        status: u16,
        /// A documented code, or any other.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
    },
    /// A body of refusal in an answer of status 200; nothing is carried out.
    HiddenRefusal {
        /// A documented code, or any other.
        code: String,
    },
    /// A redirect; nothing is carried out.
    Redirect {
        /// 300 to 399.
        status: u16,
        /// `Location`.
        location: String,
    },
    /// Status 200 and bytes that are no text, called JSON; nothing is carried out.
    Garbage,
    /// The right answer, later.
    Delay {
        /// How much later.
        #[ts(type = "number")]
        milliseconds: u64,
    },
    /// The right answer, its body in pieces of 16 bytes.
    SlowBody {
        /// Before each piece.
        #[ts(type = "number")]
        milliseconds: u64,
    },
    /// The right answer without its body.
    EmptyBody,
    /// The right head and half the body, then a close.
    CutBody,
    /// The right answer, called `text/html`.
    WrongContentType,
    /// The call is carried out, and the connection closed without an answer.
    NoAnswer,
    /// The call is carried out, and the connection reset without an answer.
    Reset,
}

/// An order that cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadOrder {
    /// The status does not fit the fault.
    #[error("the status {status} does not fit the fault {fault}; use {range}")]
    Status {
        /// What was ordered.
        status: u16,
        /// For which fault.
        fault: &'static str,
        /// What is possible.
        range: &'static str,
    },
    /// Calls are counted from 1.
    #[error("a fault cannot come on call 0; calls are counted from 1")]
    Zero,
    /// More than all.
    #[error("a fault cannot come on {0} calls of a hundred; use 0 to 100")]
    Percent(u8),
    /// `Location` cannot be sent.
    #[error("the location of a redirect holds characters that no header can carry")]
    Location,
}

impl FaultOrder {
    /// Refuses an order that cannot be carried out.
    pub(crate) fn check(&self) -> Result<(), BadOrder> {
        match self.when {
            When::Nth(0) | When::Every(0) => return Err(BadOrder::Zero),
            When::Percent { of, .. } if of > 100 => return Err(BadOrder::Percent(of)),
            _ => {}
        }
        match &self.fault {
            OrderedFault::Refusal { status, .. }
                if StatusCode::from_u16(*status).is_err() || !(300..600).contains(status) =>
            {
                Err(BadOrder::Status { status: *status, fault: "refusal", range: "300 to 599" })
            }
            OrderedFault::Redirect { status, .. } if !(300..400).contains(status) => {
                Err(BadOrder::Status { status: *status, fault: "redirect", range: "300 to 399" })
            }
            OrderedFault::Redirect { location, .. } if HeaderValue::from_str(location).is_err() => {
                Err(BadOrder::Location)
            }
            _ => Ok(()),
        }
    }
}
