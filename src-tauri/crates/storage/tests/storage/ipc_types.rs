//! What the window gets is plain JSON under the names that its types say.

use serde_json::{Value, json};
use tessera_storage::{
    DeviceChange, EnvironmentFile, Environments, Notice, OperatorCredential, RunPage, Settings, StoredRun,
};
use ts_rs::{Config, TS};

use crate::{environment, small_run};

#[test]
fn no_type_of_the_window_needs_big_integers() {
    let config = Config::default();
    let types = [
        EnvironmentFile::decl(&config),
        tessera_storage::Environment::decl(&config),
        tessera_storage::Problem::decl(&config),
        tessera_storage::StoredEnvironment::decl(&config),
        DeviceChange::decl(&config),
        tessera_storage::Device::decl(&config),
        OperatorCredential::decl(&config),
        RunPage::decl(&config),
        tessera_storage::RunSummary::decl(&config),
        StoredRun::decl(&config),
        Settings::decl(&config),
        Notice::decl(&config),
    ];
    for declared in types {
        assert!(!declared.contains("bigint"), "{declared}");
    }
}

#[test]
fn an_environment_file_is_listed_in_the_windows_spelling() {
    let folder = tempfile::tempdir().unwrap();
    let environments = Environments::open(folder.path()).unwrap();
    let mut lab = environment("Lab");
    lab.default_platform = Some("roku".into());
    environments.create(&lab).unwrap();
    std::fs::write(folder.path().join("broken.toml"), "name = ").unwrap();
    let listed = serde_json::to_value(environments.list().unwrap()).unwrap();
    assert_eq!(listed[0]["kind"], "damaged");
    assert_eq!(listed[0]["problems"][0]["line"], 1);
    let lab = &listed[1];
    assert_eq!((&lab["kind"], &lab["id"], &lab["unknownKeys"]), (&json!("readable"), &json!("lab"), &json!([])));
    assert_eq!(lab["environment"]["defaultPlatform"], "roku");
    assert_eq!(lab["environment"]["operatorJwt"], json!({ "lifetime": 300, "claims": {} }));
    assert_eq!(lab["environment"].get("authService"), None);
}

#[test]
fn a_run_comes_back_from_its_json() {
    let run = small_run("lab", 1);
    let text = serde_json::to_string(&run).unwrap();
    assert_eq!(serde_json::from_str::<StoredRun>(&text).unwrap(), run);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["summary"]["startedAt"], "2026-03-01T10:00:01Z");
}
