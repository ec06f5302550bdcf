//! Asking DSRA for a code that another device is to approve.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tessera_gateway::Request;
use tessera_protocol::{ExpiryUnit, Finding, RegistrationCodeAnswer, TokenField};

use super::token_answer::held;
use crate::run::{Gain, StepOutcome};
use crate::{CompanionSignOn, Explanation, Goal, Run, Step, TokenSlot};

/// How long a code is taken to live where its answer gives no number.
const LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// A code that waits to be approved.
#[derive(Debug, Clone)]
pub(crate) struct Registration {
    pub(crate) code: String,
    /// Polled with.
    pub(super) token: TokenField,
    pub(crate) expires_at: Timestamp,
    /// What the answer says of its end, for a person.
    pub(crate) expiry: String,
    pub(super) period: Duration,
}

impl Run {
    pub(crate) async fn ask_registration_code(&self, now: Timestamp) -> StepOutcome {
        let Goal::CompanionSignOn(needs) = &self.plan.goal else {
            return StepOutcome::stopped("nothing asked", Explanation::missing_step(Step::SignOn));
        };
        let exchange = self.gateway.call(Request::device_registration_code(), self.correlation_id.as_ref(), now).await;
        let answer = match exchange.read::<RegistrationCodeAnswer>() {
            Ok(answer) => answer,
            Err(trouble) => {
                let explanation = Explanation::of(Step::RegistrationCode, &exchange, &trouble, self, now);
                return StepOutcome::trouble(exchange, trouble, explanation);
            }
        };
        let said = answer.expires_after(needs.expiry_unit).and_then(|said| SignedDuration::try_from(said).ok());
        let lifetime = said.unwrap_or(LIFETIME);
        let told = answer.polling_period().filter(|period| !period.is_zero());
        let registration = Registration {
            expires_at: now.checked_add(lifetime).unwrap_or(Timestamp::MAX),
            expiry: expiry(&answer, needs),
            period: told.unwrap_or(needs.polling_period),
            code: answer.device_registration_code,
            token: answer.dsra_token,
        };
        let shown = tessera_qr::excerpt(&registration.code, usize::MAX);
        let period = SignedDuration::try_from(registration.period).unwrap_or_default();
        let [good, period] = [lifetime, period].map(tessera_tokens::in_words);
        let note = format!("code {shown}, good for {good}, asked every {period}");
        let mut outcome = StepOutcome::done(note).with_exchange(exchange);
        outcome.findings.extend(said.is_none().then(no_expiry));
        outcome.findings.extend(told.is_none().then(no_period));
        outcome.tokens.push(held(TokenSlot::DsraToken, &registration.token));
        outcome.gain = Gain { registration: Some(registration), ..Gain::default() };
        outcome
    }
}

/// `expiresAfterMillis was 600000, read as milliseconds`.
fn expiry(answer: &RegistrationCodeAnswer, needs: &CompanionSignOn) -> String {
    let unit = match needs.expiry_unit {
        ExpiryUnit::Milliseconds => "milliseconds",
        ExpiryUnit::Seconds => "seconds",
    };
    match &answer.expires_after_millis {
        Some(said) => format!("expiresAfterMillis was {said}, read as {unit}"),
        None => "The answer had no expiresAfterMillis".to_owned(),
    }
}

fn no_expiry() -> Finding {
    Finding::warning(
        "code-lifetime-unknown",
        "The answer gives no number as expiresAfterMillis.",
        "Without it nobody knows how long the code is good (Companion app sign-on).",
        "Tell whoever runs the server; ten minutes are taken.",
    )
}

fn no_period() -> Finding {
    Finding::warning(
        "polling-period-unknown",
        "The answer gives no number above 0 as pollingPeriodSeconds.",
        "Without it nobody knows how often DSRA may be asked (Companion app sign-on).",
        "Tell whoever runs the server; the environment's polling period is taken.",
    )
}
