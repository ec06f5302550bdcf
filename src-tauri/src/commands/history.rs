//! Past runs, cut.

use tauri::State;
use tessera_storage::{EnvironmentId, RunCursor, RunPage, StoredRun};
use uuid::Uuid;

use crate::error::{Answer, CommandError};
use crate::state::App;

/// Runs in one answer.
const PAGE: u32 = 50;

#[tauri::command]
pub(crate) async fn list_runs(
    app: State<'_, App>,
    environment: Option<EnvironmentId>,
    after: Option<RunCursor>,
) -> Answer<RunPage> {
    Ok(app.database.runs().list(environment.as_ref(), after.as_ref(), PAGE)?)
}

#[tauri::command]
pub(crate) async fn stored_run(app: State<'_, App>, id: Uuid) -> Answer<StoredRun> {
    app.database.runs().get(id)?.ok_or_else(|| CommandError::gone("The run"))
}

#[tauri::command]
pub(crate) async fn delete_run(app: State<'_, App>, id: Uuid) -> Answer<()> {
    app.database.runs().delete(id)?;
    Ok(())
}

#[tauri::command]
pub(crate) async fn delete_all_runs(app: State<'_, App>) -> Answer<()> {
    app.database.runs().delete_all(None)?;
    Ok(())
}
