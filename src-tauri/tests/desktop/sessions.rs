//! Playback sessions in the window: up to the limit and back, beating, and torn down whatever ends the program. What else ends
//! them stands in `session_ends`.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;
use tessera_protocol::Call;
use tessera_simulator::{FaultOrder, OrderedFault, When};

use crate::desk::{Desk, Window, is_running};
use crate::dialogs;
use crate::keyring;
use crate::own_environment::{add_credential, add_environment_with};
use crate::page::{Name, Page};
use crate::platform::Platform;
use crate::sign_on::{shows_no_whole_token, sign_on};
use crate::waiting::until;

/// Sessions that the simulator inside counts.
pub(crate) fn counted(page: &Page) -> usize {
    let view = page.ask("simulator_state", json!({ "after": 0 })).unwrap();
    view["snapshot"]["streams"].as_array().unwrap().len()
}

/// Sets one more up, and waits until so many run.
pub(crate) fn set_up(page: &Page, running: usize) {
    let words = if running == 1 { "Set up a session" } else { "Set up one more" };
    page.click("button", Name::Is(words));
    runs(page, running);
}

pub(crate) fn runs(page: &Page, running: usize) {
    page.find("status", Name::Is(&format!("{running} running, 3 allowed at once")));
}

/// What stands inside at a tab.
fn inside(page: &Page, tab: &str) -> String {
    page.click("tab", Name::Is(tab));
    page.text_of(&page.find("region", Name::Is("What is inside")))
}

#[test]
fn sessions_are_set_up_until_the_limit_refuses_and_a_tear_down_makes_room() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    sign_on(page);
    page.go("Devices");
    for running in 1..=3 {
        set_up(page, running);
    }
    assert_eq!(counted(page), 3);
    page.says("allows 3 sessions at once");
    page.click("button", Name::Is("Set up one more"));
    page.says("SSM set up no session: the limit is reached");
    let why = inside(page, "Why");
    assert!(why.contains("The content token allows 3 sessions at once, and 3 of them are kept here"), "{why}");
    assert!(inside(page, "Response").contains("1007"));
    assert!(inside(page, "Request").contains("/ssm/v1/sessions/setup"));
    assert_eq!(counted(page), 3);
    shows_no_whole_token(page);

    page.click("button", Name::Is("Tear down session 1"));
    runs(page, 2);
    set_up(page, 3);
    assert_eq!(counted(page), 3);
    a_period_passes(page);
    page.click("button", Name::Has("session 2 CH015"));
    page.find("option", Name::Has("heartbeat"));
    page.says("1 heartbeat,");
    shows_no_whole_token(page);
    page.click("button", Name::Is("Tear down all"));
    runs(page, 0);
    assert_eq!(counted(page), 0);
    assert_eq!(keyring::kinds(), ["refresh-token"], "nothing is left of what the simulator inside counts");
}

/// The clock of the simulator inside goes on until the next beats are due.
fn a_period_passes(page: &Page) {
    let forward = json!({ "change": { "kind": "clock", "change": { "advanceSeconds": 28 } }, "after": 0 });
    page.ask("change_simulator", forward).unwrap();
}

#[test]
fn sessions_beat_by_licence_renewal_with_the_challenge_of_the_simulator_or_of_a_file() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    sign_on(page);
    page.go("Devices");
    set_up(page, 1);
    page.switch("licence renewal");
    page.says("Without a file it is the simulator\u{2019}s own.");
    set_up(page, 2);
    let file = desk.home.join("foreign.bin");
    fs::write(&file, "a challenge of nobody").unwrap();
    page.click("button", Name::Is("Choose a file\u{2026}"));
    dialogs::choose_file("Challenge of a device", &file);
    page.says("foreign.bin, 21 bytes");
    set_up(page, 3);
    a_period_passes(page);
    page.says("1 heartbeat,");
    page.says("1 licence renewal,");
    page.says("SSM did not take the licence renewal");
    runs(page, 2);
    page.click("button", Name::Has("session 2 CH015"));
    page.click("option", Name::Has("licence renewal"));
    assert!(inside(page, "Request").contains("/ssm/v1/renewal-license-wv"));
    assert!(inside(page, "Response").contains("license"));
    page.click("button", Name::Has("session 3 CH015"));
    page.click("option", Name::Has("licence renewal"));
    assert!(inside(page, "Response").contains("1011"), "the file was sent");
    shows_no_whole_token(page);
}

