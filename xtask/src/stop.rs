//! Why the work ends early: what happened, and what a person can do about it.

use std::fmt;

/// What a piece of work comes to.
pub(crate) type Outcome<T = ()> = Result<T, Stop>;

/// Two texts for people: what happened, and the remedy.
#[derive(Debug)]
pub(crate) struct Stop {
    what: String,
    remedy: String,
}

impl Stop {
    pub(crate) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.what, self.remedy)
    }
}
