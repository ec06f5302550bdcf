//! The QR sign-on: prepare, start, go on, repeat, cancel; the code on screen.

use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use tessera_journeys::{Mode, QrSignOn, RunEvent, Step};
use uuid::Uuid;

use crate::dto::{CodeFile, JourneyInput, PictureSource, Preparation, QrPicture, Started};
use crate::error::{Answer, CommandError, ErrorKind};
use crate::state::App;
use crate::{clipboard, journey, picture, saving};

/// Pixels of one module in a picture that is saved or copied.
const MODULE_PIXELS: u32 = 8;

#[tauri::command]
pub(crate) async fn prepare_journey(app: State<'_, App>, input: JourneyInput) -> Answer<Preparation> {
    journey::preparation(&app, &input)
}

#[tauri::command]
pub(crate) async fn start_journey(
    handle: AppHandle,
    app: State<'_, App>,
    input: JourneyInput,
    picture: Option<PictureSource>,
    mode: Mode,
    events: Channel<RunEvent>,
) -> Answer<Started> {
    let plan = journey::plan(&app, &input).await?;
    let mut run = QrSignOn::new(plan)?;
    take_picture(&handle, &app, &mut run, picture).await?;
    Ok(journey::start(&handle, &input, run, mode, events))
}

#[tauri::command]
pub(crate) async fn continue_journey(
    handle: AppHandle,
    app: State<'_, App>,
    run: Uuid,
    mode: Mode,
    events: Channel<RunEvent>,
) -> Answer<()> {
    journey::go_on(&handle, app.runs.get(run)?, mode, events);
    Ok(())
}

#[allow(clippy::too_many_arguments, reason = "three of them are the shell's")]
#[tauri::command]
pub(crate) async fn repeat_journey(
    handle: AppHandle,
    app: State<'_, App>,
    run: Uuid,
    step: Step,
    input: JourneyInput,
    picture: Option<PictureSource>,
    mode: Mode,
    events: Channel<RunEvent>,
) -> Answer<Started> {
    let plan = journey::plan(&app, &input).await?;
    let mut repeated = app.runs.get(run)?.journey.lock().await.repeat_from(step, plan)?;
    take_picture(&handle, &app, &mut repeated, picture).await?;
    Ok(journey::start(&handle, &input, repeated, mode, events))
}

#[tauri::command]
pub(crate) async fn cancel_journey(app: State<'_, App>, run: Uuid) -> Answer<()> {
    journey::end(&app, &*app.runs.get(run)?).await;
    Ok(())
}

#[tauri::command]
pub(crate) async fn qr_code(app: State<'_, App>, run: Uuid) -> Answer<Option<QrPicture>> {
    let run = app.runs.get(run)?;
    let journey = run.journey.lock().await;
    Ok(QrPicture::of(&journey))
}

/// Answers the name of the file; `null` when the person chose none.
#[tauri::command]
pub(crate) async fn save_qr_code(
    handle: AppHandle,
    app: State<'_, App>,
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
pub(crate) async fn copy_qr_code(app: State<'_, App>, run: Uuid) -> Answer<()> {
    let code = journey::code(&app, run).await?;
    clipboard::copy_png(&code.png(MODULE_PIXELS)).await
}

async fn take_picture(handle: &AppHandle, app: &App, run: &mut QrSignOn, source: Option<PictureSource>) -> Answer<()> {
    let Some(source) = source else { return Ok(()) };
    let none = || CommandError::new(ErrorKind::Picture, "No picture was chosen.", "Choose, drop or copy one.");
    run.scan_this(picture::get(handle, &app.dropped, source).await?.ok_or_else(none)?);
    Ok(())
}
