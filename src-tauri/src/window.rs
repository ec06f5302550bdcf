//! The one window: it shows the program's own page and nothing else. What happens when the process of its web view ends
//! stands in `web_process`.

#[cfg(target_os = "linux")]
mod web_process;

use std::time::Duration;

use tauri::webview::{Color, NewWindowResponse};
use tauri::{AppHandle, DragDropEvent, Emitter as _, Manager as _, Url, WebviewWindowBuilder, Window, WindowEvent};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogKind};
use tessera_storage::Theme;
use tokio::time::timeout;

use crate::journey;
use crate::sessions::LAST_CALLS;
use crate::state::{App, StartError};

/// Told to the window when a picture was dropped on it; the picture itself stays here.
const PICTURE_DROPPED: &str = "picture-dropped";

/// How long runs that are cancelled by closing the window may take to be kept.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Opens the window that tauri.conf.json describes, with navigation and new windows shut off.
pub(crate) fn open(app: &tauri::App, theme: Theme) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.first() else { return Ok(()) };
    make_own_folders_private(app);
    let mut builder = WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny);
    if let Some((name, background)) = chosen(theme) {
        // Before the first paint, so that nothing flashes in the other colours.
        let script = format!("document.documentElement?.setAttribute('data-theme', '{name}')");
        builder = builder.background_color(background).initialization_script(script);
    }
    let window = builder.build()?;
    #[cfg(target_os = "linux")]
    window.with_webview({
        let handle = app.handle().clone();
        move |view| {
            draw_without_the_graphics_card(&view);
            web_process::load_again_when_it_ends(&view, handle);
        }
    })?;
    #[cfg(not(target_os = "linux"))]
    drop(window);
    Ok(())
}

/// A quiet page of text gains nothing from the graphics card, whose driver costs each process of the web view some
/// 50 MB and a good part of the start.
#[cfg(target_os = "linux")]
fn draw_without_the_graphics_card(view: &tauri::webview::PlatformWebview) {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};
    if let Some(settings) = view.inner().settings() {
        settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
    }
}

/// The web view and the memory of the window's place make folders that everybody may read; they find them made already.
#[cfg(unix)]
fn make_own_folders_private(app: &tauri::App) {
    use std::fs::{DirBuilder, Permissions, set_permissions};
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    for folder in [app.path().app_local_data_dir(), app.path().app_config_dir()].into_iter().flatten() {
        // Where it cannot be done they hold nothing secret, and who needs the folder says that it cannot be written.
        let _ = DirBuilder::new().recursive(true).mode(0o700).create(&folder);
        let _ = set_permissions(&folder, Permissions::from_mode(0o700));
    }
}

#[cfg(not(unix))]
fn make_own_folders_private(_: &tauri::App) {}

fn chosen(theme: Theme) -> Option<(&'static str, Color)> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(("light", Color(0xf6, 0xf7, 0xf8, 0xff))),
        Theme::Dark => Some(("dark", Color(0x14, 0x17, 0x1b, 0xff))),
    }
}

/// Brings the window to the front: a second start of the program ends here. Where it is out of the way of a scan, that scan
/// is given up.
pub(crate) fn focus(app: &AppHandle) {
    if let Some(state) = app.try_state::<App>() {
        state.scans.give_up();
    }
    if let Some(window) = app.webview_windows().values().next() {
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// What happens to the window from outside.
pub(crate) fn event(window: &Window, event: &WindowEvent) {
    // Nothing can be done in it yet.
    let Some(state) = window.try_state::<App>() else { return };
    match event {
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            if let [path] = &paths[..] {
                state.dropped.put(path.clone());
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let _ = window.emit(PICTURE_DROPPED, name);
            }
        }
        WindowEvent::CloseRequested { api, .. } => {
            let unfinished = state.runs.unfinished();
            if unfinished.is_empty() && !state.sessions.any() {
                return;
            }
            // A run that closing ends is kept first, and says so; a playback session is torn down.
            api.prevent_close();
            let window = window.clone();
            tauri::async_runtime::spawn(async move {
                let state = window.state::<App>();
                let ended = async {
                    for run in &unfinished {
                        journey::end(&state, run).await;
                    }
                };
                let torn_down = state.sessions.end(|_| true);
                let _ = tokio::join!(timeout(LAST_WORDS, ended), timeout(LAST_CALLS, torn_down));
                let _ = window.destroy();
            });
        }
        // Whoever starts the program from now on gets a window of their own, and not one that is about to go.
        WindowEvent::Destroyed => tauri_plugin_single_instance::destroy(window.app_handle()),
        _ => {}
    }
}

/// The program cannot be used: said in a message of the system, then the program ends.
pub(crate) fn cannot_open(app: &AppHandle, error: &StartError) {
    end_with(app, "Tessera cannot start", &error.to_string());
}

#[allow(clippy::print_stderr, reason = "where there is a terminal it is said there too")]
fn end_with(app: &AppHandle, title: &str, why: &str) {
    eprintln!("{title}: {why}");
    let message = app.dialog().message(why).title(title).kind(MessageDialogKind::Error);
    let app = app.clone();
    app.webview_windows().values().for_each(|window| drop(window.hide()));
    message.show(move |_| app.exit(1));
}

/// There may be no terminal, so it is said where a service's errors are looked for.
#[allow(clippy::print_stderr, reason = "there is no window to say it in")]
pub(crate) fn cannot_start(error: &tauri::Error) {
    #[cfg(unix)]
    if matches!(error, tauri::Error::PluginInitialization(name, _) if name == "single-instance") {
        start_after_the_other_one();
    }
    eprintln!("Tessera could not open its window: {error}");
    std::process::exit(1);
}

/// The program that was running ended while it was being asked to come to the front: this one is the only one now.
#[cfg(unix)]
fn start_after_the_other_one() {
    use std::os::unix::process::CommandExt as _;
    const STARTED_AGAIN: &str = "TESSERA_STARTED_AGAIN";
    if std::env::var_os(STARTED_AGAIN).is_none()
        && let Ok(program) = std::env::current_exe()
    {
        // Comes back only if it cannot be started.
        let _ = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(STARTED_AGAIN, "1").exec();
    }
}

fn is_own_page(url: &Url) -> bool {
    let own = url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost");
    let development = cfg!(dev) && url.host_str() == Some("localhost");
    own || development
}
