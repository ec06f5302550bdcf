//! An environment with the file it lies in.

use std::path::{Path, PathBuf};

use serde::Serialize;
use ts_rs::TS;

use super::{EnvironmentsError, Revision, file};
use crate::environment::{Environment, Problem};
use crate::{EnvironmentId, paths, toml};

/// One file of the folder, as it is listed.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum EnvironmentFile {
    /// It can be used.
    Readable(Box<StoredEnvironment>),
    /// It cannot, and is left as it is.
    Damaged {
        /// `None` when the file's name cannot be an id.
        id: Option<EnvironmentId>,
        /// Where it is.
        #[serde(serialize_with = "paths::as_text")]
        #[ts(as = "String")]
        path: PathBuf,
        /// One or more.
        problems: Vec<Problem>,
    },
}

/// An environment that was read from a file.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StoredEnvironment {
    /// The file's name without `.toml`.
    pub id: EnvironmentId,
    /// Where it is.
    #[serde(serialize_with = "paths::as_text")]
    #[ts(as = "String")]
    pub path: PathBuf,
    /// Where relative paths in it start: the folder of the file itself, not of a link to it.
    #[serde(skip)]
    pub folder: PathBuf,
    /// What it says.
    pub environment: Environment,
    /// Keys in it that nobody knows; perhaps misspelled, perhaps of a newer version. They are kept.
    pub unknown_keys: Vec<String>,
    /// What to name when it is saved.
    pub revision: Revision,
}

/// What a deleted file held, for undoing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeletedEnvironment {
    /// Which environment it was.
    pub id: EnvironmentId,
    /// The text of the file.
    pub text: String,
}

impl EnvironmentFile {
    pub(super) fn read(path: PathBuf) -> Self {
        let named = "Rename the file: letters, digits, hyphens, underscores and dots, then .toml.";
        let problem = match path.file_stem().and_then(|stem| stem.to_str()).map(str::parse::<EnvironmentId>) {
            Some(Ok(id)) if id.is_simulator() => Problem::of_file(
                "has the name of the built-in simulator",
                "Rename the file, for instance to my-simulator.toml.",
            ),
            Some(Ok(id)) => return Self::named(id, path),
            Some(Err(error)) => Problem::of_file(format!("has no usable name: {error}"), named),
            None => Problem::of_file("has a name that is not UTF-8", named),
        };
        Self::Damaged { id: None, path, problems: vec![problem] }
    }

    fn named(id: EnvironmentId, path: PathBuf) -> Self {
        match read(id.clone(), path.clone()) {
            Ok(stored) => Self::Readable(Box::new(stored)),
            Err(EnvironmentsError::Damaged { problems, .. }) => Self::Damaged { id: Some(id), path, problems },
            Err(error) => {
                let told = match &error {
                    EnvironmentsError::Unreadable { why, .. } => format!("cannot be read: {why}"),
                    _ => "cannot be read: it does not exist".to_owned(),
                };
                Self::Damaged { id: Some(id), path, problems: vec![Problem::of_file(told, error.remedy())] }
            }
        }
    }
}

pub(super) fn read(id: EnvironmentId, path: PathBuf) -> Result<StoredEnvironment, EnvironmentsError> {
    let text = file::read(&path).map_err(|why| EnvironmentsError::unreadable(path.clone(), why))?;
    match toml::parse(&text.text) {
        Ok(parsed) => Ok(StoredEnvironment {
            id,
            folder: text.real_path.parent().unwrap_or(Path::new("/")).to_owned(),
            path,
            environment: parsed.environment,
            unknown_keys: parsed.unknown_keys,
            revision: text.revision,
        }),
        Err(problems) => Err(EnvironmentsError::Damaged { path, problems }),
    }
}
