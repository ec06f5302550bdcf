//! Values of an environment that check themselves: a number of seconds, an error-correction level; and who gives
//! content tokens. URLs stand in `base_url`.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;
use ts_rs::TS;

/// A whole number of seconds, from one to a year's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "Value", into = "u32")]
#[ts(as = "u32")]
pub struct Seconds(u32);

/// The value is no number of seconds that can be meant.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("is not a whole number of seconds from 1 to {}", Seconds::LONGEST.0)]
pub struct SecondsError;

impl Seconds {
    /// 365 days.
    pub const LONGEST: Self = Self(365 * 24 * 60 * 60);

    /// So many seconds; none and more than the longest become the nearest that can be meant.
    pub const fn of(seconds: u32) -> Self {
        match seconds {
            0 => Self(1),
            seconds if seconds > Self::LONGEST.0 => Self::LONGEST,
            seconds => Self(seconds),
        }
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// For timers.
    pub const fn duration(self) -> Duration {
        Duration::from_secs(self.0 as u64)
    }
}

impl TryFrom<Value> for Seconds {
    type Error = SecondsError;

    fn try_from(value: Value) -> Result<Self, SecondsError> {
        let seconds = value.as_u64().and_then(|seconds| u32::try_from(seconds).ok()).ok_or(SecondsError)?;
        if (1..=Self::LONGEST.0).contains(&seconds) { Ok(Self(seconds)) } else { Err(SecondsError) }
    }
}

impl From<Seconds> for u32 {
    fn from(seconds: Seconds) -> Self {
        seconds.0
    }
}

/// How much of a QR code may be unreadable: 7, 15, 25 or 30 per cent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(expecting = "L, M, Q or H")]
pub enum ErrorCorrection {
    /// 7 per cent.
    L,
    /// 15 per cent.
    #[default]
    M,
    /// 25 per cent.
    Q,
    /// 30 per cent.
    H,
}

/// Who is asked for a content token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ContentTokenSource {
    /// IAS: `POST /ias/v2/content_token`.
    #[default]
    Ias,
    /// URL Builder, where CDN tokens are in use: `GET /urlbuilder/v1/playout/content/token`.
    UrlBuilder,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn seconds_are_whole_and_at_least_one() {
        for value in ["0", "-1", "1.5", "\"5\"", "31536001", "null"] {
            assert!(serde_json::from_str::<Seconds>(value).is_err(), "{value}");
        }
        assert_eq!(serde_json::from_str::<Seconds>("31536000").unwrap(), Seconds::LONGEST);
    }
}
