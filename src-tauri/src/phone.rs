//! The page for a real phone: at most one at a time, served by a task of its own until the phone was told the outcome,
//! or there is none to tell. What the phone said of itself stays here, and one run takes it. What the page is and lets
//! in is `tessera_phone`'s own.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tauri::ipc::Channel;
use tessera_journeys::{Run, Step};
use tessera_phone::{Confirmed, Ended, Offer, OpenPage, Outcome, PhonePage};
use tessera_protocol::AccountId;
use tessera_storage::EnvironmentId;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::dto::{PhoneEvent, PhonePageView};
use crate::error::{Answer, CommandError, ErrorKind};

/// What a person would be asked on the phone, and so what alone may be signed on to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offered {
    pub(crate) environment: EnvironmentId,
    pub(crate) account: AccountId,
}

/// The page, if there is one.
#[derive(Default)]
pub(crate) struct Phone {
    current: Mutex<Option<Arc<Served>>>,
    /// Held while one page gives way to the next.
    opening: tokio::sync::Mutex<()>,
}

struct Served {
    offered: Offered,
    stage: Mutex<Stage>,
    close: CancellationToken,
    gone: CancellationToken,
}

enum Stage {
    /// For a phone.
    Waiting,
    /// For the run that is to take it.
    Confirmed(Box<Confirmed>, oneshot::Sender<Outcome>),
    /// For the outcome of this run.
    Followed(Uuid, oneshot::Sender<Outcome>),
    /// There is nothing to wait for.
    Over,
}

impl Phone {
    /// Serves a page on that address; another one is closed first.
    pub(crate) async fn open(
        &self,
        address: IpAddr,
        (offered, offer): (Offered, Offer),
        now: Timestamp,
        events: Channel<PhoneEvent>,
    ) -> Answer<PhonePageView> {
        let _alone = self.opening.lock().await;
        self.close().await;
        let page = PhonePage::open(address, offer).await?;
        let view = PhonePageView::of(&page, now)?;
        let served = Arc::new(Served {
            offered,
            stage: Mutex::new(Stage::Waiting),
            close: CancellationToken::new(),
            gone: CancellationToken::new(),
        });
        *lock(&self.current) = Some(Arc::clone(&served));
        tokio::spawn(serve(page, served, events));
        Ok(view)
    }

    /// Ends the page. When this returns nothing listens any more.
    pub(crate) async fn close(&self) {
        let served = lock(&self.current).take();
        if let Some(served) = served {
            served.close.cancel();
            served.gone.cancelled().await;
        }
    }

    /// The phone that confirmed exactly this, as long as no run has taken it.
    pub(crate) fn confirmed(&self, asked: Option<&Offered>) -> Answer<Confirmed> {
        let served = self.served().ok_or_else(nobody)?;
        match &*lock(&served.stage) {
            Stage::Confirmed(..) if Some(&served.offered) != asked => Err(CommandError::new(
                ErrorKind::Phone,
                format!("The phone confirmed a sign-on to {}, and this is another one.", served.offered.account),
                "Choose that account and environment again, or serve a new page.",
            )),
            Stage::Confirmed(confirmed, _) => Ok(Confirmed::clone(confirmed)),
            Stage::Waiting | Stage::Followed(..) | Stage::Over => Err(nobody()),
        }
    }

    /// From now on the page waits for the outcome of this run, which is the one that may take the confirmation.
    pub(crate) fn follow(&self, run: Uuid) -> Answer<()> {
        let served = self.served().ok_or_else(nobody)?;
        let mut stage = lock(&served.stage);
        match std::mem::replace(&mut *stage, Stage::Over) {
            Stage::Confirmed(_, tell) => {
                *stage = Stage::Followed(run, tell);
                Ok(())
            }
            other => {
                *stage = other;
                Err(nobody())
            }
        }
    }

    /// A run that is repeated before it came to its end hands the page on. After that it may only repeat what comes after
    /// the sign-on: another device wants another confirmation.
    pub(crate) fn go_on(&self, repeated: &Run, before: Uuid, from: Step) -> Answer<()> {
        let steps = repeated.plan().goal.steps();
        let place = |step| steps.iter().position(|one| *one == step);
        let handed_on = self.hand_on(before, repeated.report().id);
        if handed_on || place(from) > place(Step::SignOn) { Ok(()) } else { Err(nobody()) }
    }

    /// Whether the page was that run's.
    fn hand_on(&self, from: Uuid, to: Uuid) -> bool {
        let Some(served) = self.served() else { return false };
        match &mut *lock(&served.stage) {
            Stage::Followed(run, _) if *run == from => {
                *run = to;
                true
            }
            _ => false,
        }
    }

    /// Tells the phone how its run ended, which ends the page. Other runs are none of its business.
    pub(crate) fn tell(&self, run: Uuid, outcome: Outcome) {
        let Some(served) = self.served() else { return };
        let mut stage = lock(&served.stage);
        match std::mem::replace(&mut *stage, Stage::Over) {
            // When the page has ended meanwhile there is nobody to tell.
            Stage::Followed(its, tell) if its == run => drop(tell.send(outcome)),
            other => *stage = other,
        }
    }

    fn served(&self) -> Option<Arc<Served>> {
        lock(&self.current).clone().filter(|served| !served.close.is_cancelled() && !served.gone.is_cancelled())
    }
}

async fn serve(page: OpenPage, served: Arc<Served>, events: Channel<PhoneEvent>) {
    let last = attend(&page, &served, &events).await;
    *lock(&served.stage) = Stage::Over;
    page.close().await;
    served.gone.cancel();
    // When the window is gone there is nobody to tell.
    let _ = events.send(last);
}

async fn attend(page: &OpenPage, served: &Served, events: &Channel<PhoneEvent>) -> PhoneEvent {
    let confirmed = tokio::select! {
        confirmed = page.confirmed() => confirmed,
        () = served.close.cancelled() => Err(Ended::Closed),
    };
    let confirmed = match confirmed {
        Ok(confirmed) => confirmed,
        Err(why) => return PhoneEvent::Ended { headline: why.to_string() },
    };
    let (tell, outcome) = oneshot::channel();
    let event = PhoneEvent::from(&confirmed);
    *lock(&served.stage) = Stage::Confirmed(Box::new(confirmed), tell);
    let _ = events.send(event);
    tokio::select! {
        biased;
        Ok(outcome) = outcome => PhoneEvent::told(outcome, page.tell(outcome).await),
        why = page.ended() => untold(why),
        () = served.close.cancelled() => untold(Ended::Closed),
    }
}

/// The page ended after a phone had confirmed, and before its journey came to an end.
fn untold(why: Ended) -> PhoneEvent {
    let what = match why {
        Ended::TimeUp => "Five minutes are over, so the page for the phone was closed before the journey ended.",
        Ended::TooManyWrong => {
            "Somebody on the network tried one address after the other, so the page for the phone was closed before the journey ended."
        }
        Ended::Declined | Ended::Closed => "The page for the phone was closed before the journey ended.",
    };
    PhoneEvent::Ended { headline: format!("{what} The phone is not told the outcome; look for it here.") }
}

fn nobody() -> CommandError {
    CommandError::new(
        ErrorKind::Phone,
        "No phone has confirmed this sign-on.",
        "Serve the page, scan its code with the phone, and confirm there. Each confirmation is for one sign-on.",
    )
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[path = "phone/tests.rs"]
mod tests;
