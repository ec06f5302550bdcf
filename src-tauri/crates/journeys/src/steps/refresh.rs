//! Getting new tokens for a refresh token, in the way that the environment takes.

use jiff::Timestamp;
use tessera_gateway::Request;
use tessera_protocol::{Call, Finding, NamedValue, ParametersBody, RefreshWay, TokenAnswer, TokenField};
use tessera_tokens::{Clocks, ReadToken};

use super::{Discovered, lifetimes};
use crate::report::DeviceReport;
use crate::run::StepOutcome;
use crate::{Explanation, Refresh, Run, Step, TokenSlot};

impl Run {
    pub(crate) async fn refresh(&self, now: Timestamp) -> StepOutcome {
        let Some(needs) = self.plan.goal.refresh() else {
            return StepOutcome::stopped("nothing sent", Explanation::missing_step(Step::SignOn));
        };
        let token = needs.refresh_token.expose();
        let request = match needs.way {
            RefreshWay::IasV2 => Request::ias_token_refresh(token),
            RefreshWay::IasV3 => Request::ias_refresh(token),
            RefreshWay::Ags => {
                let Some(discovered) = self.gained(|gain| gain.discovered.as_ref()) else {
                    return StepOutcome::stopped("nothing sent", Explanation::missing_step(Step::Discover));
                };
                let body = ParametersBody { parameters: self.user_name(discovered, needs) };
                Request::ags_refresh(&discovered.service, token, needs.scheme, &body)
                    .at(discovered.path(Call::AgsRefresh))
            }
        };
        let exchange = self.gateway.call(request, self.correlation_id.as_ref(), now).await;
        match exchange.read::<TokenAnswer>() {
            Ok(answer) => {
                let clocks = Clocks::new(now, exchange.clock_skew());
                self.refreshed(&answer, needs, clocks).with_exchange(exchange)
            }
            Err(trouble) => {
                let explanation = Explanation::of(Step::Refresh, &exchange, &trouble, self, now);
                StepOutcome::trouble(exchange, trouble, explanation)
            }
        }
    }

    fn refreshed(&self, answer: &TokenAnswer, needs: &Refresh, clocks: Clocks) -> StepOutcome {
        let mut outcome = self.with_tokens(answer, Some(&needs.client_id), clocks);
        outcome.note = "both tokens renewed".into();
        outcome.findings.extend(lifetimes::of_the_sign_on(answer, None, clocks.counting()));
        if let (Some(set), None) = (&mut outcome.gain.token_set, &answer.refresh_token) {
            outcome.note = "access token renewed; the refresh token stays".into();
            set.refresh = Some(TokenField::Text(needs.refresh_token.expose().to_owned()));
        }
        let before = ReadToken::read(needs.refresh_token.expose());
        outcome.findings.extend(judge_chain(&before, &ReadToken::of_field(&answer.access_token)));
        if self.plan.goal.approver().is_some() {
            return of_the_approver(outcome);
        }
        let account = answer.account_id.clone().or_else(|| self.plan.account.clone());
        let client_id = answer.client_id.clone().unwrap_or_else(|| needs.client_id.clone());
        outcome.gain.device = account.map(|account| DeviceReport { client_id, account, new: false });
        outcome
    }

    /// The page lists parameters such as the user name, and a sign-on by QR code has none: the token tells who it is.
    fn user_name(&self, discovered: &Discovered, needs: &Refresh) -> Vec<NamedValue> {
        let name = match discovered.names_of(Call::AgsRefresh) {
            Some(listed) => listed.into_iter().next(),
            None => Some(self.plan.names.user_name.clone()),
        };
        let token = ReadToken::read(needs.refresh_token.expose());
        let user = token.claim_text("userId").map(str::to_owned);
        name.zip(user).map(|(name, value)| NamedValue { name, value }).into_iter().collect()
    }
}

/// The device that approves is another one than the run's: its tokens are never taken for those of the run.
fn of_the_approver(mut outcome: StepOutcome) -> StepOutcome {
    outcome.note = format!("of the device that approves: {}", outcome.note);
    for token in &mut outcome.tokens {
        token.slot = match token.slot {
            TokenSlot::RefreshToken => TokenSlot::ApproverRefreshToken,
            _ => TokenSlot::ApproverAccessToken,
        };
    }
    outcome.gain.approver_set = outcome.gain.token_set.take();
    outcome
}

/// `fixed_exp` is the end of the whole sign-on: a refresh does not move it.
fn judge_chain(before: &ReadToken, after: &ReadToken) -> Option<Finding> {
    let end = |token: &ReadToken| token.claims().and_then(|claims| claims.get("fixed_exp").cloned());
    let (before, after) = (end(before)?, end(after)?);
    (before != after).then(|| {
        Finding::warning(
            "fixed-exp-moved",
            format!("fixed_exp was {before} and is {after} now."),
            "It is the end of the whole sign-on in the documents' examples, equal in both tokens; a sign-on whose end moves has none.",
            "Ask whoever runs the server whether this is meant.",
        )
    })
}
