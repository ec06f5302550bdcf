//! The other roads in, against the simulator inside: with a user name and a password, one of several accounts, as a guest.

use serde_json::{Value, json};

use crate::desk::{Desk, Window};
use crate::keyring;
use crate::leaks::{self, Canary};
use crate::page::{Name, Page};
use crate::sign_on::{inside, shows_no_whole_token, verdict};
use crate::waiting::until;

/// What the accounts of the simulator have.
const PASSWORD: &str = "tessera";
/// Something that is found wherever it lies.
const WRONG: &str = "hunter2-hunter2-hunter2";

/// Takes the road and waits until service discovery has told what is wanted.
fn by_password(page: &Page) {
    page.switch("Password");
    page.says("Asked for by discovery");
}

fn password_field(page: &Page) -> crate::webdriver::Element {
    page.field("Password")
}

fn sign_on_as(page: &Page, user: &str, password: &str) {
    page.fill(&page.field("Username"), user);
    page.fill(&password_field(page), password);
    page.click("button", Name::Is("Sign on"));
}

fn account_of_the_device(page: &Page) -> Value {
    let devices = page.ask("list_devices", json!({})).unwrap();
    assert_eq!(devices.as_array().unwrap().len(), 1, "{devices}");
    devices[0]["account"].clone()
}

/// The names over the columns of the diagram.
fn columns(page: &Page) -> Value {
    let script = "return [...document.querySelectorAll('.actor')].map((actor) => actor.textContent)";
    page.session.run(script, &[])
}

#[test]
fn of_two_accounts_one_is_chosen_by_keyboard() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    by_password(page);
    page.says("In the simulator: user ACC-1, password tessera; dave has two accounts.");
    page.says("AGS will make a new device on the account of this user name.");
    assert!(page.all("region", Name::Is("Set-top-box screen")).is_empty(), "there is no code on this road");
    let attributes = "const [field] = arguments; return [field.type, field.autocomplete, field.required]";
    let attributes = page.session.run(attributes, &[password_field(page).argument()]);
    assert_eq!(attributes, json!(["password", "off", true]));
    sign_on_as(page, "dave", PASSWORD);
    verdict(page, "Paused");
    page.says("2 accounts match: choose one");
    page.find("option", Name::Has("signOn: done 300"));
    assert!(!page.is_enabled(&page.find("button", Name::Is("Go on"))), "nobody is chosen for a person");
    until("the first account has the focus", || {
        let focus = page.session.run("return document.activeElement.textContent.trim()", &[]);
        focus.as_str().is_some_and(|text| text.starts_with("ACC-6")).then_some(())
    });
    page.session.press(&["ArrowDown"]);
    page.session.press(&["Enter"]);
    verdict(page, "Signed on");
    for step in
        ["servicediscovery: done 200", "signOn: done 300", "subsequentSignOn: done 201", "content_token: done 200"]
    {
        page.find("option", Name::Has(step));
    }
    assert_eq!(columns(page), json!(["AGS", "STB", "IAS"]));
    assert_eq!(account_of_the_device(page), "ACC-7");
    let request = inside(page, "subsequentSignOn", "Request");
    for part in ["/ags/subsequentSignOn", "user-token", "cut:", "deviceInformation"] {
        assert!(request.contains(part), "{part} in {request}");
    }
    shows_no_whole_token(page);
    assert_eq!(keyring::kinds(), ["refresh-token"]);
}

#[test]
fn a_wrong_password_is_explained_and_kept_nowhere() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    by_password(page);
    assert!(!page.is_enabled(&page.find("button", Name::Is("Sign on"))), "a mandatory parameter is missing");
    page.says("Enter Username.");
    sign_on_as(page, "ACC-1", WRONG);
    verdict(page, "Refused");
    page.find("option", Name::Has("signOn: refused 401"));
    page.says("The user name or the password may be wrong");
    is_empty_and_nowhere(&desk, &window);
    page.click("button", Name::Is("Enter the password again"));
    let field = password_field(page);
    until("the field of the password has the focus", || {
        let focused = "return document.activeElement === arguments[0]";
        (page.session.run(focused, &[field.argument()]) == json!(true)).then_some(())
    });
    page.fill(&field, PASSWORD);
    page.click("button", Name::Is("Repeat from signOn"));
    verdict(page, "Signed on");
    assert_eq!(account_of_the_device(page), "ACC-1");
    // The program holds it for a repetition; the page does not.
    page.says("Nth-time sign-on.");
    page.click("button", Name::Is("Sign on"));
    page.find("option", Name::Has("signOn: done 201"));
    verdict(page, "Signed on");
    until("the second sign-on made no device", || {
        let answer = inside(page, "signOn", "Request");
        (answer.contains("clientId") && !answer.contains("deviceInformation")).then_some(())
    });
    is_empty_and_nowhere(&desk, &window);
}

/// The field was emptied, and what stood in it is on no page, in no file and in nothing that the program printed.
fn is_empty_and_nowhere(desk: &Desk, window: &Window) {
    let page = &window.page;
    let value = page.session.run("return arguments[0].value", &[password_field(page).argument()]);
    assert_eq!(value, "", "the password was handed on");
    let canaries = [Canary::new("password", WRONG)];
    assert_eq!(leaks::search(&desk.home, &canaries), Vec::<String>::new());
    let html = page.session.run("return document.documentElement.outerHTML", &[]);
    for (place, text) in [("the page", html.as_str().unwrap()), ("what the program printed", &window.output())] {
        assert_eq!(canaries[0].is_in(text.as_bytes()), None, "{place}");
    }
    let runs = page.ask("list_runs", json!({ "environment": null, "after": null })).unwrap();
    for run in runs["runs"].as_array().unwrap() {
        let stored = page.ask("stored_run", json!({ "id": run["id"] })).unwrap().to_string();
        assert_eq!(canaries[0].is_in(stored.as_bytes()), None, "a past run");
    }
}

#[test]
fn every_guest_sign_on_makes_a_device_and_says_so_before() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    page.switch("Guest");
    page.says("Each one makes a new device at IAS.");
    page.fill(&page.field("Country"), "CH");
    page.click("button", Name::Is("Sign on"));
    verdict(page, "Signed on");
    page.find("option", Name::Has("anonymoustoken: done 200"));
    assert_eq!(columns(page), json!(["STB", "IAS"]));
    let request = inside(page, "anonymoustoken", "Request");
    assert!(request.contains("country-code") && request.contains("CH"), "{request}");
    assert_eq!(account_of_the_device(page), "GUEST");
    shows_no_whole_token(page);
    page.says("on this installation is wiped");
    drop(window);
    // The road chosen last is the one that a device came by.
    let window = desk.start();
    window.page.find("region", Name::Is("Guest sign-on"));
}
