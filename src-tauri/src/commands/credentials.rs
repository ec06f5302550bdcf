//! Operator credentials and kept passwords. A secret comes in here and never goes out.

use tessera_storage::EnvironmentId;
use uuid::Uuid;

use crate::dto::{CredentialEntry, CredentialInput, KeptPasswordEntry, KeychainView};
use crate::error::Answer;
use crate::panics::Program;
use crate::{credentials, passwords};

pub(crate) use crate::credentials::entries;

#[tauri::command]
pub(crate) async fn list_credentials(app: Program<'_>) -> Answer<Vec<CredentialEntry>> {
    entries(&app)
}

#[tauri::command]
pub(crate) async fn add_credential(app: Program<'_>, input: CredentialInput) -> Answer<CredentialEntry> {
    credentials::add(&app, input).await
}

#[tauri::command]
pub(crate) async fn change_credential(app: Program<'_>, id: Uuid, input: CredentialInput) -> Answer<CredentialEntry> {
    credentials::change(&app, id, input).await
}

#[tauri::command]
pub(crate) async fn remove_credential(app: Program<'_>, id: Uuid) -> Answer<()> {
    credentials::remove(&app, id).await
}

/// Lets the secret go to the hosts that its environment names now.
#[tauri::command]
pub(crate) async fn allow_hosts(app: Program<'_>, id: Uuid) -> Answer<CredentialEntry> {
    credentials::allow_hosts(&app, id)
}

/// Whose passwords are kept for an environment.
#[tauri::command]
pub(crate) async fn list_passwords(app: Program<'_>, environment: EnvironmentId) -> Answer<Vec<KeptPasswordEntry>> {
    passwords::entries(&app, &environment)
}

#[tauri::command]
pub(crate) async fn remove_password(app: Program<'_>, environment: EnvironmentId, user_name: String) -> Answer<()> {
    passwords::remove(&app, &environment, Some(&user_name)).await
}

#[tauri::command]
pub(crate) async fn keychain_state(app: Program<'_>) -> Answer<KeychainView> {
    Ok(credentials::keychain(&app.vault).await)
}

#[tauri::command]
pub(crate) async fn keep_for_this_session(app: Program<'_>) -> Answer<KeychainView> {
    app.vault.keep_for_this_session();
    Ok(credentials::keychain(&app.vault).await)
}

#[tauri::command]
pub(crate) async fn keep_in_keychain(app: Program<'_>) -> Answer<KeychainView> {
    app.vault.keep_in_keychain().await?;
    app.database.passwords().moved_to_keychain()?;
    Ok(credentials::keychain(&app.vault).await)
}
