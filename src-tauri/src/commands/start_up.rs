//! Everything the window needs for its first picture.

use tauri::State;

use crate::commands::{credentials, environments};
use crate::dto::{PlatformEntry, StartUp};
use crate::error::Answer;
use crate::state::App;

#[tauri::command]
pub(crate) async fn start_up(app: State<'_, App>) -> Answer<StartUp> {
    let (settings, notice) = app.database.settings()?;
    let mut notices = app.notices.clone();
    notices.extend(notice.map(|notice| format!("{notice} {}", notice.remedy())));
    Ok(StartUp {
        version: env!("CARGO_PKG_VERSION"),
        environments: environments::entries(&app)?,
        credentials: credentials::entries(&app)?,
        devices: app.database.devices().list(None)?,
        platforms: PlatformEntry::all(),
        settings,
        simulator_moved_by_seconds: app.simulated.moved_by_seconds(),
        notices,
    })
}
