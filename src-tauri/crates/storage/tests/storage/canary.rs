//! What was deleted is gone from the files, and no usable token gets into them.

use std::path::Path;

use serde_json::json;
use tessera_storage::{Database, DatabaseError, EnvironmentId};
use tessera_tokens::Cutter;
use uuid::Uuid;

use crate::{database, run};

const CANARY: &str = "canary-7d2f9b";
const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0eXAiOiJEZXZBdXRoTiJ9.c2lnbmF0dXJlLW9mLXRoZS1wbGF0Zm9ybQ";

/// The files of a folder in which a text stands.
fn holders(folder: &Path, text: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .filter(|entry| {
            let bytes = std::fs::read(entry.path()).unwrap();
            bytes.windows(text.len()).any(|window| window == text.as_bytes())
        })
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}

fn fill(database: &Database) -> Vec<Uuid> {
    let runs =
        (0..20).map(|round| run("lab", round, json!({ "body": CANARY.repeat(if round % 2 == 0 { 3 } else { 9000 }) })));
    runs.map(|run| {
        database.runs().save(&run).unwrap();
        run.summary.id
    })
    .collect()
}

#[test]
fn deleting_runs_leaves_no_byte_of_them() {
    let (folder, database) = database();
    for id in fill(&database) {
        assert_ne!(holders(folder.path(), CANARY), Vec::<String>::new(), "the canary has to be found before");
        assert!(database.runs().delete(id).unwrap().is_some());
    }
    assert_eq!(holders(folder.path(), CANARY), Vec::<String>::new());
}

#[test]
fn deleting_all_runs_leaves_no_byte_of_them() {
    let (folder, database) = database();
    let count = fill(&database).len();
    let other: EnvironmentId = "other".parse().unwrap();
    assert_eq!(database.runs().delete_all(Some(&other)).unwrap(), 0);
    assert_eq!(database.runs().delete_all(None).unwrap(), count);
    assert_eq!(holders(folder.path(), CANARY), Vec::<String>::new());
    drop(database);
    assert_eq!(holders(folder.path(), CANARY), Vec::<String>::new(), "nor after the end of the program");
}

#[test]
fn a_report_with_a_whole_token_is_refused() {
    let (folder, database) = database();
    let body = format!("{{\"access_token\":\"{TOKEN}\"}}");
    for report in [
        json!({ "token": TOKEN }),
        json!({ "header": format!("Bearer {TOKEN}") }),
        json!({ "url": format!("https://x.example/t?refresh_token={TOKEN}&a=b") }),
        json!({ "deep": [{ "body": body }] }),
        json!({ TOKEN: 1 }),
    ] {
        let error = database.runs().save(&run("lab", 1, report)).unwrap_err();
        assert!(matches!(error, DatabaseError::WholeToken), "{error}");
        assert!(!error.to_string().contains("eyJ"));
    }
    let mut told = run("lab", 1, json!({}));
    told.summary.headline = format!("Refused: {TOKEN}");
    assert!(matches!(database.runs().save(&told), Err(DatabaseError::WholeToken)));
    drop(database);
    assert_eq!(holders(folder.path(), "c2lnbmF0dXJl"), Vec::<String>::new());
}

#[test]
fn a_report_that_was_cut_is_kept_as_it_is() {
    let (_folder, database) = database();
    let body = format!("{{\"access_token\":\"{TOKEN}\",\"x\":12345678901234567890123}}");
    let report = json!({ "body": Cutter::default().cut(&body), "big": 1.5e300, "version": "1.2.3", "n": u64::MAX });
    let kept = run("lab", 1, report);
    database.runs().save(&kept).unwrap();
    assert_eq!(database.runs().get(kept.summary.id).unwrap(), Some(kept));
}
