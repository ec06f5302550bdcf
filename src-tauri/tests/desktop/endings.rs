//! Runs that a person ends: by Stop while a call is under way, while the run waits, and by closing the window. Each is kept
//! as cancelled. And a run that is begun by two clicks at once.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::desk::{Desk, Window, is_running};
use crate::dialogs;
use crate::own_environment::{add_credential, add_environment};
use crate::page::{Name, Page};
use crate::sign_on::verdict;
use crate::waiting::until;

/// A platform that takes calls and never answers.
struct Silent {
    url: String,
    called: Receiver<TcpStream>,
}

impl Silent {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (calls, called) = channel();
        // It ends with the test's process.
        thread::spawn(move || listener.incoming().flatten().try_for_each(|call| calls.send(call)));
        Self { url, called }
    }

    /// Waits for a call; it stays open as long as the answer is held.
    fn call(&self) -> TcpStream {
        until("the platform is called", || self.called.try_recv().ok())
    }
}

/// Signs on where nobody answers, and waits until the call is under way.
fn call_in_vain(window: &Window, platform: &Silent) -> TcpStream {
    let page = &window.page;
    add_environment(page, &platform.url);
    add_credential(page, "Base64");
    page.go("Sign-on");
    page.choose("Environment", "Lab");
    page.click("button", Name::Is("Sign on"));
    let call = platform.call();
    verdict(page, "Running");
    call
}

fn history_shows_a_cancelled_run(page: &Page) {
    page.go("History");
    page.click("option", Name::Has("cancelled"));
    let run = page.find("region", Name::Is("Run"));
    until("the run says that it was cancelled", || page.text_of(&run).contains("cancelled").then_some(()));
}

#[test]
fn stop_in_the_middle_of_a_call_ends_the_run_at_once() {
    let platform = Silent::start();
    let desk = Desk::new();
    let window = desk.start();
    let _call = call_in_vain(&window, &platform);
    window.page.click("button", Name::Is("Stop"));
    verdict(&window.page, "Cancelled");
    window.page.find("option", Name::Has("servicediscovery: cancelled"));
    history_shows_a_cancelled_run(&window.page);
}

/// Waits until the program has closed its end.
fn is_left(call: &mut TcpStream) {
    call.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut bytes = [0; 4096];
    while call.read(&mut bytes).unwrap() > 0 {}
}

#[test]
fn what_comes_too_late_for_a_cancelled_run_is_not_taken_for_an_answer_to_the_next_one() {
    let platform = Silent::start();
    let desk = Desk::new();
    let window = desk.start();
    let mut first = call_in_vain(&window, &platform);
    let page = &window.page;
    page.click("button", Name::Is("Stop"));
    is_left(&mut first);
    verdict(page, "Cancelled");
    page.click("button", Name::Is("Sign on"));
    let mut second = platform.call();
    // The connection may be closed so far that nothing can be written to it.
    let _ = first.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nlate-words");
    second.write_all(b"HTTP/1.1 503 Second\r\ncontent-length: 9\r\n\r\nown-words").unwrap();
    page.find("option", Name::Has("servicediscovery: refused 503"));
    let runs = until("both runs are kept", || {
        let runs = page.ask("list_runs", json!({ "environment": null, "after": null })).unwrap()["runs"].take();
        (runs.as_array().unwrap().len() == 2).then_some(runs)
    });
    assert_eq!(runs[1]["verdict"], "cancelled", "{runs}");
    let run = page.ask("stored_run", json!({ "id": runs[0]["id"] })).unwrap().to_string();
    assert!(run.contains("own-words") && !run.contains("late-words"), "{run}");
}

#[test]
fn a_double_click_on_sign_on_is_one_run() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    page.says("First-time sign-on.");
    page.double_click(&page.find("button", Name::Is("Sign on")));
    verdict(page, "Signed on");
    let runs = page.ask("list_runs", json!({ "environment": null, "after": null })).unwrap();
    assert_eq!(runs["runs"].as_array().unwrap().len(), 1, "{runs}");
    let devices = page.ask("list_devices", json!({})).unwrap();
    assert_eq!(devices.as_array().unwrap().len(), 1, "{devices}");
}

#[test]
fn a_run_that_waits_is_ended_by_stop_and_kept() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    page.click("button", Name::Is("Step"));
    verdict(page, "Paused");
    page.click("button", Name::Is("Stop"));
    verdict(page, "Cancelled");
    history_shows_a_cancelled_run(page);
    page.go("Sign-on");
    page.click("button", Name::Is("Sign on"));
    verdict(page, "Signed on");
}

#[test]
fn closing_the_window_ends_the_run_and_keeps_it() {
    let platform = Silent::start();
    let desk = Desk::new();
    let window = desk.start();
    let _call = call_in_vain(&window, &platform);
    close_by_its_frame(window);
    history_shows_a_cancelled_run(&desk.start().page);
}

#[test]
fn closing_the_window_ends_a_run_that_waits_and_keeps_it() {
    let desk = Desk::new();
    let window = desk.start();
    window.page.click("button", Name::Is("Step"));
    verdict(&window.page, "Paused");
    close_by_its_frame(window);
    history_shows_a_cancelled_run(&desk.start().page);
}

/// As a person does; the driver's own way takes the page away without asking the program.
pub(crate) fn close_by_its_frame(window: Window) {
    let program = window.program();
    dialogs::close("Tessera", || !is_running(program));
    assert!(!window.output().contains("panicked"), "{}", window.output());
    // Its driver ends before the next one starts.
    drop(window);
}
