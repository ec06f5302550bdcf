//! A picture of the screen to scan: by the desktop's portal, or by X11.
//!
//! Where the desktop has a portal for screenshots it is asked, whatever the display: it shows the person what is asked for,
//! and a refusal is one. Only where there is none, X11 is read directly; under Wayland nothing else is allowed to. What is
//! found in the picture is no matter of this crate, and neither is whose window should be out of the way.
//!
//! The picture is kept in memory alone. The portal hands it over as a file, which is deleted as soon as it is read.

#[cfg(target_os = "linux")]
mod desktop;
#[cfg(not(target_os = "linux"))]
#[path = "elsewhere.rs"]
mod desktop;
mod error;
#[cfg(target_os = "linux")]
mod portal;
#[cfg(target_os = "linux")]
mod x11;

use std::path::PathBuf;

use tessera_qr::Picture;

pub use desktop::Desktop;
pub use error::ScreenError;

/// Whether pictures of the screen can be taken on this system at all. Elsewhere there is the system's own tool for it, whose
/// file or copy is scanned.
pub const IS_SUPPORTED: bool = cfg!(target_os = "linux");

/// How much of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// All of it.
    Whole,
    /// What the person chooses when asked.
    Region,
}

/// A picture of the screen.
#[derive(Debug)]
pub struct Shot {
    /// The picture itself.
    pub picture: Picture,
    /// The file in which the portal handed it over, where it could not be deleted: the person has to be told.
    pub left: Option<PathBuf>,
}
