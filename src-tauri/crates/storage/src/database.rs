//! The database: what the program remembers and nobody edits. One SQLite file, which the window and the command line may
//! use at the same time.
//!
//! No usable token or secret is ever in it. Opening, with everything that can be wrong then, stands in `open`; what is
//! kept stands beside this file in `devices`, `credentials`, `passwords`, `runs` and `settings`. Every call works at once and
//! may wait for the disk or for another process: call it where waiting is allowed.

mod columns;
mod error;
mod notice;
mod open;
mod quarantine;
mod read_only;
mod schema;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

pub(crate) use columns::{parsed, parsed_or_none, time_text};
pub use error::DatabaseError;
pub use notice::Notice;

/// The program's database. To be shared, put it into an `Arc`.
#[derive(Debug)]
pub struct Database {
    connection: Mutex<Connection>,
    path: PathBuf,
}

/// A database that is ready, and what a person should be told about how it was found.
#[derive(Debug)]
pub struct OpenedDatabase {
    /// Ready for use.
    pub database: Database,
    /// Empty on a good day.
    pub notices: Vec<Notice>,
}

impl Database {
    /// Opens `tessera.db` in a folder, makes it when there is none, and brings an older one up to date.
    ///
    /// One that is damaged, or of a newer version of the program, is set aside under another name, and a fresh one
    /// is made: that is a notice, not an error.
    pub fn open(folder: &Path, now: Timestamp) -> Result<OpenedDatabase, DatabaseError> {
        open::open(folder, now, open::PATIENCE)
    }

    /// A copy in memory of one that can only be read; `None` when there is none. What is done to the copy is forgotten when
    /// it is dropped.
    pub fn read_only(folder: &Path) -> Result<Option<Self>, DatabaseError> {
        read_only::copy(folder)
    }

    /// A database that is forgotten when it is dropped, for a run without stored state.
    pub fn in_memory() -> Result<Self, DatabaseError> {
        open::in_memory()
    }

    /// Where it lies; empty for one in memory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, DatabaseError> {
        work(&self.connection()).map_err(|error| DatabaseError::of(&error, &self.path))
    }

    /// Does all of `work` or nothing of it.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, DatabaseError> {
        let mut connection = self.connection();
        connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|transaction| {
                let done = work(&transaction)?;
                transaction.commit()?;
                Ok(done)
            })
            .map_err(|error| DatabaseError::of(&error, &self.path))
    }

    /// Moves everything into the main file and empties the log beside it, so that nothing of what was deleted is left
    /// there. While another process reads, what is left goes with the next time.
    pub(crate) fn checkpoint(&self) -> Result<(), DatabaseError> {
        self.read(|connection| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(())))
    }

    /// A panic in another thread leaves no half-done work: an unfinished transaction was rolled back.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
