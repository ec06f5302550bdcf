//! The desktop that a picture is taken of: where its bus and its display are, and which way goes first.

use std::env;
use std::time::Duration;

use crate::portal::{self, Answer};
use crate::x11;
use crate::{Area, ScreenError, Shot};

/// How long the whole screen may take: somebody may have to allow it.
const WHOLE: Duration = Duration::from_secs(30);
/// How long a person may take to choose a region.
const REGION: Duration = Duration::from_secs(120);

/// The desktop of the person.
#[derive(Debug, Clone)]
pub struct Desktop {
    bus: Option<String>,
    display: Option<String>,
    wayland: bool,
    deadline: Option<Duration>,
}

impl Desktop {
    /// The one that this program was started in.
    pub fn here() -> Self {
        let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        Self { bus: None, display: set("DISPLAY"), wayland: set("WAYLAND_DISPLAY").is_some(), deadline: None }
    }

    /// Another one: with the bus of this address, this X11 display if any, and Wayland or not.
    pub fn at(bus: impl Into<String>, display: Option<String>, wayland: bool) -> Self {
        Self { bus: Some(bus.into()), display, wayland, deadline: None }
    }

    /// Gives up after this time.
    #[must_use]
    pub fn with_deadline(self, deadline: Duration) -> Self {
        Self { deadline: Some(deadline), ..self }
    }

    /// Takes a picture of it. Dropping this gives up: what was asked of the desktop is taken back, what was drawn on the
    /// screen goes.
    pub async fn shoot(&self, area: Area) -> Result<Shot, ScreenError> {
        let deadline = self.deadline.unwrap_or(match area {
            Area::Whole => WHOLE,
            Area::Region => REGION,
        });
        if let Answer::Given(shot) = portal::shoot(self.bus.as_deref(), area, deadline).await? {
            return Ok(shot);
        }
        match &self.display {
            // What X11 shows there is not what the person sees.
            _ if self.wayland => Err(ScreenError::NoPortal),
            None => Err(ScreenError::NoScreen),
            Some(display) => {
                let picture = tokio::time::timeout(deadline, x11::shoot(display, area)).await;
                let picture = picture.map_err(|_| ScreenError::TookTooLong(deadline))??;
                Ok(Shot { picture, left: None })
            }
        }
    }
}
