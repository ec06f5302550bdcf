//! Explaining a call of a session that did not go well: what can be seen from here, and what becomes of the session. What SSM
//! said is put in the words of every refusal.

use jiff::{SignedDuration, Timestamp};
use tessera_gateway::{Exchange, Failure, Refusal, Stage, Trouble};
use tessera_protocol::known_code_of;
use tessera_tokens::{Clocks, in_words};

use super::SessionCall;
use super::plan::Says;
use crate::explain::words::{self, code, of_code};
use crate::{Cause, Explanation, Remedy};

/// What is known here of a call that did not go well.
pub(super) struct Facts<'a> {
    pub(super) call: SessionCall,
    pub(super) now: Timestamp,
    pub(super) says: &'a Says,
    /// Sessions of the account that this program keeps beside this one.
    pub(super) beside: usize,
    /// By how much the call came after the beat was due.
    pub(super) late: Option<SignedDuration>,
    /// Calls before this one whose answers, and the tokens in them, were not read.
    pub(super) missed: u32,
    /// When SSM stops counting the session by itself.
    pub(super) ends_at: Option<Timestamp>,
}

impl Facts<'_> {
    pub(super) fn explain(&self, exchange: &Exchange, trouble: &Trouble) -> Explanation {
        match trouble {
            Trouble::Refused(refusal) => {
                let mut causes = self.causes(exchange, refusal);
                causes.sort_by_key(|cause| cause.likelihood);
                let again = refusal.status >= 500 || matches!(code(refusal), Some("4000" | "4001"));
                Explanation {
                    headline: self.refused(refusal),
                    said: words::refused(refusal, exchange),
                    causes,
                    not_done: if again { self.after_silence(false) } else { self.after_refusal() },
                }
            }
            Trouble::Failed(failure) => Explanation {
                headline: failure.headline.clone(),
                said: words::not_answered(exchange),
                causes: vec![Cause::likely(
                    failure.remedy.clone(),
                    self.reached(failure),
                    Some(Remedy::EditEnvironment),
                )],
                not_done: self.after_silence(matches!(failure.stage, Stage::Wait | Stage::Body)),
            },
            Trouble::Unreadable(unreadable) => Explanation {
                headline: unreadable.headline.clone(),
                said: words::answered(unreadable.status, exchange),
                causes: vec![Cause::likely(
                    "Another service may answer there, or this deployment answers in another form",
                    "The body is kept: see the exchange. The address of SSM ends with the SSP tenant.",
                    Some(Remedy::EditEnvironment),
                )],
                not_done: self.after_silence(true),
            },
        }
    }

    fn refused(&self, refusal: &Refusal) -> String {
        match (self.call, code(refusal)) {
            (SessionCall::SetUp, Some("1007")) => "SSM set up no session: the limit is reached".to_owned(),
            (SessionCall::SetUp, _) => "SSM set up no session".to_owned(),
            (call, _) => format!("SSM did not take the {}", call.name()),
        }
    }

    fn causes(&self, exchange: &Exchange, refusal: &Refusal) -> Vec<Cause> {
        let code = code(refusal);
        let known = code.and_then(|code| known_code_of(exchange.call.code_family(), code));
        let mut causes: Vec<_> =
            known.map(|known| Cause::likely(known.meaning, of_code(known), None)).into_iter().collect();
        causes.extend(match (self.call, code) {
            (SessionCall::SetUp, Some("1007")) => Some(self.limit()),
            (SessionCall::SetUp, _) => self.content_token(exchange),
            _ => self.session_token(),
        });
        causes
    }

    /// The limit that is told, against what runs here.
    fn limit(&self) -> Cause {
        let beside = self.beside;
        let here = match beside {
            0 => "none of them is kept here".to_owned(),
            1 => "1 of them is kept here".to_owned(),
            more => format!("{more} of them are kept here"),
        };
        match self.says.limit.as_ref().and_then(|limit| limit.max_sessions) {
            Some(most) if i64::try_from(beside).is_ok_and(|beside| beside >= most) => Cause::likely(
                format!("The content token allows {most} sessions at once, and {here}"),
                "Tear one of them down, and set up again.",
                None,
            ),
            Some(most) => Cause::possible(
                format!("The content token allows {most} sessions at once; {here}"),
                "Others of the account may play, or another limit holds that the token does not show: of a device group, a channel group, addresses of the account, sessions of an address.",
                None,
            ),
            None => Cause::possible(
                "The content token does not say how many sessions are allowed",
                format!("It has no sessionControl with maxSessions; {here}."),
                None,
            ),
        }
    }

    /// By the clock of SSM where its answer tells it, which is the one that counts.
    fn content_token(&self, exchange: &Exchange) -> Option<Cause> {
        let clocks = Clocks::new(self.now, exchange.clock_skew());
        let ended = clocks.counting().duration_since(self.says.expires_at?);
        (!ended.is_negative()).then(|| {
            let headline = format!("The content token expired {} ago", in_words(ended));
            let whose = if clocks.server.is_some() { "the server's" } else { "this computer's" };
            Cause::likely(headline, format!("By {whose} clock. Ask for a new one."), None)
        })
    }

    /// Why a session token is no good any more.
    fn session_token(&self) -> Option<Cause> {
        if let Some(late) = self.late {
            let headline = format!("The beat came {} late", in_words(late));
            return Some(Cause::likely(
                headline,
                "SSM ends a session whose beat it misses. This computer may have slept.",
                None,
            ));
        }
        (self.missed > 0).then(|| {
            let headline = "The answer to an earlier call could not be read";
            Cause::likely(
                headline,
                "SSM may have carried that call out; then the token in its answer is the good one.",
                None,
            )
        })
    }

    fn reached(&self, failure: &Failure) -> String {
        let sent = if matches!(failure.stage, Stage::Wait | Stage::Body) { "was sent" } else { "was not sent" };
        format!("The {} {sent}.", self.call.name())
    }

    fn after_refusal(&self) -> String {
        match self.call {
            SessionCall::SetUp => "no session was set up".to_owned(),
            SessionCall::Heartbeat | SessionCall::Renewal => {
                "the session is lost; for SSM it ended, or ends by itself".to_owned()
            }
            SessionCall::TearDown => format!("not torn down; {}", self.by_itself()),
        }
    }

    fn after_silence(&self, may_be_done: bool) -> String {
        match (self.call, may_be_done) {
            (SessionCall::SetUp, false) => "no session was set up".to_owned(),
            (SessionCall::SetUp, true) => {
                "whether a session was set up is not known; if so, it ends by itself when its first beat is missed"
                    .to_owned()
            }
            (SessionCall::Heartbeat | SessionCall::Renewal, _) => {
                "a beat was missed; the next one is sent before the session token expires".to_owned()
            }
            (SessionCall::TearDown, _) => format!("whether it was torn down is not known; {}", self.by_itself()),
        }
    }

    fn by_itself(&self) -> String {
        match self.ends_at {
            Some(at) => format!("SSM counts it until {at:.0} at the longest"),
            None => "SSM counts it until its next beat is missed".to_owned(),
        }
    }
}
