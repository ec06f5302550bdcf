//! What can be wrong with a file that a person names, in plain words.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why a file was not read or written. `Display` says what happened, [`remedy`](Self::remedy) what to do.
#[derive(Debug, Error)]
#[error("{} {why}", path.display())]
pub struct GivenFileError {
    /// The file as it was named.
    pub path: PathBuf,
    /// What is wrong with it.
    pub why: GivenFileTrouble,
}

/// What is wrong with a file.
#[derive(Debug, Error)]
pub enum GivenFileTrouble {
    /// There is none.
    #[error("does not exist")]
    Missing,
    /// A folder, a pipe, a device.
    #[error("is {what}, not a file")]
    NotAFile {
        /// What it is.
        what: &'static str,
    },
    /// It was not read.
    #[error("has {bytes} bytes, and at most {most} are read")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// What is read of such a file.
        most: u64,
    },
    /// Its rights.
    #[error("may not be read by you")]
    MayNotBeRead,
    /// The rights of it or of its folder, or of the whole file system.
    #[error("may not be written by you")]
    MayNotBeWritten,
    /// Where it is to be written.
    #[error("cannot be written: there is no folder {}", folder.display())]
    NoFolder {
        /// Which one.
        folder: PathBuf,
    },
    /// The disk, or the user's share of it.
    #[error("was not written: the disk is full")]
    Full,
    /// Anything else that reading came to.
    #[error("cannot be read: {0}")]
    NotRead(io::Error),
    /// Anything else that writing came to.
    #[error("cannot be written: {0}")]
    NotWritten(io::Error),
}

impl GivenFileTrouble {
    pub(super) fn of_reading(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::MayNotBeRead,
            _ => Self::NotRead(error),
        }
    }

    pub(super) fn of_writing(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::MayNotBeWritten,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::Full,
            _ => Self::NotWritten(error),
        }
    }
}

impl GivenFileError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match &self.why {
            GivenFileTrouble::Missing => "Check the path.",
            GivenFileTrouble::NotAFile { .. } => "Name a file.",
            GivenFileTrouble::TooLarge { .. } => "Name another file: this one is something else.",
            GivenFileTrouble::MayNotBeRead => "Check who may read it.",
            GivenFileTrouble::MayNotBeWritten => "Choose another place, or check who may write there.",
            GivenFileTrouble::NoFolder { .. } => "Make the folder, or choose another place.",
            GivenFileTrouble::Full => "Free some space or choose another place; what was there before is as it was.",
            GivenFileTrouble::NotRead(_) => "Check the disk that it lies on.",
            GivenFileTrouble::NotWritten(_) => "Choose another place; what was there before is as it was.",
        }
    }
}
