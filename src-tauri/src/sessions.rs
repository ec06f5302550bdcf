//! Playback sessions of the devices that are signed on here. Each lives in a task of its own (`live`) and is told to the
//! window as it beats (`told`); the program ends none without a tear-down, and what it could not tear down the next
//! start does (`left`). What a session is, and what its calls come to, is `tessera_journeys::session`'s.

mod left;
mod live;
mod told;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager as _};
use tessera_credentials::{SecretKind, SecretName, Vault};
use tessera_gateway::ConnectionError;
use tessera_journeys::session::{
    LeftSession, LeftSessions, NoSession, PlaybackSession, SessionPlan, SessionReport, SessionState,
};
use tessera_journeys::{Clock, Run, prepare};
use tessera_protocol::SignOn;
use tessera_storage::{Device, EnvironmentId};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use uuid::Uuid;

pub(crate) use self::left::tear_down_left;
use self::live::{Live, Wish};
use self::told::Told;
use crate::dto::{BeatingInput, SessionEvent, SessionView};
use crate::error::{Answer, CommandError, ErrorKind};
use crate::journey;
use crate::playing;
use crate::state::App;

/// Sessions at rest that are still shown; older ones are forgotten.
const HELD: usize = 20;

/// Under which the sessions that run stand in the keychain.
const KEPT_FOR: &str = "window";

/// How long whoever ends sessions waits for SSM. What is not torn down by then is tried all the same, and stands in the
/// keychain for the next start.
pub(crate) const LAST_CALLS: Duration = Duration::from_secs(5);

/// Every session of this start, and those of an earlier one that it tore down.
pub(crate) struct Sessions {
    held: Mutex<Vec<Arc<Held>>>,
    told: Arc<Told>,
    left: Arc<LeftSessions>,
}

/// A session between its task and whoever asks.
struct Held {
    view: Mutex<SessionView>,
    wishes: UnboundedSender<Wish>,
}

/// Whose a session is, and by what it goes.
struct Whose {
    environment: EnvironmentId,
    device: Uuid,
    clock: Clock,
    /// Whether the whole sign-on of the device has ended (`fixed_exp`) at a moment of that clock.
    sign_on_is_over: Box<dyn Fn(Timestamp) -> bool + Send + Sync>,
}

impl Sessions {
    pub(crate) fn new(vault: Vault) -> Self {
        let name = SecretName::new(KEPT_FOR, SecretKind::PlaybackSessions);
        Self { held: Mutex::default(), told: Arc::default(), left: Arc::new(LeftSessions::new(vault, name)) }
    }

    /// From now on the window is told through this channel; the answer is what there is already.
    pub(crate) fn watch(&self, events: Channel<SessionEvent>) -> Vec<SessionView> {
        self.told.listen(events);
        lock(&self.held).iter().map(|held| lock(&held.view).clone()).collect()
    }

    /// Sets a session up with the content token of a run, and keeps it alive.
    pub(crate) async fn set_up(&self, handle: &AppHandle, run: Uuid, beating: BeatingInput) -> Answer<Uuid> {
        let app = handle.state::<App>();
        let run = app.runs.get(run)?;
        let (environment, folder) = journey::environment(&app, &run.environment)?;
        let renewal = (&run.environment, environment.ways.renewal_path);
        let beating = playing::beating(&app.challenges, renewal, beating)?;
        let journey = run.journey.lock().await;
        let mut plan = SessionPlan::of(&journey, beating)?;
        let device = device_of(&app, &run.environment, &journey)?;
        drop(journey);
        // As it is now: the address of SSM may have been entered since the token came.
        plan.connection = prepare::connection(&environment, &folder, journey::certificates(&app, &run.environment))?;
        let clock = Arc::clone(app.clock_of(&run.environment));
        let of = handle.clone();
        let sign_on_is_over =
            move |now| of.state::<App>().tokens.get(device.id).is_some_and(|set| set.sign_on_is_over(now));
        if sign_on_is_over(clock()) {
            let headline = "The sign-on of this device has ended (fixed_exp), so nothing is played with it.";
            return Err(CommandError::new(ErrorKind::Gone, headline, "Sign the device on again."));
        }
        let whose = Whose {
            environment: run.environment.clone(),
            device: device.id,
            clock,
            sign_on_is_over: Box::new(sign_on_is_over),
        };
        Ok(self.begin(plan, whose)?)
    }

