//! A journey between the window and the domain: its plan from what the window says, its driving in a task of its own,
//! its keeping when it comes to rest.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::SignedDuration;
use serde_json::Map;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager as _};
use tessera_gateway::{CertificateCheck, Gateway, Request};
use tessera_journeys::prepare::{self, Choices};
use tessera_journeys::record::record;
use tessera_journeys::{Goal, GuestSignOn, HeadEnd, Mode, Observer, Plan, RunEvent, Verdict, drive};
use tessera_phone::{Offer, Outcome};
use tessera_protocol::{Call, Parameter, ServiceDiscovery, SignOn};
use tessera_qr::QrCode;
use tessera_storage::{Device, DeviceChange, Environment, EnvironmentId};
use tessera_tokens::operator_claims;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::companion::{self, Coded, Renewing, drive_showing};
use crate::credentials;
use crate::dto::{JourneyInput, Preparation, Road, SignOnChoice, Started};
use crate::error::{Answer, CommandError, ErrorKind};
use crate::passwords::{self, Typed};
use crate::phone::Offered;
use crate::playing;
use crate::runs::Run;
use crate::state::App;

/// What a run would do, without starting it.
pub(crate) fn preparation(app: &App, input: &JourneyInput) -> Answer<Preparation> {
    let (environment, _) = environment(app, &input.environment)?;
    let installed = app.database.devices().installed(&input.environment, &input.platform)?;
    let (device, wipes) = match installed {
        Some(device) if belongs(app, &device, input) => (Some(device), None),
        other => (None, other),
    };
    let SignOn::FirstTime(device_information) = prepare::first_time(&environment, &input.platform)? else {
        return Err(CommandError::gone("The platform"));
    };
    let mut claims = Map::new();
    if let Road::QrSignOn { account, lifetime, .. } = &input.road {
        let lifetime = lifetime.map_or_else(|| prepare::lifetime(&environment), SignedDuration::from_secs);
        claims = operator_claims(account, &environment.tenant, (app.clock_of(&input.environment))(), lifetime);
        claims.extend(environment.operator_jwt.claims);
    }
    Ok(Preparation { device, wipes, device_information, claims })
}

/// What a phone is asked to confirm.
pub(crate) fn offer(app: &App, input: &JourneyInput) -> Answer<(Offered, Offer)> {
    let Some(offered) = offered(input) else {
        return Err(CommandError::new(
            ErrorKind::Phone,
            "A phone confirms a QR sign-on of which Tessera plays the head-end.",
            "Choose the QR code and Tessera as the head-end, and a credential.",
        ));
    };
    let (environment, _) = environment(app, &input.environment)?;
    let offer = Offer {
        environment: environment.name,
        account: offered.account.to_string(),
        platform: "This phone".to_owned(),
        playout_device_class: environment.playout_device_class,
    };
    Ok((offered, offer))
}

fn offered(input: &JourneyInput) -> Option<Offered> {
    match &input.road {
        Road::QrSignOn { credential: Some(_), account, .. } => {
            Some(Offered { environment: input.environment.clone(), account: account.clone() })
        }
        _ => None,
    }
}

