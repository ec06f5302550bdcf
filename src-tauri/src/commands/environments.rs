//! Environments: the simulator's, and files that a team can share.

use serde_json::Value;
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;
use tessera_gateway::CertificateCheck;
use tessera_journeys::record::refresh_token;
use tessera_storage::{Environment, EnvironmentId, EnvironmentsError, Revision};

use crate::dto::EnvironmentEntry;
use crate::error::Answer;
use crate::panics::Program;
use crate::state::App;

pub(crate) fn entries(app: &App) -> Answer<Vec<EnvironmentEntry>> {
    let simulator = EnvironmentEntry::simulator(app.simulated.environment());
    let files = app.environments.list()?;
    let listed = files.into_iter().map(|file| EnvironmentEntry::listed(file, |id| app.certificates(id)));
    Ok(std::iter::once(simulator).chain(listed).collect())
}

#[tauri::command]
pub(crate) async fn list_environments(app: Program<'_>) -> Answer<Vec<EnvironmentEntry>> {
    entries(&app)
}

#[tauri::command]
pub(crate) async fn create_environment(app: Program<'_>, environment: Value) -> Answer<EnvironmentEntry> {
    let stored = app.environments.create(&entered(&environment)?)?;
    Ok(EnvironmentEntry::stored(stored, CertificateCheck::Verify))
}

#[tauri::command]
pub(crate) async fn save_environment(
    app: Program<'_>,
    id: EnvironmentId,
    revision: Revision,
    environment: Value,
) -> Answer<EnvironmentEntry> {
    let stored = app.environments.save(&id, &entered(&environment)?, &revision)?;
    let certificates = app.certificates(&id);
    Ok(EnvironmentEntry::stored(stored, certificates))
}

/// Its credentials, kept passwords and devices go too, with their secrets; its runs stay in their list. A device whose refresh
/// token cannot be removed now stays in the list, so that it can be forgotten later.
#[tauri::command]
pub(crate) async fn delete_environment(app: Program<'_>, id: EnvironmentId) -> Answer<()> {
    for credential in app.database.credentials().list(&id)? {
        crate::credentials::remove(&app, credential.id).await?;
    }
    crate::passwords::remove(&app, &id, None).await?;
    crate::device::end_sessions(&app, |session| session.environment == id).await;
    let mut troubles = vec![];
    for device in app.database.devices().list(Some(&id))? {
        if let Err(error) = app.vault.delete(&refresh_token(&device)).await {
            let client_id = &device.client_id;
            troubles.push(format!(
                "The device {client_id} stays in the list, with its refresh token: {error} {} Then forget it under Devices.",
                error.remedy()
            ));
        } else {
            app.tokens.forget_device(device.id);
            app.database.devices().forget(device.id)?;
        }
    }
    app.environments.delete(&id)?;
    app.say(troubles);
    Ok(())
}

/// For this session only: nothing is stored.
#[tauri::command]
pub(crate) async fn accept_invalid_certificate(
    app: Program<'_>,
    id: EnvironmentId,
    accept: bool,
) -> Answer<EnvironmentEntry> {
    let check = if accept { CertificateCheck::AcceptInvalid } else { CertificateCheck::Verify };
    let stored = app.environments.get(&id)?;
    app.set_certificates(&id, check);
    Ok(EnvironmentEntry::stored(stored, check))
}

/// A file that a person chooses; `null` when none was chosen. Its content is looked at when the environment is used.
#[tauri::command]
pub(crate) async fn choose_pem_file(handle: AppHandle, _app: Program<'_>) -> Answer<Option<String>> {
    let (send, chosen) = tokio::sync::oneshot::channel();
    handle
        .dialog()
        .file()
        .add_filter("PEM files", &["pem", "crt", "cer", "key"])
        .pick_file(move |path| drop(send.send(path)));
    Ok(chosen.await.ok().flatten().map(|path| path.to_string()))
}

fn entered(form: &Value) -> Result<Environment, EnvironmentsError> {
    Environment::from_form(form).map_err(|problems| EnvironmentsError::Invalid { problems })
}
