//! Approving a registration code in the role of the phone, with the tokens of a device that is signed on.

use jiff::Timestamp;
use serde_json::Value;
use tessera_credentials::Secret;
use tessera_gateway::Request;
use tessera_protocol::{ApproveBody, Finding, TokenField};

use crate::run::StepOutcome;
use crate::{Approver, Explanation, KeptIn, Run, Step};

impl Run {
    pub(crate) async fn approve(&self, step: Step, now: Timestamp) -> StepOutcome {
        let Some(registration) = self.gained(|gain| gain.registration.as_ref()) else {
            return StepOutcome::stopped("nothing sent", Explanation::missing_step(Step::RegistrationCode));
        };
        let Some(set) = self.approver_set() else {
            return StepOutcome::stopped("nothing sent", Explanation::missing_step(Step::Refresh));
        };
        let Some(access) = set.access.text() else {
            return StepOutcome::stopped("nothing sent", Explanation::sent_decoded(step, "access token"));
        };
        let body = ApproveBody { device_registration_code: registration.code.clone() };
        let request = Request::approve_device_registration_code(access, &body);
        let exchange = self.gateway.call(request, &self.correlation_id, now).await;
        match exchange.read_if_any::<Value>() {
            Ok(_) => StepOutcome::done(format!("code {} approved", registration.code)).with_exchange(exchange),
            Err(trouble) => {
                let explanation = Explanation::of(step, &exchange, &trouble, self, now);
                StepOutcome::trouble(exchange, trouble, explanation)
            }
        }
    }

    /// Keeps new tokens of the device that approves, before they are used.
    pub(crate) async fn keep_approver(&self, outcome: &mut StepOutcome) {
        let renewed =
            outcome.gain.approver_set.as_ref().and_then(|set| set.refresh.as_ref()).and_then(TokenField::text);
        let Some(Approver { keep: Some(KeptIn { vault, name }), .. }) = self.plan.goal.approver() else { return };
        let Some(token) = renewed else { return };
        if let Err(error) = vault.set(name, &Secret::new(token.to_owned())).await {
            outcome.findings.push(Finding::warning(
                "approver-token-not-kept",
                format!("The new refresh token of the device that approves was not stored: {error}"),
                "The old one may be worth nothing after a refresh.",
                "If the device cannot refresh later, sign it on again.",
            ));
        }
    }
}
