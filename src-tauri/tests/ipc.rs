//! Who may ask for what: the real capability and permission files, without a window.
//!
//! Behind the door stands a handler that answers everything, so that what is refused was refused by the files. What
//! the commands themselves do with bad arguments is asked in the real window, `desktop/commands.rs`.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tessera_desktop::COMMANDS;

const OWN_PAGE: &str = "tauri://localhost";

/// The program's own context around a handler that counts, with a window of each label.
struct Door {
    app: App<MockRuntime>,
    passed: Arc<AtomicUsize>,
}

impl Door {
    fn open() -> Self {
        let passed = Arc::new(AtomicUsize::new(0));
        let counting = Arc::clone(&passed);
        let builder = mock_builder().invoke_handler(move |invoke| {
            counting.fetch_add(1, Ordering::SeqCst);
            invoke.resolver.resolve("behind the door");
            true
        });
        Self { app: builder.build(tauri::generate_context!()).unwrap(), passed }
    }

    fn window(&self, label: &str) -> WebviewWindow<MockRuntime> {
        WebviewWindowBuilder::new(&self.app, label, WebviewUrl::default()).visible(false).build().unwrap()
    }

    fn passed(&self) -> usize {
        self.passed.load(Ordering::SeqCst)
    }
}

fn ask(window: &WebviewWindow<MockRuntime>, command: &str, page: &str) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: page.parse().unwrap(),
        body: InvokeBody::Json(json!({})),
        headers: tauri::http::HeaderMap::new(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|body| body.deserialize().unwrap())
}

#[test]
fn the_main_window_may_ask_for_every_command() {
    let door = Door::open();
    let main = door.window("main");
    for command in COMMANDS {
        assert_eq!(ask(&main, command, OWN_PAGE), Ok(json!("behind the door")), "{command}");
    }
    assert_eq!(door.passed(), COMMANDS.len());
}

#[test]
fn a_second_hidden_window_may_ask_for_nothing() {
    let door = Door::open();
    door.window("main");
    let second = door.window("second");
    for command in COMMANDS {
        let refusal = ask(&second, command, OWN_PAGE).unwrap_err();
        assert!(refusal.as_str().unwrap().contains("not allowed"), "{command}: {refusal}");
    }
    assert_eq!(door.passed(), 0);
}

#[test]
fn another_page_in_the_main_window_may_ask_for_nothing() {
    let door = Door::open();
    let main = door.window("main");
    for page in ["https://example.com", "http://127.0.0.1:9", "http://localhost:8080", "https://tauri.example"] {
        for command in COMMANDS {
            let refusal = ask(&main, command, page).unwrap_err();
            assert!(refusal.as_str().unwrap().contains("not allowed"), "{command} from {page}: {refusal}");
        }
    }
    assert_eq!(door.passed(), 0);
}

#[test]
fn no_plugin_can_be_asked_for_anything_by_the_page() {
    let door = Door::open();
    let main = door.window("main");
    for command in [
        "plugin:fs|read_text_file",
        "plugin:http|fetch",
        "plugin:shell|open",
        "plugin:dialog|open",
        "plugin:opener|open_url",
        "plugin:opener|open_path",
        "plugin:window-state|restore_state",
        "plugin:clipboard-manager|read_text",
        "plugin:updater|check",
        "plugin:event|emit",
        "plugin:window|create",
        "plugin:webview|create_webview_window",
        "plugin:app|version",
        "plugin:path|resolve_directory",
    ] {
        let refusal = ask(&main, command, OWN_PAGE).unwrap_err();
        assert!(refusal.as_str().unwrap().contains("not allowed"), "{command}: {refusal}");
    }
    assert_eq!(door.passed(), 0);
}

#[test]
fn a_command_that_is_in_no_list_is_refused() {
    let door = Door::open();
    let main = door.window("main");
    let refusal = ask(&main, "operator_secret", OWN_PAGE).unwrap_err();
    assert!(refusal.as_str().unwrap().contains("not allowed"), "{refusal}");
    assert_eq!(door.passed(), 0);
}
