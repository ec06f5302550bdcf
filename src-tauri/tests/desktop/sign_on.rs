//! The QR sign-on against the simulator inside: one click, every message seen, and what a second start makes of it.

use serde_json::{Value, json};

use crate::desk::{Desk, Window};
use crate::keyring;
use crate::page::{Name, Page};
use crate::pictures::{codes_read_by_zbar, screenshot};
use crate::waiting::until;

/// Signs on by one click and waits for the verdict.
pub(crate) fn sign_on(page: &Page) {
    page.click("button", Name::Is("Sign on"));
    verdict(page, "Signed on");
}

pub(crate) fn verdict(page: &Page, verdict: &str) {
    until(&format!("the verdict “{verdict}”; it is {:?}", page.text()), || {
        page.all("status", Name::Is(verdict)).pop()
    });
}

/// Opens what is inside a step, at one of its tabs, and gives what can be read there.
pub(crate) fn inside(page: &Page, step: &str, tab: &str) -> String {
    page.click("option", Name::Has(step));
    page.click("tab", Name::Is(tab));
    let details = page.find("region", Name::Is("What is inside"));
    page.text_of(&details)
}

/// The `client_id`s that the simulator inside gave to an account.
fn simulated_devices(page: &Page, account: &str) -> Vec<Value> {
    let view = page.ask("simulator_state", json!({ "after": 0 })).unwrap();
    let accounts = view["snapshot"]["accounts"].as_array().unwrap();
    let account = accounts.iter().find(|one| one["accountId"] == account).unwrap();
    account["devices"].as_array().unwrap().iter().map(|device| device["clientId"].clone()).collect()
}

/// Nothing on the page can be used: no whole JWT in its elements or fields.
pub(crate) fn shows_no_whole_token(page: &Page) {
    let whole = page.session.run(
        "const fields = [...document.querySelectorAll('input, textarea')].map((field) => field.value);
         const text = [document.documentElement.outerHTML, ...fields].join(' ');
         return text.replace(/<[^>]*>/g, '').match(/eyJ[\\w-]+\\.eyJ[\\w-]+\\.[\\w-]{16,}/)?.[0] ?? null",
        &[],
    );
    assert_eq!(whole, Value::Null);
}

#[test]
fn one_click_signs_on_and_every_message_can_be_opened() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    page.says("First-time sign-on.");
    page.says("AGS will make a new device on ACC-1.");
    sign_on(page);
    for step in [
        "servicediscovery: done 200",
        "sign operator JWT: done",
        "getSessionToken: done 200",
        "show QR: done",
        "read QR: done",
        "signOnWithSessionToken: done 201",
        "content_token: done 200",
    ] {
        page.find("option", Name::Has(step));
    }
    shows_no_whole_token(page);
    the_code_is_read_by_a_foreign_reader(&desk, page);
    requests_and_answers_can_be_read(page);
    tokens_can_be_read(page);
    shows_no_whole_token(page);
    assert!(simulated_devices(page, "ACC-1").len() == 1);
}

/// What zbarimg reads stands nowhere on the page, and its fingerprint is the one that the page shows in its place.
fn the_code_is_read_by_a_foreign_reader(desk: &Desk, page: &Page) {
    page.find("img", Name::Has("QR code with a session token"));
    let token = &until("zbarimg reads one code in a picture of the window", || {
        let mut read = codes_read_by_zbar(&screenshot(), &desk.home);
        read.pop().filter(|_| read.is_empty())
    });
    assert!(token.len() >= 20, "a session token of {} characters", token.len());
    let everything = page.session.run("return document.documentElement.outerHTML", &[]);
    assert!(!everything.as_str().unwrap().contains(token.as_str()), "the session token stands on the page");
    let mark = format!("\u{2026}cut:{}", tessera_tokens::fingerprint(token));
    let answer = inside(page, "getSessionToken", "Response");
    assert!(answer.contains(&mark), "{mark} in {answer}");
}

fn requests_and_answers_can_be_read(page: &Page) {
    let request = inside(page, "getSessionToken", "Request");
    for part in
        ["POST", "/ags/getSessionToken", "nv-tenant-id", "nagra", "x-auth-service-id", "OperatorAuthToken", "sig:"]
    {
        assert!(request.contains(part), "{part} in {request}");
    }
    let answer = inside(page, "signOnWithSessionToken", "Response");
    for part in ["201", "Created", "access_token", "client_id"] {
        assert!(answer.contains(part), "{part} in {answer}");
    }
    page.find("button", Name::Is("Copy the correlation id"));
    inside(page, "content_token", "Request");
    page.find("button", Name::Is("Copy as curl"));
}

