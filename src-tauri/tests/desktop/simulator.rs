//! The simulator inside, changed in the window: a fault that is ordered, a clock that is moved, and what a restart leaves.

use std::fs;

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::keyring;
use crate::page::Name;
use crate::sign_on::{sign_on, verdict};
use crate::tokens_of_devices::{access_ends, refresh, state, tokens};
use crate::waiting::until;

#[test]
fn a_fault_ordered_in_the_window_strikes_until_it_is_removed() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    page.go("Simulator");
    page.says("No fault is ordered");
    page.click("button", Name::Is("Order a fault\u{2026}"));
    page.choose("On every call", "/ags/getSessionToken");
    page.choose("Code no code", "20004");
    page.click("button", Name::Is("Order"));
    page.says("refused 403 20004");
    page.go("Sign-on");
    page.click("button", Name::Is("Sign on"));
    verdict(page, "Refused");
    page.find("option", Name::Has("getSessionToken: refused 403"));
    page.go("Simulator");
    page.says("struck 1 of 1");
    page.click("button", Name::Has("POST /ags/getSessionToken"));
    page.says("the caller is not told");
    page.click("button", Name::Is("Remove the fault: refused 403 20004"));
    page.says("No fault is ordered");
    page.go("Sign-on");
    sign_on(page);
}

#[test]
fn a_clock_moved_past_the_end_of_a_token_brings_the_refresh() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    sign_on(page);
    page.go("Devices");
    page.click("checkbox", Name::Is("Refresh by itself"));
    page.says("refresh due");
    let before = access_ends(page).unwrap();
    page.go("Simulator");
    page.says("The access tokens of 1 device end");
    page.click("button", Name::Is("Move the clock by +1 h"));
    page.says("moved ahead by 60 min");
    until("the token was refreshed by itself", || (access_ends(page).unwrap() > before).then_some(()));
    page.go("Devices");
    state(page, "access token 60 min");
    assert_eq!(tokens(page)["automatic"], json!(true), "it goes on");
    page.go("Sign-on");
    sign_on(page);
    page.go("Simulator");
    page.click("button", Name::Is("Back to real time"));
    page.says("as this machine's");
}

#[test]
fn after_a_restart_a_refresh_works_on_the_simulator() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    sign_on(&window.page);
    window
        .page
        .ask(
            "change_simulator",
            json!({ "change": { "kind": "clock", "change": { "advanceSeconds": 90 } }, "after": 0 }),
        )
        .unwrap();
    window.close();

    let window = desk.start();
    let page = &window.page;
    let clock = page.ask("simulator_state", json!({ "after": 0 })).unwrap()["clock"]["movedBySeconds"].clone();
    assert_eq!((&tokens(page)["access"], clock), (&Value::Null, json!(0)), "the clock ends with the program");
    page.go("Devices");
    state(page, "refresh token kept");
    refresh(page);
    state(page, "access token 60 min");
}

#[test]
fn a_state_that_cannot_be_read_is_set_aside_and_said() {
    let desk = Desk::new();
    let window = desk.start();
    sign_on(&window.page);
    window.close();
    let file = desk.data().join("simulator.json");
    assert!(file.exists());
    fs::write(&file, "no state").unwrap();

    let window = desk.start();
    window.page.says("The simulator begins anew: its state cannot be read.");
    let names = fs::read_dir(desk.data()).unwrap().map(|entry| entry.unwrap().path());
    let aside: Vec<_> = names.filter(|path| path.to_string_lossy().contains("simulator.json.damaged-")).collect();
    assert_eq!(aside.len(), 1);
    assert_eq!(fs::read_to_string(&aside[0]).unwrap(), "no state");
}
