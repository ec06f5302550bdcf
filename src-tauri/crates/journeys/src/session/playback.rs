//! A playback session and its calls. What the calls came to in words stands in `explain` and `judge`, what is kept and told
//! of the session in `kept` and `report`.
//!
//! A call that is dropped half-way leaves the session as it was, but for one beat more that counts as missed: SSM may
//! have carried it out. A set-up should be let come to its end (the time limits of the environment bound it): nobody can
//! tear down a session whose token was not read.

mod kept;

use std::collections::VecDeque;
use std::fmt;

use jiff::{SignedDuration, Timestamp};
use tessera_credentials::Secret;
use tessera_gateway::{ConnectionError, Exchange, Gateway, Request, Trouble};
use tessera_protocol::{CodeFamily, CorrelationId, Finding, StreamAnswer, known_code_of};
use tessera_tokens::{Clocks, Cutter, ReadTime, ReadToken};
use url::Url;
use uuid::Uuid;

use super::explain::Facts;
use super::report::{SessionCall, SessionExchange, SessionState};
use super::{SessionPlan, judge};
use crate::Explanation;

/// The shortest wait before a beat that follows one that was missed.
const SOON: SignedDuration = SignedDuration::from_secs(1);

/// A session at SSM. It holds whole tokens; what it reports is cut.
pub struct PlaybackSession {
    id: Uuid,
    plan: SessionPlan,
    gateway: Gateway,
    correlation_id: Option<CorrelationId>,
    cutter: Cutter,
    state: SessionState,
    set_up_at: Option<Timestamp>,
    period: Option<SignedDuration>,
    next_beat_at: Option<Timestamp>,
    /// With it the session can beat and be torn down.
    token: Option<ReadToken>,
    heard_at: Option<Timestamp>,
    /// How far the clock of SSM is ahead of ours, as its last answer with a `Date` told.
    skew: Option<SignedDuration>,
    beats: u64,
    missed: u32,
    first: Option<SessionExchange>,
    last: VecDeque<SessionExchange>,
    explanation: Option<Explanation>,
    seen: Option<(ReadToken, Timestamp)>,
}

impl PlaybackSession {
    /// A session of which SSM knows nothing yet.
    pub fn new(plan: SessionPlan) -> Result<Self, ConnectionError> {
        let gateway = Gateway::new(plan.connection.clone())?;
        let mut cutter = plan.cutter.clone();
        know(&mut cutter, plan.content_token.expose());
        Ok(Self {
            id: Uuid::new_v4(),
            correlation_id: plan.connection.correlation.make(),
            plan,
            gateway,
            cutter,
            state: SessionState::SettingUp,
            set_up_at: None,
            period: None,
            next_beat_at: None,
            token: None,
            heard_at: None,
            skew: None,
            beats: 0,
            missed: 0,
            first: None,
            last: VecDeque::new(),
            explanation: None,
            seen: None,
        })
    }

    /// One that an earlier start set up, for its tear-down.
    pub(super) fn left(plan: SessionPlan, id: Uuid, token: &Secret, now: Timestamp) -> Result<Self, ConnectionError> {
        let mut session = Self::new(plan)?;
        (session.id, session.state) = (id, SessionState::Running);
        session.take_over(ReadToken::read(token.expose()), now);
        Ok(session)
    }

    /// Names this session.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// How it stands.
    pub fn state(&self) -> SessionState {
        self.state
    }

    /// When to beat next; `None` unless it runs.
    pub fn next_beat_at(&self) -> Option<Timestamp> {
        self.next_beat_at.filter(|_| self.state == SessionState::Running)
    }

    /// Whether there is a token to tear it down with.
    pub fn can_be_torn_down(&self) -> bool {
        self.token.is_some()
    }

    /// When SSM stops counting it by itself, by our clock; the session token says it by that of SSM.
    pub fn ends_at(&self) -> Option<Timestamp> {
        self.expires_at().or_else(|| self.heard_at?.checked_add(self.period? + self.period?).ok())
    }

    /// The base URL of its SSM.
    pub(super) fn ssm(&self) -> Option<&Url> {
        self.plan.connection.ssm.as_ref()
    }

