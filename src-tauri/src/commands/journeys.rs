//! Signing on: prepare, start, go on, repeat, cancel; the code on screen.

use tauri::AppHandle;
use tauri::ipc::Channel;
use tessera_journeys::{Mode, Run, RunEvent, Step};
use tessera_protocol::Parameter;
use tessera_storage::{Device, EnvironmentId};
use uuid::Uuid;

use crate::dto::{ChallengeFile, CodeFile, JourneyInput, PictureSource, Preparation, QrPicture, Started};
use crate::error::{Answer, CommandError, ErrorKind};
use crate::panics::Program;
use crate::state::App;
use crate::{clipboard, companion, journey, picture, playing, saving};

/// Pixels of one module in a picture that is saved or copied.
const MODULE_PIXELS: u32 = 8;

#[tauri::command]
pub(crate) async fn prepare_journey(app: Program<'_>, input: JourneyInput) -> Answer<Preparation> {
    journey::preparation(&app, &input)
}

#[tauri::command]
pub(crate) async fn start_journey(
    handle: AppHandle,
    app: Program<'_>,
    input: JourneyInput,
    picture: Option<PictureSource>,
    mode: Mode,
    events: Channel<RunEvent>,
) -> Answer<Started> {
    let renewing = companion::renewing(&app, input.road.approver()).await?;
    let plan = journey::plan(&app, &input, None).await?;
    let mut run = Run::new(plan)?;
    take_picture(&handle, &app, &mut run, picture).await?;
    if input.sign_on.is_phone() {
        app.phone.follow(run.report().id)?;
    }
    Ok(journey::start(&handle, input.environment, run, mode, events, renewing))
}

#[tauri::command]
pub(crate) async fn continue_journey(
    handle: AppHandle,
    app: Program<'_>,
    run: Uuid,
    mode: Mode,
    events: Channel<RunEvent>,
) -> Answer<()> {
    let run = app.runs.get(run)?;
    let renewing = companion::renewing(&app, run.approver).await?;
    journey::go_on(&handle, run, mode, events, renewing);
    Ok(())
}

#[allow(clippy::too_many_arguments, reason = "three of them are the shell's")]
#[tauri::command]
pub(crate) async fn repeat_journey(
    handle: AppHandle,
    app: Program<'_>,
    run: Uuid,
    step: Step,
    input: JourneyInput,
    picture: Option<PictureSource>,
    mode: Mode,
    events: Channel<RunEvent>,
) -> Answer<Started> {
    let held = app.runs.get(run)?;
    let renewing = companion::renewing(&app, input.road.approver()).await?;
    let before = held.journey.lock().await;
    // A password goes to no other environment than the one it was typed for, and so does what a phone confirmed.
    let same = Some(before.plan()).filter(|_| held.environment == input.environment);
    let plan = journey::plan(&app, &input, same).await?;
    let mut repeated = before.repeat_from(step, plan)?;
    drop(before);
    take_picture(&handle, &app, &mut repeated, picture).await?;
    if input.sign_on.is_phone() {
        app.phone.go_on(&repeated, run, step)?;
    }
    Ok(journey::start(&handle, input.environment, repeated, mode, events, renewing))
}

/// Takes one of the accounts that match; the run goes on with `continue_journey`.
#[tauri::command]
pub(crate) async fn choose_account(app: Program<'_>, run: Uuid, place: usize) -> Answer<()> {
    app.runs.get(run)?.journey.lock().await.choose(place);
    Ok(())
}

/// What the auth service asks for on a sign-on with a user name and a password, as service discovery says it now.
#[tauri::command]
pub(crate) async fn sign_on_parameters(app: Program<'_>, environment: EnvironmentId) -> Answer<Vec<Parameter>> {
    journey::sign_on_parameters(&app, &environment).await
}

/// Devices that can approve a registration code, the last used first.
#[tauri::command]
pub(crate) async fn list_approvers(app: Program<'_>, environment: EnvironmentId) -> Answer<Vec<Device>> {
    companion::approvers(&app, &environment).await
}

/// A file with a challenge for a licence server; `null` when the person chose none.
#[tauri::command]
pub(crate) async fn choose_challenge(handle: AppHandle, app: Program<'_>) -> Answer<Option<ChallengeFile>> {
    playing::choose(&handle, &app.challenges).await
}

#[tauri::command]
pub(crate) async fn cancel_journey(app: Program<'_>, run: Uuid) -> Answer<()> {
    journey::end(&app, &*app.runs.get(run)?).await;
    Ok(())
}

#[tauri::command]
pub(crate) async fn qr_code(app: Program<'_>, run: Uuid) -> Answer<Option<QrPicture>> {
    let run = app.runs.get(run)?;
    Ok(journey::drawn(&run).await.map(QrPicture::of))
}

/// Answers the name of the file; `null` when the person chose none.
#[tauri::command]
pub(crate) async fn save_qr_code(
    handle: AppHandle,
    app: Program<'_>,
    run: Uuid,
    file: CodeFile,
) -> Answer<Option<String>> {
    let code = journey::code(&app, run).await?;
    let (name, bytes) = match file {
        CodeFile::Svg => ("session-token.svg", code.svg().into_bytes()),
        CodeFile::Png => ("session-token.png", code.png(MODULE_PIXELS)),
    };
    saving::save(&handle, "code", name, bytes).await
}

#[tauri::command]
pub(crate) async fn copy_qr_code(app: Program<'_>, run: Uuid) -> Answer<()> {
    let code = journey::code(&app, run).await?;
    clipboard::copy_png(&code.png(MODULE_PIXELS)).await
}

async fn take_picture(handle: &AppHandle, app: &App, run: &mut Run, source: Option<PictureSource>) -> Answer<()> {
    let Some(source) = source else { return Ok(()) };
    let none = || CommandError::new(ErrorKind::Picture, "No picture was chosen.", "Choose, drop or copy one.");
    run.scan_this(picture::get(handle, &app.dropped, source).await?.ok_or_else(none)?);
    Ok(())
}
