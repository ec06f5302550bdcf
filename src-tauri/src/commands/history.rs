//! Past runs, cut.

use tauri::AppHandle;
use tessera_storage::{EnvironmentId, RunCursor, RunPage, StoredRun};
use uuid::Uuid;

use crate::error::{Answer, CommandError};
use crate::panics::Program;
use crate::{document, saving};

/// Runs in one answer.
const PAGE: u32 = 50;

#[tauri::command]
pub(crate) async fn list_runs(
    app: Program<'_>,
    environment: Option<EnvironmentId>,
    after: Option<RunCursor>,
) -> Answer<RunPage> {
    Ok(app.database.runs().list(environment.as_ref(), after.as_ref(), PAGE)?)
}

#[tauri::command]
pub(crate) async fn stored_run(app: Program<'_>, id: Uuid) -> Answer<StoredRun> {
    app.database.runs().get(id)?.ok_or_else(|| CommandError::gone("The run"))
}

/// Also a run that is on screen. Answers the name of the file; `null` when the person chose none.
#[tauri::command]
pub(crate) async fn save_run(handle: AppHandle, app: Program<'_>, run: Uuid) -> Answer<Option<String>> {
    let document = document::of(&app, run).await?;
    saving::save(&handle, "run", &document.name, document.bytes).await
}

#[tauri::command]
pub(crate) async fn delete_run(app: Program<'_>, id: Uuid) -> Answer<()> {
    app.database.runs().delete(id)?;
    Ok(())
}

#[tauri::command]
pub(crate) async fn delete_all_runs(app: Program<'_>) -> Answer<()> {
    app.database.runs().delete_all(None)?;
    Ok(())
}
