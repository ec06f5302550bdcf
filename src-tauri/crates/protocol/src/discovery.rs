//! Service discovery: which auth services there are and which parameters each endpoint wants.
//!
//! Source: AGS, *Service discovery*. The only endpoint name ever printed is `SIGNON`, so endpoints are found by
//! their path; parameter names are taken from here and never written into the program.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::{AuthServiceId, Call};

/// The answer of `GET /ags/servicediscovery`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ServiceDiscovery {
    /// Every auth service of the tenant.
    pub available_services: Vec<AuthService>,
}

/// One auth service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AuthService {
    /// What goes into `x-auth-service-id`.
    pub auth_service_name: AuthServiceId,
    /// Logo and name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_attributes: Option<Value>,
    /// What can be called with it.
    #[serde(default)]
    pub endpoints: Vec<Endpoint>,
    /// Members the documents do not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub other: Map<String, Value>,
}

/// One endpoint of an auth service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Endpoint {
    /// `SIGNON` in the documents; no other name is known.
    pub name: String,
    /// Below `/ags`: `/signOn` stands for `/ags/signOn`.
    pub path: String,
    /// What the endpoint wants in `parameters`.
    #[serde(default)]
    pub parameter_properties: Vec<Parameter>,
    /// Members the documents do not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub other: Map<String, Value>,
}

/// One entry of `parameterProperties`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Parameter {
    /// What goes into `parameters[].name`, with its case.
    pub name: String,
    /// Whether the endpoint refuses a request without it.
    #[serde(default)]
    pub mandatory: bool,
    /// Whether it is to be masked when typed.
    #[serde(default)]
    pub is_password: bool,
}

/// Why no auth service could be taken from the answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiscoveryError {
    /// The answer lists no service.
    #[error("service discovery lists no auth service")]
    Empty,
    /// The service that the environment names is not among those listed.
    #[error("service discovery does not list \u{201c}{wanted}\u{201d}; it lists {}", .listed.join(", "))]
    Unknown {
        /// The name in the environment.
        wanted: String,
        /// The names in the answer.
        listed: Vec<String>,
    },
}

impl ServiceDiscovery {
    /// The service named by the environment, or else the first that has an endpoint for session tokens, or else the first.
    pub fn choose(&self, wanted: Option<&AuthServiceId>) -> Result<&AuthService, DiscoveryError> {
        let services = &self.available_services;
        match wanted {
            Some(name) => services.iter().find(|service| service.auth_service_name == *name).ok_or_else(|| {
                DiscoveryError::Unknown {
                    wanted: name.to_string(),
                    listed: services.iter().map(|service| service.auth_service_name.to_string()).collect(),
                }
            }),
            None => services
                .iter()
                .find(|service| service.endpoint(Call::GetSessionToken).is_some())
                .or(services.first())
                .ok_or(DiscoveryError::Empty),
        }
    }
}

impl AuthService {
    /// The endpoint for a call, found by the end of its path, without regard to case.
    pub fn endpoint(&self, call: Call) -> Option<&Endpoint> {
        self.endpoints.iter().find(|endpoint| {
            let last = endpoint.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            last.eq_ignore_ascii_case(call.name())
        })
    }
}

impl Endpoint {
    /// The path below the base URL: `/signOn` becomes `/ags/signOn`; what already begins with `/ags/` stays.
    pub fn full_path(&self) -> String {
        let path = self.path.trim_start_matches('/');
        if path.starts_with("ags/") { format!("/{path}") } else { format!("/ags/{path}") }
    }

    /// The parameter that carries the one value of a call: the only mandatory one, or else the first.
    pub fn value_parameter(&self) -> Option<&Parameter> {
        self.parameter_properties.iter().find(|parameter| parameter.mandatory).or(self.parameter_properties.first())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn documented() -> ServiceDiscovery {
        serde_json::from_str(include_str!("../fixtures/service_discovery.json")).unwrap()
    }

    #[test]
    fn the_documented_answer_reads_and_writes_back_unchanged() {
        let text: Value = serde_json::from_str(include_str!("../fixtures/service_discovery.json")).unwrap();
        assert_eq!(serde_json::to_value(documented()).unwrap(), text);
    }

    #[test]
    fn a_service_that_is_not_listed_is_named_with_those_that_are() {
        let error = documented().choose(Some(&"Other".into())).unwrap_err();
        assert_eq!(
            error.to_string(),
            "service discovery does not list \u{201c}Other\u{201d}; it lists Customer Auth Service"
        );
    }

    #[test]
    fn an_endpoint_is_found_by_its_path_whatever_it_is_called() {
        let mut service = documented().available_services.remove(0);
        assert!(service.endpoint(Call::GetSessionToken).is_none());
        service.endpoints[0].path = "/ags/GetSessionToken/".into();
        assert_eq!(service.endpoint(Call::GetSessionToken).unwrap().full_path(), "/ags/GetSessionToken/");
    }
}
