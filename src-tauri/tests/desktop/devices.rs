//! Devices in the window: how many there are, and signing on as one of them.

use serde_json::json;

use crate::desk::Desk;
use crate::page::{Name, Page};
use crate::sign_on::{inside, sign_on};
use crate::waiting::until;

fn navigation_counts(page: &Page, devices: &str) {
    page.find("button", Name::Is(&format!("Devices {devices} known")));
}

#[test]
fn a_sign_on_as_a_device_is_nth_time_with_its_client_id() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    sign_on(page);
    navigation_counts(page, "1");
    page.choose("Platform", "iPhone");
    sign_on(page);
    navigation_counts(page, "2");

    let devices = page.ask("list_devices", json!({})).unwrap();
    let devices = devices.as_array().unwrap();
    let first = devices.iter().find(|device| device["platform"] != "iphone").unwrap()["clientId"].as_str().unwrap();
    page.go("Devices");
    page.click("option", Name::Has(first));
    page.click("button", Name::Is("Sign on as this"));
    page.says(&format!("Goes on as client_id {}\u{2026}", &first[..8]));
    sign_on(page);
    let request = inside(page, "signOnWithSessionToken", "Request");
    assert!(request.contains(first) && !request.contains("deviceInformation"), "{request}");
    navigation_counts(page, "2");
    page.go("Devices");
    until("both devices are in the list", || {
        devices.iter().all(|device| page.text().contains(device["clientId"].as_str().unwrap())).then_some(())
    });
}
