//! The layout of the database, and how an older layout becomes the current one.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};

use super::DatabaseError;
use super::quarantine::{stamp, with_suffix};
use crate::private;

/// `application_id` of our files: "Tess" in ASCII.
pub(super) const APPLICATION: i32 = 0x5465_7373;

/// Each step from one layout to the next; a layout's version is the number of steps made. Never changed, only added to.
pub(super) const STEPS: &[&str] = &[include_str!("schema_1.sql"), include_str!("schema_2.sql")];

/// After the database's name, and before version and time.
const BACKUP: &str = ".version-";

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
    let from = version(connection).map_err(|error| DatabaseError::of(&error, path))?;
    if from > 0 && from < version_after(steps) {
        back_up(connection, path, from, now)?;
    }
    bring_up(connection, path, steps)
}

/// Makes the missing steps without a copy beside the file: for a database in memory.
pub(super) fn bring_up(connection: &mut Connection, path: &Path, steps: &[&str]) -> Result<(), DatabaseError> {
    let told = |error| DatabaseError::of(&error, path);
    let from = version(connection).map_err(told)?;
    let to = version_after(steps);
    if from >= to {
        return Ok(());
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

/// Copies the database beside itself. Of such copies the newest is kept: each holds what was there when it was made, also
/// what a person has deleted since, and a migration that fails at every start would make one each time.
fn back_up(connection: &Connection, path: &Path, version: i32, now: Timestamp) -> Result<(), DatabaseError> {
    let copy = with_suffix(path, &format!("{BACKUP}{version}-{}", stamp(now)));
    remove(&copy).map_err(|error| DatabaseError::of_file(&error, &copy))?;
    private::make_file(&copy).map_err(|error| DatabaseError::of_file(&error, &copy))?;
    if let Err(error) = connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()]) {
        // Half a copy is none; should it stay, the next one takes it away.
        let _ = remove(&copy);
        return Err(DatabaseError::of(&error, &copy));
    }
    for older in backups(path).into_iter().filter(|backup| *backup != copy) {
        // One that cannot be removed is in nobody's way.
        let _ = remove(&older);
    }
    Ok(())
}

fn backups(path: &Path) -> Vec<PathBuf> {
    let begin = with_suffix(path, BACKUP);
    let entries = path.parent().and_then(|folder| std::fs::read_dir(folder).ok());
    let paths = entries.into_iter().flatten().flatten().map(|entry| entry.path());
    paths.filter(|path| path.as_os_str().as_encoded_bytes().starts_with(begin.as_os_str().as_encoded_bytes())).collect()
}

fn remove(file: &Path) -> io::Result<()> {
    std::fs::remove_file(file).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })
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
    fn of_the_backups_the_newest_is_kept_and_nothing_else_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut connection) = first(folder.path());
        for name in ["a.db.damaged-20260301T100000Z", "b.db.version-1-19700101T000000Z"] {
            std::fs::write(folder.path().join(name), "not a backup of this database").unwrap();
        }
        for seconds in 0..3 {
            let now = Timestamp::from_second(seconds).unwrap();
            migrate(&mut connection, &path, &[FIRST, BROKEN], now).unwrap_err();
        }
        let last = Timestamp::from_second(2).unwrap();
        migrate(&mut connection, &path, &[FIRST, SECOND], last).unwrap();
        assert_eq!(
            files(folder.path()),
            [
                "a.db",
                "a.db.damaged-20260301T100000Z",
                "a.db.version-1-19700101T000002Z",
                "b.db.version-1-19700101T000000Z"
            ]
        );
        let kept = Connection::open(folder.path().join("a.db.version-1-19700101T000002Z")).unwrap();
        assert_eq!(version(&kept).unwrap(), 1, "a second start within one second makes its copy anew");
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
