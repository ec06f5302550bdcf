//! Service discovery: names and paths come from its answer, wherever it tells them.

use jiff::Timestamp;
use tessera_gateway::{Request, Trouble};
use tessera_protocol::{AuthService, Call, Endpoint, Finding, ServiceDiscovery};

use super::outcome::{Gained, StepOutcome};
use super::{Discovered, QrSignOn, Route};
use crate::{Explanation, Step};

/// The rule of the finding that the environment stood in for discovery.
const NOT_AVAILABLE: &str = "discovery-not-available";

const WHY: &str = "AGS, Service discovery: x-auth-service-id and the names of parameters come from its answer.";

impl QrSignOn {
    /// Whether service discovery listed the auth service in use.
    pub(crate) fn service_is_listed(&self) -> bool {
        let report = self.steps.iter().find(|report| report.step == Step::Discover);
        report.is_some_and(|report| report.findings.iter().all(|finding| finding.rule != NOT_AVAILABLE))
    }

    pub(super) async fn discover(&self, now: Timestamp) -> StepOutcome {
        let exchange = self.gateway.call(Request::service_discovery(), &self.correlation_id, now).await;
        let discovery = match exchange.read::<ServiceDiscovery>() {
            Ok(discovery) => discovery,
            Err(trouble @ Trouble::Failed(_)) => {
                let explanation = Explanation::of(Step::Discover, &exchange, &trouble, self, now);
                return StepOutcome::trouble(exchange, trouble, explanation);
            }
            Err(trouble) => return self.without_discovery(exchange, trouble, now),
        };
        match discovery.choose(self.plan.auth_service.as_ref()) {
            Ok(service) => self.with_service(service).with_exchange(exchange),
            Err(error) => {
                let explanation = Explanation::no_auth_service(&error);
                StepOutcome::stopped(error.to_string(), explanation).with_exchange(exchange)
            }
        }
    }

    /// The environment names its auth service, so the journey can go on with the documented names.
    fn without_discovery(&self, exchange: tessera_gateway::Exchange, trouble: Trouble, now: Timestamp) -> StepOutcome {
        let Some(service) = &self.plan.auth_service else {
            let explanation = Explanation::of(Step::Discover, &exchange, &trouble, self, now);
            return StepOutcome::trouble(exchange, trouble, explanation);
        };
        let (get_session_token, _) = self.route(None, Call::GetSessionToken);
        let (sign_on, _) = self.route(None, Call::SignOnWithSessionToken);
        let discovered = Discovered { service: service.clone(), get_session_token, sign_on };
        let mut outcome = StepOutcome::done(format!("uses {service}, as the environment says")).with_exchange(exchange);
        outcome.gained = Gained { discovered: Some(discovered), ..Gained::default() };
        outcome.findings.push(Finding::warning(
            NOT_AVAILABLE,
            "Service discovery gave no answer that can be used; the auth service and the names of parameters come from the environment.",
            WHY,
            "Have service discovery put in order, or check the environment's tenant.",
        ));
        outcome
    }

    fn with_service(&self, service: &AuthService) -> StepOutcome {
        let (get_session_token, first) = self.route(Some(service), Call::GetSessionToken);
        let (sign_on, second) = self.route(Some(service), Call::SignOnWithSessionToken);
        let name = service.auth_service_name.clone();
        let mut outcome = StepOutcome::done(format!("uses {name}"));
        outcome.findings = first.into_iter().chain(second).collect();
        let discovered = Discovered { service: name, get_session_token, sign_on };
        outcome.gained = Gained { discovered: Some(discovered), ..Gained::default() };
        outcome
    }

    fn route(&self, service: Option<&AuthService>, call: Call) -> (Route, Option<Finding>) {
        let names = &self.plan.names;
        let usual = if call == Call::GetSessionToken { &names.operator_jwt } else { &names.session_token };
        let endpoint = service.and_then(|service| service.endpoint(call));
        let parameter = endpoint.and_then(|endpoint| endpoint.value_parameter());
        let route = Route {
            path: endpoint.map_or_else(|| call.path().to_owned(), Endpoint::full_path),
            parameter: parameter.map_or_else(|| usual.clone(), |parameter| parameter.name.clone()),
        };
        let untold = service.is_some() && parameter.is_none();
        let finding = untold.then(|| {
            let what = format!(
                "Discovery does not list {}; its documented path and the parameter {usual} are used.",
                call.name()
            );
            Finding::note("endpoint-not-discovered", what, WHY)
        });
        (route, finding)
    }
}
