//! The layout of the database, and how an older layout becomes the current one.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};

use super::DatabaseError;
use super::quarantine::stamp;
use crate::private;

/// `application_id` of our files: "Tess" in ASCII.
pub(super) const APPLICATION: i32 = 0x5465_7373;

/// Each step from one layout to the next; a layout's version is the number of steps made. Never changed, only added to.
pub(super) const STEPS: &[&str] = &[include_str!("schema_1.sql")];

/// The version of a file's layout.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// The version that some steps lead to.
pub(super) fn version_after(steps: &[&str]) -> i32 {
    i32::try_from(steps.len()).unwrap_or(i32::MAX)
}

/// Makes the missing steps, all or none. An older layout with content is copied beside the file first.
pub(super) fn migrate(
    connection: &mut Connection,
    path: &Path,
    steps: &[&str],
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let told = |error| DatabaseError::of(&error, path);
    let from = version(connection).map_err(told)?;
    let to = version_after(steps);
    if from >= to {
        return Ok(());
    }
    if from > 0 {
        back_up(connection, path, from, now)?;
    }
    let missing = steps.iter().skip(usize::try_from(from).unwrap_or_default());
    let step_all = |connection: &mut Connection| {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for step in missing {
            transaction.execute_batch(step)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", to)?;
        transaction.commit()
    };
    step_all(connection).map_err(told)
}

fn back_up(connection: &Connection, path: &Path, version: i32, now: Timestamp) -> Result<PathBuf, DatabaseError> {
    let mut copy = path.as_os_str().to_owned();
    copy.push(format!(".version-{version}-{}", stamp(now)));
    let copy = PathBuf::from(copy);
    private::make_file(&copy).map_err(|error| DatabaseError::of_file(&error, &copy))?;
    connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()]).map_err(|error| DatabaseError::of(&error, &copy))?;
    Ok(copy)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const FIRST: &str = "CREATE TABLE thing (name TEXT); INSERT INTO thing VALUES ('kept');";
    const SECOND: &str = "ALTER TABLE thing ADD COLUMN size INTEGER;";
    const BROKEN: &str = "CREATE TABLE other (name TEXT); SELECT nonsense;";

    fn first(folder: &Path) -> (PathBuf, Connection) {
        let path = folder.join("a.db");
        let mut connection = Connection::open(&path).unwrap();
        migrate(&mut connection, &path, &[FIRST], Timestamp::UNIX_EPOCH).unwrap();
        (path, connection)
    }

    fn files(folder: &Path) -> Vec<String> {
        let names = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn an_older_database_is_backed_up_and_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut connection) = first(folder.path());
        assert_eq!(files(folder.path()), ["a.db"], "a new database needs no backup");
        migrate(&mut connection, &path, &[FIRST, SECOND], Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(version(&connection).unwrap(), 2);
        let backup = folder.path().join("a.db.version-1-19700101T000000Z");
        let old = Connection::open(&backup).unwrap();
        assert_eq!(version(&old).unwrap(), 1);
        let kept: String = old.query_row("SELECT name FROM thing", (), |row| row.get(0)).unwrap();
        assert_eq!(kept, "kept");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&backup).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_step_that_fails_leaves_the_database_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut connection) = first(folder.path());
        migrate(&mut connection, &path, &[FIRST, SECOND, BROKEN], Timestamp::UNIX_EPOCH).unwrap_err();
        assert_eq!(version(&connection).unwrap(), 1);
        let columns: i64 =
            connection.query_row("SELECT count(*) FROM pragma_table_info('thing')", (), |row| row.get(0)).unwrap();
        assert_eq!(columns, 1, "the step before the broken one is undone too");
    }
}
