//! Choices about companion sign-on. The unit of `expiresAfterMillis` is `protocol`'s.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Status of a poll once the code was approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PollSuccess {
    /// 202, as the table of the page has it.
    #[default]
    Accepted,
    /// 200, as the text above it says.
    Ok,
}

/// Answer to a poll that comes before the period is over. No page gives one, nor a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum EarlyPoll {
    /// As to any other.
    #[default]
    Answered,
    /// 429.
    TooManyRequests,
}
