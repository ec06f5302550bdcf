//! The tokens of a device in the window: refreshed, used, ended, and brought back; what a restart leaves of them.

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::keyring;
use crate::own_environment::sign_on_at_lab;
use crate::page::{Name, Page};
use crate::platform::Platform;
use crate::sign_on::{shows_no_whole_token, sign_on};
use crate::waiting::until;

/// The only device that there is.
fn device(page: &Page) -> Value {
    let devices = page.ask("list_devices", json!({})).unwrap();
    assert_eq!(devices.as_array().unwrap().len(), 1, "{devices}");
    devices[0].clone()
}

pub(crate) fn tokens(page: &Page) -> Value {
    page.ask("device_tokens", json!({ "id": device(page)["id"] })).unwrap()
}

/// When the access token ends; the moments sort as text.
pub(crate) fn access_ends(page: &Page) -> Option<String> {
    tokens(page)["access"]["expiresAt"].as_str().map(str::to_owned)
}

/// Presses the button and waits until the access token is another.
pub(crate) fn refresh(page: &Page) {
    let before = access_ends(page);
    // Ends are told in whole seconds: pressed again in the same one, it would be the same.
    until("the access token is newer", || {
        page.click("button", Name::Is("Refresh now"));
        verdict(page, "done");
        (access_ends(page) > before).then_some(())
    });
}

fn verdict(page: &Page, verdict: &str) {
    until(&format!("the journey is {verdict}; the page says {}", page.text()), || {
        page.all("status", Name::Is(verdict)).pop()
    });
}

pub(crate) fn state(page: &Page, words: &str) {
    until(&format!("the device says {words}"), || page.all("option", Name::Has(words)).pop());
}

#[test]
fn tokens_are_refreshed_used_ended_and_brought_back_by_a_sign_on() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    sign_on(page);
    let client_id = device(page)["clientId"].as_str().unwrap().to_owned();
    page.go("Devices");
    page.says(&client_id);
    state(page, "access token 60 min");
    let sign_on_ends = tokens(page)["access"]["chainEndsAt"].clone();
    refresh(page);
    assert_eq!(tokens(page)["access"]["chainEndsAt"], sign_on_ends, "a refresh does not move the end of the sign-on");
    page.find("group", Name::Is("From sign-on to the end of it"));
    shows_no_whole_token(page);

    page.click("checkbox", Name::Is("Refresh by itself"));
    page.says("5 min before the access token ends.");
    page.says("refresh due");
    page.click("checkbox", Name::Is("Refresh by itself"));

    page.click("button", Name::Is("Content token"));
    page.says("May play CH015");
    shows_no_whole_token(page);

    let (user, ended) = the_refresh_token();
    page.click("button", Name::Is("Sign out"));
    page.says("This device is signed out");
    state(page, "signed out");
    assert_eq!(keyring::kinds(), Vec::<String>::new());
    assert!(!page.is_enabled(&page.find("button", Name::Is("Refresh now"))));

    a_token_that_was_ended_is_refused_and_explained(page, &user, &ended);
    page.click("button", Name::Is("Sign on again"));
    page.says(&format!("Goes on as client_id {}\u{2026}", &client_id[..8]));
    sign_on(page);
    assert_eq!(device(page)["clientId"], json!(client_id), "nth-time makes no device");
    page.go("Devices");
    state(page, "access token 60 min");
}

/// The item of the refresh token and what it holds.
fn the_refresh_token() -> (String, String) {
    assert_eq!(keyring::kinds(), ["refresh-token"]);
    let user = keyring::users().remove(0);
    let token = keyring::secret_of(&user);
    (user, token)
}

/// Another program puts the token back that the sign-out ended.
fn a_token_that_was_ended_is_refused_and_explained(page: &Page, user: &str, token: &str) {
    keyring::put(user, token);
    page.go("Settings");
    page.go("Devices");
    state(page, "refresh token kept");
    page.click("button", Name::Is("Refresh now"));
    verdict(page, "refused");
    page.says("AGS did not accept the refresh token");
    page.says("been ended by a sign-out");
    shows_no_whole_token(page);
    assert!(!page.text().contains(token));
}

#[test]
fn what_a_terminal_renewed_the_window_goes_on_with() {
    keyring::clear();
    let platform = Platform::start();
    platform.rotate();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    sign_on_at_lab(page, &platform.base_url());
    let user = keyring::users().into_iter().find(|user| user.ends_with("/refresh-token")).unwrap();
    let token = keyring::secret_of(&user);
    // Which of two is newer is told by their ends, in whole seconds.
    thread::sleep(Duration::from_millis(1100));
    let newer = platform.refresh(&token);
    keyring::put(&user, &newer);
    page.go("Devices");
    state(page, "access token 60 min");
    refresh(page);
    assert!(![token, newer].contains(&keyring::secret_of(&user)), "the window's own is the newest now");
}

#[test]
fn after_a_restart_one_refresh_brings_the_session_back() {
    keyring::clear();
    // One that goes on while the program is closed, as a platform does.
    let platform = Platform::start();
    let desk = Desk::new();
    let window = desk.start();
    sign_on_at_lab(&window.page, &platform.base_url());
    let client_id = device(&window.page)["clientId"].clone();
    window.close();

    let window = desk.start();
    let page = &window.page;
    assert_eq!(tokens(page)["access"], Value::Null, "an access token does not outlive the program");
    page.go("Devices");
    state(page, "refresh token kept");
    page.says("One refresh brings the session back");
    refresh(page);
    state(page, "access token 60 min");
    page.click("button", Name::Is("Show the refresh token"));
    page.says("RefreshAuthN");
    shows_no_whole_token(page);
    let kept = ["operator-secret", "refresh-token"].map(str::to_owned).to_vec();
    assert_eq!((&device(page)["clientId"], keyring::kinds()), (&client_id, kept));
}
