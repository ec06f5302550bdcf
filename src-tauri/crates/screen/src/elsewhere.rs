//! Systems on which no picture of the screen is taken: macOS and Windows have a tool of their own for it, one key away.

use crate::{Area, ScreenError, Shot};

/// The desktop of the person.
#[derive(Debug, Clone)]
pub struct Desktop;

impl Desktop {
    /// The one that this program was started in.
    pub fn here() -> Self {
        Self
    }

    /// Says that it cannot be done.
    #[allow(clippy::unused_async, reason = "where it can be done it takes a while")]
    pub async fn shoot(&self, _: Area) -> Result<Shot, ScreenError> {
        Err(ScreenError::NotHere)
    }
}
