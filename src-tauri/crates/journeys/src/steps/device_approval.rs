//! Asking ADM whether the device is approved: an unapproved one signs on and may not play.

use jiff::Timestamp;
use serde_json::Value;
use tessera_gateway::Request;

use crate::run::StepOutcome;
use crate::{Explanation, Run, Step};

impl Run {
    pub(crate) async fn device_approval(&self, step: Step, now: Timestamp) -> StepOutcome {
        let Some(set) = self.token_set() else {
            return StepOutcome::stopped("nothing asked", Explanation::missing_step(Step::SignOn));
        };
        let Some(access) = set.access.text() else {
            return StepOutcome::stopped("nothing asked", Explanation::sent_decoded(step, "access token"));
        };
        let exchange = self.gateway.call(Request::am_i_approved(access), self.correlation_id.as_ref(), now).await;
        // The status alone is the answer; the body repeats an id.
        match exchange.read_if_any::<Value>() {
            Ok(_) => StepOutcome::done("the device is approved").with_exchange(exchange),
            Err(trouble) => {
                let explanation = Explanation::of(step, &exchange, &trouble, self, now);
                StepOutcome::trouble(exchange, trouble, explanation)
            }
        }
    }
}
