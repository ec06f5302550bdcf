//! Streams at once: the claim `sessionControl` of all tokens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Streams at once: the claim `sessionControl`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Streams {
    /// Not counted.
    Unlimited,
    /// Counted by the session manager.
    AtMost(u32),
}

impl Default for Streams {
    fn default() -> Self {
        Self::AtMost(3)
    }
}

impl Streams {
    /// The claim. `groupId` is the text "null" in the documents, too.
    pub(crate) fn claim(self) -> SessionControl {
        let (enabled, max_sessions) = match self {
            Self::Unlimited => (false, 3),
            Self::AtMost(most) => (true, most),
        };
        SessionControl { groups: [], group_id: "null", enabled, max_sessions }
    }
}

/// The claim `sessionControl`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SessionControl {
    groups: [(); 0],
    group_id: &'static str,
    #[serde(rename = "sessionControlEnabled")]
    enabled: bool,
    max_sessions: u32,
}
