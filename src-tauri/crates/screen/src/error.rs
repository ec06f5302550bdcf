//! Why there is no picture of the screen, by what a person can do about it.

use std::path::PathBuf;
use std::time::Duration;

use tessera_qr::{MAX_DECODED_BYTES, MAX_FILE_BYTES, MAX_SIDE};
use thiserror::Error;

/// Why there is no picture of the screen. `Display` says what happened, [`remedy`](Self::remedy) what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ScreenError {
    /// macOS and Windows.
    #[error("On this system Tessera takes no picture of the screen.")]
    NotHere,
    /// Neither a portal nor an X11 display.
    #[error("No picture of the screen can be taken: there is no screenshot portal, and no X11 display.")]
    NoScreen,
    /// Wayland, where only the portal may see the screen, and no portal.
    #[error("No picture of the screen can be taken: this Wayland desktop has no screenshot portal.")]
    NoPortal,
    /// The person said no, or the desktop did in their name; or the scan was given up.
    #[error("No picture of the screen was taken: it was cancelled or refused.")]
    Cancelled,
    /// The portal is there and did not do it.
    #[error("The desktop's screenshot portal took no picture{}.", .code.as_deref().map(|code| format!(" ({code})")).unwrap_or_default())]
    PortalFailed {
        /// The name of its error, where it gave one.
        code: Option<String>,
    },
    /// Nobody answered in time.
    #[error("No picture of the screen came within {} seconds.", .0.as_secs())]
    TookTooLong(Duration),
    /// The portal named something that is no file of this machine, or not there.
    #[error("The desktop's screenshot portal took a picture, but its file cannot be read: {0}.")]
    NoFile(String),
    /// The portal named a file that it did not make for this scan. It was neither read nor deleted.
    #[error("The desktop's screenshot portal named a file that was not made for this scan: {}.", .0.display())]
    NotOfThisScan(PathBuf),
    /// More pixels, or bytes, than a picture may have.
    #[error(
        "The picture of the screen is too large: at most {MAX_SIDE} × {MAX_SIDE} pixels are read, {} MiB in memory, {} in a file.",
        MAX_DECODED_BYTES >> 20,
        MAX_FILE_BYTES >> 20
    )]
    TooLarge,
    /// The mouse was pressed and let go without a region between.
    #[error("No region was drawn.")]
    NoRegion,
    /// Another program holds the mouse: an open menu, a screen lock.
    #[error("No region can be drawn: another program holds the mouse.")]
    MouseHeld,
    /// The X11 display did not answer, or not as it should.
    #[error("The X11 display did not give a picture: {0}.")]
    Display(String),
}

impl ScreenError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NotHere | Self::NoScreen => {
                "Take a screenshot with the system's own tool, and paste it or choose its file."
            }
            Self::NoPortal => {
                "Install xdg-desktop-portal with the part for your desktop, or take a screenshot with the desktop's tool, and paste it or choose its file."
            }
            Self::Cancelled => {
                "Scan again and allow it. Where the desktop refuses without asking, its settings for this program say so."
            }
            Self::PortalFailed { .. } => {
                "Scan a region: then the desktop asks you. Or take a screenshot with its own tool, and paste it or choose its file."
            }
            Self::TookTooLong(_) => "Scan again and answer the desktop's question, or paste a screenshot.",
            Self::NoFile(_) | Self::NotOfThisScan(_) | Self::Display(_) => {
                "Take a screenshot with the desktop's own tool, and paste it or choose its file."
            }
            Self::TooLarge => "Scan a region around the code.",
            Self::NoRegion => "Press the mouse at one corner of the region, and let go at the opposite one.",
            Self::MouseHeld => "Close open menus, and scan again; or scan the whole screen.",
        }
    }
}
