//! What a step brings: its report in the making, and what later steps need of it.

use tessera_gateway::{Exchange, Refusal, Trouble, Unreadable};
use tessera_protocol::{Finding, SessionToken};
use tessera_tokens::OperatorJwt;

use super::{Discovered, DrawnCode, Issued, TokenSet};
use crate::report::DeviceReport;
use crate::{Explanation, HeldToken, Step, StepState};

/// What the steps of a run have brought so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gained {
    pub(super) discovered: Option<Discovered>,
    pub(super) operator_jwt: Option<OperatorJwt>,
    pub(super) issued: Option<Issued>,
    pub(super) code: Option<DrawnCode>,
    pub(super) scanned: Option<SessionToken>,
    pub(super) token_set: Option<TokenSet>,
    pub(super) device: Option<DeviceReport>,
}

impl Gained {
    pub(super) fn take_over(&mut self, newer: Self) {
        let Self { discovered, operator_jwt, issued, code, scanned, token_set, device } = newer;
        self.discovered = discovered.or(self.discovered.take());
        self.operator_jwt = operator_jwt.or(self.operator_jwt.take());
        self.issued = issued.or(self.issued.take());
        self.code = code.or(self.code.take());
        self.scanned = scanned.or(self.scanned.take());
        self.token_set = token_set.or(self.token_set.take());
        self.device = device.or(self.device.take());
    }

    /// What the steps before a step brought.
    pub(super) fn before(&self, step: Step) -> Self {
        fn kept<T: Clone>(of: Step, step: Step, value: Option<&T>) -> Option<T> {
            value.filter(|_| of < step).cloned()
        }
        Self {
            discovered: kept(Step::Discover, step, self.discovered.as_ref()),
            operator_jwt: kept(Step::MintOperatorJwt, step, self.operator_jwt.as_ref()),
            issued: kept(Step::GetSessionToken, step, self.issued.as_ref()),
            code: kept(Step::ShowQr, step, self.code.as_ref()),
            scanned: kept(Step::Scan, step, self.scanned.as_ref()),
            token_set: kept(Step::SignOn, step, self.token_set.as_ref()),
            device: kept(Step::SignOn, step, self.device.as_ref()),
        }
    }
}

/// A step that has ended.
#[derive(Debug)]
pub(crate) struct StepOutcome {
    pub(super) state: StepState,
    pub(super) note: String,
    pub(super) exchange: Option<Exchange>,
    pub(super) tokens: Vec<HeldToken>,
    /// Opaque texts that are to be cut from now on.
    pub(super) secrets: Vec<String>,
    pub(super) findings: Vec<Finding>,
    pub(super) refusal: Option<Refusal>,
    pub(super) unreadable: Option<Unreadable>,
    pub(super) explanation: Option<Explanation>,
    /// What a person is to confirm before the next step.
    pub(super) confirm: Option<String>,
    pub(super) gained: Gained,
}

impl StepOutcome {
    pub(super) fn done(note: impl Into<String>) -> Self {
        Self::ended(StepState::Done, note)
    }

    /// A call that was under way may have been carried out all the same.
    pub(super) fn cancelled(step: Step) -> Self {
        let note = match step {
            Step::SignOn => "ended by you; the sign-on may have been carried out",
            _ => "ended by you",
        };
        Self::ended(StepState::Cancelled, note)
    }

    pub(super) fn stopped(note: impl Into<String>, explanation: Explanation) -> Self {
        Self { explanation: Some(explanation), ..Self::ended(StepState::Stopped, note) }
    }

    /// A call that did not give what it promises.
    pub(super) fn trouble(exchange: Exchange, trouble: Trouble, explanation: Explanation) -> Self {
        let (state, refusal, unreadable) = match trouble {
            Trouble::Refused(refusal) => (StepState::Refused, Some(refusal), None),
            Trouble::Failed(_) => (StepState::NotReached, None, None),
            Trouble::Unreadable(unreadable) => (StepState::Unreadable, None, Some(unreadable)),
        };
        let note = explanation.not_done.clone();
        Self {
            exchange: Some(exchange),
            refusal,
            unreadable,
            explanation: Some(explanation),
            ..Self::ended(state, note)
        }
    }

    pub(super) fn with_exchange(mut self, exchange: Exchange) -> Self {
        self.exchange = Some(exchange);
        self
    }

    fn ended(state: StepState, note: impl Into<String>) -> Self {
        Self {
            state,
            note: note.into(),
            exchange: None,
            tokens: Vec::new(),
            secrets: Vec::new(),
            findings: Vec::new(),
            refusal: None,
            unreadable: None,
            explanation: None,
            confirm: None,
            gained: Gained::default(),
        }
    }
}
