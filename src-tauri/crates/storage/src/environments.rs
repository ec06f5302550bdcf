//! The folder of environment files: listing, reading, saving, deleting.
//!
//! A file that cannot be read never hides the others and is never overwritten. A save names the content it was made
//! from, and is refused when the file has changed since, by a person's editor or another copy of the program.

mod error;
mod file;
mod stored;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use error::EnvironmentsError;
pub use file::{FileTrouble, Revision};
pub use stored::{DeletedEnvironment, EnvironmentFile, StoredEnvironment};

use crate::environment::Environment;
use crate::{EnvironmentId, lock, private, tls, toml};

const EXTENSION: &str = "toml";
const PATIENCE: Duration = Duration::from_secs(5);
/// So many environments of one name find a file name of their own.
const MOST_OF_ONE_NAME: u32 = 1000;

/// The folder of environment files.
#[derive(Debug, Clone)]
pub struct Environments {
    folder: PathBuf,
}

/// Reads one environment file, wherever it lies. Needs nothing else of the program's state.
pub fn read_file(path: &Path) -> Result<StoredEnvironment, EnvironmentsError> {
    let path = std::path::absolute(path)
        .map_err(|why| EnvironmentsError::Unreadable { path: path.to_owned(), why: why.into() })?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let id = name.parse().unwrap_or_else(|_| EnvironmentId::from_name(&name, 1));
    stored::read(id, path)
}

impl Environments {
    /// The environments of a folder, which is made (0700) when it is missing.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, EnvironmentsError> {
        let folder = folder.into();
        let opened = if folder.is_dir() { Ok(()) } else { private::make_folder(&folder) };
        opened.map_err(|why| EnvironmentsError::Folder { path: folder.clone(), why })?;
        let environments = Self { folder };
        if let Ok(_alone) = environments.alone() {
            environments.sweep();
        }
        Ok(environments)
    }

    /// Where the files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Every `.toml` file of the folder, by file name; damaged ones with what is wrong.
    pub fn list(&self) -> Result<Vec<EnvironmentFile>, EnvironmentsError> {
        let told = |why| EnvironmentsError::Folder { path: self.folder.clone(), why };
        let mut paths = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(told)? {
            let path = entry.map_err(told)?.path();
            let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
            if !hidden && path.extension().is_some_and(|extension| extension == EXTENSION) {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths.into_iter().map(EnvironmentFile::read).collect())
    }

    /// One environment.
    pub fn get(&self, id: &EnvironmentId) -> Result<StoredEnvironment, EnvironmentsError> {
        stored::read(id.clone(), self.path(id))
    }

    /// Makes a file for a new environment; its name is made of the environment's.
    pub fn create(&self, environment: &Environment) -> Result<StoredEnvironment, EnvironmentsError> {
        let text = environment.to_file_text().map_err(|problems| EnvironmentsError::Invalid { problems })?;
        check_files(environment, &self.folder)?;
        let _alone = self.alone()?;
        for attempt in 1..=MOST_OF_ONE_NAME {
            let id = EnvironmentId::from_name(&environment.name, attempt);
            if id.is_simulator() {
                continue;
            }
            match file::create(&self.path(&id), &text) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => return made.map_err(|why| self.not_written(&id, why)).and_then(|()| self.get(&id)),
            }
        }
        Err(EnvironmentsError::Exists { path: self.path(&EnvironmentId::from_name(&environment.name, 1)) })
    }

    /// Writes a changed environment over the content that it was read from. Comments, order and unknown keys stay.
    pub fn save(
        &self,
        id: &EnvironmentId,
        environment: &Environment,
        read: &Revision,
    ) -> Result<StoredEnvironment, EnvironmentsError> {
        let _alone = self.alone()?;
        let path = self.path(id);
        let old = file::read(&path).map_err(|why| EnvironmentsError::unreadable(path.clone(), why))?;
        if old.revision != *read {
            return Err(EnvironmentsError::Changed { path });
        }
        let text = toml::rewrite(&old.text, environment).map_err(|problems| EnvironmentsError::Invalid { problems })?;
        check_files(environment, old.real_path.parent().unwrap_or(&self.folder))?;
        if text != old.text {
            file::replace(&old.real_path, &text).map_err(|why| self.not_written(id, why))?;
        }
        self.get(id)
    }

    /// Deletes a file, damaged or not. What it held comes back, for [`restore`](Self::restore). Of a link, only the
    /// link is deleted.
    pub fn delete(&self, id: &EnvironmentId) -> Result<DeletedEnvironment, EnvironmentsError> {
        let _alone = self.alone()?;
        let path = self.path(id);
        let old = file::read(&path).map_err(|why| EnvironmentsError::unreadable(path.clone(), why))?;
        file::remove(&path).map_err(|why| self.not_written(id, why))?;
        Ok(DeletedEnvironment { id: id.clone(), text: old.text })
    }

    /// Undoes a deletion. Refused when there is a file of that name again.
    pub fn restore(&self, deleted: &DeletedEnvironment) -> Result<(), EnvironmentsError> {
        let _alone = self.alone()?;
        file::create(&self.path(&deleted.id), &deleted.text).map_err(|why| self.not_written(&deleted.id, why))
    }

    fn path(&self, id: &EnvironmentId) -> PathBuf {
        self.folder.join(format!("{id}.{EXTENSION}"))
    }

    fn not_written(&self, id: &EnvironmentId, why: io::Error) -> EnvironmentsError {
        let path = self.path(id);
        match why.kind() {
            io::ErrorKind::AlreadyExists => EnvironmentsError::Exists { path },
            _ => EnvironmentsError::NotWritten { path, why },
        }
    }

    /// Keeps other copies of the program from writing. Where folders cannot be locked, the comparison of contents is
    /// all there is.
    fn alone(&self) -> Result<Option<File>, EnvironmentsError> {
        let Ok(folder) = File::open(&self.folder) else { return Ok(None) };
        match lock::lock(folder, PATIENCE) {
            Ok(held) => Ok(Some(held)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                Err(EnvironmentsError::Busy { path: self.folder.clone() })
            }
            Err(_) => Ok(None),
        }
    }

    /// Removes what a killed save left behind.
    fn sweep(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(file::TEMPORARY_PREFIX) && name.ends_with(file::TEMPORARY_SUFFIX) {
                // What stays is tried again at the next start.
                fs::remove_file(entry.path()).unwrap_or_default();
            }
        }
    }
}

/// The PEM files that an environment names have to be usable when it is saved.
fn check_files(environment: &Environment, folder: &Path) -> Result<(), EnvironmentsError> {
    let problems = tls::problems(&environment.tls, folder);
    if problems.is_empty() { Ok(()) } else { Err(EnvironmentsError::Invalid { problems }) }
}
