//! Operator credentials. A secret comes in here and never goes out.

use tauri::State;
use uuid::Uuid;

use crate::credentials;
use crate::dto::{CredentialEntry, CredentialInput, KeychainView};
use crate::error::Answer;
use crate::state::App;

pub(crate) use crate::credentials::entries;

#[tauri::command]
pub(crate) async fn list_credentials(app: State<'_, App>) -> Answer<Vec<CredentialEntry>> {
    entries(&app)
}

#[tauri::command]
pub(crate) async fn add_credential(app: State<'_, App>, input: CredentialInput) -> Answer<CredentialEntry> {
    credentials::add(&app, input).await
}

#[tauri::command]
pub(crate) async fn change_credential(
    app: State<'_, App>,
    id: Uuid,
    input: CredentialInput,
) -> Answer<CredentialEntry> {
    credentials::change(&app, id, input).await
}

#[tauri::command]
pub(crate) async fn remove_credential(app: State<'_, App>, id: Uuid) -> Answer<()> {
    credentials::remove(&app, id).await
}

/// Lets the secret go to the hosts that its environment names now.
#[tauri::command]
pub(crate) async fn allow_hosts(app: State<'_, App>, id: Uuid) -> Answer<CredentialEntry> {
    credentials::allow_hosts(&app, id)
}

#[tauri::command]
pub(crate) async fn keychain_state(app: State<'_, App>) -> Answer<KeychainView> {
    Ok(credentials::keychain(&app.vault).await)
}

#[tauri::command]
pub(crate) async fn keep_for_this_session(app: State<'_, App>) -> Answer<KeychainView> {
    app.vault.keep_for_this_session();
    Ok(credentials::keychain(&app.vault).await)
}

#[tauri::command]
pub(crate) async fn keep_in_keychain(app: State<'_, App>) -> Answer<KeychainView> {
    app.vault.keep_in_keychain().await?;
    Ok(credentials::keychain(&app.vault).await)
}
