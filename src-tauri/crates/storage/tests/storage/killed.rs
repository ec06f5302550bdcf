//! Killing the program while it saves: the old or the new state is there, whole.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::json;
use tessera_storage::{Database, EnvironmentFile, Environments, SignedOn};
use uuid::Uuid;

use crate::{child, environment, id, later, now, run};

const KILLS: u32 = 50;
/// Nobody has to kill a child whose parent has gone.
const LONGEST: Duration = Duration::from_secs(30);

#[test]
#[ignore = "started and killed by the test below"]
#[allow(clippy::print_stdout)]
fn saves_without_end() {
    let folder = child::folder();
    let environments = Environments::open(folder.join("environments")).unwrap();
    let opened = Database::open(&folder, now()).unwrap();
    assert_eq!(opened.notices, []);
    let database = opened.database;
    let mut lab = environments.get(&id("lab")).unwrap();
    println!("ready");
    let end = Instant::now() + LONGEST;
    for round in (0..).take_while(|_| Instant::now() < end) {
        let filling = "x".repeat(50_000);
        lab.environment.headers.insert("x-lab".to_owned(), format!("{round} {filling}"));
        lab = environments.save(&lab.id, &lab.environment, &lab.revision).unwrap();
        let kept = run("lab", round, json!({ "filling": filling }));
        database.runs().save(&kept).unwrap();
        println!("kept {}", kept.summary.id);
        let sign_on = SignedOn {
            environment: id("lab"),
            platform: "iphone".into(),
            account: format!("account-{}", round % 2).into(),
            client_id: format!("client-{round}").into(),
            journey: "qr-sign-on".to_owned(),
            at: later(round),
        };
        database.devices().signed_on(&sign_on).unwrap();
        database.runs().delete(kept.summary.id).unwrap();
        database.runs().save(&kept).unwrap();
    }
}

#[test]
fn a_program_killed_while_it_saves_leaves_everything_whole() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path();
    let environments = Environments::open(folder.join("environments")).unwrap();
    environments.create(&environment("Lab")).unwrap();
    for round in 0..KILLS {
        let pause = Duration::from_micros(u64::from(Uuid::new_v4().as_fields().1) / 2);
        kill_after(if round % 2 == 0 { "ready" } else { "kept" }, pause, folder);
        check(folder);
    }
}

/// Starts a child, waits for a word from it and then for a moment, and kills it. What it said it kept has to be there; except
/// that the last one may just have been deleted to be saved anew.
fn kill_after(word: &str, pause: Duration, folder: &Path) {
    let mut command = child::command("killed::saves_without_end", folder);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.contains(word)), "the child ended early");
    std::thread::sleep(pause);
    child.kill().unwrap();
    child.wait().unwrap();
    let said: Vec<Uuid> = lines.filter_map(|line| line.strip_prefix("kept ").and_then(|id| id.parse().ok())).collect();
    let database = Database::open(folder, now()).unwrap().database;
    if let Some((_, sure)) = said.split_last() {
        for id in sure {
            assert!(database.runs().get(*id).unwrap().is_some(), "a run that was kept is gone");
        }
    }
}

fn check(folder: &Path) {
    let environments = Environments::open(folder.join("environments")).unwrap();
    let files = environments.list().unwrap();
    assert!(matches!(files.as_slice(), [EnvironmentFile::Readable(_)]), "{files:?}");
    assert_eq!(std::fs::read_dir(environments.folder()).unwrap().count(), 1, "nothing half-written is left");
    let opened = Database::open(folder, now()).unwrap();
    assert_eq!(opened.notices, []);
    let verdict: String = Connection::open(opened.database.path())
        .unwrap()
        .query_row("PRAGMA integrity_check", (), |row| row.get(0))
        .unwrap();
    assert_eq!(verdict, "ok");
    assert!(opened.database.devices().list(None).unwrap().len() <= 1, "one installation, one device");
}
