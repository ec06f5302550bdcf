//! The simulator inside the program.

use tauri::State;

use crate::dto::SimulatorView;
use crate::error::Answer;
use crate::state::App;

#[tauri::command]
pub(crate) async fn simulator_state(app: State<'_, App>) -> Answer<SimulatorView> {
    Ok(app.simulated.view())
}

/// As at the first start: its devices are gone.
#[tauri::command]
pub(crate) async fn reset_simulator(app: State<'_, App>) -> Answer<SimulatorView> {
    app.simulated.reset(&app.database)?;
    Ok(app.simulated.view())
}
