//! As many past runs as are ever kept.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tessera_storage::{Database, EnvironmentId, MOST_RUNS, RunSummary, StoredRun};
use uuid::Uuid;

use crate::desk::Desk;
use crate::page::{Name, Page};
use crate::waiting::until;

/// Longer than anybody should wait for what a key does, also on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(2);

fn fill(desk: &Desk) {
    let folder = desk.data();
    fs::create_dir_all(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    let now = Timestamp::now();
    let database = Database::open(&folder, now).unwrap().database;
    for number in 0..MOST_RUNS {
        let at = now - SignedDuration::from_mins(i64::from(number));
        let summary = RunSummary {
            id: Uuid::new_v4(),
            environment: EnvironmentId::simulator(),
            environment_name: "Simulator".to_owned(),
            journey: "qr-sign-on".to_owned(),
            account: Some("ACC-1".into()),
            platform: None,
            started_at: at,
            ended_at: at,
            verdict: "done".to_owned(),
            headline: format!("Run {number} of many"),
            exchanges: 4,
            warnings: 0,
            errors: 0,
        };
        database.runs().save(&StoredRun { summary, report: json!({}) }).unwrap();
    }
}

fn rows(page: &Page) -> u64 {
    let count = "return document.querySelectorAll('[role=listbox][aria-label=\"Runs\"] [role=option]').length";
    page.session.run(count, &[]).as_u64().unwrap()
}

/// How long it takes until it is so.
fn took(what: &str, ask: impl FnOnce(), is_so: impl Fn() -> bool) -> Duration {
    let began = Instant::now();
    ask();
    until(what, || is_so().then_some(()));
    began.elapsed()
}

#[test]
fn a_full_history_is_shown_page_by_page_and_stays_quick() {
    let desk = Desk::new();
    fill(&desk);
    let window = desk.start();
    let page = &window.page;
    let mut slowest = took("the first page is there", || page.go("History"), || rows(page) == 50);
    let most = u64::from(MOST_RUNS);
    for so_many in (100..=most).step_by(50) {
        let more = || page.click("button", Name::Is("Show older runs"));
        slowest = slowest.max(took("the next page is there", more, || rows(page) == so_many));
    }
    page.click("option", Name::Has("Run 0 of many"));
    for (key, wanted) in [("\u{e010}", format!("Run {} of many", most - 1)), ("\u{e011}", "Run 0 of many".to_owned())] {
        let run = |page: &Page| page.text_of(&page.find("region", Name::Is("Run")));
        slowest =
            slowest.max(took("the key was obeyed", || page.session.press(&[key]), || run(page).contains(&wanted)));
    }
    assert!(slowest < PATIENCE, "{slowest:?}");
}