    pub(super) fn plan(&self) -> &SessionPlan {
        &self.plan
    }

    pub(super) fn token(&self) -> Option<&ReadToken> {
        self.token.as_ref()
    }

    /// Sets the session up; `beside` sessions of the account are kept by this program already.
    pub async fn set_up(&mut self, beside: usize, now: Timestamp) -> SessionExchange {
        let request = Request::session_setup(self.plan.content_token.expose());
        let exchange = self.call(request, now).await;
        self.missed = 0;
        match exchange.read::<StreamAnswer>().and_then(|answer| usable(&exchange, answer)) {
            Ok((token, answer)) => {
                let given = answer.period().and_then(|period| SignedDuration::try_from(period).ok());
                self.state = SessionState::Running;
                self.set_up_at = Some(now);
                self.period = Some(given.unwrap_or(judge::USUAL_PERIOD));
                self.beats = 0;
                self.take_over(token, now);
                let needed = judge::needed(self.plan.says.limit.as_ref());
                let findings = self.next(now).into_iter().chain(judge::period(given)).chain(needed).collect();
                let note =
                    format!("session set up; a beat every {} s", self.period.map_or(0, |period| period.as_secs()));
                self.done(SessionCall::SetUp, note, &exchange, findings)
            }
            Err(trouble) => {
                let facts = self.facts(SessionCall::SetUp, beside, None, 0, now);
                let explanation = facts.explain(&exchange, &trouble);
                self.state = match trouble {
                    Trouble::Refused(_) => SessionState::Refused,
                    Trouble::Failed(_) | Trouble::Unreadable(_) => SessionState::Lost,
                };
                self.token = None;
                self.failed(SessionCall::SetUp, &exchange, trouble, explanation)
            }
        }
    }

    /// Beats; `None` unless the session runs.
    pub async fn beat(&mut self, now: Timestamp) -> Option<SessionExchange> {
        let token = self.token.clone().filter(|_| self.state == SessionState::Running)?;
        let late = self.late(now);
        let missed = self.missed;
        self.missed += 1;
        let call = self.plan.beating.call();
        let exchange = self.call(self.plan.beating.request(token.expose()), now).await;
        Some(match exchange.read::<StreamAnswer>().and_then(|answer| usable(&exchange, answer)) {
            Ok((new, answer)) => {
                let renewed = judge::renewed(token.expose(), new.expose());
                (self.missed, self.explanation) = (0, None);
                self.beats += 1;
                let given = answer.period().and_then(|period| SignedDuration::try_from(period).ok());
                self.period = given.or(self.period);
                self.take_over(new, now);
                let findings = self.next(now).into_iter().chain(renewed).chain(judge::in_time(late)).collect();
                self.done(call, format!("beat {}", self.beats), &exchange, findings)
            }
            Err(trouble) => {
                let explanation = self.facts(call, 0, late, missed, now).explain(&exchange, &trouble);
                if is_final(&trouble) {
                    (self.state, self.token) = (SessionState::Lost, None);
                } else {
                    self.try_again(now);
                }
                self.failed(call, &exchange, trouble, explanation)
            }
        })
    }

    /// Tears it down; `None` when there is nothing to tear down. It can be called in every state, and again.
    pub async fn tear_down(&mut self, now: Timestamp) -> Option<SessionExchange> {
        let token = self.token.clone()?;
        let exchange = self.call(Request::session_teardown(token.expose()), now).await;
        let answer = exchange.read_if_any::<serde_json::Value>();
        Some(match answer {
            Ok(_) => {
                (self.state, self.token, self.explanation) = (SessionState::Ended, None, None);
                self.done(SessionCall::TearDown, "session torn down".to_owned(), &exchange, vec![])
            }
            Err(trouble) => {
                let facts = self.facts(SessionCall::TearDown, 0, None, self.missed, now);
                let explanation = facts.explain(&exchange, &trouble);
                self.state = SessionState::Lost;
                if is_final(&trouble) {
                    self.token = None;
                }
                self.failed(SessionCall::TearDown, &exchange, trouble, explanation)
            }
        })
    }

