//! Opening the database: alone, with a look into what is there, so that a damaged file is kept and never written to.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::quarantine::{self, LOG, with_suffix};
use super::schema::{self, APPLICATION, STEPS};
use super::{Database, DatabaseError, Notice, OpenedDatabase};
use crate::{lock, private};

/// How long to wait for another process, at every call.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
pub(super) const FILE: &str = "tessera.db";
/// Every page size of SQLite is a multiple of this one.
const PAGE: u64 = 512;

/// What was found under the database's name.
enum Found {
    Nothing,
    Sound(Connection),
    Damaged,
    Newer(i32),
}

pub(super) fn open(folder: &Path, now: Timestamp, patience: Duration) -> Result<OpenedDatabase, DatabaseError> {
    let path = folder.join(FILE);
    let path = path.as_path();
    let _alone = alone(path, patience).map_err(|error| DatabaseError::of_file(&error, path))?;
    let set_aside = |reason| {
        let kept = quarantine::set_aside(path, reason, now);
        kept.map_err(|why| DatabaseError::NotSetAside { path: path.to_owned(), why })
    };
    let (found, notice) = match look(path, patience)? {
        Found::Sound(connection) => (Some(connection), None),
        Found::Nothing => (None, None),
        Found::Damaged => (None, Some(Notice::DamagedSetAside { kept: set_aside("damaged")? })),
        Found::Newer(version) => (None, Some(Notice::NewerSetAside { kept: set_aside("newer")?, version })),
    };
    let ready = |mut connection: Connection| {
        set_up(&connection).map_err(|error| DatabaseError::of(&error, path))?;
        schema::migrate(&mut connection, path, STEPS, now)?;
        Ok(connection)
    };
    let connection = if let Some(connection) = found {
        ready(connection)?
    } else {
        private::make_file(path).map_err(|error| DatabaseError::of_file(&error, path))?;
        let made = connect(path, patience).map_err(|error| DatabaseError::of(&error, path));
        made.and_then(ready).inspect_err(|_| quarantine::unmake(path))?
    };
    let database = Database { connection: Mutex::new(connection), path: path.to_owned() };
    Ok(OpenedDatabase { database, notices: notice.into_iter().collect() })
}

pub(super) fn in_memory() -> Result<Database, DatabaseError> {
    let path = Path::new("");
    let told = |error| DatabaseError::of(&error, path);
    used_in_memory(Connection::open_in_memory().map_err(told)?)
}

/// One in memory, empty or with the content of a file whose layout may be older.
pub(super) fn used_in_memory(mut connection: Connection) -> Result<Database, DatabaseError> {
    let path = Path::new("");
    set_up(&connection).map_err(|error| DatabaseError::of(&error, path))?;
    schema::bring_up(&mut connection, path, STEPS)?;
    Ok(Database { connection: Mutex::new(connection), path: path.to_owned() })
}

/// Only one process at a time looks at, makes, migrates or sets aside: the file that another one is just making
/// would look damaged.
fn alone(path: &Path, patience: Duration) -> io::Result<File> {
    let file = private::options().create(true).write(true).truncate(false).open(with_suffix(path, ".lock"))?;
    lock::lock(file, patience)
}

fn look(path: &Path, patience: Duration) -> Result<Found, DatabaseError> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let log = std::fs::metadata(with_suffix(path, LOG)).is_ok_and(|log| log.len() > 0);
            return Ok(if log { Found::Damaged } else { Found::Nothing });
        }
        Err(error) => return Err(DatabaseError::of_file(&error, path)),
        Ok(about) if about.is_file() && is_cut_short(about.len(), path) => return Ok(Found::Damaged),
        Ok(_) => {}
    }
    match connect(path, patience).and_then(inspect) {
        Ok(found) => Ok(found),
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Ok(Found::Damaged),
            _ => Err(DatabaseError::of(&error, path)),
        },
    }
}

/// A file has whole pages, unless its writer was cut off; then the log beside it holds what is missing.
fn is_cut_short(length: u64, path: &Path) -> bool {
    length == 0 || (!length.is_multiple_of(PAGE) && !with_suffix(path, LOG).exists())
}

