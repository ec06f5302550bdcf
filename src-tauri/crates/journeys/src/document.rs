//! The JSON document of a run, which `docs/json.md` describes: what the terminal prints and the window saves.

use serde::Serialize;

/// A run, cut, with where it was made.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunDocument<'a, R> {
    /// Counts up when a member changes its meaning or goes.
    format: u32,
    environment: &'a str,
    simulated: bool,
    #[serde(flatten)]
    run: &'a R,
}

impl<'a, R: Serialize> RunDocument<'a, R> {
    /// Of a report, or of one as it was stored.
    pub fn new(environment: &'a str, simulated: bool, run: &'a R) -> Self {
        Self { format: 1, environment, simulated, run }
    }
}
