//! The web view draws the page in a process of its own. When that ends (it was killed, or out of memory) the page is loaded
//! again, and begins with what Rust holds: nothing that was kept is lost.
//!
//! A run under way goes on to its end, which History has; one that waits for a person is ended, since the new page does not
//! know it.

use std::cell::Cell;
use std::time::{Duration, Instant};

use tauri::webview::PlatformWebview;
use tauri::{AppHandle, Manager as _};
use webkit2gtk::{WebProcessTerminationReason, WebViewExt as _};

use crate::journey;
use crate::state::App;

/// A page that ends again within this time would do so for ever.
const TOO_SOON: Duration = Duration::from_secs(5);

const TITLE: &str = "Tessera cannot show its page";

/// Sees to it for as long as the window is there.
pub(super) fn load_again_when_it_ends(view: &PlatformWebview, handle: AppHandle) {
    let last: Cell<Option<Instant>> = Cell::new(None);
    view.inner().connect_web_process_terminated(move |view, reason| {
        if last.replace(Some(Instant::now())).is_some_and(|last| last.elapsed() < TOO_SOON) {
            super::end_with(&handle, TITLE, "The web view of this system ends as soon as it is started.");
            return;
        }
        end_what_waits(&handle);
        if let Some(app) = handle.try_state::<App>() {
            app.note(format!(
                "The page was loaded again, because {}. Nothing that was kept is lost; History has the runs.",
                why(reason)
            ));
        }
        view.reload();
    });
}

fn why(reason: WebProcessTerminationReason) -> &'static str {
    match reason {
        WebProcessTerminationReason::ExceededMemoryLimit => "the process that draws it took too much memory",
        _ => "the process that draws it ended unexpectedly",
    }
}

fn end_what_waits(handle: &AppHandle) {
    let handle = handle.clone();
    tauri::async_runtime::spawn(async move {
        let app = handle.state::<App>();
        for run in app.runs.waiting() {
            journey::end(&app, &run).await;
        }
    });
}
