//! A session's own task: it beats by the period of SSM and the clock of its environment, until it is torn down or lost.
//! No call is dropped half-way: the answer may hold the token with which the session is torn down. The time limits of
//! the environment bound each.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tessera_journeys::session::{LeftSessions, LeftSessionsError, PlaybackSession, SessionExchange, SessionState};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

use super::told::Told;
use super::{Held, Whose, lock};

/// Asks for the tear-down; dropped when it was tried.
pub(super) type Wish = oneshot::Sender<()>;

/// How long to sleep at most before the clock is looked at again: it may be moved, and a computer that slept has to
/// notice.
const LOOK: Duration = Duration::from_millis(250);

/// How long the keychain may hold a session up; what it does later it does by itself.
const NOTING: Duration = Duration::from_secs(1);

/// A session, and whoever hears of it.
pub(super) struct Live {
    pub(super) session: PlaybackSession,
    pub(super) held: Arc<Held>,
    pub(super) asked: UnboundedReceiver<Wish>,
    pub(super) whose: Whose,
    pub(super) told: Arc<Told>,
    /// Where it stands for the next start; `None` where nothing would be left of it.
    pub(super) left: Option<Arc<LeftSessions>>,
}

/// What comes next.
enum Turn {
    Beat,
    /// Wanted, or the sign-on has ended.
    TearDown(Option<Wish>),
    /// Nothing can be done with it any more.
    Over,
}

impl Live {
    /// From the set-up to the end. `beside`: sessions of the account that are kept here.
    pub(super) async fn run(mut self, beside: usize) {
        let now = self.now();
        let set_up = self.session.set_up(beside, now).await;
        self.tell(set_up).await;
        loop {
            let turn = self.turn().await;
            let now = self.now();
            let (exchange, wish) = match turn {
                Turn::Beat => (self.session.beat(now).await, None),
                Turn::TearDown(wish) => (self.session.tear_down(now).await, wish),
                Turn::Over => break,
            };
            if let Some(exchange) = exchange {
                self.tell(exchange).await;
            }
            // Whoever wished it need not wait any longer.
            drop(wish);
        }
        self.over();
        if let Some(left) = &self.left {
            // A list that cannot be written now was told of before.
            let _ = timeout(NOTING, left.forget(self.session.id())).await;
        }
    }

    /// A session that SSM has ended meanwhile is told once more, for there is nothing to tear down.
    fn over(&self) {
        let mut view = lock(&self.held.view);
        if std::mem::take(&mut view.can_be_torn_down) {
            let mut told = view.clone();
            told.report.exchanges.clear();
            self.told.session(told);
        }
    }

    async fn turn(&mut self) -> Turn {
        loop {
            if let Ok(wish) = self.asked.try_recv() {
                return Turn::TearDown(Some(wish));
            }
            let now = self.now();
            let running = self.session.state() == SessionState::Running;
            let over = !running && self.session.ends_at().is_some_and(|end| end <= now);
            if over || !self.session.can_be_torn_down() {
                return Turn::Over;
            }
            if running && (self.whose.sign_on_is_over)(now) {
                self.told.say("The sign-on of a device has ended (fixed_exp): its playback session is torn down.");
                return Turn::TearDown(None);
            }
            let due = self.session.next_beat_at().map(|due| due.duration_since(now));
            let left = due.map(|left| Duration::try_from(left).unwrap_or_default());
            if left.is_some_and(|left| left.is_zero()) {
                return Turn::Beat;
            }
            tokio::select! {
                biased;
                wish = self.asked.recv() => return Turn::TearDown(wish),
                () = sleep(left.map_or(LOOK, |left| left.min(LOOK))) => {}
            }
        }
    }

    fn now(&self) -> Timestamp {
        (self.whose.clock)()
    }

    /// Tells the window how it stands after a call, and notes it for the next start.
    async fn tell(&mut self, exchange: SessionExchange) {
        let mut told = {
            let mut view = lock(&self.held.view);
            view.report = self.session.report();
            view.can_be_torn_down = self.session.can_be_torn_down();
            view.clone()
        };
        told.report.exchanges = vec![exchange];
        self.told.session(told);
        let Some(left) = &self.left else { return };
        let noted = timeout(NOTING, left.note(&self.whose.environment, self.whose.device, &self.session)).await;
        match noted {
            // Nobody is asked to unlock a keychain with every beat.
            Ok(Err(LeftSessionsError::Vault(error))) if error.is_unreachable() => self.left = None,
            Ok(Err(error)) => {
                self.told.say_once(format!(
                    "{error} {} A playback session that runs is not noted for the next start.",
                    error.remedy()
                ));
            }
            Ok(Ok(())) | Err(_) => {}
        }
    }
}
