//! Asking IAS, or URL Builder, for the content token.

use jiff::Timestamp;
use tessera_gateway::{Exchange, Request, Trouble};
use tessera_protocol::{ContentRight, ContentRights, ContentTokenAnswer, PlayoutAnswer, PlayoutType, TokenField};
use tessera_storage::ContentTokenSource;
use tessera_tokens::Clocks;

use super::lifetimes;
use super::token_answer::held;
use crate::run::{Gain, StepOutcome};
use crate::{Explanation, Run, Step, TokenSet, TokenSlot};

impl Run {
    pub(crate) async fn content_token(&self, step: Step, now: Timestamp) -> StepOutcome {
        let (Some(set), Some(content)) = (self.token_set(), &self.plan.content) else {
            return StepOutcome::stopped("nothing asked", Explanation::missing_step(Step::SignOn));
        };
        let Some(access) = set.access.text() else {
            return StepOutcome::stopped("nothing asked", Explanation::sent_decoded(step, "access token"));
        };
        let playing = &self.plan.playing;
        let request = match (playing.source, &playing.content_url) {
            (ContentTokenSource::Ias, _) => Request::content_token(access, content),
            (ContentTokenSource::UrlBuilder, Some(url)) => {
                Request::playout_content_token(access, content, PlayoutType::Device, url)
            }
            (ContentTokenSource::UrlBuilder, None) => {
                return StepOutcome::stopped("nothing asked", Explanation::no_content_url());
            }
        };
        let exchange = self.gateway.call(request, self.correlation_id.as_ref(), now).await;
        let (answer, cdn) = match read(playing.source, &exchange) {
            Ok(read) => read,
            Err(trouble) => {
                let explanation = Explanation::of(step, &exchange, &trouble, self, now);
                return StepOutcome::trouble(exchange, trouble, explanation);
            }
        };
        let clocks = Clocks::new(now, exchange.clock_skew());
        let content_token = held(TokenSlot::ContentToken, &answer.content_token);
        let rights = content_token.token.claims().and_then(ContentRights::of);
        let right = rights.as_ref().and_then(|rights| rights.rights.first());
        let note = right.map_or_else(|| "content token".to_owned(), |right| sentence(right, content.as_str()));
        let mut outcome = StepOutcome::done(note).with_exchange(exchange);
        outcome.secrets = cdn;
        let judged = lifetimes::of_the_token(answer.expires_in.as_ref(), &content_token.token, clocks.counting());
        outcome.findings.extend(judged);
        outcome.tokens.push(content_token);
        outcome.tokens.extend(answer.access_token.as_ref().map(|token| held(TokenSlot::RenewedAccessToken, token)));
        outcome.tokens.extend(answer.refresh_token.as_ref().map(|token| held(TokenSlot::RenewedRefreshToken, token)));
        if let Some(renewed) = answer.access_token {
            let refresh = answer.refresh_token.or_else(|| set.refresh.clone());
            let token_set = Some(TokenSet { access: renewed, refresh, issued_at: now, skew: clocks.skew() });
            outcome.gain = Gain { token_set, ..Gain::default() };
        }
        outcome
    }
}

/// The content token, and what of the CDN is secret.
fn read(source: ContentTokenSource, exchange: &Exchange) -> Result<(ContentTokenAnswer, Vec<String>), Trouble> {
    match source {
        ContentTokenSource::Ias => Ok((exchange.read()?, vec![])),
        ContentTokenSource::UrlBuilder => {
            let answer = exchange.read::<PlayoutAnswer>()?;
            let token = answer.cdn_access_token.as_ref().and_then(TokenField::text).map(str::to_owned);
            let query =
                answer.playback_url.as_deref().and_then(|url| url.split_once('?')).map(|(_, query)| query.to_owned());
            Ok((
                answer.content_auth_token,
                token.into_iter().chain(query).filter(|secret| !secret.is_empty()).collect(),
            ))
        }
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
