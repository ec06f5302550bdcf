//! A second start, and a start where parts of a desktop are missing.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Stdio;

use serde_json::json;

use crate::desk::{Desk, PROGRAM, Process, is_running};
use crate::dialogs;
use crate::page::Name;
use crate::sign_on::sign_on;
use crate::waiting::until;

#[test]
fn a_second_instance_ends_and_the_first_stays() {
    let desk = Desk::new();
    let window = desk.start();
    let first = window.program();
    let mut second = desk.command(PROGRAM);
    let mut second = Process::start(second.stdout(Stdio::null()).stderr(Stdio::null()));
    let ended = until("the second instance ends", || second.0.try_wait().unwrap());
    assert!(ended.success(), "it has handed over, which is no failure: {ended}");
    assert!(is_running(first));
    window.page.frame();
}

#[test]
fn the_program_starts_without_a_session_bus() {
    let desk = Desk::new().with("DBUS_SESSION_BUS_ADDRESS", None).with("XDG_RUNTIME_DIR", Some("/nonexistent"));
    let window = desk.start();
    offers_this_session_only(&desk, &window.page);
}

#[test]
fn without_a_keyring_the_window_offers_this_session_only() {
    let folder = Desk::new();
    let (_bus, address) = start_empty_bus(&folder.home);
    let desk = folder.with("DBUS_SESSION_BUS_ADDRESS", Some(&address));
    let window = desk.start();
    offers_this_session_only(&desk, &window.page);
}

#[test]
fn a_start_that_fails_is_told_in_a_message_and_by_the_exit_code() {
    let desk = Desk::new();
    let data = desk.data();
    fs::create_dir_all(data.parent().unwrap()).unwrap();
    fs::write(&data, "a file where the folder should be").unwrap();
    let mut program = desk.command(PROGRAM);
    // With no place for a session without memory either.
    program.env("TMPDIR", &data);
    let mut program = Process::start(program.stdout(Stdio::null()).stderr(Stdio::piped()));
    dialogs::dismiss("Tessera cannot start");
    let ended = until("the program ends", || program.0.try_wait().unwrap());
    assert_eq!(ended.code(), Some(1));
    let said = io::read_to_string(program.0.stderr.take().unwrap()).unwrap();
    for part in [data.to_str().unwrap(), "cannot be written", "TESSERA_HOME"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn a_home_that_cannot_be_written_is_told_and_the_window_goes_on_in_memory() {
    let desk = Desk::new();
    let data = desk.data();
    fs::create_dir_all(data.parent().unwrap()).unwrap();
    fs::write(&data, "a file where the folder should be").unwrap();
    let window = desk.start();
    let told = window.page.ask("start_up", json!({})).unwrap()["notices"].to_string();
    for part in [data.to_str().unwrap(), "cannot be written", "TESSERA_HOME", "forgotten when it ends"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    sign_on(&window.page);
    assert_eq!(fs::read_to_string(&data).unwrap(), "a file where the folder should be");
}

fn offers_this_session_only(desk: &Desk, page: &crate::page::Page) {
    let view = page.ask("keychain_state", json!({})).unwrap();
    assert_eq!(view["state"]["kind"], "missing", "{view}");
    assert!(view["said"].is_string() && view["remedy"].is_string(), "{view}");
    page.go("Credentials");
    page.says(view["said"].as_str().unwrap());
    page.click("button", Name::Has("this session"));
    until("the program keeps secrets for this session", || {
        (page.ask("keychain_state", json!({})).unwrap()["keeping"] == "thisSessionOnly").then_some(())
    });
    assert!(!desk.home.join(".local/share/keyrings").exists(), "nothing is written in place of a keyring");
}

/// A bus on which nothing offers a keychain and nothing can be started that would.
fn start_empty_bus(folder: &Path) -> (Process, String) {
    let socket = folder.join("bus");
    let config = folder.join("bus.conf");
    let address = format!("unix:path={}", socket.display());
    fs::write(&config, include_str!("../empty-bus.conf").replace("ADDRESS", &address)).unwrap();
    let mut bus = std::process::Command::new("dbus-daemon");
    bus.args(["--nofork", "--nopidfile", "--nosyslog", "--config-file"]).arg(config);
    let bus = Process::start(bus.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()));
    until("the bus listens", || socket.exists().then_some(()));
    (bus, address)
}
