//! The environment file as text: reading with the place of every problem, writing without losing a person's comments.
//!
//! The file's keys are `with-hyphens`, the JSON form's `inCamelCase`: `keys` turns one into the other. What is right in
//! an environment is checked by `environment`; files and folders are the business of `environments`.

pub(crate) mod keys;
mod merge;
mod read;
mod uncomment;
mod values;
mod write;

pub(crate) use read::parse;
pub(crate) use write::{fresh, rewrite};
