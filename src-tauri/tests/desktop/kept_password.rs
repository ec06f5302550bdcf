//! A password that a person has kept, in the real window and the real keychain: only when that is wanted, used without
//! being typed, told when it is refused, replaced, removed, and gone with its environment.

use serde_json::json;

use crate::desk::Desk;
use crate::keyring;
use crate::leaks::Canary;
use crate::own_environment::{add_environment, nothing_has_leaked};
use crate::page::{Name, Page};
use crate::platform::{PASSWORD, Platform, USER};
use crate::sign_on::{shows_no_whole_token, verdict};
use crate::waiting::until;

fn sign_on_with(page: &Page, password: &str) {
    page.fill(&page.field("Password"), password);
    page.click("button", Name::Is("Sign on"));
    verdict(page, "Signed on");
}

/// The one item of kind password.
fn kept() -> String {
    let users = keyring::users();
    users.into_iter().find(|user| user.ends_with("/password")).expect("a password is kept")
}

#[test]
fn a_password_goes_to_the_keychain_only_when_a_person_says_so() {
    keyring::clear();
    let platform = Platform::start();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    add_environment(page, &platform.base_url());
    page.go("Sign-on");
    page.choose("Environment", "Lab");
    page.switch("Password");
    page.says("Asked for by discovery");
    page.fill(&page.field("Username"), USER);
    sign_on_with(page, PASSWORD);
    until("the run is kept", || (keyring::kinds() == ["refresh-token"]).then_some(()));
    page.click("checkbox", Name::Is("Keep in the keychain"));
    page.fill(&page.field("Password"), PASSWORD);
    page.click("button", Name::Is("Sign on"));
    page.says(&format!("The password of {USER} lies in the keychain"));
    assert_eq!(keyring::kinds(), ["password", "refresh-token"]);
    assert_eq!(keyring::secret_of(&kept()), PASSWORD);
    shows_no_whole_token(page);
    let canaries = [Canary::new("password", PASSWORD)];
    let first_output = window.close();

    let window = desk.start();
    let page = &window.page;
    page.says("Asked for by discovery");
    page.fill(&page.field("Username"), USER);
    page.says(&format!("The password of {USER} lies in the keychain"));
    page.click("button", Name::Is("Sign on"));
    verdict(page, "Signed on");
    no_command_tells_it(page, &canaries[0]);
    nothing_has_leaked(&desk, &canaries, &window, &first_output);
    drop(window);

    // The operator gave the subscriber another password, or somebody changed the item.
    keyring::put(&kept(), "an old password of erin's");
    let window = desk.start();
    let page = &window.page;
    page.says("Asked for by discovery");
    page.fill(&page.field("Username"), USER);
    page.says("lies in the keychain");
    page.click("button", Name::Is("Sign on"));
    verdict(page, "Refused");
    page.says("The password that is kept for this user name may no longer be right");
    assert_eq!(keyring::kinds(), ["password", "refresh-token"], "a refusal removes nothing");
    page.click("button", Name::Is("Enter another one in its place"));
    page.fill(&page.field("Password"), PASSWORD);
    page.click("button", Name::Is("Repeat from signOn"));
    verdict(page, "Signed on");
    until("it is replaced", || (keyring::secret_of(&kept()) == PASSWORD).then_some(()));
    assert_eq!(keyring::kinds(), ["password", "refresh-token"], "one item for each secret");

    page.click("button", Name::Has("Remove it"));
    page.click("button", Name::Is("Remove"));
    until("its item is removed", || (keyring::kinds() == ["refresh-token"]).then_some(()));
    page.click("checkbox", Name::Is("Keep in the keychain"));
    page.fill(&page.field("Password"), PASSWORD);
    page.click("button", Name::Is("Sign on"));
    until("it is kept again", || (keyring::kinds() == ["password", "refresh-token"]).then_some(()));
    page.ask("delete_environment", json!({ "id": "lab" })).unwrap();
    assert_eq!(keyring::kinds(), Vec::<String>::new(), "password and refresh token go with their environment");
    assert_eq!(page.ask("list_devices", json!({})).unwrap(), json!([]));
}

fn no_command_tells_it(page: &Page, canary: &Canary) {
    let runs = page.ask("list_runs", json!({ "environment": null, "after": null })).unwrap();
    let mut answers = vec![page.ask("list_passwords", json!({ "environment": "lab" })).unwrap()];
    assert!(answers[0].to_string().contains(USER), "{}", answers[0]);
    for run in runs["runs"].as_array().unwrap() {
        answers.push(page.ask("stored_run", json!({ "id": run["id"] })).unwrap());
    }
    for command in ["start_up", "list_environments", "list_credentials", "list_devices", "keychain_state"] {
        answers.push(page.ask(command, json!({})).unwrap());
    }
    for answer in answers {
        assert_eq!(canary.is_in(answer.to_string().as_bytes()), None, "{answer}");
    }
}
