//! What can go wrong with environment files.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::FileTrouble;
use crate::environment::Problem;
use crate::words::in_words;

/// Why an environment could not be read or written. `Display` says what happened, [`remedy`](Self::remedy) what to do.
#[derive(Debug, Error)]
pub enum EnvironmentsError {
    /// The folder cannot be made or listed.
    #[error("The folder {} cannot be used: {}.", path.display(), in_words(why))]
    Folder {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// There is no such file.
    #[error("There is no environment file {}.", path.display())]
    NotFound {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is there and could not be read.
    #[error("The environment file {} cannot be read: {why}.", path.display())]
    Unreadable {
        /// Which one.
        path: PathBuf,
        /// Why.
        why: FileTrouble,
    },
    /// The file was read and is no environment. Nothing was changed in it.
    #[error("{}", listed(path, problems))]
    Damaged {
        /// Which one.
        path: PathBuf,
        /// One or more, with line and column.
        problems: Vec<Problem>,
    },
    /// What was to be saved is no environment that can be used. Nothing was written.
    #[error("The environment was not saved: {}", said(problems))]
    Invalid {
        /// One or more, each with its key.
        problems: Vec<Problem>,
    },
    /// The file holds something else than what was read. Nothing was written.
    #[error("The environment file {} was changed by somebody else.", path.display())]
    Changed {
        /// Which one.
        path: PathBuf,
    },
    /// There is a file of that name already. Nothing was written.
    #[error("The environment file {} exists already.", path.display())]
    Exists {
        /// Which one.
        path: PathBuf,
    },
    /// Another copy of the program is writing and does not end.
    #[error("Another copy of the program is writing in {}.", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// Writing failed; the file is as it was.
    #[error("The environment file {} could not be written: {}.", path.display(), in_words(why))]
    NotWritten {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        why: io::Error,
    },
}

impl EnvironmentsError {
    pub(super) fn unreadable(path: PathBuf, why: FileTrouble) -> Self {
        match why {
            FileTrouble::Missing if path.symlink_metadata().is_err() => Self::NotFound { path },
            why => Self::Unreadable { path, why },
        }
    }

    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "Make the folder readable and writable for you.",
            Self::NotFound { .. } => "Check the name; the list shows the environments there are.",
            Self::Unreadable { why, .. } => why.remedy(),
            Self::Damaged { .. } => "Open the file in an editor and mend these lines.",
            Self::Invalid { .. } => "Change these fields and save again.",
            Self::Changed { .. } => "Read it again, then make your change once more.",
            Self::Exists { .. } => "Choose another name, or delete that file first.",
            Self::Busy { .. } => "Close the other copy, then try again.",
            Self::NotWritten { .. } => "See that the disk is not full and that you may write there, then try again.",
        }
    }

    /// What is wrong key by key; empty when something else than the content is wrong.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Damaged { problems, .. } | Self::Invalid { problems } => problems,
            _ => &[],
        }
    }
}

fn said(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn listed(path: &std::path::Path, problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{}, {problem}", path.display())).collect::<Vec<_>>().join("\n")
}
