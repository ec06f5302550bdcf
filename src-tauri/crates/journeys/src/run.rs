//! A run: one execution of a journey, one step at a time.
//!
//! Here is what a run knows and how its steps follow each other; what a step does stands in `steps`. A step changes
//! nothing until it has ended, so one that is dropped half-way leaves the run as it was.

mod keep;
mod order;
mod outcome;

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use tessera_credentials::Secret;
use tessera_gateway::{ConnectionError, Exchange, Gateway};
use tessera_protocol::{CorrelationId, Finding, TokenField};
use tessera_tokens::{Clocks, Cutter};
use uuid::Uuid;

use crate::report::{DeviceReport, RunReport, StepReport, TokenReport, Verdict};
use crate::steps::Registration;
use crate::{DrawnCode, HeldToken, Picture, Plan, Step, StepState, TokenSet, TokenSlot};
pub(crate) use outcome::{Gain, StepOutcome};

/// Characters from which the last part of a token is taken for a signature. One of HS256 has 43.
const SIGNATURE: usize = 20;

/// Polls of one step that are kept besides the last; of more the oldest go.
const MOST_POLLS: usize = 500;

/// One execution of a journey.
#[derive(Debug)]
pub struct Run {
    id: Uuid,
    pub(crate) plan: Plan,
    pub(crate) gateway: Gateway,
    pub(crate) correlation_id: Option<CorrelationId>,
    pub(crate) cutter: Cutter,
    held: Vec<HeldToken>,
    gains: Vec<(Step, Gain)>,
    pub(crate) picture: Option<Picture>,
    pub(crate) chosen: Option<usize>,
    steps: Vec<StepReport>,
    /// When its first own step began; steps kept from the run that it repeats are older.
    began: Option<Timestamp>,
    /// The same moment, by the clock that nobody sets.
    since: Option<Instant>,
    /// From there to the end of its last step.
    lasted: Duration,
    verdict: Verdict,
}

impl Run {
    /// A run that has taken no step yet.
    pub fn new(plan: Plan) -> Result<Self, ConnectionError> {
        let gateway = Gateway::new(plan.connection.clone())?;
        let mut run = Self {
            id: Uuid::new_v4(),
            correlation_id: plan.connection.correlation.make(),
            plan,
            gateway,
            cutter: Cutter::default(),
            held: Vec::new(),
            gains: Vec::new(),
            picture: None,
            chosen: None,
            steps: Vec::new(),
            began: None,
            since: None,
            lasted: Duration::ZERO,
            verdict: Verdict::Paused,
        };
        run.know_what_is_secret();
        Ok(run)
    }

    fn know_what_is_secret(&mut self) {
        for secret in self.plan.goal.secrets() {
            know(&mut self.cutter, secret);
        }
    }

    fn state(&self, step: Step) -> Option<StepState> {
        self.steps.iter().find(|report| report.step == step).map(|report| report.state)
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
        repeated.know_what_is_secret();
        let order = self.plan.goal.steps();
        let place = |step: Step| order.iter().position(|other| *other == step.first());
        let taken = |step: Step| self.steps.iter().position(|report| report.step == step);
        // Steps of a renewal have no place of their own.
        let before = |other: Step| match (place(other), place(step)) {
            (Some(other), Some(from)) => other < from,
            _ => taken(other) < taken(step),
        };
        let kept = |report: &&StepReport| before(report.step) && report.state == StepState::Done;
        repeated.steps = self.steps.iter().filter(kept).cloned().collect();
        let kept = |token: &&HeldToken| repeated.steps.iter().any(|report| report.step == token.step);
        repeated.held = self.held.iter().filter(kept).cloned().collect();
        repeated.gains = self.gains.iter().filter(|(of, _)| before(*of)).cloned().collect();
        repeated.picture = self.picture.clone().filter(|_| before(Step::Scan));
        repeated.chosen = self.chosen.filter(|_| before(Step::ChooseCode) && before(Step::SignOn));
        Ok(repeated)
    }

    /// Takes an account of those that match, or a code of those in the picture, by its place among them.
    pub fn choose(&mut self, place: usize) {
        self.chosen = Some(place);
    }

    /// Takes a picture to read the session token from, in place of the code that was drawn.
    pub fn scan_this(&mut self, picture: Picture) {
        self.picture = Some(picture);
    }

    /// The code that is on screen now.
    pub fn code(&self) -> Option<&DrawnCode> {
        self.gained(|gain| gain.code.as_ref())
    }

    /// The device signed on.
    pub fn device(&self) -> Option<&DeviceReport> {
        self.gained(|gain| gain.device.as_ref())
    }

    /// The tokens of the device; the newest, where IAS renewed them.
    pub fn token_set(&self) -> Option<&TokenSet> {
        let had = self.plan.goal.own_tokens().and_then(|tokens| tokens.set.as_ref());
        self.gained(|gain| gain.token_set.as_ref()).or(had)
    }

    /// The newest tokens of the device that approves a registration code.
    pub fn approver_set(&self) -> Option<&TokenSet> {
        let had = self.plan.goal.approver().and_then(|approver| approver.tokens.set.as_ref());
        self.gained(|gain| gain.approver_set.as_ref()).or(had)
    }

    /// Takes over the tokens that the device which approves has by now, if they are newer than those of the run: others may have
    /// renewed them while the run waited, and the old ones be worth nothing.
    pub fn take_newer_approver_set(&mut self, set: TokenSet) {
        let newer = self.approver_set().is_none_or(|had| had.issued_at < set.issued_at);
        let Some(approver) = self.plan.goal.approver_mut().filter(|_| newer) else { return };
        if let (Some(refresh), Some(token)) =
            (&mut approver.tokens.refresh, set.refresh.as_ref().and_then(TokenField::text))
        {
            refresh.refresh_token = Secret::new(token.to_owned());
        }
        approver.tokens.set = Some(set);
        for (_, gain) in &mut self.gains {
            gain.approver_set = None;
        }
        self.know_what_is_secret();
    }

