//! What the window may do is written down, and nothing else is.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap()
}

fn permissions() -> Vec<toml::Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/permissions");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    files.map(|text| text.parse().unwrap()).collect()
}

#[test]
fn every_command_has_exactly_one_permission_with_a_sentence() {
    let mut allowed = Vec::new();
    for permission in
        permissions().iter().filter_map(|file| file.get("permission")).flat_map(|list| list.as_array().unwrap())
    {
        assert!(permission["description"].as_str().unwrap().len() > 20, "{permission}");
        let commands = permission["commands"]["allow"].as_array().unwrap();
        allowed.extend(commands.iter().map(|command| command.as_str().unwrap().to_owned()));
    }
    let unique: BTreeSet<&str> = allowed.iter().map(String::as_str).collect();
    assert_eq!(unique.len(), allowed.len(), "a command stands in two permissions");
    assert_eq!(unique, tessera_desktop::COMMANDS.iter().copied().collect());
}

#[test]
fn the_one_window_has_the_one_capability() {
    let capability = json("src-tauri/capabilities/main.json");
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert!(capability.get("remote").is_none() && capability.get("webviews").is_none());
    let granted = capability["permissions"].as_array().unwrap();
    assert_eq!(granted, &["core:event:allow-listen", "core:event:allow-unlisten", "allow-commands"]);
}

#[test]
fn the_content_security_policy_is_the_reviewed_one() {
    let security = &json("tauri.conf.json")["app"]["security"];
    assert_eq!(
        security["csp"],
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src ipc: http://ipc.localhost; \
         object-src 'none'; base-uri 'none'; frame-src 'none'; form-action 'none'"
    );
    assert_eq!(security["freezePrototype"], true);
    assert!(security.get("dangerousDisableAssetCspModification").is_none());
    assert_eq!(json("tauri.conf.json")["app"]["withGlobalTauri"], false);
}