fn tokens_can_be_read(page: &Page) {
    let operator = inside(page, "sign operator JWT", "Operator JWT");
    for part in ["signature good", "GetSessionTokenAuthN", "OpfAccountId", "ACC-1", "expires in"] {
        assert!(operator.contains(part), "{part} in {operator}");
    }
    let access = inside(page, "signOnWithSessionToken", "Access");
    for part in ["signature not checked", "DevAuthN", "fixed_exp", "expires in"] {
        assert!(access.contains(part), "{part} in {access}");
    }
    let countdown = || {
        let text = page.text_of(&page.find("region", Name::Is("What is inside")));
        text.lines().find(|line| line.contains("expires in")).unwrap().to_owned()
    };
    let first = countdown();
    until("the countdown goes on", || (countdown() != first).then_some(()));
    let content = inside(page, "content_token", "Content token");
    for part in ["May play", "CH015"] {
        assert!(content.contains(part), "{part} in {content}");
    }
}

#[test]
fn a_second_start_knows_the_device_the_run_and_the_settings() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    sign_on(&window.page);
    window.page.go("Settings");
    window.page.switch("Dark");
    let device = simulated_devices(&window.page, "ACC-1");
    until("the settings are saved", || (theme(&window) == json!("dark")).then_some(()));
    let output = window.close();
    assert!(!output.contains("panicked"), "{output}");

    let window = desk.start();
    let page = &window.page;
    assert_eq!(page.session.run("return document.documentElement.dataset.theme", &[]), json!("dark"));
    assert_eq!(simulated_devices(page, "ACC-1"), device);
    page.says("Nth-time sign-on.");
    page.says(&format!("Goes on as client_id {}…", &device[0].as_str().unwrap()[..8]));
    page.go("Devices");
    page.says(device[0].as_str().unwrap());
    page.go("History");
    page.find("option", Name::Has("ACC-1"));
    page.go("Sign-on");
    sign_on(page);
    assert_eq!(simulated_devices(page, "ACC-1"), device, "an nth-time sign-on makes no device");
    let request = inside(page, "signOnWithSessionToken", "Request");
    assert!(request.contains("clientId") && !request.contains("deviceInformation"), "{request}");
    assert_eq!(keyring::kinds(), ["refresh-token"]);
}

fn theme(window: &Window) -> Value {
    window.page.ask("start_up", json!({})).unwrap()["settings"]["theme"].take()
}

#[test]
fn another_account_on_the_same_installation_is_warned_of_and_wipes_the_client_id() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    sign_on(page);
    let of_first = page.ask("list_devices", json!({})).unwrap();
    let client_id = of_first[0]["clientId"].as_str().unwrap().to_owned();
    page.account("ACC-2");
    page.says("AGS will make a new device on ACC-2.");
    page.says(&format!("The client_id {}… of ACC-1 on this installation is wiped", &client_id[..8]));
    sign_on(page);
    let devices = page.ask("list_devices", json!({})).unwrap();
    assert!(!devices.to_string().contains(&client_id), "{devices}");
    assert_eq!(devices.as_array().unwrap().len(), 1);
    assert_eq!(devices[0]["account"], "ACC-2");
    assert_eq!(keyring::kinds(), ["refresh-token"], "the first one's refresh token went with its client_id");
    page.account("ACC-1");
    page.says("AGS will make a new device on ACC-1.");
}

/// What fills the window is read by a foreign reader; Escape closes it.
#[test]
fn the_code_is_enlarged_over_the_window_by_whole_pixels() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    sign_on(page);
    page.click("button", Name::Is("Enlarge the code"));
    let dialog = page.find("dialog", Name::Is("QR code"));
    let sides = "const code = arguments[0].querySelector('svg');
                 const { width, height, left, right } = code.getBoundingClientRect();
                 return [width, height, code.viewBox.baseVal.width, left, innerWidth - right]";
    let sides = page.session.run(sides, &[dialog.argument()]);
    let [width, height, modules, left, right] = [0, 1, 2, 3, 4].map(|at| sides[at].as_f64().unwrap());
    assert!(width > 400.0 && (width - height).abs() < 0.01, "{sides}");
    assert!((left - right).abs() <= 1.0, "it stands in the middle: {sides}");
    assert!((width / modules).fract().abs() < 0.001, "{sides}");
    until("zbarimg reads it", || codes_read_by_zbar(&screenshot(), &desk.home).pop());
    page.session.press(&["Escape"]);
    until("it is closed", || page.all("dialog", Name::Is("QR code")).is_empty().then_some(()));
}

#[test]
fn nothing_moves_when_a_run_begins_and_ends() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    let places = || {
        let screen = page.find("region", Name::Is("Set-top-box screen"));
        let scan = page.find("button", Name::Is("Scan a picture\u{2026}"));
        let place = "return arguments[0].getBoundingClientRect().top";
        [screen, scan].map(|element| page.session.run(place, &[element.argument()]))
    };
    page.says("First-time sign-on.");
    let before = places();
    sign_on(page);
    assert_eq!(places(), before);
    page.says("Nth-time sign-on.");
    assert_eq!(places(), before);
}
