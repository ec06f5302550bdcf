//! What can go wrong with the database, by what a person can do about it.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

/// Why the database could not be opened or used. `Display` says what happened, [`remedy`](Self::remedy) what to do.
#[derive(Debug, Error)]
pub enum DatabaseError {
    /// Another program holds it for longer than we wait.
    #[error("The database {} is in use by another program.", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// It may be read but not written.
    #[error("The database {} cannot be written: it is read-only.", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The disk, or the user's share of it.
    #[error("The disk is full: nothing more could be written to {}.", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be opened, read or written at all.
    #[error("The database {} cannot be reached: {why}.", path.display())]
    Unreachable {
        /// The file.
        path: PathBuf,
        /// What the system or SQLite said.
        why: String,
    },
    /// It broke while it was in use.
    #[error("The database {} is damaged.", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// A damaged one could not be renamed, so no fresh one was made.
    #[error("The database {} is damaged or of a newer version, and could not be set aside: {why}.", path.display())]
    NotSetAside {
        /// The file.
        path: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// A report was to be kept that holds a token with its signature. Nothing was written.
    #[error("The run was not kept: its report holds a whole token.")]
    WholeToken,
    /// Anything else; a fault of the program.
    #[error("The database {} refused: {why}.", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// What SQLite said. Holds no values.
        why: String,
    },
}

impl DatabaseError {
    pub(crate) fn of(error: &rusqlite::Error, path: &Path) -> Self {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
                Self::Locked { path }
            }
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged { path },
            Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure | ErrorCode::PermissionDenied) => {
                Self::Unreachable { path, why: error.to_string() }
            }
            _ => Self::Refused { path, why: error.to_string() },
        }
    }

    pub(crate) fn of_file(error: &io::Error, path: &Path) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::WouldBlock => Self::Locked { path },
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { path },
            _ => Self::Unreachable { path, why: error.to_string() },
        }
    }

    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Locked { .. } => {
                "Close the other copy of the program, or the program that has the file open, then try again."
            }
            Self::ReadOnly { .. } => "Make the file and its folder writable for you, then try again.",
            Self::Full { .. } => "Free some space, then try again. What was there before is whole.",
            Self::Unreachable { .. } => "Check that the folder exists and who may read and write it, then try again.",
            Self::Damaged { .. } => "Start the program again: it sets the file aside and begins a fresh one.",
            Self::NotSetAside { .. } => "Move the file away by hand, then start the program again.",
            Self::WholeToken => "This is a fault of the program: please report it. The run itself is not affected.",
            Self::Refused { .. } => "This is a fault of the program: please report it.",
        }
    }
}
