//! The shell: the only Rust that knows Tauri.
//!
//! A command parses what the window says, makes one call into the domain and maps the result. What crosses is in
//! `dto`, every error in one form in `error`, what lives as long as the program in `state`.

mod automatic;
pub mod bindings;
mod clipboard;
mod commands;
mod companion;
mod credentials;
mod device;
mod document;
mod dto;
mod error;
mod journey;
mod panics;
mod passwords;
mod phone;
mod picture;
mod playing;
mod runs;
mod saving;
mod screen;
mod sessions;
mod simulated;
mod state;
mod trial;
mod window;

use tauri::{Manager as _, RunEvent};

pub use commands::{COMMANDS, Signature, signatures};

/// Opens the window and stays until it is closed.
pub fn run() {
    tessera_credentials::keep_memory_private();
    panics::take_over();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::focus(app)))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(commands::handler())
        .setup(|app| {
            // An error given back here would be a panic, which nobody sees who has no terminal.
            if let Err(error) = open(app) {
                window::cannot_open(app.handle(), &error);
            }
            Ok(())
        })
        .on_window_event(window::event)
        .build(tauri::generate_context!());
    match app {
        Ok(app) => app.run(|_, event| {
            if let RunEvent::Exit = event {
                clipboard::clear_at_the_end();
            }
        }),
        Err(error) => window::cannot_start(&error),
    }
}

/// The window is made while the rest of the state is opened. The page's questions wait until both are there.
fn open(app: &tauri::App) -> Result<(), state::StartError> {
    panics::tell_the_window(app.handle().clone());
    let kept = state::open_kept()?;
    let theme = state::theme(&kept);
    let opening = tauri::async_runtime::spawn(state::App::open(app.handle().clone(), kept));
    window::open(app, theme)?;
    app.manage(tauri::async_runtime::block_on(opening)??);
    automatic::watch(app.handle().clone());
    sessions::tear_down_left(app.handle().clone());
    Ok(())
}
