//! A journey between the window and the domain: its plan from what the window says, its driving in a task of its own,
//! its keeping when it comes to rest.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::SignedDuration;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager as _};
use tessera_gateway::CertificateCheck;
use tessera_journeys::prepare::{self, Choices};
use tessera_journeys::record::record;
use tessera_journeys::{HeadEnd, Mode, Observer, Plan, QrSignOn, RunEvent, Verdict, drive};
use tessera_protocol::SignOn;
use tessera_qr::QrCode;
use tessera_storage::{Device, Environment, EnvironmentId};
use tessera_tokens::operator_claims;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::credentials;
use crate::dto::{JourneyInput, Preparation, SignOnChoice, Started};
use crate::error::{Answer, CommandError};
use crate::runs::Run;
use crate::state::App;

/// What a run would do, without starting it.
pub(crate) fn preparation(app: &App, input: &JourneyInput) -> Answer<Preparation> {
    let (environment, _) = environment(app, &input.environment)?;
    let installed = app.database.devices().installed(&input.environment, &input.platform)?;
    let (device, wipes) = match installed {
        Some(device) if device.account == input.account => (Some(device), None),
        other => (None, other),
    };
    let SignOn::FirstTime(device_information) = prepare::first_time(&environment, &input.platform)? else {
        return Err(CommandError::gone("The platform"));
    };
    let lifetime = input.lifetime.map_or_else(|| prepare::lifetime(&environment), SignedDuration::from_secs);
    let mut claims = operator_claims(&input.account, &environment.tenant, (app.clock)(), lifetime);
    claims.extend(environment.operator_jwt.claims);
    Ok(Preparation { device, wipes, device_information, claims })
}

/// The plan for what the window says.
pub(crate) async fn plan(app: &App, input: &JourneyInput) -> Answer<Plan> {
    let (environment, folder) = environment(app, &input.environment)?;
    let head_end = match input.credential {
        Some(id) => HeadEnd::Played(credentials::key(app, id, &environment).await?),
        None => HeadEnd::Real,
    };
    let first_time = || prepare::first_time(&environment, &input.platform);
    let sign_on = match &input.sign_on {
        SignOnChoice::NthTime { client_id } => SignOn::NthTime(client_id.clone()),
        SignOnChoice::FirstTime { device_information: Some(block) } => SignOn::FirstTime(block.clone()),
        SignOnChoice::FirstTime { device_information: None } => first_time()?,
        SignOnChoice::Usual => match own_device(app, input)? {
            Some(device) => SignOn::NthTime(device.client_id),
            None => first_time()?,
        },
    };
    let certificates =
        if input.environment.is_simulator() { CertificateCheck::Verify } else { app.certificates(&input.environment) };
    let choices = Choices {
        account: input.account.clone(),
        platform: input.platform.clone(),
        sign_on,
        content: input.content.clone(),
        lifetime: input.lifetime.map(SignedDuration::from_secs),
        claims: input.claims.clone(),
        certificates,
    };
    Ok(prepare::plan(&environment, &folder, head_end, choices)?)
}

/// Holds a run and drives it.
pub(crate) fn start(
    handle: &AppHandle,
    input: &JourneyInput,
    run: QrSignOn,
    mode: Mode,
    events: Channel<RunEvent>,
) -> Started {
    let (id, run) = handle.state::<App>().runs.add(input.environment.clone(), run);
    go_on(handle, run, mode, events);
    Started { run: id }
}

/// Drives a run in a task of its own and keeps it when it comes to rest. The window may close meanwhile.
pub(crate) fn go_on(handle: &AppHandle, run: Arc<Run>, mode: Mode, events: Channel<RunEvent>) {
    let handle = handle.clone();
    // Before anything else, so that no Stop is missed.
    let cancel = run.cancellation();
    tauri::async_runtime::spawn(async move {
        let app = handle.state::<App>();
        let mut journey = run.journey.lock().await;
        let verdict = drive(&mut journey, mode, &app.clock, &Window(events), &cancel).await;
        if verdict != Verdict::Paused || journey.device().is_some() {
            keep(&app, &run.environment, &journey).await;
        }
    });
}

/// Ends a run and waits until it is kept: one under way at once, one that waits for the person before its next step.
pub(crate) async fn end(app: &App, run: &Run) {
    run.cancel();
    let mut journey = run.journey.lock().await;
    if journey.report().verdict == Verdict::Paused {
        let cancelled = CancellationToken::new();
        cancelled.cancel();
        drive(&mut journey, Mode::OneStep, &app.clock, &(), &cancelled).await;
        keep(app, &run.environment, &journey).await;
    }
}

/// The code that is on screen.
pub(crate) async fn code(app: &App, run: Uuid) -> Answer<QrCode> {
    let run = app.runs.get(run)?;
    let journey = run.journey.lock().await;
    journey.code().map(|drawn| drawn.code.clone()).ok_or_else(|| CommandError::gone("The QR code"))
}

async fn keep(app: &App, id: &EnvironmentId, journey: &QrSignOn) {
    let Ok((environment, _)) = environment(app, id) else { return };
    let recorded = record(&app.database, &app.vault, (id, &environment), journey).await;
    let mut troubles: Vec<String> = recorded.troubles.iter().map(ToString::to_string).collect();
    if id.is_simulator() {
        troubles.extend(app.simulated.keep(&app.database).err().map(|error| error.to_string()));
    }
    app.say(troubles);
    app.kept();
}

fn own_device(app: &App, input: &JourneyInput) -> Answer<Option<Device>> {
    let installed = app.database.devices().installed(&input.environment, &input.platform)?;
    Ok(installed.filter(|device| device.account == input.account))
}

/// An environment, and where relative file names in it start.
pub(crate) fn environment(app: &App, id: &EnvironmentId) -> Answer<(Environment, PathBuf)> {
    if id.is_simulator() {
        return Ok((app.simulated.environment().clone(), PathBuf::new()));
    }
    let stored = app.environments.get(id)?;
    Ok((stored.environment, stored.folder))
}

/// Tells the window what happens in a run.
struct Window(Channel<RunEvent>);

impl Observer for Window {
    fn notice(&self, event: RunEvent) {
        // When the window is gone the run goes on to its end and is kept.
        let _ = self.0.send(event);
    }
}
