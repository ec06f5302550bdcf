//! What the web view may lack or lose: its process, and a language.

use std::fs;
use std::process::{Command, Stdio};

use jiff::Timestamp;
use tessera_storage::Database;

use crate::desk::{Desk, PROGRAM, Process, family};
use crate::dialogs;
use crate::page::Name;
use crate::pictures::{codes_read_by_zbar, colours, screenshot};
use crate::sign_on::sign_on;
use crate::waiting::until;

/// The process that draws the page.
fn web_process(program: u32) -> Option<u32> {
    family(program).into_iter().find(|one| {
        let line = fs::read_to_string(format!("/proc/{one}/cmdline")).unwrap_or_default();
        line.split('\0').next().is_some_and(|path| path.ends_with("WebKitWebProcess"))
    })
}

/// How the runs ended that are kept, the newest first.
fn kept(desk: &Desk) -> Vec<String> {
    let database = Database::open(&desk.data(), Timestamp::now()).unwrap().database;
    let page = database.runs().list(None, None, 10).unwrap();
    page.runs.into_iter().map(|run| run.verdict).collect()
}

fn code_is_shown(desk: &Desk) -> bool {
    !codes_read_by_zbar(&screenshot(), &desk.home).is_empty()
}

/// Without a driver, which does not outlive the process of its page: what is done is done by keys, and seen in a picture of
/// the window and in the database.
#[test]
fn a_page_whose_process_is_killed_is_loaded_again_with_what_rust_holds() {
    const SIGN_ON: &str = "ctrl+Return";
    const STEP: &str = "ctrl+shift+Return";
    let desk = Desk::new();
    let mut program = desk.command(PROGRAM);
    let program = Process::start(program.stdout(Stdio::null()).stderr(Stdio::null()));
    let is_painted = || until("the page is painted", || (colours(&screenshot()) > 50).then_some(()));
    dialogs::wait_until_open("Tessera");
    is_painted();
    // The frame is painted before the page takes keys.
    let sign_on = |runs: usize| {
        until("the page signs on", || {
            dialogs::press_in("Tessera", SIGN_ON);
            let kept = kept(&desk);
            (kept.len() > runs && kept[0] == "done").then_some(())
        });
    };
    sign_on(0);
    until("its code is on screen", || code_is_shown(&desk).then_some(()));
    let runs = kept(&desk).len();
    dialogs::press_in("Tessera", STEP);
    until("another run has begun", || (!code_is_shown(&desk)).then_some(()));

    let before = until("the page has a process", || web_process(program.0.id()));
    assert!(Command::new("kill").args(["-9", &before.to_string()]).status().unwrap().success());
    until("another process draws the page", || web_process(program.0.id()).filter(|now| *now != before));
    is_painted();
    until("the run that waited is ended and kept", || (kept(&desk)[0] == "cancelled").then_some(()));
    sign_on(runs + 1);
    let devices = Database::open(&desk.data(), Timestamp::now()).unwrap().database.devices().list(None).unwrap();
    assert_eq!(devices.len(), 1, "it knew the device, so it made no other");
}

/// The web view then has the language `C`, which no formatter of JavaScript knows.
#[test]
fn the_window_works_in_the_language_c() {
    let desk = Desk::new().with("LANG", Some("C")).with("LC_ALL", Some("C")).with("LANGUAGE", None);
    let window = desk.start();
    let page = &window.page;
    sign_on(page);
    for section in ["Tokens", "Devices", "History", "Simulator", "Environments", "Credentials", "Settings"] {
        page.go(section);
        until("the section has its content", || (!page.all("heading", Name::Has("")).is_empty()).then_some(()));
    }
    let output = window.close();
    assert!(!output.contains("panicked"), "{output}");
}
