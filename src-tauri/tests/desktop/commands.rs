//! Every command, asked with arguments that make no sense: an error comes back, and the program goes on.

use serde_json::{Value, json};
use tessera_desktop::COMMANDS;

use crate::desk::Desk;

/// Commands that open a dialog of the system, which nobody would answer here.
const DIALOGS: [&str; 2] = ["choose_pem_file", "choose_challenge"];

/// Commands that take no arguments, so that there are no bad ones.
const WITHOUT_ARGUMENTS: [&str; 12] = [
    "start_up",
    "list_environments",
    "list_credentials",
    "keychain_state",
    "keep_for_this_session",
    "keep_in_keychain",
    "list_devices",
    "delete_all_runs",
    "phone_interfaces",
    "close_phone_page",
    "fault_targets",
    "reset_simulator",
];

/// Names that arguments have.
const NAMES: [&str; 18] = [
    "environment",
    "address",
    "id",
    "revision",
    "accept",
    "input",
    "picture",
    "mode",
    "run",
    "step",
    "file",
    "check",
    "slot",
    "text",
    "label",
    "after",
    "settings",
    "beating",
];

#[test]
fn bad_arguments_are_an_error_and_never_the_end_of_the_program() {
    let desk = Desk::new();
    let window = desk.start();
    let deep = (0..200).fold(json!(1), |inner, _| json!([inner]));
    let bad = [json!(null), json!({ "no": { "such": "argument" } }), json!(-1.5e300), json!([[]]), deep];
    for command in COMMANDS.iter().filter(|name| !DIALOGS.contains(name) && !WITHOUT_ARGUMENTS.contains(name)) {
        let missing = window.page.ask(command, json!({}));
        // Two lists may be asked for without naming an environment; both arguments are optional.
        assert!(missing.is_err() || *command == "list_runs", "{command} without arguments: {missing:?}");
        for value in &bad {
            let arguments: Value = NAMES.iter().map(|name| ((*name).to_owned(), value.clone())).collect();
            let answer = window.page.ask(command, arguments);
            let may = match *command {
                "list_runs" => value.is_null(),
                // Settings that say nothing are the defaults.
                "save_settings" => value.is_object(),
                _ => false,
            };
            assert!(answer.is_err() || may, "{command} with {value:.60}: {answer:?}");
        }
    }
    let long = "x".repeat(10 << 20);
    for (command, argument) in [("stored_run", "id"), ("add_credential", "input"), ("save_settings", "settings")] {
        let answer = window.page.ask(command, json!({ argument: long }));
        assert!(answer.is_err(), "{command} with ten megabytes");
    }
    window.page.frame();
    let output = window.close();
    assert!(!output.contains("panicked"), "{output}");
}

#[test]
fn ids_that_do_not_exist_are_told_with_a_kind_and_a_remedy() {
    let desk = Desk::new();
    let window = desk.start();
    let id = "00000000-0000-4000-8000-000000000000";
    for (command, arguments) in [
        ("remove_credential", json!({ "id": id })),
        ("allow_hosts", json!({ "id": id })),
        ("cancel_journey", json!({ "run": id })),
        ("qr_code", json!({ "run": id })),
        ("copy_qr_code", json!({ "run": id })),
        ("copy_token", json!({ "run": id, "slot": "access-token" })),
        ("reveal_token", json!({ "run": id, "slot": "access-token" })),
        ("stored_run", json!({ "id": id })),
        ("set_up_session", json!({ "run": id, "beating": { "kind": "heartbeat" } })),
        ("tear_down_session", json!({ "id": id })),
        ("rename_device", json!({ "id": id, "label": "x" })),
        ("delete_environment", json!({ "id": "no-such-environment" })),
        ("accept_invalid_certificate", json!({ "id": "no-such-environment", "accept": true })),
    ] {
        let error = window.page.ask(command, arguments).unwrap_err();
        for member in ["kind", "headline", "remedy"] {
            assert!(error[member].as_str().is_some_and(|text| !text.is_empty()), "{command}: {member} of {error}");
        }
    }
}
