//! What is kept of a playback session and told of it: its calls, cut, and how it stands after each.

use jiff::SignedDuration;
use tessera_gateway::{Exchange, Trouble};
use tessera_protocol::Finding;
use tessera_tokens::{Clocks, Signature, TokenView};

use super::PlaybackSession;
use crate::session::report::{SessionCall, SessionExchange, SessionReport};
use crate::{Explanation, StepState};

/// Calls that are kept besides the first set-up.
const KEPT: usize = 50;

impl PlaybackSession {
    /// The session as it stands.
    pub fn report(&self) -> SessionReport {
        let seconds = |period: SignedDuration| u64::try_from(period.as_secs()).unwrap_or_default();
        SessionReport {
            id: self.id,
            content: self.plan.content.clone(),
            account: self.plan.says.account.clone(),
            device: self.plan.says.device.clone(),
            state: self.state,
            beating: self.plan.beating.call(),
            correlation_id: self.correlation_id.clone(),
            set_up_at: self.set_up_at,
            period: self.period.map(seconds),
            next_beat_at: self.next_beat_at(),
            ends_at: self.ends_at(),
            beats: self.beats,
            missed: self.missed,
            limit: self.plan.says.limit.clone(),
            session_token: self.seen.as_ref().map(|(token, at)| {
                TokenView::new(token, None, Signature::NotChecked, &self.cutter, Clocks::new(*at, self.skew))
            }),
            exchanges: self.first.iter().chain(&self.last).cloned().collect(),
            explanation: self.explanation.clone(),
        }
    }

    pub(super) fn done(
        &mut self,
        call: SessionCall,
        note: String,
        exchange: &Exchange,
        findings: Vec<Finding>,
    ) -> SessionExchange {
        self.explanation = None;
        self.keep(SessionExchange {
            call,
            state: StepState::Done,
            note,
            exchange: exchange.view(&self.cutter),
            findings: tessera_gateway::judge(exchange).into_iter().chain(findings).collect(),
            refusal: None,
            unreadable: None,
            explanation: None,
        })
    }

    pub(super) fn failed(
        &mut self,
        call: SessionCall,
        exchange: &Exchange,
        trouble: Trouble,
        explanation: Explanation,
    ) -> SessionExchange {
        let (state, refusal, unreadable) = match trouble {
            Trouble::Refused(refusal) => (StepState::Refused, Some(refusal), None),
            Trouble::Failed(_) => (StepState::NotReached, None, None),
            Trouble::Unreadable(unreadable) => (StepState::Unreadable, None, Some(unreadable)),
        };
        let kept = self.keep(SessionExchange {
            call,
            state,
            note: explanation.not_done.clone(),
            exchange: exchange.view(&self.cutter),
            findings: tessera_gateway::judge(exchange),
            refusal,
            unreadable,
            explanation: Some(explanation),
        });
        self.explanation.clone_from(&kept.explanation);
        kept
    }

    fn keep(&mut self, exchange: SessionExchange) -> SessionExchange {
        let exchange = exchange.cut(&self.cutter);
        if self.first.is_none() {
            self.first = Some(exchange.clone());
        } else {
            if self.last.len() == KEPT {
                self.last.pop_front();
            }
            self.last.push_back(exchange.clone());
        }
        exchange
    }
}
