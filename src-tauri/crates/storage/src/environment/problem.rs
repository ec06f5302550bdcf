//! One thing that is wrong with an environment, said so that a person can mend it.

use std::fmt;

use serde::Serialize;
use ts_rs::TS;

use crate::toml::keys;

/// One thing that is wrong with an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The key as the file writes it, `operator-jwt.lifetime`; empty when the whole file is meant.
    pub key: String,
    /// Line in the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub line: Option<usize>,
    /// Character in the line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub column: Option<usize>,
    /// What is wrong; reads on from the key.
    pub what: String,
    /// What to do.
    pub remedy: String,
    #[serde(skip)]
    pub(crate) path: Vec<String>,
}

impl Problem {
    /// A problem of the key that these names lead to, in the file's spelling.
    pub(crate) fn at(path: &[&str], what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            key: keys::join(path),
            line: None,
            column: None,
            what: what.into(),
            remedy: remedy.into(),
            path: path.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    /// A problem of the whole file.
    pub(crate) fn of_file(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::at(&[], what, remedy)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(out, "line {line}, column {column}: ")?;
        }
        if !self.key.is_empty() {
            write!(out, "{} ", self.key)?;
        }
        write!(out, "{}. {}", self.what, self.remedy)
    }
}
