//! Bodies of AGS requests: `parameters`, and on a sign-on exactly one of `clientId` and `deviceInformation`.

use serde::{Deserialize, Serialize};

use crate::{ClientId, DeviceInformation};

/// One entry of `parameters`. The name comes from service discovery.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedValue {
    /// `parameterProperties[].name`, with its case.
    pub name: String,
    /// May be a secret: a token, a password. Not shown by `Debug`.
    pub value: String,
}

/// Body of `getSessionToken`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParametersBody {
    /// What the endpoint wants.
    pub parameters: Vec<NamedValue>,
}

/// Which of the two sign-ons this is. The platform tells them apart by what is sent.
#[derive(Debug, Clone, PartialEq)]
pub enum SignOn {
    /// Makes a new device on the account, every time it is sent.
    FirstTime(DeviceInformation),
    /// Signs on as a device that exists.
    NthTime(ClientId),
}

/// Body of `signOnWithSessionToken`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignOnBody {
    /// The session token, under the name that discovery gives.
    pub parameters: Vec<NamedValue>,
    /// First-time or nth-time.
    #[serde(flatten)]
    pub sign_on: SignOnMember,
}

/// The member of the body that says which sign-on it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum SignOnMember {
    /// First-time.
    DeviceInformation {
        /// The whole description of the installation.
        #[serde(rename = "deviceInformation")]
        device_information: DeviceInformation,
    },
    /// Nth-time.
    ClientId {
        /// As the platform gave it.
        #[serde(rename = "clientId")]
        client_id: ClientId,
    },
}

/// Body of `signOnByUserNamePassword`. Seen in clients; the pages that could be read have no example.
#[derive(Clone, PartialEq, Serialize)]
pub struct PasswordBody {
    /// Who signs on.
    pub username: String,
    /// Not shown by `Debug`.
    pub password: String,
    /// First-time or nth-time.
    #[serde(flatten)]
    pub sign_on: SignOnMember,
}

impl From<SignOn> for SignOnMember {
    fn from(sign_on: SignOn) -> Self {
        match sign_on {
            SignOn::FirstTime(device_information) => Self::DeviceInformation { device_information },
            SignOn::NthTime(client_id) => Self::ClientId { client_id },
        }
    }
}

impl SignOnBody {
    /// The body for one parameter and the sign-on chosen.
    pub fn new(parameters: Vec<NamedValue>, sign_on: SignOn) -> Self {
        Self { parameters, sign_on: sign_on.into() }
    }
}

impl std::fmt::Debug for NamedValue {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "NamedValue({}, [redacted])", self.name)
    }
}

impl std::fmt::Debug for PasswordBody {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "PasswordBody({}, [redacted])", self.username)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_nth_time_body_is_the_documented_one() {
        let body = SignOnBody::new(
            vec![NamedValue { name: "sessionToken".into(), value: "abc3fj6sdehd529ng33dg".into() }],
            SignOn::NthTime("PUB_989".into()),
        );
        let documented: serde_json::Value =
            serde_json::from_str(include_str!("../fixtures/sign_on_nth_time_request.json")).unwrap();
        assert_eq!(serde_json::to_value(body).unwrap(), documented);
    }

    #[test]
    fn a_first_time_body_has_the_documented_block_and_no_client_id() {
        let documented: serde_json::Value =
            serde_json::from_str(include_str!("../fixtures/sign_on_first_time_request.json")).unwrap();
        let block: DeviceInformation = serde_json::from_value(documented["deviceInformation"].clone()).unwrap();
        let body = serde_json::to_value(SignOnBody::new(vec![], SignOn::FirstTime(block))).unwrap();
        assert_eq!(body["deviceInformation"], documented["deviceInformation"]);
        assert!(body.get("clientId").is_none(), "both members together are a bad request");
    }
}
