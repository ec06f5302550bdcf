//! Companion sign-on with both roles in one window, against the simulator inside: a television that shows a code, a phone that
//! approves it.

use serde_json::json;

use crate::desk::Desk;
use crate::keyring;
use crate::page::{Name, Page};
use crate::pictures::{codes_read_by_zbar, screenshot};
use crate::sign_on::{inside, shows_no_whole_token, verdict};
use crate::waiting::until;

/// One step, and the rest after it.
fn step(page: &Page, ended: &str) {
    page.click("button", Name::Is("Step"));
    page.find("option", Name::Has(ended));
    verdict(page, "Paused");
}

fn said(page: &Page, role: &str) -> String {
    page.text_of(&page.find("region", Name::Is(role)))
}

fn says(page: &Page, role: &str, what: &str) {
    until(&format!("the {role} says “{what}”; it says {:?}", said(page, role)), || {
        said(page, role).contains(what).then_some(())
    });
}

#[test]
fn a_phone_of_here_approves_the_code_that_a_television_of_here_shows() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    page.switch("Companion");
    page.says("No device can approve here yet");
    page.click("button", Name::Is("Sign a phone on"));
    page.says("IAS will make a new device on ACC-1.");
    step(page, "deviceRegistrationCode: done 200");
    step(page, "show QR: done");
    step(page, "first poll: done 204");
    says(page, "Television", "polled once, not approved yet");
    the_code_is_read_by_a_foreign_reader(&desk, page);
    page.click("button", Name::Is("Approve"));
    says(page, "Phone", "Approved.");
    page.find("option", Name::Has("approve: done 202"));
    let request = inside(page, "approve: done 202", "Request");
    assert!(request.contains("deviceRegistrationCode/actions/approve"), "{request}");
    shows_no_whole_token(page);
    verdict(page, "Paused");
    page.click("button", Name::Is("Go on"));
    verdict(page, "Signed on");
    page.find("option", Name::Has("signOnBySignOnActivationToken: done 201"));
    says(page, "Television", "approved, polled twice");
    let devices = page.ask("list_devices", json!({})).unwrap();
    let journeys: Vec<_> = devices.as_array().unwrap().iter().map(|device| device["journey"].clone()).collect();
    assert_eq!(journeys, [json!("companion-sign-on"), json!("qr-sign-on")], "the last used first");
    let of = |device: &serde_json::Value| device["account"].clone();
    assert_eq!(of(&devices[0]), of(&devices[1]), "the television joins the account of the phone");
    page.go("Devices");
    page.says("by companion sign-on");
}

/// What zbarimg reads in a picture of the window is the text beside it.
fn the_code_is_read_by_a_foreign_reader(desk: &Desk, page: &Page) {
    page.find("img", Name::Has("QR code with the registration code"));
    page.session.run("document.querySelector('[aria-label=\"Television\"]').scrollIntoView({ block: 'end' })", &[]);
    let code = until("zbarimg reads one code in a picture of the window", || {
        let mut read = codes_read_by_zbar(&screenshot(), &desk.home);
        read.pop().filter(|_| read.is_empty())
    });
    let television = said(page, "Television");
    assert!(television.contains(code.as_str()), "{code} in {television}");
}

#[test]
fn the_waiting_for_a_real_phone_shows_its_code_and_ends_when_a_person_says_so() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    page.switch("Companion");
    page.switch("a real phone");
    page.click("button", Name::Is("Sign on"));
    // The code is seen while the polling goes on.
    says(page, "Television", "polled once, not approved yet");
    page.find("img", Name::Has("QR code with the registration code"));
    says(page, "Phone", "in the app of a device that is signed on");
    page.click("button", Name::Is("Stop"));
    verdict(page, "Cancelled");
    page.go("History");
    page.says("Companion sign-on");
}
