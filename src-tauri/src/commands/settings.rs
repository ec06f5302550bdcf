//! What the window remembers of itself.

use tessera_storage::Settings;

use crate::error::Answer;
use crate::panics::Program;

#[tauri::command]
pub(crate) async fn save_settings(app: Program<'_>, settings: Settings) -> Answer<()> {
    Ok(app.database.save_settings(&settings)?)
}