/// The plan for what the window says. `repeated` is that of the run that is made again: its password is taken over, and
/// what its phone said.
pub(crate) async fn plan(app: &App, input: &JourneyInput, repeated: Option<&Plan>) -> Answer<Plan> {
    let (environment, folder) = environment(app, &input.environment)?;
    let goal = match &input.road {
        Road::QrSignOn { credential, lifetime, claims, .. } => {
            let head_end = match credential {
                Some(id) => HeadEnd::Played(credentials::key(app, *id, &environment).await?),
                None => HeadEnd::Real,
            };
            prepare::qr_sign_on(&environment, head_end, lifetime.map(SignedDuration::from_secs), claims.clone())?
        }
        Road::PasswordSignOn { user_name, password, parameters, keep } => {
            let typed = Typed { user_name, password: password.as_ref(), parameters, keeping: *keep };
            passwords::sign_on(app, (&input.environment, &environment), typed, repeated).await?
        }
        Road::GuestSignOn { country } => Goal::GuestSignOn(GuestSignOn { country: country.clone() }),
        Road::CompanionSignOn { approver: None } => prepare::companion_sign_on(&environment, None),
        Road::CompanionSignOn { approver: Some(id) } => {
            let device = companion::approving(app, *id, &input.platform)?;
            let approver = companion::approver(app, &device, &environment).await?;
            prepare::companion_sign_on(&environment, Some(approver))
        }
    };
    let mut platform =
        repeated.filter(|_| input.sign_on.is_phone()).map_or(&input.platform, |plan| &plan.platform).clone();
    let first_time = || prepare::first_time(&environment, &input.platform);
    let sign_on = match &input.sign_on {
        SignOnChoice::NthTime { client_id } => SignOn::NthTime(client_id.clone()),
        SignOnChoice::FirstTime { device_information: Some(block) } => SignOn::FirstTime(block.clone()),
        SignOnChoice::FirstTime { device_information: None } => first_time()?,
        SignOnChoice::Usual => match own_device(app, input)? {
            Some(device) => SignOn::NthTime(device.client_id),
            None => first_time()?,
        },
        SignOnChoice::Phone => {
            if let Some(plan) = repeated {
                plan.sign_on.clone()
            } else {
                let confirmed = app.phone.confirmed(offered(input).as_ref())?;
                platform = confirmed.platform;
                SignOn::FirstTime(confirmed.device_information)
            }
        }
    };
    let choices = Choices {
        account: input.road.account().cloned(),
        platform,
        sign_on,
        content: input.content.clone(),
        certificates: certificates(app, &input.environment),
    };
    let mut plan = prepare::plan(&environment, &folder, goal, choices)?;
    playing::take(app, input.playing.as_ref(), &mut plan.playing)?;
    Ok(plan)
}

/// What an auth service asks for on a password sign-on. It is asked now: a form shows what is sent.
pub(crate) async fn sign_on_parameters(app: &App, id: &EnvironmentId) -> Answer<Vec<Parameter>> {
    let (environment, folder) = environment(app, id)?;
    let connection = prepare::connection(&environment, &folder, certificates(app, id))?;
    let now = (app.clock_of(id))();
    let correlation = connection.correlation.make();
    let request = Request::service_discovery(None);
    let exchange = Gateway::new(connection)?.call(request, correlation.as_ref(), now).await;
    let unknown = |what: String| {
        CommandError::new(
            ErrorKind::Discovery,
            what,
            "Fill in user name and password; they are sent under the environment's names.",
        )
    };
    let discovery = exchange
        .read::<ServiceDiscovery>()
        .map_err(|trouble| unknown(format!("Service discovery names no fields: {}", trouble.headline())))?;
    let service = discovery.choose(environment.auth_service.as_ref()).map_err(|error| unknown(error.to_string()))?;
    Ok(service.endpoint(Call::SignOn).map(|endpoint| endpoint.parameter_properties.clone()).unwrap_or_default())
}

/// Whether certificates of an environment are checked. Those of the simulator need not be chosen.
pub(crate) fn certificates(app: &App, id: &EnvironmentId) -> CertificateCheck {
    if id.is_simulator() { CertificateCheck::Verify } else { app.certificates(id) }
}

/// Holds a run and drives it.
pub(crate) fn start(
    handle: &AppHandle,
    environment: EnvironmentId,
    run: tessera_journeys::Run,
    mode: Mode,
    events: Channel<RunEvent>,
    renewing: Renewing,
) -> Started {
    let approver = renewing.as_ref().map(|(device, _)| *device);
    let (id, run) = handle.state::<App>().runs.add(environment, approver, run);
    go_on(handle, run, mode, events, renewing);
    Started { run: id }
}

