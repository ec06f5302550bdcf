//! A database that can only be read: copied into memory, so that everything goes on and nothing of it is kept.

use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use url::Url;

use super::open::{FILE, used_in_memory};
use super::quarantine::{LOG, with_suffix};
use super::schema::{self, APPLICATION, STEPS};
use super::{Database, DatabaseError};

/// How long to wait for a program that writes just now.
const PATIENCE: Duration = Duration::from_secs(1);

/// Every page in one step.
const ALL: i32 = -1;

pub(super) fn copy(folder: &Path) -> Result<Option<Database>, DatabaseError> {
    let path = folder.join(FILE);
    match std::fs::metadata(&path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(DatabaseError::of_file(&error, &path)),
        // It was just being made.
        Ok(about) if about.len() == 0 => return Ok(None),
        Ok(_) => {}
    }
    let told = |error: rusqlite::Error| DatabaseError::of(&error, &path);
    let mut copy = Connection::open_in_memory().map_err(told)?;
    read(&path, false, &mut copy)
        .or_else(|error| {
            // In a folder that cannot be written there is no place for shared memory, and nobody else who writes. What is in
            // a log would be left out.
            if with_suffix(&path, LOG).exists() { Err(error) } else { read(&path, true, &mut copy) }
        })
        .map_err(told)?;
    let about = |name: &str| copy.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let application = about("application_id").map_err(told)?;
    let verdict: String = copy.query_row("PRAGMA integrity_check(1)", (), |row| row.get(0)).map_err(told)?;
    let version = schema::version(&copy).map_err(told)?;
    if application != APPLICATION || verdict != "ok" || !(1..=schema::version_after(STEPS)).contains(&version) {
        return Err(DatabaseError::Damaged { path });
    }
    used_in_memory(copy).map(Some)
}

/// Copies a file without writing to it.
fn read(path: &Path, alone: bool, copy: &mut Connection) -> rusqlite::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut address = std::path::absolute(path)
        .ok()
        .and_then(|path| Url::from_file_path(path).ok())
        .ok_or_else(|| rusqlite::Error::InvalidPath(path.to_owned()))?;
    if alone {
        address.set_query(Some("immutable=1"));
    }
    let file = Connection::open_with_flags(address.as_str(), flags)?;
    file.busy_timeout(PATIENCE)?;
    match Backup::new(&file, copy)?.step(ALL)? {
        StepResult::Done => Ok(()),
        _ => Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY), None)),
    }
}