/// While a file is only looked at, closing it must not write the log into it.
fn inspect(connection: Connection) -> rusqlite::Result<Found> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let version = schema::version(&connection)?;
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION || version < 1 {
        return Ok(Found::Damaged);
    }
    if version > schema::version_after(STEPS) {
        return Ok(Found::Newer(version));
    }
    let verdict: String = connection.query_row("PRAGMA integrity_check(1)", (), |row| row.get(0))?;
    if verdict != "ok" {
        return Ok(Found::Damaged);
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(Found::Sound(connection))
}

fn connect(path: &Path, patience: Duration) -> rusqlite::Result<Connection> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(patience)?;
    if connection.is_readonly("main")? {
        return Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY), None));
    }
    Ok(connection)
}

/// The rules: a log beside the file, every commit on the disk before it counts, nothing left of what is deleted.
fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map(drop)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::Instant;

    use super::*;

    const SHORT: Duration = Duration::from_millis(50);

    fn is_told_soon(folder: &Path) {
        let start = Instant::now();
        let error = open(folder, Timestamp::UNIX_EPOCH, SHORT).unwrap_err();
        assert!(matches!(error, DatabaseError::Locked { .. }), "{error}");
        assert!(error.remedy().contains("Close the other copy"));
        assert!(start.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn a_database_that_another_program_keeps_to_itself_is_told_and_left() {
        let folder = tempfile::tempdir().unwrap();
        drop(open(folder.path(), Timestamp::UNIX_EPOCH, SHORT).unwrap());
        let other = Connection::open(folder.path().join(FILE)).unwrap();
        other.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(())).unwrap();
        other.execute_batch("BEGIN EXCLUSIVE; CREATE TABLE theirs (x);").unwrap();
        is_told_soon(folder.path());
        other.execute_batch("ROLLBACK").unwrap();
        drop(other);
        assert_eq!(open(folder.path(), Timestamp::UNIX_EPOCH, SHORT).unwrap().notices, []);
    }

    #[test]
    fn a_program_that_hangs_while_it_opens_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let held = alone(&folder.path().join(FILE), SHORT).unwrap();
        is_told_soon(folder.path());
        drop(held);
        assert_eq!(open(folder.path(), Timestamp::UNIX_EPOCH, SHORT).unwrap().notices, []);
    }

    #[test]
    fn a_write_that_another_program_holds_up_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let database = open(folder.path(), Timestamp::UNIX_EPOCH, SHORT).unwrap().database;
        let other = Connection::open(database.path()).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let error = database.save_settings(&crate::Settings::default()).unwrap_err();
        assert!(matches!(error, DatabaseError::Locked { .. }), "{error}");
        assert_eq!(database.settings().unwrap().1, None, "reading goes on");
        other.execute_batch("ROLLBACK").unwrap();
        database.save_settings(&crate::Settings::default()).unwrap();
    }

    #[test]
    fn a_database_that_may_not_grow_is_full() {
        let folder = tempfile::tempdir().unwrap();
        let database = open(folder.path(), Timestamp::UNIX_EPOCH, SHORT).unwrap().database;
        database.read(|connection| connection.query_row("PRAGMA max_page_count = 1", (), |_| Ok(()))).unwrap();
        let panes = (0..10_000).map(|pane| (pane.to_string(), 0.5)).collect();
        let settings = crate::Settings { panes, ..crate::Settings::default() };
        let error = database.save_settings(&settings).unwrap_err();
        assert!(matches!(error, DatabaseError::Full { .. }), "{error}");
        assert_eq!(database.settings().unwrap(), (crate::Settings::default(), None));
    }

    #[test]
    fn every_commit_is_on_the_disk_and_what_is_deleted_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let database = open(folder.path(), Timestamp::UNIX_EPOCH, SHORT).unwrap().database;
        let pragma = |name: &str| -> String {
            let value = |connection: &Connection| {
                connection.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))
            };
            format!("{:?}", database.read(value).unwrap())
        };
        let found = ["journal_mode", "synchronous", "secure_delete", "foreign_keys"].map(pragma);
        assert_eq!(found, ["Text(\"wal\")", "Integer(2)", "Integer(1)", "Integer(1)"]);
    }
}
