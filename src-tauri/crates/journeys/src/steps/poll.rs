//! Asking DSRA whether the code was approved. One poll is one taking of the step, so each is told as it happens and a
//! person can end the waiting between two; what the polls before brought stays in the step's report.

use std::time::Duration;

use jiff::Timestamp;
use tessera_gateway::Request;
use tessera_protocol::{ActivationAnswer, ActivationBody};

use super::token_answer::held;
use crate::run::{Gain, StepOutcome};
use crate::{Explanation, Run, Step, TokenSlot};

/// The last poll that found the code not approved yet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Polled {
    at: Timestamp,
    /// How many there were.
    times: usize,
}

impl Run {
    pub(crate) async fn poll(&self, step: Step, now: Timestamp) -> StepOutcome {
        let Some(registration) = self.gained(|gain| gain.registration.as_ref()) else {
            return StepOutcome::stopped("nothing asked", Explanation::missing_step(Step::RegistrationCode));
        };
        let Some(token) = registration.token.text() else {
            return StepOutcome::stopped("nothing asked", Explanation::sent_decoded(step, "dsraToken"));
        };
        let before = self.gained(|gain| gain.polled.as_ref());
        let times = before.map_or(0, |polled| polled.times) + 1;
        if registration.expires_at <= now {
            return StepOutcome::stopped("nobody approved in time", Explanation::code_expired(step, registration));
        }
        let left = Duration::try_from(registration.expires_at.duration_since(now)).unwrap_or_default();
        // A clock that was set back tells nothing: the whole period is waited.
        let passed = before.map(|polled| Duration::try_from(now.duration_since(polled.at)).unwrap_or_default());
        let wait = passed.map_or(Duration::ZERO, |passed| registration.period.saturating_sub(passed)).min(left);
        tokio::time::sleep(wait).await;

        let at = now.checked_add(wait).unwrap_or(now);
        let body = ActivationBody::from(self.plan.sign_on.clone());
        let request = Request::sign_on_activation_token(token, &body);
        let exchange = self.gateway.call(request, self.correlation_id.as_ref(), at).await;
        match exchange.read_if_any::<ActivationAnswer>() {
            Ok(None) => {
                let often = if times == 1 { "once".to_owned() } else { format!("{times} times") };
                let mut outcome = StepOutcome::done(format!("not approved yet, asked {often}"));
                outcome.gain = Gain { polled: Some(Polled { at, times }), ..Gain::default() };
                outcome.with_exchange(exchange)
            }
            Ok(Some(answer)) => {
                let mut outcome = StepOutcome::done("approved").with_exchange(exchange);
                outcome.tokens.push(held(TokenSlot::SignOnActivationToken, &answer.sign_on_activation_token));
                outcome.gain = Gain { activation: Some(answer), ..Gain::default() };
                outcome
            }
            Err(trouble) => {
                let explanation = Explanation::of(step, &exchange, &trouble, self, at);
                StepOutcome::trouble(exchange, trouble, explanation)
            }
        }
    }
}
