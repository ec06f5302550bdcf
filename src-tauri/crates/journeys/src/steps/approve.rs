//! Approving a registration code in the role of the phone, with the tokens of a device that is signed on.

use jiff::Timestamp;
use serde_json::Value;
use tessera_gateway::Request;
use tessera_protocol::ApproveBody;

use crate::run::StepOutcome;
use crate::{Explanation, Run, Step};

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
        let exchange = self.gateway.call(request, self.correlation_id.as_ref(), now).await;
        match exchange.read_if_any::<Value>() {
            Ok(_) => StepOutcome::done(format!("code {} approved", registration.code)).with_exchange(exchange),
            Err(trouble) => {
                let explanation = Explanation::of(step, &exchange, &trouble, self, now);
                StepOutcome::trouble(exchange, trouble, explanation)
            }
        }
    }
}
