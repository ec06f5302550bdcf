//! Content rights: what a content token (`ContentAuthZ`) allows.
//!
//! Source: IAS, *Getting content auth token from IAS*. Read leniently: a member of an unexpected form is left
//! out here and still stands in the token's claims.

use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;

/// All rights of one content token.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ContentRights {
    /// One entry per content.
    pub rights: Vec<ContentRight>,
}

/// The right to play one content.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ContentRight {
    /// The content that was asked for.
    pub content_id: Option<String>,
    /// Begin of the window; ISO 8601.
    pub start: Option<String>,
    /// End of the window; ISO 8601.
    pub end: Option<String>,
    /// Seconds that the licence lasts once playback began.
    #[ts(type = "number | null")]
    pub duration: Option<i64>,
    /// Whether it may be kept for offline playback.
    pub storable: Option<bool>,
    /// `SD`, `HD`, `UHD`, ...: defined by the operator.
    pub usage_rules_profile_id: Option<String>,
    /// How many may play at once.
    pub session_control: Option<SessionControl>,
}

/// `sessionControl`: how many streams may play at once.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SessionControl {
    /// Without it no session has to be set up.
    pub enabled: Option<bool>,
    /// Streams at once.
    #[ts(type = "number | null")]
    pub max_sessions: Option<i64>,
}

impl ContentRights {
    /// Reads `contentRights` of a content token's claims; `None` when the claim is not there.
    pub fn of(claims: &Map<String, Value>) -> Option<Self> {
        let rights = claims.get("contentRights")?.as_array()?.iter().filter_map(Value::as_object);
        Some(Self { rights: rights.map(ContentRight::of).collect() })
    }
}

impl ContentRight {
    fn of(members: &Map<String, Value>) -> Self {
        let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
        Self {
            content_id: text("contentId"),
            start: text("start"),
            end: text("end"),
            duration: members.get("duration").and_then(Value::as_i64),
            storable: members.get("storable").and_then(Value::as_bool),
            usage_rules_profile_id: text("usageRulesProfileId"),
            session_control: members.get("sessionControl").and_then(Value::as_object).map(SessionControl::of),
        }
    }
}

impl SessionControl {
    /// Reads the members of a `sessionControl` claim.
    pub fn of(members: &Map<String, Value>) -> Self {
        Self {
            enabled: members.get("sessionControlEnabled").and_then(Value::as_bool),
            max_sessions: members.get("maxSessions").and_then(Value::as_i64),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_documented_content_token_allows_one_content_in_hd() {
        let answer: Value = serde_json::from_str(include_str!("../fixtures/content_token_answer.json")).unwrap();
        let rights = ContentRights::of(answer["content_token"].as_object().unwrap()).unwrap().rights;
        assert_eq!(rights.len(), 1);
        assert_eq!(rights[0].content_id.as_deref(), Some("content7"));
        assert_eq!(rights[0].usage_rules_profile_id.as_deref(), Some("HD"));
        assert_eq!(rights[0].session_control, Some(SessionControl { enabled: Some(true), max_sessions: Some(5) }));
    }
}
