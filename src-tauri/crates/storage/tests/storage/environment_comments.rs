//! A file is a person's: comments, order and keys that nobody knows survive a save from the window.

use std::fs;

use tempfile::TempDir;
use tessera_storage::{Environment, Environments, ErrorCorrection, Seconds};

use crate::{environment, id};

fn with(text: &str) -> (TempDir, Environments) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("lab.toml"), text).unwrap();
    let environments = Environments::open(folder.path()).unwrap();
    (folder, environments)
}

/// The text of a file after a change in the window.
fn after(text: &str, change: impl FnOnce(&mut Environment)) -> String {
    let (_folder, environments) = with(text);
    let mut lab = environments.get(&id("lab")).unwrap();
    change(&mut lab.environment);
    let saved = environments.save(&lab.id, &lab.environment, &lab.revision).unwrap();
    assert_eq!(saved.environment, lab.environment, "what is saved is what is read");
    assert_eq!(saved.unknown_keys, lab.unknown_keys);
    fs::read_to_string(saved.path).unwrap()
}

const OURS: &str = r#"# The west lab. Ask Ada before you change it.
tenant = "nagra"   # both tenants work
name = 'Lab'

colour = "green" # of the rack
# Only while discovery is broken.
auth-service = "Customer Auth"
default-account = "account-1"

# order as we like it
[qr]
error-correction = "H" # the TV is old

[urls]
ias = "https://ias.example.com:8443/"  # moves in May
ags = "https://ags.example.com/opf/"

[headers]
"Nagra-Target" = "tv"  # as the box sends it
x-lab = "1"

[operator-jwt]
claims = { OpfUserId = "u-1", since = 2024-01-01, ratio = 1.50, list = [1, 2] }
"#;

#[test]
fn a_save_without_a_change_changes_no_byte() {
    assert_eq!(after(OURS, |_| {}), OURS);
    let fresh = environment("Lab").to_file_text().unwrap();
    assert_eq!(after(&fresh, |_| {}), fresh);
}

#[test]
fn only_the_changed_value_changes() {
    let text = after(OURS, |lab| lab.tenant = "other".into());
    assert_eq!(text, OURS.replace("tenant = \"nagra\"", "tenant = \"other\""));
    let text = after(OURS, |lab| lab.qr.error_correction = ErrorCorrection::L);
    assert_eq!(text, OURS.replace("\"H\" # the TV", "\"L\" # the TV"));
    let text = after(OURS, |lab| {
        lab.headers.insert("x-lab".to_owned(), "2".to_owned());
    });
    assert_eq!(text, OURS.replace("x-lab = \"1\"", "x-lab = \"2\""));
    let text = after(OURS, |lab| {
        lab.operator_jwt.claims.insert("OpfUserId".to_owned(), "u-2".into());
    });
    assert_eq!(text, OURS.replace("u-1", "u-2"));
}

#[test]
fn a_new_value_goes_where_it_belongs_and_leaves_the_rest() {
    let text = after(OURS, |lab| {
        lab.timeouts.answer = Seconds::of(60);
        lab.headers.insert("x-new".to_owned(), "3".to_owned());
        lab.allow_http = true;
    });
    for line in OURS.lines() {
        assert!(text.contains(line), "lost: {line}\n{text}");
    }
    assert!(text.contains("x-lab = \"1\"\nx-new = \"3\"\n") && text.contains("[timeouts]\nanswer = 60\n"), "{text}");
    assert!(text.find("allow-http = true").unwrap() < text.find("[qr]").unwrap(), "{text}");
}

#[test]
fn a_key_that_is_taken_away_leaves_its_comment() {
    let text = after(OURS, |lab| lab.auth_service = None);
    assert_eq!(text, OURS.replace("auth-service = \"Customer Auth\"\n", ""));
    let text = after(OURS, |lab| {
        lab.auth_service = None;
        lab.default_account = None;
    });
    assert!(
        text.contains("# Only while discovery is broken.") && text.contains("# order as we like it\n[qr]"),
        "{text}"
    );
    let text = after(OURS, |lab| lab.headers.clear());
    assert!(!text.contains("x-lab") && text.contains("[headers]"), "{text}");
}

#[test]
fn a_fresh_file_explains_every_key() {
    let text = environment("Lab").to_file_text().unwrap();
    let all = text.lines().map(|line| match line.strip_prefix("# ") {
        Some(entry) if entry.split(' ').nth(1) == Some("=") && entry.ends_with('"') => entry,
        _ => line,
    });
    let (_folder, environments) = with(&all.collect::<Vec<_>>().join("\n"));
    let lab = environments.get(&id("lab")).unwrap();
    assert_eq!(lab.unknown_keys, Vec::<String>::new(), "the explanations name no key that is not there");
    let form = serde_json::to_value(&lab.environment).unwrap();
    let set = |table: &str| form[table].as_object().unwrap().len();
    assert_eq!(form.as_object().unwrap().len(), 17, "every key at the top is in the explanations: {form:#}");
    assert_eq!(["urls", "timeouts", "tls", "qr", "operatorJwt", "names", "ways"].map(set), [7, 2, 3, 3, 3, 5, 11]);
}

#[test]
fn a_key_set_later_stands_under_its_explanation() {
    let fresh = environment("Lab").to_file_text().unwrap();
    let text = after(&fresh, |lab| {
        lab.auth_service = Some("Customer \"Auth\"".into());
        lab.default_platform = Some("roku".into());
        lab.urls.ias = Some("https://ias.example.com/x".parse().unwrap());
    });
    let expected = fresh
        .replace("# auth-service = \"Customer Auth Service\"", "auth-service = 'Customer \"Auth\"'")
        .replace("# default-platform = \"stb-opentv-os\"", "default-platform = \"roku\"")
        .replace("# ias = \"https://ias.example.com\"", "ias = \"https://ias.example.com/x\"");
    assert_eq!(text, expected);
    let again = after(&text, |lab| lab.default_platform = None);
    assert!(again.contains("\n# What is offered first.\n"), "{again}");
}

#[test]
fn a_commented_line_of_a_person_stays_a_comment() {
    let ours = environment("Lab").to_file_text().unwrap().replace("Customer Auth Service", "the one of production");
    let text = after(&ours, |lab| lab.auth_service = Some("Lab Auth".into()));
    assert!(text.contains("# auth-service = \"the one of production\"\n"), "{text}");
    assert!(text.contains("\nauth-service = \"Lab Auth\"\n"), "{text}");
}

#[test]
fn a_file_with_windows_line_ends_or_a_byte_order_mark_is_read() {
    let fresh = environment("Lab").to_file_text().unwrap();
    for text in [fresh.replace('\n', "\r\n"), format!("\u{feff}{fresh}")] {
        let saved = after(&text, |lab| lab.tenant = "other".into());
        assert!(saved.contains("tenant = \"other\""));
    }
}

#[test]
fn inline_and_dotted_tables_stay_as_they_are_written() {
    let text = "name = \"Lab\"\ntenant = \"nagra\"\nurls = { ags = \"https://a\" } # short\nqr.template = \"x{sessionToken}\"\n";
    let saved = after(text, |lab| {
        lab.urls.ias = Some("https://b".parse().unwrap());
        lab.qr.error_correction = ErrorCorrection::Q;
    });
    assert_eq!(
        saved,
        "name = \"Lab\"\ntenant = \"nagra\"\nurls = { ags = \"https://a\", ias = \"https://b\" } # short\nqr.template = \"x{sessionToken}\"\nqr.error-correction = \"Q\"\n"
    );
}
