//! Numbers of companion sign-on and of streams. Lifetimes of tokens stand in `config`, other decisions in `choices`.

use serde::{Deserialize, Serialize};

/// Companion sign-on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct CompanionRules {
    /// `pollingPeriodSeconds`. A device that asks more often is answered all the same. Default 5.
    pub polling_period: u32,
    /// Characters of a registration code, out of 28 that nobody takes for each other. Default 8. With few of them the
    /// codes run out, which is 409.
    pub code_length: u8,
}

impl Default for CompanionRules {
    fn default() -> Self {
        Self { polling_period: 5, code_length: 8 }
    }
}

/// Streams that the session manager counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct StreamRules {
    /// Seconds between two beats, as the answer says. Default 30, as in the documents' example.
    pub heartbeat: u32,
    /// Seconds by which a beat may be late. Not documented; default 10.
    pub grace: u32,
}

impl Default for StreamRules {
    fn default() -> Self {
        Self { heartbeat: 30, grace: 10 }
    }
}
