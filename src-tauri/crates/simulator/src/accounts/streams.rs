//! Streams at once: the claim `sessionControl` of all tokens.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Streams at once: the claim `sessionControl`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    pub(crate) fn claim(self) -> Value {
        let (enabled, most) = match self {
            Self::Unlimited => (false, 3),
            Self::AtMost(most) => (true, most),
        };
        json!({ "groups": [], "groupId": "null", "sessionControlEnabled": enabled, "maxSessions": most })
    }
}
