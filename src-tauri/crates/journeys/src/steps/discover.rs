//! Service discovery: names and paths come from its answer, wherever it tells them.

use jiff::Timestamp;
use tessera_gateway::{Exchange, Request, Trouble};
use tessera_protocol::{
    AuthService, AuthServiceId, Call, DiscoveryToken, Endpoint, Finding, NamedValue, ServiceDiscovery,
};
use tessera_tokens::OperatorJwt;

use crate::run::{Gain, StepOutcome};
use crate::{Explanation, ParameterNames, PasswordSignOn, Run, Step};

const WHY: &str = "AGS, Service discovery: x-auth-service-id and the names of parameters come from its answer.";

/// The auth service in use.
#[derive(Debug, Clone)]
pub(crate) struct Discovered {
    pub(crate) service: AuthServiceId,
    /// What service discovery says of it; `None` where the environment stands in for discovery.
    pub(crate) listed: Option<AuthService>,
}

impl Discovered {
    /// The path of a call below the base URL.
    pub(super) fn path(&self, call: Call) -> String {
        self.endpoint(call).map_or_else(|| call.path().to_owned(), Endpoint::full_path)
    }

    /// The name of the one parameter of a call.
    pub(super) fn parameter(&self, call: Call, usual: &str) -> String {
        let listed = self.endpoint(call).and_then(Endpoint::value_parameter);
        listed.map_or_else(|| usual.to_owned(), |parameter| parameter.name.clone())
    }

    /// The names of the parameters that discovery lists for a call; `None` where it does not know the call.
    pub(super) fn names_of(&self, call: Call) -> Option<Vec<String>> {
        let listed = &self.endpoint(call)?.parameter_properties;
        Some(listed.iter().map(|parameter| parameter.name.clone()).collect())
    }

    /// What a call asks for, filled in: what a person gave under its name, the password where one is asked for, the user
    /// name in the first other place.
    pub(super) fn fill(&self, call: Call, names: &ParameterNames, needs: &PasswordSignOn) -> Vec<NamedValue> {
        let value = |name: &str, value: &str| NamedValue { name: name.to_owned(), value: value.to_owned() };
        let Some(endpoint) = self.endpoint(call) else {
            let usual = [(&names.user_name, needs.user_name.as_str()), (&names.password, needs.password.expose())];
            let usual = usual.into_iter().filter(|_| call == Call::SignOn);
            return usual.map(|(name, text)| value(name, text)).chain(needs.parameters.iter().cloned()).collect();
        };
        let given = |name: &str| needs.parameters.iter().find(|parameter| parameter.name == name);
        let mut user_name = Some(needs.user_name.as_str());
        let mut filled: Vec<NamedValue> = Vec::new();
        for parameter in &endpoint.parameter_properties {
            let kept = needs.further.iter().find(|(name, _)| *name == parameter.name).map(|(_, secret)| secret);
            let text = match given(&parameter.name) {
                Some(given) => Some(given.value.as_str()),
                None if parameter.is_password => Some(kept.unwrap_or(&needs.password).expose()),
                None => user_name.take(),
            };
            filled.extend(text.filter(|text| !text.is_empty()).map(|text| value(&parameter.name, text)));
        }
        let listed = |name: &str| endpoint.parameter_properties.iter().any(|parameter| parameter.name == name);
        filled.extend(needs.parameters.iter().filter(|given| !listed(&given.name)).cloned());
        filled
    }

    /// Whether the sign-on asks for a parameter as a password.
    pub(super) fn is_password(&self, name: &str) -> bool {
        let listed = self.endpoint(Call::SignOn).into_iter().flat_map(|endpoint| &endpoint.parameter_properties);
        listed.filter(|parameter| parameter.is_password).any(|parameter| parameter.name == name)
    }

    /// Mandatory parameters of a call that have no value.
    pub(super) fn missing(&self, call: Call, filled: &[NamedValue]) -> Vec<String> {
        let given = |name: &str| filled.iter().any(|parameter| parameter.name == name);
        let listed = self.endpoint(call).into_iter().flat_map(|endpoint| &endpoint.parameter_properties);
        listed
            .filter(|parameter| parameter.mandatory && !given(&parameter.name))
            .map(|parameter| parameter.name.clone())
            .collect()
    }

    fn endpoint(&self, call: Call) -> Option<&Endpoint> {
        self.listed.as_ref().and_then(|service| service.endpoint(call))
    }

    /// A call that discovery says nothing of, though it lists the service.
    fn judge(&self, (call, usual): (Call, &str)) -> Option<Finding> {
        let untold = self.listed.is_some() && self.endpoint(call).and_then(Endpoint::value_parameter).is_none();
        untold.then(|| {
            let what = format!(
                "Discovery does not list {}; its documented path and the parameter {usual} are used.",
                call.name()
            );
            Finding::note("endpoint-not-discovered", what, WHY)
        })
    }
}

impl Run {
    pub(crate) async fn discover(&self, now: Timestamp) -> StepOutcome {
        let wanted = self.plan.qr_sign_on().is_some_and(|needs| needs.discovery_token == DiscoveryToken::OperatorJwt);
        let token = self.gained(|gain| gain.operator_jwt.as_ref()).filter(|_| wanted);
        let request = Request::service_discovery(token.map(OperatorJwt::expose));
        let exchange = self.gateway.call(request, self.correlation_id.as_ref(), now).await;
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
    fn without_discovery(&self, exchange: Exchange, trouble: Trouble, now: Timestamp) -> StepOutcome {
        let Some(service) = &self.plan.auth_service else {
            let explanation = Explanation::of(Step::Discover, &exchange, &trouble, self, now);
            return StepOutcome::trouble(exchange, trouble, explanation);
        };
        let mut outcome = StepOutcome::done(format!("uses {service}, as the environment says")).with_exchange(exchange);
        let discovered = Discovered { service: service.clone(), listed: None };
        outcome.gain = Gain { discovered: Some(discovered), ..Gain::default() };
        outcome.findings.push(Finding::warning(
            "discovery-not-available",
            "Service discovery gave no answer that can be used; the auth service and the names of parameters come from the environment.",
            WHY,
            "Have service discovery put in order, or check the environment's tenant.",
        ));
        outcome
    }

    fn with_service(&self, service: &AuthService) -> StepOutcome {
        let discovered = Discovered { service: service.auth_service_name.clone(), listed: Some(service.clone()) };
        let mut outcome = StepOutcome::done(format!("uses {}", discovered.service));
        outcome.findings = self.plan.discovered_calls().into_iter().filter_map(|call| discovered.judge(call)).collect();
        outcome.gain = Gain { discovered: Some(discovered), ..Gain::default() };
        outcome
    }
}
