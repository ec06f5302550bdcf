//! The page for a real phone: where it may be served, serve it, close it.

use tauri::ipc::Channel;

use crate::dto::{JourneyInput, PhoneEvent, PhoneInterface, PhonePageView};
use crate::error::{Answer, CommandError, ErrorKind};
use crate::journey;
use crate::panics::Program;

#[tauri::command]
pub(crate) async fn phone_interfaces(_app: Program<'_>) -> Answer<Vec<PhoneInterface>> {
    let listed = tessera_phone::interfaces().map_err(|why| {
        let headline = format!("The network interfaces could not be listed: {why}.");
        CommandError::new(ErrorKind::Phone, headline, "Type an address of this machine.")
    });
    Ok(listed?.into_iter().map(PhoneInterface::from).collect())
}

/// Serves the page until a run that takes the confirmation has ended, it is closed, or five minutes are over: by this machine's
/// clock, by which a phone and a person wait, whatever clock the environment has.
#[tauri::command]
pub(crate) async fn open_phone_page(
    app: Program<'_>,
    input: JourneyInput,
    address: String,
    events: Channel<PhoneEvent>,
) -> Answer<PhonePageView> {
    let address = address.trim().parse().map_err(|_| {
        let headline = format!("“{}” is no address.", address.trim());
        CommandError::new(ErrorKind::Phone, headline, "Type one of this machine, such as 192.168.1.5.")
    })?;
    app.phone.open(address, journey::offer(&app, &input)?, (app.clock)(), events).await
}

#[tauri::command]
pub(crate) async fn close_phone_page(app: Program<'_>) -> Answer<()> {
    app.phone.close().await;
    Ok(())
}
