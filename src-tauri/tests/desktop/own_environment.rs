//! An own environment with an operator credential, from its entry to its removal: where the secrets lie, where they do
//! not, what the platform's words become on the page, and what a wrong encoding is told.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::desk::{Desk, Window};
use crate::keyring;
use crate::leaks::{self, Canary};
use crate::page::{Name, Page};
use crate::platform::{KID, MARKUP, Platform, SECRET};
use crate::sign_on::{inside, shows_no_whole_token, sign_on, verdict};
use crate::waiting::until;

#[test]
fn a_secret_goes_to_the_keychain_and_nowhere_else() {
    keyring::clear();
    let platform = Platform::start();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    add_environment(page, &platform.base_url());
    add_credential(page, "Text");
    assert_eq!(keyring::kinds(), ["operator-secret"]);
    assert_eq!(keyring::secret_of(&keyring::users()[0]), SECRET);

    page.go("Sign-on");
    page.choose("Environment", "Lab");
    a_wrong_encoding_is_explained_and_mended(page);
    markup_stays_text(page);
    shows_no_whole_token(page);
    assert_eq!(keyring::kinds(), ["operator-secret", "refresh-token"]);
    let mut canaries = tokens_of_the_last_run(page);
    let made = platform.devices_of("ACC-1");
    let first_output = window.close();

    let window = desk.start();
    let page = &window.page;
    page.is_chosen("Environment", "Lab");
    page.says("Nth-time sign-on.");
    sign_on(page);
    assert_eq!(platform.devices_of("ACC-1"), made, "the credential works, and no device was made");
    assert_eq!(keyring::kinds(), ["operator-secret", "refresh-token"], "one item for each secret");
    canaries.extend(tokens_of_the_last_run(page));
    no_command_tells_a_secret(page, &canaries);
    nothing_has_leaked(&desk, &canaries, &window, &first_output);
    everything_is_private(&desk);

    page.go("Credentials");
    page.click("option", Name::Has("Lab"));
    page.click("button", Name::Is("More"));
    page.click("menuitem", Name::Has("Remove"));
    page.click("button", Name::Is("Remove"));
    until("its item is removed", || (keyring::kinds() == ["refresh-token"]).then_some(()));
    let device = page.ask("list_devices", json!({})).unwrap()[0]["id"].take();
    page.ask("forget_device", json!({ "id": device })).unwrap();
    assert_eq!(keyring::kinds(), Vec::<String>::new());
}

/// An own environment at a platform with its credential, and a sign-on there.
pub(crate) fn sign_on_at_lab(page: &Page, url: &str) {
    add_environment(page, url);
    add_credential(page, "Base64");
    page.go("Sign-on");
    page.choose("Environment", "Lab");
    sign_on(page);
}

/// Deletes it as a person does.
pub(crate) fn delete_environment(page: &Page) {
    page.go("Environments");
    page.click("option", Name::Has("Lab"));
    page.click("button", Name::Is("More"));
    page.click("menuitem", Name::Has("Delete"));
    page.click("button", Name::Is("Delete"));
    until("the environment is gone from the list", || page.all("option", Name::Has("Lab")).is_empty().then_some(()));
}

pub(crate) fn add_environment(page: &Page, url: &str) {
    add_environment_with(page, url, &[]);
}

/// The same, with more fields of the form.
pub(crate) fn add_environment_with(page: &Page, url: &str, more: &[(&str, &str)]) {
    page.go("Environments");
    page.click("button", Name::Is("New environment"));
    page.fill(&page.field("Name"), "Lab");
    page.fill(&page.field("Tenant"), "nagra");
    page.fill(&page.field("AGS URL"), url);
    page.click("checkbox", Name::Is("Allow http"));
    page.fill(&page.field("Account"), "ACC-1");
    page.fill(&page.field("Content"), "CH015");
    for (label, value) in more {
        page.fill(&page.field(label), value);
    }
    page.click("button", Name::Is("Save"));
    page.says("Lab is saved");
}

pub(crate) fn add_credential(page: &Page, encoding: &str) {
    page.go("Credentials");
    page.click("button", Name::Is("Add an operator credential"));
    page.fill(&page.field("kid"), KID);
    let secret = page.field("Operator secret");
    let attributes = "const field = arguments[0]; return [field.type, field.autocomplete, field.spellcheck]";
    assert_eq!(page.session.run(attributes, &[secret.argument()]), json!(["password", "off", false]));
    page.fill(&secret, SECRET);
    page.switch(encoding);
    page.click("button", Name::Is("Add"));
    page.says("The operator credential is saved");
}