    async fn call(&mut self, request: Request, now: Timestamp) -> Exchange {
        let exchange = self.gateway.call(request, self.correlation_id.as_ref(), now).await;
        self.skew = exchange.clock_skew().or(self.skew);
        exchange
    }

    /// `exp` of the session token, by our clock.
    fn expires_at(&self) -> Option<Timestamp> {
        let exp = ReadTime::read(self.token.as_ref()?.claims()?.get("exp")?).at()?;
        exp.checked_sub(Clocks::new(exp, self.skew).skew()).ok()
    }

    fn facts(
        &self,
        call: SessionCall,
        beside: usize,
        late: Option<SignedDuration>,
        missed: u32,
        now: Timestamp,
    ) -> Facts<'_> {
        Facts { call, now, says: &self.plan.says, beside, late, missed, ends_at: self.ends_at() }
    }

    /// By how much a beat comes after it was due, where that is worth saying.
    fn late(&self, now: Timestamp) -> Option<SignedDuration> {
        let late = now.duration_since(self.next_beat_at?);
        (self.missed == 0 && late > margin(self.period?) + SOON).then_some(late)
    }

    fn take_over(&mut self, token: ReadToken, now: Timestamp) {
        know(&mut self.cutter, token.expose());
        self.heard_at = Some(now);
        self.seen = Some((token.clone(), now));
        self.token = Some(token);
    }

    /// Sets the next beat: a little before the period is over, for the way to SSM takes time too.
    fn next(&mut self, now: Timestamp) -> Option<Finding> {
        let period = self.period.unwrap_or(judge::USUAL_PERIOD);
        let next = now.checked_add(period - margin(period)).ok()?;
        self.next_beat_at = Some(next);
        judge::lasts(self.expires_at(), next)
    }

    /// Beats again within half of what is left, or gives the session up when nothing is.
    fn try_again(&mut self, now: Timestamp) {
        let left = self.ends_at().map(|at| at.duration_since(now));
        match left.filter(SignedDuration::is_positive) {
            Some(left) => self.next_beat_at = now.checked_add(SOON.max(left / 2)).ok(),
            None => self.state = SessionState::Lost,
        }
    }
}

impl fmt::Debug for PlaybackSession {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PlaybackSession({}, {}, {:?})", self.id, self.plan.content, self.state)
    }
}

/// Whether SSM refused for good: with a code of its own. A server in trouble may take the same call a moment later, and what
/// says no code may stand before SSM, which then still counts the session.
fn is_final(trouble: &Trouble) -> bool {
    match trouble {
        Trouble::Refused(refusal) => {
            let code = refusal.body.as_ref().and_then(|body| body.code.as_deref());
            let of_ssm = code.is_some_and(|code| known_code_of(CodeFamily::Ssm, code).is_some());
            refusal.status < 500 && of_ssm && !matches!(code, Some("4000" | "4001"))
        }
        Trouble::Failed(_) | Trouble::Unreadable(_) => false,
    }
}

fn margin(period: SignedDuration) -> SignedDuration {
    (period / 10).min(SignedDuration::from_secs(2))
}

/// A token that is a text: claims in its place could not be sent back.
fn usable(exchange: &Exchange, answer: StreamAnswer) -> Result<(ReadToken, StreamAnswer), Trouble> {
    if answer.session_token.text().is_some_and(|text| !text.is_empty()) {
        return Ok((ReadToken::of_field(&answer.session_token), answer));
    }
    Err(Trouble::Unreadable(tessera_gateway::Unreadable {
        problem: tessera_gateway::UnreadableKind::WrongShape,
        status: exchange.answer().map_or(0, |answer| answer.status),
        headline: "The answer has a sessionToken that is no text, and so cannot be sent back.".to_owned(),
    }))
}

fn know(cutter: &mut Cutter, token: &str) {
    cutter.know(token);
    // SSM may repeat the signature alone.
    if let Some((_, signature)) = token.rsplit_once('.') {
        cutter.know(signature);
    }
}
