//! What the window remembers of itself.

use tauri::State;
use tessera_storage::Settings;

use crate::error::Answer;
use crate::state::App;

#[tauri::command]
pub(crate) async fn save_settings(app: State<'_, App>, settings: Settings) -> Answer<()> {
    Ok(app.database.save_settings(&settings)?)
}
