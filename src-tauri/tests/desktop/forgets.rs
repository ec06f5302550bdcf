//! What the page forgets: nothing that was typed or shown in secret stays in its elements or fields once it is left.

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::keyring;
use crate::own_environment::{add_credential, add_environment, sign_on_at_lab};
use crate::page::{Name, Page};
use crate::platform::{Platform, SECRET};
use crate::sign_on::{inside, shows_no_whole_token, verdict};
use crate::waiting::until;

const PASSWORD: &str = "canary-of-a-password";

/// Whether a text stands anywhere on the page: in its elements, their attributes, or a field.
fn holds(page: &Page, text: &str) -> bool {
    let script = "const fields = [...document.querySelectorAll('input, textarea')].map((field) => field.value);
                  return [document.documentElement.outerHTML, ...fields].some((all) => all.includes(arguments[0]))";
    page.session.run(script, &[json!(text)]) == json!(true)
}

fn forgets(page: &Page, text: &str) {
    until("the page has forgotten it", || (!holds(page, text)).then_some(()));
}

#[test]
fn an_operator_secret_is_forgotten_when_its_form_is_left_or_saved() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    add_environment(page, "http://127.0.0.1:9");
    page.go("Credentials");
    page.click("button", Name::Is("Add an operator credential"));
    page.fill(&page.field("Operator secret"), SECRET);
    assert!(holds(page, SECRET), "the search finds what is there");
    page.go("Sign-on");
    forgets(page, SECRET);
    page.go("Credentials");
    forgets(page, SECRET);
    add_credential(page, "Base64");
    forgets(page, SECRET);
    for section in ["Sign-on", "History", "Credentials"] {
        page.go(section);
        assert!(!holds(page, SECRET), "{section}");
    }
}

#[test]
fn a_password_is_forgotten_when_a_run_has_taken_it_or_its_form_is_left() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    let form_with_a_password = || {
        page.switch("Password");
        page.says("Asked for by discovery");
        page.fill(&page.field("Username"), "ACC-1");
        page.fill(&page.field("Password"), PASSWORD);
        assert!(holds(page, PASSWORD), "the search finds what is there");
    };
    form_with_a_password();
    page.switch("QR code");
    forgets(page, PASSWORD);
    page.switch("Password");
    forgets(page, PASSWORD);
    form_with_a_password();
    page.click("button", Name::Is("Sign on"));
    verdict(page, "Refused");
    forgets(page, PASSWORD);
}

#[test]
fn a_token_that_was_shown_whole_is_forgotten_when_another_thing_is_looked_at_and_after_a_sign_out() {
    keyring::clear();
    let platform = Platform::start();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    sign_on_at_lab(page, &platform.base_url());
    let whole = access_token(page);
    let show = || {
        inside(page, "signOnWithSessionToken", "Access");
        page.click("button", Name::Is("Show 10 s"));
        until("the whole token is shown", || holds(page, whole.rsplit('.').next().unwrap()).then_some(()));
    };
    show();
    inside(page, "signOnWithSessionToken", "Response");
    forgets(page, whole.rsplit('.').next().unwrap());
    show();
    page.go("Devices");
    forgets(page, whole.rsplit('.').next().unwrap());
    page.click("button", Name::Is("Sign out"));
    page.says("This device is signed out");
    shows_no_whole_token(page);
    page.go("Sign-on");
    shows_no_whole_token(page);
}

fn access_token(page: &Page) -> String {
    let runs = page.ask("list_runs", json!({ "environment": null, "after": null })).unwrap();
    let token = page.ask("reveal_token", json!({ "run": runs["runs"][0]["id"], "slot": "access-token" }));
    match token {
        Ok(Value::String(token)) => token,
        other => panic!("{other:?}"),
    }
}
