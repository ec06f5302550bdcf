//! Statuses of refusal: where a choice is a number.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A status of refusal that the documents know: 400, 401, 403 or 404.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "u16", into = "u16")]
#[ts(type = "400 | 401 | 403 | 404")]
pub struct RefusalStatus(StatusCode);

impl RefusalStatus {
    /// 400.
    pub const BAD_REQUEST: Self = Self(StatusCode::BAD_REQUEST);
    /// 401.
    pub const UNAUTHORIZED: Self = Self(StatusCode::UNAUTHORIZED);
    /// 403.
    pub const FORBIDDEN: Self = Self(StatusCode::FORBIDDEN);
    /// 404.
    pub const NOT_FOUND: Self = Self(StatusCode::NOT_FOUND);

    pub(crate) fn code(self) -> StatusCode {
        self.0
    }
}

/// The number is none of the four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a status that the documents give for a refusal; use 400, 401, 403 or 404")]
pub struct NotARefusal(u16);

impl TryFrom<u16> for RefusalStatus {
    type Error = NotARefusal;

    fn try_from(number: u16) -> Result<Self, NotARefusal> {
        [Self::BAD_REQUEST, Self::UNAUTHORIZED, Self::FORBIDDEN, Self::NOT_FOUND]
            .into_iter()
            .find(|status| status.0 == number)
            .ok_or(NotARefusal(number))
    }
}

impl From<RefusalStatus> for u16 {
    fn from(status: RefusalStatus) -> Self {
        status.0.as_u16()
    }
}
