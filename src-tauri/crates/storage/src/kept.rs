//! All that is kept from earlier starts, opened; and where that cannot be, the same for this session alone.
//!
//! A home that is missing, full or read-only is a notice and no error: journeys need none of what is kept. What can be read
//! is read; what cannot be written goes to a folder that is gone when the session ends. It never holds a secret.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tempfile::TempDir;
use thiserror::Error;

use crate::words::in_words;
use crate::{Database, DatabaseError, Environments, EnvironmentsError, Folders, FoldersError};

const OF_THIS_SESSION: &str = "Until then devices, past runs and settings of this session are forgotten when it ends.";

/// All that is kept, ready for use.
#[derive(Debug)]
pub struct Kept {
    /// The environment files.
    pub environments: Environments,
    /// Devices, credentials' labels, runs and settings.
    pub database: Database,
    /// Where other files of the program's own go.
    pub data: PathBuf,
    /// How long the database remembers. Secrets that belong to what it forgets must not outlive it.
    pub memory: Memory,
    /// Told to the person: what, and what to do.
    pub notices: Vec<String>,
    /// Why the database that is there could be neither used nor read. It is told in the notices too.
    pub unread: Option<DatabaseError>,
    /// In place of a folder of the user's that cannot be used. To be held as long as the rest.
    pub session: Option<SessionFolder>,
}

/// How long a database remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// As ever.
    Lasting,
    /// What was there is there, and what is new is forgotten with the session.
    OfBefore,
    /// Nothing was there, and all is forgotten with the session.
    OfThisSession,
}

/// A folder that is removed when it is dropped.
#[derive(Debug)]
pub struct SessionFolder(TempDir);

/// Why not even a session without memory can begin.
#[derive(Debug, Error)]
pub enum KeptError {
    /// Nothing can be written in the system's temporary folder either.
    #[error("{folders} A folder for this session could not be made in {} either: {}.", temporary.display(), in_words(why))]
    NoSession {
        /// What is wrong with the user's own.
        folders: String,
        /// The system's temporary folder.
        temporary: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// The database in memory; a fault of the program.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The environments of the session.
    #[error(transparent)]
    Environments(#[from] EnvironmentsError),
}

impl KeptError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NoSession { .. } => {
                "Set HOME, or set TESSERA_HOME to a folder that the program may write to, and see that the disk is not full."
            }
            Self::Database(error) => error.remedy(),
            Self::Environments(error) => error.remedy(),
        }
    }
}

impl Kept {
    /// Opens what these folders hold.
    pub fn open(folders: Result<Folders, FoldersError>, now: Timestamp) -> Result<Self, KeptError> {
        let mut opening = Opening { notices: Vec::new(), session: None };
        let folders = match folders {
            Ok(folders) => folders,
            Err(error) => {
                let forgotten =
                    "Until then environments, devices and past runs of this session are forgotten when it ends.";
                opening.notices.push(format!("{error} {} {forgotten}", error.remedy()));
                opening.of_session(&error)?
            }
        };
        let is_home = opening.session.is_none();
        let environments = opening.environments(&folders)?;
        let (database, memory, data, unread) = opening.database(&folders, now)?;
        // A database in a folder of this session goes with it.
        let memory = if is_home || memory != Memory::Lasting { memory } else { Memory::OfThisSession };
        let Opening { notices, session } = opening;
        Ok(Self { environments, database, data, memory, notices, unread, session })
    }
}

struct Opening {
    notices: Vec<String>,
    session: Option<SessionFolder>,
}

impl Opening {
    /// Folders that are gone when the session ends.
    fn of_session(&mut self, instead_of: &FoldersError) -> Result<Folders, KeptError> {
        if self.session.is_none() {
            let mut builder = tempfile::Builder::new();
            #[cfg(unix)]
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
            let made = builder.prefix("tessera-session-").tempdir();
            let failed =
                |why| KeptError::NoSession { folders: instead_of.to_string(), temporary: std::env::temp_dir(), why };
            let session = made.map_err(failed)?;
            std::fs::create_dir(session.path().join("data")).map_err(failed)?;
            self.session = Some(SessionFolder(session));
        }
        let root = self.session.as_ref().map_or(Path::new(""), |folder| folder.0.path());
        Ok(Folders { config: root.join("config"), data: root.join("data") })
    }

    fn environments(&mut self, folders: &Folders) -> Result<Environments, KeptError> {
        let Err(error) = Folders::prove(&folders.config) else { return self.of_folder(folders) };
        let is_there = folders.environments().is_dir();
        let becomes = if is_there {
            "Until then environments are read as they are there, and cannot be saved."
        } else {
            "Until then environments that you make are forgotten when this session ends."
        };
        self.notices.push(format!("{error} {} {becomes}", error.remedy()));
        if is_there {
            return self.of_folder(folders);
        }
        let session = self.of_session(&error)?;
        Ok(Environments::open(session.environments())?)
    }

    fn of_folder(&mut self, folders: &Folders) -> Result<Environments, KeptError> {
        Environments::open(folders.environments()).or_else(|error| {
            let becomes = "Until then environments that you make are forgotten when this session ends.";
            self.notices.push(format!("{error} {} {becomes}", error.remedy()));
            let EnvironmentsError::Folder { path, why } = error else { return Err(error.into()) };
            let session = self.of_session(&FoldersError::NotWritable { path, why })?;
            Ok(Environments::open(session.environments())?)
        })
    }

    fn database(
        &mut self,
        folders: &Folders,
        now: Timestamp,
    ) -> Result<(Database, Memory, PathBuf, Option<DatabaseError>), KeptError> {
        let mut data = folders.data.clone();
        let error = match Folders::prove(&folders.data) {
            Ok(()) => match Database::open(&folders.data, now) {
                Ok(opened) => {
                    let told = opened.notices.iter().map(|notice| format!("{notice} {}", notice.remedy()));
                    self.notices.extend(told);
                    return Ok((opened.database, Memory::Lasting, data, None));
                }
                Err(error) => {
                    self.notices.push(format!("{error} {}", error.remedy()));
                    Some(error)
                }
            },
            Err(error) => {
                self.notices.push(format!("{error} {}", error.remedy()));
                data = self.of_session(&error)?.data;
                None
            }
        };
        let (database, memory, unread) = match Database::read_only(&folders.data) {
            Ok(Some(copy)) => {
                self.say("What was kept is shown as it was.");
                (copy, Memory::OfBefore, None)
            }
            Ok(None) => (Database::in_memory()?, Memory::OfThisSession, None),
            Err(unread) => {
                self.say("What was kept cannot be read now, and is left as it is.");
                (Database::in_memory()?, Memory::OfThisSession, Some(error.unwrap_or(unread)))
            }
        };
        self.say(OF_THIS_SESSION);
        Ok((database, memory, data, unread))
    }

    /// Adds a sentence to the last notice.
    fn say(&mut self, sentence: &str) {
        if let Some(last) = self.notices.last_mut() {
            *last = format!("{last} {sentence}");
        }
    }
}
