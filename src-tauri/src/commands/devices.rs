//! Devices: what the platform calls each installation, and the tokens that each has.

use tauri::AppHandle;
use tauri::ipc::Channel;
use tessera_journeys::record::refresh_token;
use tessera_journeys::{Mode, RunEvent, TokenSlot};
use tessera_protocol::ContentId;
use tessera_storage::Device;
use uuid::Uuid;

use crate::dto::{DeviceGoal, DeviceTokensView, PlayingInput, Started};
use crate::error::{Answer, CommandError};
use crate::panics::Program;
use crate::{clipboard, device};

#[tauri::command]
pub(crate) async fn list_devices(app: Program<'_>) -> Answer<Vec<Device>> {
    Ok(app.database.devices().list(None)?)
}

/// Here only: the platform keeps its device. What it plays is torn down.
#[tauri::command]
pub(crate) async fn forget_device(app: Program<'_>, id: Uuid) -> Answer<()> {
    if let Some(device) = app.database.devices().get(id)? {
        device::end_sessions(&app, |session| session.device == id).await;
        // First, so that nothing is left in the keychain that nobody can name any more.
        app.vault.delete(&refresh_token(&device)).await?;
        app.tokens.forget_device(id);
        app.database.devices().forget(id)?;
    }
    Ok(())
}

#[tauri::command]
pub(crate) async fn rename_device(app: Program<'_>, id: Uuid, label: Option<String>) -> Answer<Device> {
    app.database.devices().rename(id, label.as_deref())?;
    app.database.devices().get(id)?.ok_or_else(|| CommandError::gone("The device"))
}

#[tauri::command]
pub(crate) async fn device_tokens(app: Program<'_>, id: Uuid) -> Answer<DeviceTokensView> {
    device::tokens(&app, id).await
}

/// Switches on or off that the program refreshes the tokens before they end.
#[tauri::command]
pub(crate) async fn refresh_by_itself(app: Program<'_>, id: Uuid, automatic: bool) -> Answer<DeviceTokensView> {
    app.tokens.set_automatic(id, automatic);
    device::tokens(&app, id).await
}

/// Copies a whole token; the window does not see it.
#[tauri::command]
pub(crate) async fn copy_device_token(app: Program<'_>, id: Uuid, slot: TokenSlot) -> Answer<()> {
    clipboard::copy_secret(device::whole(&app, id, slot)?.into()).await
}

/// A journey with the tokens of a device.
#[allow(clippy::too_many_arguments, reason = "three of them are the shell's")]
#[tauri::command]
pub(crate) async fn start_device_journey(
    handle: AppHandle,
    app: Program<'_>,
    id: Uuid,
    goal: DeviceGoal,
    content: Option<ContentId>,
    playing: Option<PlayingInput>,
    mode: Mode,
    events: Channel<RunEvent>,
) -> Answer<Started> {
    device::start(&handle, &app, id, (goal, content, playing), mode, events).await
}
