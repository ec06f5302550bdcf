//! Companion sign-on between the window and the domain: which devices can approve, the one that does with its tokens, and
//! the code, which has to be seen while the polling for it goes on.

use tessera_credentials::Lookup;
use tessera_journeys::prepare;
use tessera_journeys::record::refresh_token;
use tessera_journeys::{Approver, Clock, DrawnCode, KeptIn, Mode, Observer, Run, RunEvent, Step, Verdict, drive};
use tessera_protocol::PlatformId;
use tessera_storage::{Device, Environment, EnvironmentId};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::automatic;
use crate::error::{Answer, CommandError, ErrorKind};
use crate::state::App;

/// While it lives, nobody else renews the tokens of the device that approves.
pub(crate) type Renewing = Option<(Uuid, automatic::Renewing)>;

/// Devices of an environment that can approve: those with an access token in memory, or with a refresh token.
pub(crate) async fn approvers(app: &App, environment: &EnvironmentId) -> Answer<Vec<Device>> {
    let mut able = vec![];
    for device in app.database.devices().list(Some(environment))? {
        let held = app.tokens.get(device.id).is_some();
        if held || matches!(app.vault.get(&refresh_token(&device)).await, Ok(Lookup::Found(_))) {
            able.push(device);
        }
    }
    Ok(able)
}

/// The stored device in the role of the phone. It is another one than the device that shows the code.
pub(crate) fn approving(app: &App, id: Uuid, platform: &PlatformId) -> Answer<Device> {
    let device = app.database.devices().get(id)?.ok_or_else(|| CommandError::gone("The device that approves"))?;
    if device.platform == *platform {
        let headline = format!("A {platform} would approve its own code: here each platform is one device.");
        return Err(CommandError::new(ErrorKind::Gone, headline, "Choose another platform, or another device."));
    }
    Ok(device)
}

/// The same with its tokens. A new refresh token of it is kept before anything else is done.
pub(crate) async fn approver(app: &App, device: &Device, environment: &Environment) -> Answer<Approver> {
    let set = app.tokens.get(device.id);
    let name = refresh_token(device);
    let stored = match app.vault.get(&name).await {
        Ok(Lookup::Found(token)) => Some(token),
        // A keychain that does not answer is no matter while the tokens are in memory.
        Err(error) if set.is_none() => return Err(error.into()),
        _ => None,
    };
    let tokens = prepare::device_tokens(environment, &device.client_id, set, stored);
    if tokens.set.is_none() && tokens.refresh.is_none() {
        let headline = "The device that should approve has no tokens: it signed out, or the keychain has none.";
        return Err(CommandError::new(ErrorKind::Gone, headline, "Sign that device on again, or choose another."));
    }
    Ok(Approver { tokens: tokens.kept_in(KeptIn { vault: app.vault.clone(), name }) })
}

/// Waits until nobody renews the tokens of the device that approves.
pub(crate) async fn renewing(app: &App, approver: Option<Uuid>) -> Answer<Renewing> {
    match approver {
        Some(device) => Ok(Some((device, app.tokens.renewing(device).await?))),
        None => Ok(None),
    }
}

/// Gives the run the tokens that the device which approves has by now.
pub(crate) fn take_newer(app: &App, approver: Option<Uuid>, run: &mut Run) {
    if let Some(set) = approver.and_then(|device| app.tokens.get(device)) {
        run.take_newer_approver_set(set);
    }
}

/// Takes over the tokens that the run renewed for the device that approves.
pub(crate) fn put_back(app: &App, approver: Option<Uuid>, run: &Run) {
    if let Some((device, set)) = approver.zip(run.approver_set()) {
        app.tokens.renewed(device, set);
    }
}

/// The code of a run, for whoever asks while the run is driven.
#[derive(Default)]
pub(crate) struct Shown(watch::Sender<Option<Coded>>);

/// A code with its text, where a person may type it.
pub(crate) type Coded = (DrawnCode, Option<String>);

impl Shown {
    /// Waits until there is one.
    pub(crate) async fn there(&self) -> Option<Coded> {
        self.0.subscribe().wait_for(Option::is_some).await.ok()?.clone()
    }

    /// Takes the code that the run has now, and answers it.
    pub(crate) fn take(&self, run: &Run) -> Option<Coded> {
        let drawn = run.code().map(|drawn| (drawn.clone(), run.registration_code().map(str::to_owned)));
        self.0.send_replace(drawn.clone());
        drawn
    }
}

/// Drives a run. Where somebody else has to see its code while it goes on, it goes as far as that first.
pub(crate) async fn drive_showing(
    run: &mut Run,
    shown: &Shown,
    mode: Mode,
    clock: &Clock,
    observer: &dyn Observer,
    cancel: &CancellationToken,
) -> Verdict {
    while mode == Mode::RunThrough && before_the_code(run) {
        let verdict = drive(run, Mode::OneStep, clock, &OnTheWay(observer), cancel).await;
        if verdict != Verdict::Paused {
            return verdict;
        }
    }
    shown.take(run);
    drive(run, mode, clock, observer, cancel).await
}

fn before_the_code(run: &Run) -> bool {
    let companion = matches!(run.plan().goal, tessera_journeys::Goal::CompanionSignOn(_));
    companion && matches!(run.next(), Some(Step::RegistrationCode | Step::ShowQr))
}

/// Says nothing of a rest that is none.
struct OnTheWay<'observer>(&'observer dyn Observer);

impl Observer for OnTheWay<'_> {
    fn notice(&self, event: RunEvent) {
        if !matches!(event, RunEvent::Rested { verdict: Verdict::Paused, .. }) {
            self.0.notice(event);
        }
    }
}
