//! The QR sign-on: from an operator credential to a content token, one step at a time.
//!
//! Here is what a run knows and how its steps follow each other; what a step does stands in a file of its own below.
//! A step changes nothing until it has ended, so one that is dropped half-way leaves the run as it was.

mod content_token;
mod discover;
mod get_session_token;
mod mint_operator_jwt;
mod outcome;
mod scan;
mod show_qr;
mod sign_on;

use std::time::Duration;

use jiff::Timestamp;
use tessera_gateway::{ConnectionError, Gateway};
use tessera_protocol::{AuthServiceId, CorrelationId, Finding, SessionToken};
use tessera_tokens::Cutter;
use uuid::Uuid;

pub use scan::Picture;
pub use show_qr::DrawnCode;
pub use sign_on::TokenSet;

use crate::report::{DeviceReport, JourneyName, RunReport, StepReport, TokenReport, Verdict};
use crate::{HeldToken, Plan, Step, StepState, TokenSlot};
use outcome::{Gained, StepOutcome};

/// Characters from which the last part of a token is taken for a signature. One of HS256 has 43.
const SIGNATURE: usize = 20;

/// A QR sign-on under way.
#[derive(Debug)]
pub struct QrSignOn {
    id: Uuid,
    plan: Plan,
    gateway: Gateway,
    correlation_id: CorrelationId,
    cutter: Cutter,
    held: Vec<HeldToken>,
    gained: Gained,
    picture: Option<Picture>,
    steps: Vec<StepReport>,
    verdict: Verdict,
}

/// The auth service in use, and how its endpoints want to be called.
#[derive(Debug, Clone)]
pub(crate) struct Discovered {
    service: AuthServiceId,
    get_session_token: Route,
    sign_on: Route,
}

/// Where a call goes and under which name its one parameter is sent.
#[derive(Debug, Clone)]
pub(crate) struct Route {
    path: String,
    parameter: String,
}

/// A session token with the moment it came.
#[derive(Debug, Clone)]
pub(crate) struct Issued {
    token: SessionToken,
    at: Timestamp,
}

impl QrSignOn {
    /// A run that has taken no step yet.
    pub fn new(plan: Plan) -> Result<Self, ConnectionError> {
        let gateway = Gateway::new(plan.connection.clone())?;
        Ok(Self {
            id: Uuid::new_v4(),
            plan,
            gateway,
            correlation_id: CorrelationId::random(),
            cutter: Cutter::default(),
            held: Vec::new(),
            gained: Gained::default(),
            picture: None,
            steps: Vec::new(),
            verdict: Verdict::Paused,
        })
    }

    /// The step that comes next; `None` at the end.
    pub fn next(&self) -> Option<Step> {
        let done =
            |step: &&Step| self.steps.iter().any(|report| report.step == **step && report.state == StepState::Done);
        let wanted = |step: &&Step| **step != Step::ContentToken || self.plan.content.is_some();
        self.plan.head_end.steps().iter().filter(wanted).find(|step| !done(step)).copied()
    }

    /// What the run is to do.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// A new run with another plan that begins at a step and keeps what the steps before it brought.
    ///
    /// This run's report stays as it is, so nothing of an earlier attempt is lost.
    pub fn repeat_from(&self, step: Step, plan: Plan) -> Result<Self, ConnectionError> {
        let mut repeated = Self::new(plan)?;
        repeated.cutter = self.cutter.clone();
        repeated.steps =
            self.steps.iter().filter(|report| report.step < step && report.state == StepState::Done).cloned().collect();
        let kept = |token: &&HeldToken| repeated.steps.iter().any(|report| report.step == token.step);
        repeated.held = self.held.iter().filter(kept).cloned().collect();
        repeated.gained = self.gained.before(step);
        repeated.picture = self.picture.clone().filter(|_| step > Step::Scan);
        Ok(repeated)
    }

    /// Takes a picture to read the session token from, in place of the code that was drawn.
    pub fn scan_this(&mut self, picture: Picture) {
        self.picture = Some(picture);
    }

    /// The code that is on screen now.
    pub fn code(&self) -> Option<&DrawnCode> {
        self.gained.code.as_ref()
    }

    /// The device signed on.
    pub fn device(&self) -> Option<&DeviceReport> {
        self.gained.device.as_ref()
    }

    /// The tokens of the device; the newest, where IAS renewed them.
    pub fn token_set(&self) -> Option<&TokenSet> {
        self.gained.token_set.as_ref()
    }

    /// A token of the run, the latest of its slot.
    pub fn token(&self, slot: TokenSlot) -> Option<&HeldToken> {
        self.held.iter().rev().find(|token| token.slot == slot)
    }

    /// Cuts what this run has learnt to be secret out of a text.
    pub fn cutter(&self) -> &Cutter {
        &self.cutter
    }

    /// The run so far.
    pub fn report(&self) -> RunReport {
        let end = |report: &StepReport| report.started_at.checked_add(Duration::from_micros(report.took)).ok();
        RunReport {
            id: self.id,
            journey: JourneyName::QrSignOn,
            verdict: self.verdict,
            account: self.plan.account.clone(),
            platform: self.plan.platform.clone(),
            correlation_id: self.correlation_id.clone(),
            started_at: self.steps.first().map(|report| report.started_at),
            ended_at: self.steps.last().and_then(end),
            next: self.next(),
            device: self.device().cloned(),
            steps: self.steps.clone(),
        }
    }

    pub(crate) fn rest(&mut self, verdict: Verdict) {
        self.verdict = verdict;
    }

    pub(crate) async fn take(&self, step: Step, now: Timestamp) -> StepOutcome {
        match step {
            Step::Discover => self.discover(now).await,
            Step::MintOperatorJwt => self.mint_operator_jwt(now),
            Step::GetSessionToken => self.get_session_token(now).await,
            Step::ShowQr => self.show_qr(),
            Step::Scan => self.scan().await,
            Step::SignOn => self.sign_on(now).await,
            Step::ContentToken => self.content_token(now).await,
        }
    }

    /// Takes over what a step brought, or notes that it was ended.
    pub(crate) fn settle(
        &mut self,
        step: Step,
        outcome: Option<StepOutcome>,
        begin: Timestamp,
        end: Timestamp,
        took: Duration,
    ) -> StepReport {
        let outcome = outcome.unwrap_or_else(|| StepOutcome::cancelled(step));
        for secret in &outcome.secrets {
            self.cutter.know(secret);
            // A server that complains of a signature may repeat it alone.
            if let Some((_, signature)) = secret.rsplit_once('.').filter(|(_, last)| last.len() >= SIGNATURE) {
                self.cutter.know(signature);
            }
        }
        self.held.retain(|held| held.step != step);
        self.held.extend(outcome.tokens.iter().cloned());
        self.gained.take_over(outcome.gained);
        let exchange_findings = outcome.exchange.iter().flat_map(tessera_gateway::judge);
        let findings: Vec<Finding> = exchange_findings.chain(outcome.findings).collect();
        let report = StepReport {
            step,
            state: outcome.state,
            started_at: begin,
            took: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
            note: outcome.note,
            exchange: outcome.exchange.map(|exchange| exchange.view(&self.cutter)),
            tokens: outcome
                .tokens
                .iter()
                .map(|token| TokenReport { slot: token.slot, view: token.view(&self.cutter, end) })
                .collect(),
            findings,
            refusal: outcome.refusal,
            unreadable: outcome.unreadable,
            explanation: outcome.explanation,
            confirm: outcome.confirm,
        }
        .cut(&self.cutter);
        self.steps.retain(|earlier| earlier.step != step);
        self.steps.push(report.clone());
        report
    }
}