    /// The code that a registering device shows, for a person to type.
    pub fn registration_code(&self) -> Option<&str> {
        self.registration().map(|registration| registration.code.as_str())
    }

    pub(crate) fn registration(&self) -> Option<&Registration> {
        self.gained(|gain| gain.registration.as_ref())
    }

    /// Whether the run itself brought tokens.
    pub fn has_new_tokens(&self) -> bool {
        self.gained(|gain| gain.token_set.as_ref()).is_some()
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
        // The computer's clock may have been set back on the way.
        let lasted = self.began.and_then(|began| began.checked_add(self.lasted).ok());
        RunReport {
            id: self.id,
            journey: self.plan.goal.name(),
            verdict: self.verdict,
            account: self.plan.account.clone().or_else(|| Some(self.device()?.account.clone())),
            platform: self.plan.platform.clone(),
            correlation_id: self.correlation_id.clone(),
            started_at: self.began,
            ended_at: self.steps.last().and_then(end).max(lasted),
            next: self.next(),
            device: self.device().cloned(),
            steps: self.steps.clone(),
        }
    }

    /// The newest of what earlier steps brought.
    pub(crate) fn gained<'run, T>(&'run self, of: impl Fn(&'run Gain) -> Option<&'run T>) -> Option<&'run T> {
        self.gains.iter().rev().find_map(|(_, gain)| of(gain))
    }

    /// Whether service discovery listed the auth service in use.
    pub(crate) fn service_is_listed(&self) -> bool {
        self.gained(|gain| gain.discovered.as_ref()).is_some_and(|discovered| discovered.listed.is_some())
    }

    /// How far the clock of the platform is ahead of ours, as the last answer with a `Date` told.
    pub(crate) fn skew(&self) -> Option<SignedDuration> {
        let told = |report: &StepReport| report.exchange.as_ref()?.clock_skew;
        self.steps.iter().rev().find_map(told).map(SignedDuration::from_millis)
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
            Step::ChooseCode => self.choose_code(),
            Step::SignOn => self.sign_on(now).await,
            Step::ChooseAccount => self.choose_account(now).await,
            Step::RegistrationCode => self.ask_registration_code(now).await,
            Step::Poll | Step::AwaitApproval => self.poll(step, now).await,
            Step::Approve | Step::ApproveAgain => self.approve(step, now).await,
            Step::DeviceApproval | Step::DeviceApprovalAgain => self.device_approval(step, now).await,
            Step::ContentToken | Step::ContentTokenAgain => self.content_token(step, now).await,
            Step::Certificate => self.certificate(now).await,
            Step::Licence => self.licence(now).await,
            Step::Refresh => self.refresh(now).await,
            Step::SignOut => self.sign_out(now).await,
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
        let mut outcome = outcome.unwrap_or_else(|| StepOutcome::cancelled(step, self.gateway.ended()));
        let before = self.steps.iter().find(|report| step == Step::AwaitApproval && report.step == step);
        let earlier = before.map(|report| report.earlier.iter().chain(&report.exchange).cloned().collect());
        let mut earlier: Vec<_> = earlier.unwrap_or_default();
        earlier.drain(..earlier.len().saturating_sub(MOST_POLLS));
        let started_at = before.map_or(begin, |report| report.started_at);
        let took = before.map_or(took, |report| {
            let by_the_clock = Duration::try_from(end.duration_since(started_at)).unwrap_or_default();
            by_the_clock.max(Duration::from_micros(report.took) + took)
        });
        self.began.get_or_insert(begin);
        self.lasted = self.since.get_or_insert_with(|| before_now(took)).elapsed();
        outcome.secrets.iter().for_each(|secret| know(&mut self.cutter, secret));
        for token in &mut outcome.tokens {
            token.step = step;
            know(&mut self.cutter, token.token.expose());
        }
        self.held.retain(|held| held.step != step);
        self.held.extend(outcome.tokens.iter().cloned());
        self.gains.push((step, outcome.gain));
        let clocks = Clocks::new(end, outcome.exchange.as_ref().map_or_else(|| self.skew(), Exchange::clock_skew));
        let exchange_findings = outcome.exchange.iter().flat_map(tessera_gateway::judge);
        let findings: Vec<Finding> = exchange_findings.chain(outcome.findings).collect();
        let report = StepReport {
            step,
            state: outcome.state,
            started_at,
            took: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
            note: outcome.note,
            exchange: outcome.exchange.map(|exchange| exchange.view(&self.cutter)),
            earlier,
            tokens: outcome
                .tokens
                .iter()
                .map(|token| TokenReport { slot: token.slot, view: token.view(&self.cutter, clocks) })
                .collect(),
            findings,
            refusal: outcome.refusal,
            judged: outcome.judged,
            unreadable: outcome.unreadable,
            explanation: outcome.explanation,
            confirm: outcome.confirm,
            choices: outcome.choices,
        }
        .cut(&self.cutter);
        self.steps.retain(|earlier| earlier.step != step);
        self.steps.push(report.clone());
        report
    }
}

fn before_now(passed: Duration) -> Instant {
    let now = Instant::now();
    now.checked_sub(passed).unwrap_or(now)
}

fn know(cutter: &mut Cutter, secret: &str) {
    cutter.know(secret);
    // A server that complains of a signature may repeat it alone.
    if let Some((_, signature)) = secret.rsplit_once('.').filter(|(_, last)| last.len() >= SIGNATURE) {
        cutter.know(signature);
    }
}
