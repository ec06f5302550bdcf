//! Devices: what the platform calls each installation.

use tauri::State;
use tessera_journeys::record::refresh_token;
use tessera_storage::Device;
use uuid::Uuid;

use crate::error::{Answer, CommandError};
use crate::state::App;

#[tauri::command]
pub(crate) async fn list_devices(app: State<'_, App>) -> Answer<Vec<Device>> {
    Ok(app.database.devices().list(None)?)
}

/// Here only: the platform keeps its device.
#[tauri::command]
pub(crate) async fn forget_device(app: State<'_, App>, id: Uuid) -> Answer<()> {
    if let Some(device) = app.database.devices().forget(id)? {
        app.vault.delete(&refresh_token(&device)).await?;
    }
    Ok(())
}

#[tauri::command]
pub(crate) async fn rename_device(app: State<'_, App>, id: Uuid, label: Option<String>) -> Answer<Device> {
    app.database.devices().rename(id, label.as_deref())?;
    app.database.devices().get(id)?.ok_or_else(|| CommandError::gone("The device"))
}
