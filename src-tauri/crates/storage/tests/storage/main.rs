//! The crate as the window and the command line use it: real files, real processes, nothing outside temporary folders.
#![allow(clippy::unwrap_used)]

mod canary;
mod child;
mod credentials;
mod damaged_databases;
mod devices;
mod environment_comments;
mod environment_files;
mod environment_problems;
mod environment_round_trip;
mod folders;
mod full_disk;
mod ipc_types;
mod killed;
mod passwords;
mod permissions;
mod runs;
mod settings;
mod tls_files;
mod two_processes;
mod unusable_homes;

use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;
use tessera_storage::{Database, Environment, EnvironmentId, RunSummary, StoredRun};
use uuid::Uuid;

fn now() -> Timestamp {
    "2026-03-01T10:00:00Z".parse().unwrap()
}

fn later(seconds: i64) -> Timestamp {
    Timestamp::from_second(now().as_second() + seconds).unwrap()
}

fn id(text: &str) -> EnvironmentId {
    text.parse().unwrap()
}

fn environment(name: &str) -> Environment {
    Environment::new(name, "nagra", "https://ags.example.com".parse().unwrap())
}

fn database() -> (TempDir, Database) {
    let folder = tempfile::tempdir().unwrap();
    let opened = Database::open(folder.path(), now()).unwrap();
    assert_eq!(opened.notices, [], "a first start has nothing to tell");
    (folder, opened.database)
}

fn run(environment: &str, seconds: i64, report: Value) -> StoredRun {
    let summary = RunSummary {
        id: Uuid::new_v4(),
        environment: id(environment),
        environment_name: environment.to_uppercase(),
        journey: "qr-sign-on".to_owned(),
        account: Some("account-1".into()),
        platform: Some("stb-opentv-os".into()),
        started_at: later(seconds),
        ended_at: later(seconds + 2),
        verdict: "done".to_owned(),
        headline: "Signed on.".to_owned(),
        exchanges: 4,
        warnings: 1,
        errors: 0,
    };
    StoredRun { summary, report }
}

fn small_run(environment: &str, seconds: i64) -> StoredRun {
    run(environment, seconds, json!({ "steps": [] }))
}
