//! Companion sign-on: a device signs on with a code that another device, signed on already, approves.
//!
//! Source: DSRA, *Companion app sign-on*. What the documents contradict themselves in is kept as it came.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::sign_on::SignOnMember;
use crate::{ClientId, ExpiryUnit, SignOn, TokenField};

/// `200` of `deviceRegistrationCode`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationCodeAnswer {
    /// What the registering device shows and the companion app approves. Neither length nor alphabet is documented.
    pub device_registration_code: String,
    /// Polled with; sent as `Bearer`.
    pub dsra_token: TokenField,
    /// Named millis, described as seconds: kept as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_after_millis: Option<Value>,
    /// Seconds between two polls; kept as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub polling_period_seconds: Option<Value>,
    /// Members the documents do not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl RegistrationCodeAnswer {
    /// How long the code is good, by the unit that `expiresAfterMillis` has here; `None` when it is no whole number.
    pub fn expires_after(&self, unit: ExpiryUnit) -> Option<Duration> {
        let number = whole_number(self.expires_after_millis.as_ref()?)?;
        Some(match unit {
            ExpiryUnit::Milliseconds => Duration::from_millis(number),
            ExpiryUnit::Seconds => Duration::from_secs(number),
        })
    }

    /// How long to wait between two polls; `None` when it is no whole number.
    pub fn polling_period(&self) -> Option<Duration> {
        Some(Duration::from_secs(whole_number(self.polling_period_seconds.as_ref()?)?))
    }
}

/// Body of `signOnActivationToken`: first-time or nth-time. Managed devices say `managedDeviceInformation` instead,
/// which this program does not send.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActivationBody {
    #[serde(flatten)]
    sign_on: SignOnMember,
}

impl From<SignOn> for ActivationBody {
    fn from(sign_on: SignOn) -> Self {
        Self { sign_on: sign_on.into() }
    }
}

/// Answer of `signOnActivationToken` once the code was approved; 204 has no body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ActivationAnswer {
    /// To be kept, and sent as `clientId` the next time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// Sent as `Bearer` with `signOnBySignOnActivationToken`.
    pub sign_on_activation_token: TokenField,
    /// Members the documents do not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// Body of `deviceRegistrationCode/actions/approve`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApproveBody {
    /// As the registering device shows it.
    pub device_registration_code: String,
}

/// `201` of `amiapproved`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AmIApprovedAnswer {
    /// The device.
    #[serde(rename = "_id", default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ClientId>,
    /// Members the documents do not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A number of an answer, also where it came as text.
pub(crate) fn whole_number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    #[test]
    fn the_unit_of_the_expiry_is_for_the_reader_to_say() {
        let answer = |expiry: Value| -> RegistrationCodeAnswer {
            serde_json::from_value(json!({
                "deviceRegistrationCode": "BCDF2345", "dsraToken": "opaque",
                "expiresAfterMillis": expiry, "pollingPeriodSeconds": "5", "x": 1,
            }))
            .unwrap()
        };
        let six_hundred = answer(json!(600));
        assert_eq!(six_hundred.expires_after(ExpiryUnit::Seconds), Some(Duration::from_secs(600)));
        assert_eq!(six_hundred.expires_after(ExpiryUnit::Milliseconds), Some(Duration::from_millis(600)));
        assert_eq!(six_hundred.polling_period(), Some(Duration::from_secs(5)));
        assert_eq!(answer(json!("soon")).expires_after(ExpiryUnit::Seconds), None);
        assert!(!format!("{six_hundred:?}").contains("opaque"));
    }

    #[test]
    fn an_activation_body_says_which_sign_on_it_is() {
        let body = ActivationBody::from(SignOn::NthTime("PUB_989".into()));
        assert_eq!(serde_json::to_value(body).unwrap(), json!({ "clientId": "PUB_989" }));
    }
}