/// A window that plays twice at a platform of its own.
pub(crate) fn playing_at(platform: &Platform, desk: &Desk) -> Window {
    keyring::clear();
    let window = desk.start();
    let page = &window.page;
    add_environment_with(page, &platform.base_url(), &[("SSM URL", &platform.ssp_url())]);
    add_credential(page, "Base64");
    page.go("Sign-on");
    page.choose("Environment", "Lab");
    sign_on(page);
    page.go("Devices");
    for running in 1..=2 {
        set_up(page, running);
    }
    until("both stand in the keychain", || {
        let user = keyring::users().into_iter().find(|user| user.ends_with("/playback-sessions"))?;
        (keyring::secret_of(&user).matches("sessionToken").count() == 2).then_some(())
    });
    assert_eq!(platform.streams(), 2);
    window
}

fn close_by_its_frame(window: &Window) {
    let program = window.program();
    dialogs::close("Tessera", || !is_running(program));
    assert!(!window.output().contains("panicked"), "{}", window.output());
}

#[test]
fn closing_the_window_tears_down_what_plays() {
    let platform = Platform::start();
    let desk = Desk::new();
    let window = playing_at(&platform, &desk);
    close_by_its_frame(&window);
    assert_eq!(platform.streams(), 0);
    assert_eq!(keyring::kinds(), ["operator-secret", "refresh-token"]);
}

#[test]
fn a_crash_leaves_sessions_that_the_next_start_tears_down_and_tells() {
    let platform = Platform::start();
    let desk = Desk::new();
    let window = playing_at(&platform, &desk);
    let program = window.program();
    assert!(Command::new("kill").args(["-9", &program.to_string()]).status().unwrap().success());
    until("the program is gone", || (!is_running(program)).then_some(()));
    drop(window);
    assert_eq!(platform.streams(), 2);
    assert_eq!(keyring::kinds(), ["operator-secret", "playback-sessions", "refresh-token"]);

    let window = desk.start();
    let page = &window.page;
    page.says("2 playback sessions that an earlier start left (CH015 at Lab, CH015 at Lab)");
    assert!(page.text().contains("Torn down now"), "{}", page.text());
    assert_eq!(platform.streams(), 0);
    until("the list is empty", || (keyring::kinds() == ["operator-secret", "refresh-token"]).then_some(()));
    page.go("Devices");
    page.says("left by an earlier start");
    page.click("button", Name::Has("session 2 CH015"));
    page.find("option", Name::Has("teardown"));
    assert!(inside(page, "Request").contains("/ssm/v1/sessions/teardown"));
    assert!(inside(page, "Response").contains("204"));
    shows_no_whole_token(page);
}

#[test]
fn an_ssm_that_does_not_answer_does_not_hold_up_a_close() {
    let platform = Platform::start();
    let desk = Desk::new();
    let window = playing_at(&platform, &desk);
    let slow = OrderedFault::Delay { milliseconds: 25_000 };
    platform.order(FaultOrder { call: Some(Call::SessionTeardown), when: When::Always, fault: slow });
    let began = Instant::now();
    close_by_its_frame(&window);
    assert!(began.elapsed() < Duration::from_secs(15), "it took {:?}", began.elapsed());
    let kept = keyring::kinds();
    assert_eq!(kept, ["operator-secret", "playback-sessions", "refresh-token"], "for the next start");
}
