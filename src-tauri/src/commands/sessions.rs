//! Playback sessions: set up, watched while they beat, torn down.

use tauri::AppHandle;
use tauri::ipc::Channel;
use uuid::Uuid;

use crate::dto::{BeatingInput, SessionEvent, SessionView};
use crate::error::Answer;
use crate::panics::Program;

/// From now on every session is told through this channel; the answer is what there is already.
#[tauri::command]
pub(crate) async fn watch_sessions(app: Program<'_>, events: Channel<SessionEvent>) -> Answer<Vec<SessionView>> {
    Ok(app.sessions.watch(events))
}

/// With the content token of a run. The session is told through the channel, its set-up too.
#[tauri::command]
pub(crate) async fn set_up_session(
    handle: AppHandle,
    app: Program<'_>,
    run: Uuid,
    beating: BeatingInput,
) -> Answer<Uuid> {
    app.sessions.set_up(&handle, run, beating).await
}

#[tauri::command]
pub(crate) async fn tear_down_session(app: Program<'_>, id: Uuid) -> Answer<()> {
    app.sessions.tear_down(id).await
}
