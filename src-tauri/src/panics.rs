//! When the program itself is wrong: a panic is told by its place and never by its words, which might hold a secret; the
//! command in which it happened answers with an error, and the window goes on.
//!
//! Expected trouble is no panic: it is a `CommandError` from the start.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::ops::Deref;
use std::panic::{self, PanicHookInfo};
use std::sync::OnceLock;
use std::thread;

use tauri::ipc::{CommandArg, CommandItem, InvokeError};
use tauri::{AppHandle, State, Webview, Wry};

use crate::error::{CommandError, ErrorKind};
use crate::state::App;
use crate::trial;

/// Who is told, once there is a window.
static WINDOW: OnceLock<AppHandle> = OnceLock::new();

/// Takes over what is said of a panic. To be called before anything can be wrong.
pub(crate) fn take_over() {
    panic::set_hook(Box::new(tell));
}

/// From now on the window is told too.
pub(crate) fn tell_the_window(handle: AppHandle) {
    // A second window there is none.
    let _ = WINDOW.set(handle);
}

#[allow(clippy::print_stderr, reason = "where there is a terminal it is said there")]
fn tell(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    let thread = thread::current();
    eprintln!("Tessera panicked at {place}, in the thread {}.", thread.name().unwrap_or("without a name"));
    let way = Backtrace::capture();
    if way.status() == BacktraceStatus::Captured {
        eprintln!("{way}");
    }
    let Some(handle) = WINDOW.get() else { return };
    // In a thread of its own: whoever panicked may hold what sending needs.
    thread::spawn(move || App::announce(handle, broken(&place).in_one()));
}

fn broken(place: &str) -> CommandError {
    CommandError::new(
        ErrorKind::Unexpected,
        format!("Tessera has an error of its own at {place}."),
        "What was under way there has ended; everything else goes on. If it happens again, report this place.",
    )
}

/// What a command works with. A command that breaks answers all the same.
pub(crate) struct Program<'a> {
    app: State<'a, App>,
    _asked: Asked,
}

impl Deref for Program<'_> {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

impl<'a> CommandArg<'a, Wry> for Program<'a> {
    fn from_command(command: CommandItem<'a, Wry>) -> Result<Self, InvokeError> {
        let (name, message) = (command.name, command.message);
        // The page's function for a refusal, as the page has numbered it.
        let refuse = message.headers().get("Tauri-Error").and_then(|number| number.to_str().ok()?.parse().ok());
        let asked = Asked { webview: message.webview(), command: name, refuse };
        let app = State::from_command(command)?;
        trial::break_if_ordered(name);
        Ok(Self { app, _asked: asked })
    }
}

/// A question of the page for as long as a command is at work on it.
struct Asked {
    webview: Webview,
    command: &'static str,
    refuse: Option<u32>,
}

impl Drop for Asked {
    fn drop(&mut self) {
        let Some(refuse) = self.refuse.filter(|_| thread::panicking()) else { return };
        let error = broken(&format!("the command {}", self.command));
        if let Ok(error) = serde_json::to_string(&error) {
            // When the window is gone nobody waits for an answer.
            let _ = self.webview.eval(format!("window.__TAURI_INTERNALS__.runCallback({refuse}, {error})"));
        }
    }
}
