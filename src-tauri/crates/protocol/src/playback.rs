//! Playback: URL Builder, streams counted by SSM, licences.
//!
//! Source: *URL Builder*; SSP, *Secure Session Manager* and *Content License Manager*; NAGRA's sample clients where
//! those are silent. A licence stands in an array here and in a string there, a period is spelt in two ways: both are
//! read.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::companion::whole_number;
use crate::{Call, ContentTokenAnswer, TokenField};

/// `200` of URL Builder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlayoutAnswer {
    /// The same as the answer of `content_token`.
    pub content_auth_token: ContentTokenAnswer,
    /// Which CDN it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cdn_type: Option<Value>,
    /// The address to play; name seen in clients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub playback_url: Option<String>,
    /// What the CDN wants; name seen in clients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cdn_access_token: Option<TokenField>,
    /// Members the documents do not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// For whom URL Builder is asked: its query member `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PlayoutType {
    /// The device that asks.
    #[default]
    Device,
    /// Its account.
    Account,
}

impl PlayoutType {
    /// As it stands in the query.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Account => "account",
        }
    }
}

/// Answer of SSM to a set-up, a heartbeat or a renewal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StreamAnswer {
    /// A JWT; the next call has to use this one. Not the session token of a sign-on.
    pub session_token: TokenField,
    /// Seconds between two beats, as the documents spell it.
    #[serde(default, rename = "heartBeat", skip_serializing_if = "Option::is_none")]
    pub heart_beat: Option<Value>,
    /// The same as clients spell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heartbeat: Option<Value>,
    /// Of a renewal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<LicenceField>,
    /// Members the documents do not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl StreamAnswer {
    /// How long to wait between two beats; `None` where the answer says none, or no whole number above 0.
    pub fn period(&self) -> Option<Duration> {
        let said = self.heart_beat.as_ref().or(self.heartbeat.as_ref())?;
        whole_number(said).filter(|seconds| *seconds > 0).map(Duration::from_secs)
    }
}

/// Body of a Widevine request as JSON, and of a renewal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChallengeBody {
    /// Base64.
    pub challenge: String,
}

/// A licence in base64, in either form.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LicenceField {
    /// As licence servers write it.
    Several(Vec<String>),
    /// As SSM writes it.
    One(String),
}

impl LicenceField {
    /// The first licence, in base64.
    pub fn first(&self) -> Option<&str> {
        match self {
            Self::Several(all) => all.first().map(String::as_str),
            Self::One(one) => Some(one),
        }
    }
}

impl fmt::Debug for LicenceField {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "LicenceField({} characters)", self.first().unwrap_or_default().len())
    }
}

/// JSON answer of the Widevine licence server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WidevineLicenceAnswer {
    /// `OK`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_code: Option<Value>,
    /// An array in all examples.
    pub license: LicenceField,
    /// `false`: heartbeats keep the stream. Anything else, or nothing: renewals do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_drm_enforced: Option<bool>,
    /// Members the documents do not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// Answer of the `FairPlay` licence server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FairPlayLicenceAnswer {
    /// The licence (content key context), in base64.
    #[serde(rename = "CkcMessage")]
    pub ckc_message: LicenceField,
    /// The next session token of the stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_token: Option<TokenField>,
    /// Members the documents do not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// Which licence server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Drm {
    /// `wvls`.
    Widevine,
    /// `prls`.
    PlayReady,
    /// `fpls`.
    FairPlay,
}

impl Drm {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Widevine, Self::PlayReady, Self::FairPlay];

    /// The call that asks for a licence.
    pub const fn licence(self) -> Call {
        match self {
            Self::Widevine => Call::WidevineLicence,
            Self::PlayReady => Call::PlayReadyLicence,
            Self::FairPlay => Call::FairPlayLicence,
        }
    }

    /// The call that asks for the server's certificate; `PlayReady` has none.
    pub const fn certificate(self) -> Option<Call> {
        match self {
            Self::Widevine => Some(Call::WidevineCertificate),
            Self::PlayReady => None,
            Self::FairPlay => Some(Call::FairPlayCertificate),
        }
    }

    /// Its brand name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Widevine => "Widevine",
            Self::PlayReady => "PlayReady",
            Self::FairPlay => "FairPlay",
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    #[test]
    fn a_period_is_read_in_both_spellings_and_has_to_be_above_zero() {
        let period = |name: &str, value: Value| {
            let answer: StreamAnswer = serde_json::from_value(json!({ "sessionToken": "x", name: value })).unwrap();
            answer.period()
        };
        let half_a_minute = Some(Duration::from_secs(30));
        assert_eq!(period("heartBeat", json!(30)), half_a_minute);
        assert_eq!(period("heartbeat", json!("30")), half_a_minute);
        assert_eq!(period("heartBeat", json!(0)), None);
        assert_eq!(period("beat", json!(30)), None);
    }

    #[test]
    fn a_licence_is_read_from_an_array_and_from_a_string() {
        let answer = json!({"status":"OK","errorCode":0,"license":["bGlj"],"sessionDrmEnforced":false});
        let licence: WidevineLicenceAnswer = serde_json::from_value(answer).unwrap();
        assert_eq!((licence.license.first(), licence.session_drm_enforced), (Some("bGlj"), Some(false)));
        let renewed: StreamAnswer = serde_json::from_value(json!({"sessionToken":"x","license":"bGlj"})).unwrap();
        assert_eq!(renewed.license.unwrap().first(), Some("bGlj"));
    }
}
