//! A database that cannot be used is kept, never overwritten, and the program starts all the same.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;
use tessera_storage::{Database, DatabaseError, Notice};

use crate::{now, small_run};

/// A database with content, closed properly.
fn folder_with_runs() -> (TempDir, PathBuf) {
    let (folder, database) = crate::database();
    for seconds in 0..50 {
        database.runs().save(&small_run("lab", seconds)).unwrap();
    }
    let path = database.path().to_owned();
    (folder, path)
}

fn works(database: &Database) {
    let run = small_run("lab", 1);
    database.runs().save(&run).unwrap();
    assert_eq!(database.runs().list(None, None, 10).unwrap().runs, [run.summary], "a fresh one");
}

fn is_set_aside(folder: &Path, bytes: &[u8]) {
    let opened = Database::open(folder, now()).unwrap();
    let [notice @ Notice::DamagedSetAside { kept }] = opened.notices.as_slice() else { panic!("{:?}", opened.notices) };
    assert_eq!(*kept, folder.join("tessera.db.damaged-20260301T100000Z"));
    assert!(notice.to_string().contains("damaged-20260301T100000Z") && !notice.remedy().is_empty());
    assert_eq!(fs::read(kept).unwrap(), bytes, "not a byte of the old one was changed");
    works(&opened.database);
    drop(opened);
    assert_eq!(Database::open(folder, now()).unwrap().notices, [], "told once");
}

#[test]
fn a_file_that_is_no_database_is_set_aside() {
    for bytes in [Vec::new(), vec![0; 8192], vec![0; 10], b"{\"theme\":\"dark\"}\n".repeat(100), vec![0xff; 4096]] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("tessera.db"), &bytes).unwrap();
        is_set_aside(folder.path(), &bytes);
    }
}

#[test]
fn a_truncated_database_is_set_aside() {
    let whole = fs::read(folder_with_runs().1).unwrap();
    for length in [1, 50, 100, 1024, 4096, whole.len() / 2, whole.len() - 1] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("tessera.db"), &whole[..length]).unwrap();
        is_set_aside(folder.path(), &whole[..length]);
    }
}

#[test]
fn a_database_with_a_spoilt_page_is_set_aside() {
    let (folder, path) = folder_with_runs();
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    is_set_aside(folder.path(), &bytes);
}

#[test]
fn a_database_of_another_program_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tessera.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (x); PRAGMA user_version = 1;").unwrap();
    let bytes = fs::read(&path).unwrap();
    is_set_aside(folder.path(), &bytes);
}

#[test]
fn a_log_without_its_database_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("tessera.db-wal"), b"changes").unwrap();
    let opened = Database::open(folder.path(), now()).unwrap();
    assert!(matches!(opened.notices.as_slice(), [Notice::DamagedSetAside { .. }]));
    assert_eq!(fs::read(folder.path().join("tessera.db.damaged-20260301T100000Z-wal")).unwrap(), b"changes");
    works(&opened.database);
}

#[test]
fn a_log_of_another_database_damages_nothing_unseen() {
    let (folder, path) = folder_with_runs();
    let before = fs::read(&path).unwrap();
    let (other_folder, other) = crate::database();
    other.devices().list(None).unwrap();
    for seconds in 0..20 {
        other.runs().save(&small_run("other", seconds)).unwrap();
    }
    let log = fs::read(other_folder.path().join("tessera.db-wal")).unwrap();
    assert!(!log.is_empty());
    fs::write(folder.path().join("tessera.db-wal"), &log).unwrap();
    let opened = Database::open(folder.path(), now()).unwrap();
    match opened.notices.as_slice() {
        [Notice::DamagedSetAside { kept }] => {
            assert_eq!(fs::read(kept).unwrap(), before);
            works(&opened.database);
        }
        told => {
            assert_eq!(told, []);
            let verdict: String =
                Connection::open(&path).unwrap().query_row("PRAGMA integrity_check", (), |row| row.get(0)).unwrap();
            assert_eq!(verdict, "ok");
        }
    }
}

#[test]
fn two_damaged_databases_in_one_second_are_both_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tessera.db");
    for text in ["first", "second"] {
        fs::write(&path, text).unwrap();
        drop(Database::open(folder.path(), now()).unwrap());
    }
    let kept = ["tessera.db.damaged-20260301T100000Z", "tessera.db.damaged-20260301T100000Z-2"];
    assert_eq!(kept.map(|name| fs::read_to_string(folder.path().join(name)).unwrap()), ["first", "second"]);
}

#[test]
fn a_database_from_the_future_is_kept_for_the_version_that_made_it() {
    let (folder, path) = folder_with_runs();
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let opened = Database::open(folder.path(), now()).unwrap();
    let [notice @ Notice::NewerSetAside { kept, version: 99 }] = opened.notices.as_slice() else {
        panic!("{:?}", opened.notices)
    };
    assert!(notice.to_string().contains("newer version"));
    works(&opened.database);
    let runs: i64 =
        Connection::open(kept).unwrap().query_row("SELECT count(*) FROM run", (), |row| row.get(0)).unwrap();
    assert_eq!(runs, 50);
}

#[test]
fn what_is_in_the_log_goes_with_a_database_that_is_set_aside() {
    let (folder, path) = folder_with_runs();
    let database = Database::open(folder.path(), now()).unwrap().database;
    database.runs().save(&small_run("lab", 1)).unwrap();
    let copy = tempfile::tempdir().unwrap();
    let log = fs::read(folder.path().join("tessera.db-wal")).unwrap();
    assert!(!log.is_empty());
    fs::write(copy.path().join("tessera.db-wal"), &log).unwrap();
    let rubbish = vec![0xa5; fs::read(&path).unwrap().len()];
    fs::write(copy.path().join("tessera.db"), &rubbish).unwrap();
    let opened = Database::open(copy.path(), now()).unwrap();
    let [Notice::DamagedSetAside { kept }] = opened.notices.as_slice() else { panic!("{:?}", opened.notices) };
    assert_eq!(fs::read(kept).unwrap(), rubbish);
    let kept_log = copy.path().join("tessera.db.damaged-20260301T100000Z-wal");
    assert_eq!(fs::read(kept_log).unwrap(), log);
}

#[test]
fn a_folder_in_the_place_of_the_database_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("tessera.db")).unwrap();
    let error = Database::open(folder.path(), now()).unwrap_err();
    assert!(matches!(error, DatabaseError::Unreachable { .. }), "{error}");
    assert!(!error.remedy().is_empty());
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let error = Database::open(&folder.path().join("gone"), now()).unwrap_err();
    assert!(matches!(error, DatabaseError::Unreachable { .. }), "{error}");
}
