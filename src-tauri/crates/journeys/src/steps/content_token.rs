//! Asking IAS for the content token.

use jiff::Timestamp;
use tessera_gateway::Request;
use tessera_protocol::{ContentRight, ContentRights, ContentTokenAnswer};

use super::token_answer::held;
use crate::run::{Gain, StepOutcome};
use crate::{Explanation, Run, Step, TokenSet, TokenSlot};

impl Run {
    pub(crate) async fn content_token(&self, step: Step, now: Timestamp) -> StepOutcome {
        let (Some(set), Some(content)) = (self.token_set(), &self.plan.content) else {
            return StepOutcome::stopped("nothing asked", Explanation::missing_step(Step::SignOn));
        };
        let Some(access) = set.access.text() else {
            return StepOutcome::stopped("nothing asked", Explanation::access_token_decoded());
        };
        let exchange = self.gateway.call(Request::content_token(access, content), &self.correlation_id, now).await;
        let answer = match exchange.read::<ContentTokenAnswer>() {
            Ok(answer) => answer,
            Err(trouble) => {
                let explanation = Explanation::of(step, &exchange, &trouble, self, now);
                return StepOutcome::trouble(exchange, trouble, explanation);
            }
        };
        let content_token = held(TokenSlot::ContentToken, &answer.content_token);
        let rights = content_token.token.claims().and_then(ContentRights::of);
        let right = rights.as_ref().and_then(|rights| rights.rights.first());
        let note = right.map_or_else(|| "content token".to_owned(), |right| sentence(right, content.as_str()));
        let mut outcome = StepOutcome::done(note).with_exchange(exchange);
        outcome.tokens.push(content_token);
        outcome.tokens.extend(answer.access_token.as_ref().map(|token| held(TokenSlot::RenewedAccessToken, token)));
        outcome.tokens.extend(answer.refresh_token.as_ref().map(|token| held(TokenSlot::RenewedRefreshToken, token)));
        if let Some(renewed) = answer.access_token {
            let refresh = answer.refresh_token.or_else(|| set.refresh.clone());
            let token_set = Some(TokenSet { access: renewed, refresh, issued_at: now });
            outcome.gain = Gain { token_set, ..Gain::default() };
        }
        outcome
    }
}

/// A right in one sentence: `may play CH015 in HD until 2026-11-22T18:00:00Z`.
fn sentence(right: &ContentRight, asked: &str) -> String {
    let mut words = format!("may play {}", right.content_id.as_deref().unwrap_or(asked));
    if let Some(profile) = &right.usage_rules_profile_id {
        words += &format!(" in {profile}");
    }
    if let Some(end) = &right.end {
        words += &format!(" until {end}");
    }
    words
}
