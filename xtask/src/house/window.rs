//! How closed the window is: the policy of its page and what its page may ask, compared with what was reviewed.

use std::fs;

use serde_json::{Value, json};

use crate::checkout::{self, Checkout, unwritable};
use crate::stop::Outcome;

/// The content security policy as reviewed: own files only, IPC, nothing remote, nothing inline.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      connect-src ipc: http://ipc.localhost; object-src 'none'; base-uri 'none'; frame-src 'none'; \
                      form-action 'none'";

/// What a capability may grant: to hear the program, to be zoomed by the keyboard, and the program's own commands.
const GRANTED: [&str; 4] =
    ["core:event:allow-listen", "core:event:allow-unlisten", "core:webview:allow-set-webview-zoom", "allow-commands"];

/// Settings and capabilities that open more than was reviewed.
pub(super) fn too_open(checkout: &Checkout) -> Outcome<Vec<String>> {
    let mut complaints = of_settings(&checkout::json(&checkout.root().join("tauri.conf.json"))?);
    let folder = checkout.root().join("src-tauri/capabilities");
    let entries = fs::read_dir(&folder).map_err(|why| unwritable(&folder, &why))?;
    for file in entries.flatten().map(|entry| entry.path()) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        complaints.extend(of_capability(&name, &checkout::json(&file)?));
    }
    Ok(complaints)
}

fn of_settings(settings: &Value) -> Vec<String> {
    let app = &settings["app"];
    let rules = [
        (app["security"]["csp"] == POLICY, "the content security policy is not the reviewed one"),
        (app["security"]["freezePrototype"] == true, "freezePrototype is off"),
        (
            app["security"]["dangerousDisableAssetCspModification"].is_null(),
            "Tauri may not hash and sign the page's scripts",
        ),
        (app["security"]["assetProtocol"].is_null(), "the asset protocol is on"),
        (app["security"]["capabilities"] == json!(["main"]), "other capabilities than `main` are in use"),
        (app["withGlobalTauri"] == false, "withGlobalTauri puts Tauri into the page's global scope"),
        (app["windows"].as_array().is_some_and(|windows| windows.len() == 1), "there is more than the one window"),
        (app["windows"][0]["create"] == false, "the window is made before Rust can guard its navigation"),
    ];
    complaints("tauri.conf.json", &rules)
}

fn of_capability(name: &str, capability: &Value) -> Vec<String> {
    let granted = capability["permissions"].as_array().map_or(&[][..], Vec::as_slice);
    let reviewed = granted.iter().all(|permission| GRANTED.iter().any(|reviewed| permission == reviewed));
    let rules = [
        (capability["windows"] == json!(["main"]), "it is for another window than `main`"),
        (capability["webviews"].is_null() && capability["remote"].is_null(), "it reaches beyond the window's own page"),
        (reviewed, "it grants a permission that was not reviewed"),
    ];
    complaints(&format!("capabilities/{name}"), &rules)
}

fn complaints(file: &str, rules: &[(bool, &str)]) -> Vec<String> {
    rules.iter().filter(|(kept, _)| !kept).map(|(_, broken)| format!("{file}: {broken}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_looser_policy_is_told() {
        let settings = |policy: &str| {
            json!({"app": {
                "withGlobalTauri": false,
                "windows": [{"create": false}],
                "security": {"csp": policy, "freezePrototype": true, "capabilities": ["main"]},
            }})
        };
        assert_eq!(of_settings(&settings(POLICY)), Vec::<String>::new());
        assert_eq!(of_settings(&settings(&POLICY.replace("script-src 'self'", "script-src 'self' blob:"))).len(), 1);
    }

    #[test]
    fn a_capability_for_all_windows_or_for_files_is_told() {
        let capability = |windows: &str, permission: &str| json!({"windows": [windows], "permissions": [permission]});
        assert!(of_capability("main.json", &capability("main", "allow-commands")).is_empty());
        assert_eq!(of_capability("main.json", &capability("*", "allow-commands")).len(), 1);
        assert_eq!(of_capability("main.json", &capability("main", "fs:default")).len(), 1);
    }
}
