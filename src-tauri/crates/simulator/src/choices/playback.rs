//! Choices about playback: SSM and the licence servers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Answer to a tear-down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Teardown {
    /// 204, as documented.
    #[default]
    NoContent,
    /// 200 with an empty object: the only answer that the platform's own player takes.
    Ok,
}

/// How SSM spells the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum HeartbeatSpelling {
    /// `heartBeat`, as documented.
    #[default]
    #[serde(rename = "heartBeat")]
    CapitalB,
    /// `heartbeat`, as the platform's own player reads it.
    #[serde(rename = "heartbeat")]
    LowerCase,
}

/// How the JSON of a Widevine licence holds the licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LicenceForm {
    /// As a list of one, as the licence server was seen to.
    #[default]
    List,
    /// As text, as the session manager does for a renewal.
    Text,
}

/// How many licences a content token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ContentTokenReplay {
    /// One: a token with `jti` and `exp` is refused afterwards, with 4006. So documented.
    #[default]
    Refused,
    /// Any number.
    Allowed,
}
