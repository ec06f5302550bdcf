//! Signing out: the tokens end, the device stays.

use jiff::Timestamp;
use serde_json::Value;
use tessera_gateway::{Request, Trouble, UnreadableKind};
use tessera_protocol::{Call, ParametersBody};

use crate::run::StepOutcome;
use crate::{Explanation, Goal, Run, Step};

impl Run {
    pub(crate) async fn sign_out(&self, now: Timestamp) -> StepOutcome {
        let Goal::SignOut(needs) = &self.plan.goal else {
            return StepOutcome::stopped("nothing sent", Explanation::missing_step(Step::SignOn));
        };
        let Some(discovered) = self.gained(|gain| gain.discovered.as_ref()) else {
            return StepOutcome::stopped("nothing sent", Explanation::missing_step(Step::Discover));
        };
        let body = ParametersBody { parameters: vec![] };
        let Some(token) = self.token_set().and_then(|set| set.access.text()) else {
            return StepOutcome::stopped("nothing sent", Explanation::missing_step(Step::Refresh));
        };
        let request =
            Request::sign_out(&discovered.service, token, needs.scheme, &body).at(discovered.path(Call::SignOut));
        let exchange = self.gateway.call(request, self.correlation_id.as_ref(), now).await;
        match exchange.read::<Value>() {
            Ok(_) => {}
            // The page promises no body.
            Err(Trouble::Unreadable(found)) if found.problem == UnreadableKind::Empty => {}
            Err(trouble) => {
                let explanation = Explanation::of(Step::SignOut, &exchange, &trouble, self, now);
                return StepOutcome::trouble(exchange, trouble, explanation);
            }
        }
        StepOutcome::done("signed out; the device stays").with_exchange(exchange)
    }
}
