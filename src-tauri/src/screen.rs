//! A picture of the screen, with the program's own window out of the way: it may cover the code that is meant, and may show
//! one of its own.

use std::time::Duration;

use tauri::{AppHandle, Manager as _, PhysicalPosition, WebviewWindow};
use tessera_journeys::Picture;
use tessera_screen::{Area, Desktop, ScreenError};
use tokio::sync::Notify;

use crate::error::Answer;
use crate::state::App;

/// The display answers at once, or is not waited for.
const GONE: Duration = Duration::from_secs(1);

/// The scan of the screen that is under way, if any.
#[derive(Default)]
pub(crate) struct Scans(Notify);

impl Scans {
    /// Ends it: the person wants the window back.
    pub(crate) fn give_up(&self) {
        self.0.notify_waiters();
    }
}

/// Takes it; the window is back when this answers or is dropped.
pub(crate) async fn picture(app: &AppHandle, area: Area) -> Answer<Picture> {
    let state = app.state::<App>();
    if !tessera_screen::IS_SUPPORTED {
        return Err(ScreenError::NotHere.into());
    }
    // From here on, so that none is missed.
    let mut given_up = std::pin::pin!(state.scans.0.notified());
    given_up.as_mut().enable();
    let away = Away::go(app).await;
    let desktop = Desktop::here();
    let shot = tokio::select! {
        shot = desktop.shoot(area) => shot,
        () = given_up => Err(ScreenError::Cancelled),
    };
    drop(away);
    let shot = shot?;
    if let Some(left) = shot.left {
        let left = left.display();
        state.say(vec![format!(
            "The desktop left its picture of the screen in {left}. Delete it when you do not need it."
        )]);
    }
    Ok(shot.picture)
}

/// The window while it is not to be seen.
struct Away {
    window: Option<WebviewWindow>,
    place: Option<PhysicalPosition<i32>>,
}

impl Away {
    async fn go(app: &AppHandle) -> Self {
        let window = app.webview_windows().into_values().next();
        let place = window.as_ref().and_then(|window| window.outer_position().ok());
        if let Some(window) = &window {
            let _ = window.hide();
            is_gone(window).await;
        }
        Self { window, place }
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        let Some(window) = &self.window else { return };
        if let (Some(place), Ok(false)) = (self.place, window.is_maximized()) {
            // A window that comes again would be placed anew.
            let _ = window.set_position(place);
        }
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Waits until the display has done what the window was told before.
#[cfg(target_os = "linux")]
async fn is_gone(window: &WebviewWindow) {
    use gtk::prelude::WidgetExt as _;
    let (send, done) = tokio::sync::oneshot::channel();
    let asked = window.with_webview(move |view| {
        view.inner().display().sync();
        // Who waited may have stopped.
        let _ = send.send(());
    });
    if asked.is_ok() {
        let _ = tokio::time::timeout(GONE, done).await;
    }
}

#[cfg(not(target_os = "linux"))]
async fn is_gone(_: &WebviewWindow) {
    let _ = GONE;
}
