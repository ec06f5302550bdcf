//! What an environment is called in commands, in the database and on disk: the name of its file without `.toml`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

const SIMULATOR: &str = "simulator";
const LONGEST: usize = 200;
const LONGEST_SLUG: usize = 60;
const NOT_IN_FILE_NAMES: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// The name of one environment: the stem of its file. Safe as a file name on every system.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String")]
#[ts(as = "String")]
pub struct EnvironmentId(String);

/// The text cannot be the name of an environment's file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{text:?} cannot name an environment; use letters, digits, hyphens, underscores and dots")]
pub struct EnvironmentIdError {
    /// What was given.
    pub text: String,
}

impl EnvironmentId {
    /// The environment that is built in and has no file.
    pub fn simulator() -> Self {
        Self(SIMULATOR.to_owned())
    }

    /// Whether this is the built-in one.
    pub fn is_simulator(&self) -> bool {
        self.0 == SIMULATOR
    }

    /// The id in a form for commands and files.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name that a new environment's file gets; with a number when `attempt` is above one.
    pub(crate) fn from_name(name: &str, attempt: u32) -> Self {
        let words: Vec<String> = name
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let slug: String = words.join("-").chars().take(LONGEST_SLUG).collect();
        let slug = match slug.trim_end_matches('-') {
            "" => "environment",
            slug => slug,
        };
        Self(if attempt > 1 { format!("{slug}-{attempt}") } else { slug.to_owned() })
    }
}

impl FromStr for EnvironmentId {
    type Err = EnvironmentIdError;

    fn from_str(text: &str) -> Result<Self, EnvironmentIdError> {
        let fits = (1..=LONGEST).contains(&text.len())
            && !text.starts_with('.')
            && !text.ends_with(['.', ' '])
            && !text.contains(NOT_IN_FILE_NAMES)
            && !text.chars().any(char::is_control);
        if fits { Ok(Self(text.to_owned())) } else { Err(EnvironmentIdError { text: text.to_owned() }) }
    }
}

impl TryFrom<String> for EnvironmentId {
    type Error = EnvironmentIdError;

    fn try_from(text: String) -> Result<Self, EnvironmentIdError> {
        text.parse()
    }
}

impl fmt::Display for EnvironmentId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_becomes_a_readable_id() {
        let ids = ["Lab West 2", "  Köln / Prod ", "***", "a.b"].map(|name| EnvironmentId::from_name(name, 1).0);
        assert_eq!(ids, ["lab-west-2", "köln-prod", "environment", "a-b"]);
        assert_eq!(EnvironmentId::from_name("Lab", 3).0, "lab-3");
    }

    #[test]
    fn an_id_cannot_leave_its_folder() {
        for text in ["", ".", "..", "../x", "a/b", "a\\b", "c:x", "a\0", "a\nb", ".hidden", "x.", "x "] {
            assert!(text.parse::<EnvironmentId>().is_err(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_name_gives_a_valid_id(name in any::<String>(), attempt in 1u32..9) {
            let id = EnvironmentId::from_name(&name, attempt);
            prop_assert_eq!(id.as_str().parse(), Ok(id.clone()));
        }
    }
}
