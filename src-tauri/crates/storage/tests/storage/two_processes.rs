//! The window and the command line at the same time, on the same files.

use std::process::Stdio;

use tessera_storage::{Database, Environments, EnvironmentsError};

use crate::{child, database, environment, id, now, small_run};

const PROCESSES: usize = 4;
const RUNS: i64 = 25;

#[test]
#[ignore = "started several times by the test below"]
fn opens_and_keeps_runs() {
    let opened = Database::open(&child::folder(), now()).unwrap();
    assert_eq!(opened.notices, []);
    for round in 0..RUNS {
        opened.database.runs().save(&small_run("lab", round)).unwrap();
    }
}

#[test]
fn processes_that_start_at_once_share_one_database() {
    let folder = tempfile::tempdir().unwrap();
    let children: Vec<_> = (0..PROCESSES)
        .map(|_| {
            let mut command = child::command("two_processes::opens_and_keeps_runs", folder.path());
            command.stdout(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let opened = Database::open(folder.path(), now()).unwrap();
    assert_eq!(opened.notices, []);
    let page = opened.database.runs().list(None, None, 1000).unwrap();
    assert_eq!(page.runs.len(), PROCESSES * usize::try_from(RUNS).unwrap());
}

#[test]
fn what_one_handle_writes_the_other_reads() {
    let (folder, window) = database();
    let opened = Database::open(folder.path(), now()).unwrap();
    assert_eq!(opened.notices, []);
    let kept = small_run("lab", 1);
    window.runs().save(&kept).unwrap();
    let line = opened.database;
    assert_eq!(line.runs().get(kept.summary.id).unwrap(), Some(kept.clone()));
    line.runs().delete(kept.summary.id).unwrap();
    assert_eq!(window.runs().get(kept.summary.id).unwrap(), None);
}

#[test]
fn threads_share_one_handle() {
    let (_folder, database) = database();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let database = &database;
            scope.spawn(move || {
                for round in 0..RUNS {
                    database.runs().save(&small_run("lab", thread * RUNS + round)).unwrap();
                }
            });
        }
    });
    assert_eq!(database.runs().list(None, None, 1000).unwrap().runs.len(), 4 * usize::try_from(RUNS).unwrap());
}

#[test]
fn the_second_of_two_saves_from_one_content_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = [(); 2].map(|()| Environments::open(folder.path()).unwrap());
    let first = one.create(&environment("Lab")).unwrap();
    let second = other.get(&id("lab")).unwrap();
    let mut changed = first.environment.clone();
    changed.tenant = "other".into();
    let saved = one.save(&first.id, &changed, &first.revision).unwrap();
    assert_eq!(saved.environment, changed);
    let error = other.save(&second.id, &second.environment, &second.revision).unwrap_err();
    assert!(matches!(error, EnvironmentsError::Changed { .. }), "{error}");
    assert_eq!(other.get(&id("lab")).unwrap(), saved, "nothing was written");
}
