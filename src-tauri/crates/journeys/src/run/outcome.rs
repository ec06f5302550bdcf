//! What a step brings: its report in the making, and what later steps need of it.

use tessera_gateway::{Exchange, Refusal, Trouble, Unreadable};
use tessera_protocol::{AccountsAnswer, ActivationAnswer, Finding, SessionToken};
use tessera_tokens::OperatorJwt;

use crate::report::{Candidate, DeviceReport};
use crate::steps::{Discovered, Issued, Judged, Polled, Registration};
use crate::{DrawnCode, Explanation, HeldToken, Step, StepState, TokenSet};

/// What a step brought for later ones.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gain {
    pub(crate) discovered: Option<Discovered>,
    pub(crate) operator_jwt: Option<OperatorJwt>,
    pub(crate) issued: Option<Issued>,
    pub(crate) code: Option<DrawnCode>,
    pub(crate) scanned: Option<SessionToken>,
    /// Where the picture has several: what each code holds.
    pub(crate) codes: Option<Vec<SessionToken>>,
    pub(crate) token_set: Option<TokenSet>,
    pub(crate) accounts: Option<AccountsAnswer>,
    pub(crate) device: Option<DeviceReport>,
    pub(crate) registration: Option<Registration>,
    pub(crate) polled: Option<Polled>,
    pub(crate) activation: Option<ActivationAnswer>,
    /// New tokens of the device that approves.
    pub(crate) approver_set: Option<TokenSet>,
    /// Whether its refresh token is in the keychain already.
    pub(crate) kept: bool,
}

/// A step that has ended.
#[derive(Debug)]
pub(crate) struct StepOutcome {
    pub(crate) state: StepState,
    pub(crate) note: String,
    pub(crate) exchange: Option<Exchange>,
    pub(crate) tokens: Vec<HeldToken>,
    /// Texts besides the tokens that are to be cut from now on.
    pub(crate) secrets: Vec<String>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) refusal: Option<Refusal>,
    pub(crate) unreadable: Option<Unreadable>,
    pub(crate) judged: Option<Judged>,
    pub(crate) explanation: Option<Explanation>,
    /// What a person is to confirm before the next step.
    pub(crate) confirm: Option<String>,
    /// Accounts or codes of which a person is to choose one before the next step.
    pub(crate) choices: Vec<Candidate>,
    pub(crate) gain: Gain,
}

impl StepOutcome {
    pub(crate) fn done(note: impl Into<String>) -> Self {
        Self::ended(StepState::Done, note)
    }

    /// A call that was under way may have been carried out all the same.
    pub(crate) fn cancelled(step: Step, under_way: Option<Exchange>) -> Self {
        let note = match step {
            Step::SignOn | Step::ChooseAccount => "ended by you; the sign-on may have been carried out",
            Step::Refresh => "ended by you; the refresh token may have been used up",
            Step::Approve | Step::ApproveAgain => "ended by you; the code may have been approved",
            _ => "ended by you",
        };
        Self { exchange: under_way, ..Self::ended(StepState::Cancelled, note) }
    }

    pub(crate) fn stopped(note: impl Into<String>, explanation: Explanation) -> Self {
        Self { explanation: Some(explanation), ..Self::ended(StepState::Stopped, note) }
    }

    /// A call that did not give what it promises.
    pub(crate) fn trouble(exchange: Exchange, trouble: Trouble, explanation: Explanation) -> Self {
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

    pub(crate) fn judged(mut self, judged: Judged) -> Self {
        self.judged = Some(judged);
        self
    }

    pub(crate) fn with_exchange(mut self, exchange: Exchange) -> Self {
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
            judged: None,
            explanation: None,
            confirm: None,
            choices: Vec::new(),
            gain: Gain::default(),
        }
    }
}