fn a_wrong_encoding_is_explained_and_mended(page: &Page) {
    page.click("button", Name::Is("Sign on"));
    verdict(page, "Refused");
    page.find("option", Name::Has("getSessionToken: refused 401"));
    page.click("button", Name::Is("Use as base64 and repeat"));
    verdict(page, "Signed on");
    assert_eq!(keyring::kinds(), ["operator-secret", "refresh-token"], "the secret was not stored twice");
}

#[test]
fn deleting_an_environment_takes_its_secrets_with_it() {
    keyring::clear();
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    add_environment(page, "http://127.0.0.1:9");
    add_credential(page, "Base64");
    assert_eq!(keyring::kinds(), ["operator-secret"]);
    let file = desk.config().join("environments/lab.toml");
    assert!(file.exists(), "{}", file.display());
    delete_environment(page);
    until("its file is gone", || (!file.exists()).then_some(()));
    assert_eq!(keyring::kinds(), Vec::<String>::new());
    let left = page.ask("list_credentials", json!({})).unwrap();
    assert!(!left.to_string().contains(KID), "{left}");
    page.go("Sign-on");
    page.is_chosen("Environment", "Simulator");
}

#[test]
fn a_refused_form_says_at_each_field_what_is_wrong() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    page.go("Environments");
    page.click("button", Name::Is("New environment"));
    page.fill(&page.field("Name"), "Lab");
    page.fill(&page.field("AGS URL"), "http://lab.example");
    page.click("button", Name::Is("Save"));
    page.says("The environment was not saved.");
    let told = |label: &str| {
        let script = "return (arguments[0].getAttribute('aria-describedby') ?? '').split(' ')
                        .map((id) => document.getElementById(id)?.textContent ?? '').join(' ')";
        let told = page.session.run(script, &[page.field(label).argument()]);
        told.as_str().unwrap().to_owned()
    };
    assert!(told("Tenant").contains("Is empty."), "{}", told("Tenant"));
    assert!(told("AGS URL").contains("Is not https"), "{}", told("AGS URL"));
    assert!(!told("Name").contains("Is empty."), "{}", told("Name"));
}

/// What the platform is called, and what it says, is text.
fn markup_stays_text(page: &Page) {
    let found = inside(page, "servicediscovery", "Response");
    assert!(found.contains(MARKUP), "{found}");
    for (step, tab) in [
        ("servicediscovery", "Request"),
        ("getSessionToken", "Request"),
        ("signOnWithSessionToken", "Access"),
        ("content_token", "Content token"),
        ("content_token", "Response"),
    ] {
        inside(page, step, tab);
        is_no_element(page);
    }
    for section in ["Tokens", "Devices", "History", "Sign-on"] {
        page.go(section);
        is_no_element(page);
    }
}

fn is_no_element(page: &Page) {
    let made = page.session.run("return [document.querySelectorAll('img[src=x]').length, window.__pwned ?? null]", &[]);
    assert_eq!(made, json!([0, null]));
}

/// What would let somebody act, of the newest run that is done, fetched as a person's click does.
fn tokens_of_the_last_run(page: &Page) -> Vec<Canary> {
    let runs = page.ask("list_runs", json!({ "environment": null, "after": null })).unwrap();
    let done = runs["runs"].as_array().unwrap().iter().find(|run| run["verdict"] == "done");
    let run = &done.unwrap_or_else(|| panic!("no run is done: {runs}"))["id"];
    let mut canaries = vec![Canary::new("operator secret", SECRET)];
    for slot in ["operator-jwt", "session-token", "access-token", "refresh-token", "content-token"] {
        let token = page.ask("reveal_token", json!({ "run": run, "slot": slot }));
        let token = token.unwrap_or_else(|error| panic!("{slot}: {error}"));
        let token = token.as_str().unwrap();
        // Header and claims may be read; what signs them may not.
        canaries.push(Canary::new(slot, token.rsplit('.').next().unwrap()));
    }
    canaries
}

fn no_command_tells_a_secret(page: &Page, canaries: &[Canary]) {
    let runs = page.ask("list_runs", json!({ "environment": null, "after": null })).unwrap();
    let mut answers = vec![("list_runs", runs.clone())];
    for run in runs["runs"].as_array().unwrap() {
        answers.push(("stored_run", page.ask("stored_run", json!({ "id": run["id"] })).unwrap()));
    }
    answers.push(("simulator_state", page.ask("simulator_state", json!({ "after": 0 })).unwrap()));
    for command in ["start_up", "list_environments", "list_credentials", "list_devices", "keychain_state"] {
        answers.push((command, page.ask(command, json!({})).unwrap()));
    }
    for (command, answer) in answers {
        let text = answer.to_string();
        for canary in canaries {
            assert_eq!(canary.is_in(text.as_bytes()), None, "{command} tells {}", canary.what);
        }
    }
}

