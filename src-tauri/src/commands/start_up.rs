//! Everything the window needs for its first picture.

use crate::commands::{credentials, environments};
use crate::dto::{PlatformEntry, StartUp};
use crate::error::Answer;
use crate::panics::Program;
use crate::state;

#[tauri::command]
pub(crate) async fn start_up(app: Program<'_>) -> Answer<StartUp> {
    let (settings, notice) = app.database.settings()?;
    let mut notices = app.notices();
    notices.extend(notice.map(|notice| format!("{notice} {}", notice.remedy())));
    Ok(StartUp {
        version: env!("CARGO_PKG_VERSION"),
        environments: environments::entries(&app)?,
        credentials: credentials::entries(&app)?,
        devices: app.database.devices().list(None)?,
        platforms: PlatformEntry::all(),
        settings,
        scans_screen: tessera_screen::IS_SUPPORTED,
        simulator_moved_by_seconds: app.simulated.moved_by_seconds(),
        driven: state::is_driven(),
        notices,
    })
}