    /// Tears one down, and waits until that was tried.
    pub(crate) async fn tear_down(&self, id: Uuid) -> Answer<()> {
        let known = lock(&self.held).iter().any(|held| lock(&held.view).report.id == id);
        if !known {
            return Err(CommandError::gone("The session"));
        }
        self.end(|view| view.report.id == id).await;
        Ok(())
    }

    /// Tears down those that are meant, all at once, and waits until that was tried: as long as the time limits of their
    /// environments allow. Without being waited for, it is tried all the same.
    pub(crate) fn end<Meant>(&self, meant: Meant) -> impl Future<Output = ()> + use<Meant>
    where
        Meant: Fn(&SessionView) -> bool,
    {
        let tried: Vec<oneshot::Receiver<()>> = lock(&self.held)
            .iter()
            .filter(|held| meant(&lock(&held.view)))
            .map(|held| {
                let (wish, tried) = oneshot::channel();
                // One that is over hears nothing any more, and there is nothing to wait for.
                let _ = held.wishes.send(wish);
                tried
            })
            .collect();
        async move {
            for one in tried {
                let _ = one.await;
            }
        }
    }

    /// Whether one would have to be torn down.
    pub(crate) fn any(&self) -> bool {
        lock(&self.held).iter().any(|held| is_live(&lock(&held.view)))
    }

    fn begin(&self, plan: SessionPlan, whose: Whose) -> Result<Uuid, ConnectionError> {
        let session = PlaybackSession::new(plan)?;
        let id = session.id();
        let (wishes, asked) = unbounded_channel();
        let view = SessionView::of(whose.environment.clone(), whose.device, &session);
        let beside = self.beside(&view);
        let held = Arc::new(Held { view: Mutex::new(view), wishes });
        self.add(Arc::clone(&held));
        // What the simulator inside counts ends with the program.
        let left = (!whose.environment.is_simulator()).then(|| Arc::clone(&self.left));
        tokio::spawn(Live { session, held, asked, whose, told: Arc::clone(&self.told), left }.run(beside));
        Ok(id)
    }

    /// Shows one that an earlier start left beside those of this one. Where its device was not noted it is only told.
    fn show_left(&self, left: &LeftSession, report: SessionReport) {
        let Some(device) = left.device else { return };
        let view = SessionView::left(left.environment.clone(), device, report);
        // Nobody hears wishes for it: it is not tried twice.
        let (wishes, _) = unbounded_channel();
        self.add(Arc::new(Held { view: Mutex::new(view.clone()), wishes }));
        self.told.session(view);
    }

    /// Sessions of the same account that are kept here.
    fn beside(&self, other: &SessionView) -> usize {
        let counts = |view: &SessionView| {
            view.report.state == SessionState::Running
                && view.environment == other.environment
                && view.report.account == other.report.account
        };
        lock(&self.held).iter().filter(|held| counts(&lock(&held.view))).count()
    }

    fn add(&self, one: Arc<Held>) {
        let mut held = lock(&self.held);
        held.push(one);
        let at_rest = held.iter().filter(|held| !is_live(&lock(&held.view))).count();
        let mut old = at_rest.saturating_sub(HELD);
        held.retain(|held| {
            let goes = old > 0 && !is_live(&lock(&held.view));
            old -= usize::from(goes);
            !goes
        });
    }
}

/// The stored device that a run signed on, or with whose tokens it went on.
fn device_of(app: &App, environment: &EnvironmentId, run: &Run) -> Answer<Device> {
    let client_id = match (run.device(), &run.plan().sign_on) {
        (Some(device), _) => Some(&device.client_id),
        (None, SignOn::NthTime(client_id)) => Some(client_id),
        (None, SignOn::FirstTime(_)) => None,
    };
    let installed = app.database.devices().installed(environment, &run.plan().platform)?;
    let same = |device: &Device| Some(&device.client_id) == client_id;
    installed.filter(same).ok_or_else(|| CommandError::gone("The device"))
}

/// Whether SSM may count it, now or in a moment.
fn is_live(view: &SessionView) -> bool {
    view.can_be_torn_down || view.report.state == SessionState::SettingUp
}

impl From<NoSession> for CommandError {
    fn from(none: NoSession) -> Self {
        let remedy = match none {
            NoSession::NoContentToken => "Get a content token for this device, and set up again.",
            NoSession::OnlyClaims => "Ask whoever runs the platform for tokens in place of their claims.",
        };
        Self::new(ErrorKind::Gone, none.to_string(), remedy)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