/// Drives a run in a task of its own and keeps it when it comes to rest. The window may close meanwhile.
pub(crate) fn go_on(handle: &AppHandle, run: Arc<Run>, mode: Mode, events: Channel<RunEvent>, renewing: Renewing) {
    let handle = handle.clone();
    // Before anything else, so that no Stop is missed.
    let cancel = run.cancellation();
    tauri::async_runtime::spawn(async move {
        let app = handle.state::<App>();
        let mut journey = run.journey.lock().await;
        companion::take_newer(&app, run.approver, &mut journey);
        let verdict =
            drive_showing(&mut journey, &run.shown, mode, app.clock_of(&run.environment), &Window(events), &cancel)
                .await;
        companion::put_back(&app, run.approver, &journey);
        drop(renewing);
        tell_the_phone(&app, &journey);
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
        drive(&mut journey, Mode::OneStep, app.clock_of(&run.environment), &(), &cancelled).await;
        tell_the_phone(app, &journey);
        keep(app, &run.environment, &journey).await;
    }
}

/// A phone that confirmed waits for the end of its run.
fn tell_the_phone(app: &App, journey: &tessera_journeys::Run) {
    let report = journey.report();
    if report.verdict != Verdict::Paused {
        app.phone.tell(report.id, Outcome::from(&report));
    }
}

/// The code of a run with its text: as it is now, or while the run is driven as soon as somebody has to see it.
pub(crate) async fn drawn(run: &Run) -> Option<Coded> {
    tokio::select! {
        biased;
        journey = run.journey.lock() => run.shown.take(&journey),
        drawn = run.shown.there() => drawn,
    }
}

/// The code that is on screen.
pub(crate) async fn code(app: &App, run: Uuid) -> Answer<QrCode> {
    let run = app.runs.get(run)?;
    drawn(&run).await.map(|(drawn, _)| drawn.code).ok_or_else(|| CommandError::gone("The QR code"))
}

pub(crate) async fn keep(app: &App, id: &EnvironmentId, journey: &tessera_journeys::Run) {
    let Ok((environment, _)) = environment(app, id) else { return };
    let recorded = record(&app.database, &app.vault, (id, &environment), journey, app.ahead_of(id)).await;
    let told = recorded.troubles.iter().map(|trouble| format!("{trouble} {}", trouble.remedy()));
    let mut troubles: Vec<String> = told.collect();
    troubles.extend(recorded.notice());
    if id.is_simulator() {
        troubles.extend(app.simulated.keep().err().map(|error| error.to_string()));
    }
    app.tokens.take_over(journey, recorded.device.as_ref());
    if let Some((_, DeviceChange::OtherAccount { wiped })) = &recorded.device {
        // What it plays counts for its account; nothing here waits for that.
        drop(app.sessions.end(|session| session.device == wiped.id));
    }
    app.say(troubles);
    app.kept();
}

fn own_device(app: &App, input: &JourneyInput) -> Answer<Option<Device>> {
    let installed = app.database.devices().installed(&input.environment, &input.platform)?;
    Ok(installed.filter(|device| belongs(app, device, input)))
}

/// Whether a device is of the account that is meant. A guest has none; of a user name it shows when the platform answers.
fn belongs(app: &App, device: &Device, input: &JourneyInput) -> bool {
    match &input.road {
        Road::QrSignOn { account, .. } => device.account == *account,
        Road::PasswordSignOn { .. } => true,
        Road::GuestSignOn { .. } => false,
        // On whose account it will be, only the platform knows where a real phone approves.
        Road::CompanionSignOn { approver } => {
            let approving = approver.and_then(|id| app.database.devices().get(id).ok().flatten());
            approving.is_none_or(|approving| approving.account == device.account && approving.id != device.id)
        }
    }
}

/// An environment, and where relative file names in it start.
pub(crate) fn environment(app: &App, id: &EnvironmentId) -> Answer<(Environment, PathBuf)> {
    if id.is_simulator() {
        return Ok((app.simulated.environment(), PathBuf::new()));
    }
    let stored = app.environments.get(id)?;
    Ok((stored.environment, stored.folder))
}

/// Tells the window what happens in a run.
pub(crate) struct Window(pub(crate) Channel<RunEvent>);

impl Observer for Window {
    fn notice(&self, event: RunEvent) {
        // When the window is gone the run goes on to its end and is kept.
        let _ = self.0.send(event);
    }
}
