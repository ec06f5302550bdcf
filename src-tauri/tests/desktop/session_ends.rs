//! What ends playback sessions beside the wish of a person: their device or their environment goes, or another account takes
//! its place. What belongs to others plays on.

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::keyring;
use crate::own_environment::delete_environment;
use crate::page::{Name, Page};
use crate::platform::Platform;
use crate::sessions::{counted, playing_at, runs, set_up};
use crate::sign_on::sign_on;
use crate::waiting::until;

#[test]
fn signing_out_and_forgetting_tear_down_what_the_device_plays() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    sign_on(page);
    page.go("Devices");
    set_up(page, 1);
    page.click("button", Name::Is("Sign out"));
    page.says("This device is signed out");
    runs(page, 0);
    assert_eq!(counted(page), 0);

    page.go("Sign-on");
    sign_on(page);
    page.go("Devices");
    set_up(page, 1);
    let device = page.ask("list_devices", json!({})).unwrap()[0]["id"].take();
    page.ask("forget_device", json!({ "id": device })).unwrap();
    assert_eq!(counted(page), 0);
}

/// Signs on by one click, and waits until what is kept of the devices is as wanted.
fn sign_on_until(page: &Page, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    page.go("Sign-on");
    page.click("button", Name::Is("Sign on"));
    until(what, || {
        let devices = page.ask("list_devices", json!({})).unwrap();
        wanted(&devices).then_some(devices)
    })
}

#[test]
fn a_device_that_another_account_wipes_plays_no_longer_and_its_own_account_plays_on() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    let box_of = |devices: &Value| {
        devices.as_array().unwrap().iter().find(|device| device["platform"] == "stb-opentv-os").cloned().unwrap()
    };
    let first = box_of(&sign_on_until(page, "the box is signed on", |devices| devices[0]["account"] == "ACC-1"));
    page.go("Devices");
    set_up(page, 1);
    page.go("Sign-on");
    page.choose("Platform", "iPhone");
    sign_on_until(page, "the phone is signed on", |devices| devices[1].is_object());
    page.go("Devices");
    page.click("option", Name::Has("iPhone"));
    set_up(page, 1);
    assert_eq!(counted(page), 2);

    page.go("Sign-on");
    page.choose("Platform", "STB OOS");
    let again = |devices: &Value| box_of(devices)["lastSignedOnAt"] != first["lastSignedOnAt"];
    let devices = sign_on_until(page, "the box is signed on again", again);
    assert_eq!(box_of(&devices)["clientId"], first["clientId"], "nth-time");
    let inputs = page.find("region", Name::Is("QR sign-on"));
    page.click_it(&page.all_in(Some(&inputs), "button", Name::Has("Device"))[0]);
    page.switch("first-time");
    let other = |devices: &Value| box_of(devices)["clientId"] != first["clientId"];
    let devices = sign_on_until(page, "the platform has made another device of the box", other);
    assert_eq!(box_of(&devices)["id"], first["id"]);
    assert_eq!(counted(page), 2, "what the account plays goes on");
    page.switch("as stored");

    page.account("ACC-2");
    page.says("of ACC-1 on this installation is wiped");
    let devices = sign_on_until(page, "the box is another account's", |devices| box_of(devices)["account"] == "ACC-2");
    assert_ne!(box_of(&devices)["id"], first["id"]);
    until("what the wiped device played is torn down", || (counted(page) == 1).then_some(()));
    page.go("Devices");
    page.click("option", Name::Has("iPhone"));
    runs(page, 1);
}

#[test]
fn deleting_an_environment_tears_down_what_is_played_there_and_nothing_else() {
    let platform = Platform::start();
    let desk = Desk::new();
    let window = playing_at(&platform, &desk);
    let page = &window.page;
    page.go("Sign-on");
    page.choose("Environment", "Simulator");
    sign_on(page);
    page.go("Devices");
    page.click("option", Name::Has("Simulator"));
    set_up(page, 1);
    assert_eq!((platform.streams(), counted(page)), (2, 1));

    delete_environment(page);
    assert_eq!((platform.streams(), counted(page)), (0, 1));
    until("no secret is left of it", || (keyring::kinds() == ["refresh-token"]).then_some(()));
    page.go("Devices");
    runs(page, 1);
}
