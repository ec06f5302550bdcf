//! The simulator inside the program: seen, changed, set back.

use tessera_journeys::record::refresh_token;
use tessera_storage::EnvironmentId;

use crate::device;
use crate::dto::{FaultTargets, SimulatorChange, SimulatorView};
use crate::error::Answer;
use crate::panics::Program;
use crate::state::App;

/// As it stands, with the requests that came after the one of that number.
#[tauri::command]
pub(crate) async fn simulator_state(app: Program<'_>, after: u64) -> Answer<SimulatorView> {
    view(&app, after)
}

/// Changes it, and tells how it stands then.
#[tauri::command]
pub(crate) async fn change_simulator(app: Program<'_>, change: SimulatorChange, after: u64) -> Answer<SimulatorView> {
    app.simulated.change(change)?;
    view(&app, after)
}

/// On what faults can be ordered.
#[tauri::command]
pub(crate) async fn fault_targets(_app: Program<'_>) -> Answer<FaultTargets> {
    Ok(FaultTargets::all())
}

/// As at the first start: its devices are gone, there and here.
#[tauri::command]
pub(crate) async fn reset_simulator(app: Program<'_>) -> Answer<SimulatorView> {
    app.simulated.reset()?;
    for gone in app.database.devices().list(Some(&EnvironmentId::simulator()))? {
        app.database.devices().forget(gone.id)?;
        app.tokens.forget_device(gone.id);
        app.vault.delete(&refresh_token(&gone)).await?;
    }
    view(&app, 0)
}

fn view(app: &App, after: u64) -> Answer<SimulatorView> {
    Ok(SimulatorView { held: device::held_of_the_simulator(app)?, ..app.simulated.view(after) })
}