pub(crate) fn nothing_has_leaked(desk: &Desk, canaries: &[Canary], window: &Window, first_output: &str) {
    let hits = leaks::search(&desk.home, canaries);
    assert_eq!(hits, Vec::<String>::new());
    // The keyring of the desktop lies in the home that its daemon runs in; it is encrypted.
    let keyrings = std::env::home_dir().unwrap().join(".local/share/keyrings");
    assert!(leaks::files(&keyrings).iter().any(|file| file.ends_with("login.keyring")), "{}", keyrings.display());
    assert_eq!(leaks::search(&keyrings, canaries), Vec::<String>::new());
    let environment = fs::read(format!("/proc/{}/environ", window.program())).unwrap();
    let arguments = fs::read(format!("/proc/{}/cmdline", window.program())).unwrap();
    let labels: Vec<String> =
        keyring::everything().lines().filter(|line| !line.starts_with("secret = ")).map(str::to_owned).collect();
    let page = window.page.session.run("return document.documentElement.outerHTML", &[]);
    for (place, bytes) in [
        ("what the program printed", first_output.as_bytes()),
        ("what the program printed later", window.output().as_bytes()),
        ("its environment", &environment),
        ("its command line", &arguments),
        ("labels and attributes in the keychain", labels.join("\n").as_bytes()),
        ("the page", page.as_str().unwrap().as_bytes()),
    ] {
        let found: Vec<&str> =
            canaries.iter().filter(|one| one.is_in(bytes).is_some()).map(|one| one.what.as_str()).collect();
        assert_eq!(found, Vec::<&str>::new(), "in {place}");
    }
    assert_eq!(crate::doors::stored(window), json!([0, 0, 0, "", 0]), "web storage");
    // The search itself finds what is there.
    let planted = desk.home.join("planted");
    fs::write(&planted, format!("x{SECRET}")).unwrap();
    assert_eq!(
        leaks::search(&desk.home, canaries).len(),
        canaries.iter().filter(|one| one.what == "operator secret").count()
    );
    fs::remove_file(planted).unwrap();
}

/// Folders 0700, files 0600: everything that the program itself writes, and the folder of its web view.
fn everything_is_private(desk: &Desk) {
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for folder in [desk.data(), desk.config()] {
        let files = leaks::files(&folder);
        assert!(!files.is_empty(), "{}", folder.display());
        for file in files {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
            let folders: Vec<PathBuf> =
                file.ancestors().skip(1).take_while(|up| up.starts_with(&folder)).map(Into::into).collect();
            for folder in folders {
                assert_eq!(mode(&folder), 0o700, "{}", folder.display());
            }
        }
    }
    for web_view in [".local/share/dev.tessera.Tessera", ".cache/dev.tessera.Tessera", ".config/dev.tessera.Tessera"] {
        let folder = desk.home.join(web_view);
        assert!(!folder.exists() || mode(&folder) == 0o700, "{}: {:o}", folder.display(), mode(&folder));
    }
}

#[test]
fn without_a_keychain_a_secret_is_written_nowhere() {
    let platform = Platform::start();
    let desk = Desk::new().with("DBUS_SESSION_BUS_ADDRESS", None).with("XDG_RUNTIME_DIR", Some("/nonexistent"));
    let window = desk.start();
    let page = &window.page;
    add_environment(page, &platform.base_url());
    page.go("Credentials");
    page.click("button", Name::Is("Keep secrets for this session only"));
    page.says("Secrets are kept for this session only.");
    add_credential(page, "Base64");
    page.go("Sign-on");
    page.choose("Environment", "Lab");
    sign_on(page);
    let canaries = tokens_of_the_last_run(page);
    assert_eq!(leaks::search(&desk.home, &canaries), Vec::<String>::new());
    drop(window);
    let window = desk.start();
    let said: Value = window.page.ask("list_credentials", json!({})).unwrap();
    assert!(said.as_array().unwrap().iter().any(|one| one["kid"] == KID), "{said}");
    let devices: Value = window.page.ask("list_devices", json!({})).unwrap();
    let tokens: Value = window.page.ask("device_tokens", json!({ "id": devices[0]["id"] })).unwrap();
    assert_eq!(tokens["refreshToken"], "noKeychain", "nothing can be in a keychain that is not there");
    window.page.click("button", Name::Is("Sign on"));
    window.page.says("keychain");
    assert_eq!(leaks::search(&desk.home, &canaries), Vec::<String>::new());
}
