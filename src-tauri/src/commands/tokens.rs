//! Tokens: take any apart; copy or show one of a run.

use jiff::Timestamp;
use tessera_journeys::TokenSlot;
use tessera_tokens::{Cutter, ReadToken, Signature, TokenView, pasted, verify};
use uuid::Uuid;

use crate::dto::TokenCheck;
use crate::error::{Answer, CommandError};
use crate::panics::Program;
use crate::state::App;
use crate::{clipboard, credentials};

/// Nothing is sent anywhere. With a credential the signature is checked too.
#[tauri::command]
pub(crate) async fn read_token(app: Program<'_>, check: TokenCheck) -> Answer<TokenView> {
    let token = ReadToken::read(pasted(&check.text));
    let signature = match check.credential {
        Some(id) => verify(&token, &credentials::checking_key(&app, id).await?),
        None => Signature::NotChecked,
    };
    Ok(TokenView::new(&token, None, signature, &Cutter::default(), Timestamp::now()))
}

/// Copies a whole token; the window does not see it.
#[tauri::command]
pub(crate) async fn copy_token(app: Program<'_>, run: Uuid, slot: TokenSlot) -> Answer<()> {
    clipboard::copy_secret(whole(&app, run, slot).await?.into()).await
}

/// One whole token, because a person asked to see it.
#[tauri::command]
pub(crate) async fn reveal_token(app: Program<'_>, run: Uuid, slot: TokenSlot) -> Answer<String> {
    whole(&app, run, slot).await
}

/// Copies what the window shows already.
#[tauri::command]
pub(crate) async fn copy_text(_app: Program<'_>, text: String) -> Answer<()> {
    clipboard::copy(text).await
}

async fn whole(app: &App, run: Uuid, slot: TokenSlot) -> Answer<String> {
    let run = app.runs.get(run)?;
    let journey = run.journey.lock().await;
    let held = journey.token(slot).ok_or_else(|| CommandError::gone("The token"))?;
    Ok(held.token.expose().to_owned())
}
