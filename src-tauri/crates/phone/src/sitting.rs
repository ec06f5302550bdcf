//! What stands between the page and the journey: one stage, which both look at and move on.
//!
//! Every change of the stage is one step under the lock of its channel, so of two phones that confirm at once one is
//! first.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::watch;

use crate::one_time::OneTime;
use crate::{Confirmed, Ended, Offer, OpenError, Outcome};

/// How long a page is served at most.
pub const LASTS: Duration = Duration::from_secs(300);

/// After so many wrong secrets the page closes.
const WRONG_SECRETS: u32 = 20;

#[derive(Debug, Clone)]
pub(crate) enum Stage {
    /// For a phone.
    Waiting,
    /// The secret is spent, the journey goes on.
    Confirmed(Box<Confirmed>),
    /// The journey has ended.
    Told(Outcome),
    /// And the phone knows.
    Shown(Outcome),
    /// Nothing is served any more.
    Ended(Ended),
}

pub(crate) struct Sitting {
    /// `IP:PORT`, as `Host` has to say it.
    pub(crate) authority: String,
    /// In the code; good for one confirmation.
    pub(crate) secret: OneTime,
    /// For the phone that confirmed, to ask for the outcome.
    pub(crate) receipt: OneTime,
    pub(crate) offer: Offer,
    pub(crate) stage: watch::Sender<Stage>,
    wrong: AtomicU32,
}

impl Sitting {
    pub(crate) fn new(authority: String, offer: Offer) -> Result<Self, OpenError> {
        Ok(Self {
            authority,
            secret: OneTime::new()?,
            receipt: OneTime::new()?,
            offer,
            stage: watch::Sender::new(Stage::Waiting),
            wrong: AtomicU32::new(0),
        })
    }

    /// Moves on from `Waiting`; false when another was first.
    pub(crate) fn leave_waiting(&self, to: Stage) -> bool {
        self.stage.send_if_modified(|stage| {
            let waits = matches!(stage, Stage::Waiting);
            if waits {
                *stage = to;
            }
            waits
        })
    }

    pub(crate) fn is_waiting(&self) -> bool {
        matches!(*self.stage.borrow(), Stage::Waiting)
    }

    /// The first reason for an end stays.
    pub(crate) fn end(&self, why: Ended) {
        self.stage.send_if_modified(|stage| {
            let first = !matches!(stage, Stage::Ended(_));
            if first {
                *stage = Stage::Ended(why);
            }
            first
        });
    }

    pub(crate) fn tell(&self, outcome: Outcome) {
        self.stage.send_if_modified(|stage| {
            let goes_on = matches!(stage, Stage::Confirmed(_));
            if goes_on {
                *stage = Stage::Told(outcome);
            }
            goes_on
        });
    }

    pub(crate) fn shown(&self) {
        self.stage.send_if_modified(|stage| match *stage {
            Stage::Told(outcome) => {
                *stage = Stage::Shown(outcome);
                true
            }
            _ => false,
        });
    }

    pub(crate) fn count_wrong(&self) {
        if self.wrong.fetch_add(1, Ordering::Relaxed) + 1 >= WRONG_SECRETS {
            self.end(Ended::TooManyWrong);
        }
    }

    /// The first stage that the condition holds for. The channel lives as long as this does.
    pub(crate) async fn until(&self, reached: impl Fn(&Stage) -> bool) -> Stage {
        let mut stage = self.stage.subscribe();
        stage.wait_for(reached).await.map_or(Stage::Ended(Ended::Closed), |stage| stage.clone())
    }
}
