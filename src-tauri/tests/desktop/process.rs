//! The program as a process: what a release keeps other programs from, and what it says of its own faults. The build under
//! test behaves as a release where a test orders it to.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::desk::{Desk, PROGRAM, Process};
use crate::dialogs;
use crate::keyring;
use crate::own_environment::{add_credential, add_environment};
use crate::page::Name;
use crate::sign_on::sign_on;

/// Makes the build behave as a release.
const RELEASE: &str = "TESSERA_TRIAL_RELEASE";

/// Root may read everything, so where root runs the tests these words come before a command.
const AS_NOBODY: [&str; 6] = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"];

fn are_run_by_root() -> bool {
    Command::new("id").arg("-u").output().unwrap().stdout == b"0\n"
}

/// What `cat` says of a file to the user under which the program runs.
fn read_by_its_user(path: &str) -> String {
    let before: &[&str] = if are_run_by_root() { &AS_NOBODY } else { &["env"] };
    let said = Command::new(before[0]).args(&before[1..]).args(["cat", path]).output().unwrap();
    String::from_utf8_lossy(&[said.stdout, said.stderr].concat()).into_owned()
}

fn writes_no_picture_of_its_memory(program: u32) {
    let limits = fs::read_to_string(format!("/proc/{program}/limits")).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().filter(|word| *word == "0").count(), 2, "{core}");
}

#[test]
fn no_program_of_the_same_user_reads_the_memory_of_a_release() {
    let desk = Desk::new().with("DBUS_SESSION_BUS_ADDRESS", None).with("XDG_RUNTIME_DIR", None);
    let desk = desk.with(RELEASE, Some("1"));
    let mut program = if are_run_by_root() {
        // Root's own folders are closed to everybody else.
        let copy = desk.home.join("tessera-desktop");
        fs::copy(PROGRAM, &copy).unwrap();
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(Command::new("chown").args(["-R", AS_NOBODY[2]]).arg(&desk.home).status().unwrap().success());
        let mut program = desk.command(AS_NOBODY[0]);
        program.args(&AS_NOBODY[1..]).arg(copy);
        program
    } else {
        desk.command(PROGRAM)
    };
    let program = Process::start(program.stdout(Stdio::null()).stderr(Stdio::null()));
    dialogs::wait_until_open("Tessera");
    writes_no_picture_of_its_memory(program.0.id());
    let of = |name: &str| format!("/proc/{}/{name}", program.0.id());
    assert!(read_by_its_user(&of("status")).contains("Name:"), "what everybody may know is there");
    for private in ["environ", "mem", "maps"] {
        let said = read_by_its_user(&of(private));
        assert!(said.contains("Permission denied"), "{private}: {said:.100}");
    }
}

#[test]
fn a_release_that_another_program_drives_says_so_and_uses_no_stored_secret() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    add_environment(&window.page, "http://127.0.0.1:9");
    add_credential(&window.page, "Base64");
    let stored = keyring::users();
    window.close();

    let desk = desk.with(RELEASE, Some("1"));
    let window = desk.start();
    let page = &window.page;
    page.says("Another program drives this window");
    writes_no_picture_of_its_memory(window.program());
    let state = page.ask("keychain_state", json!({})).unwrap()["state"].take();
    assert_eq!(state, json!({ "kind": "missing", "why": "notUsed" }));
    page.choose("Environment", "Lab");
    page.click("button", Name::Is("Sign on"));
    page.says("The keychain is not used in this run.");
    assert!(page.ask("keep_in_keychain", json!({})).is_err());
    assert_eq!(keyring::users(), stored, "nothing was stored and nothing removed");
    page.go("Settings");
    page.says("Another program drives this window");
}

#[test]
fn a_command_that_breaks_answers_with_an_error_and_the_window_goes_on() {
    let desk = Desk::new().with("TESSERA_TRIAL_PANIC", Some("stored_run:canary-of-a-panic"));
    let window = desk.start();
    let page = &window.page;
    let error = page.ask("stored_run", json!({ "id": "00000000-0000-4000-8000-000000000000" })).unwrap_err();
    assert_eq!(error["kind"], "unexpected", "{error}");
    assert!(error["headline"].as_str().unwrap().contains("the command stored_run"), "{error}");
    page.says("Tessera has an error of its own at src-tauri/src/trial.rs");
    sign_on(page);
    let output = window.close();
    assert!(output.contains("panicked at src-tauri/src/trial.rs:"), "{output}");
    assert!(!output.contains("canary-of-a-panic"), "{output}");
}
