//! A picture as it comes to be read: a file, or the pixels of a clipboard or a screen. Letting it in stands in `decode`.

use std::fmt;

use crate::found::Found;
use crate::read::{read, read_rgba};
use crate::read_error::ReadError;

/// A picture to read codes from. It may show anything that was on a screen: `Debug` shows nothing of it.
#[derive(Clone)]
pub enum Picture {
    /// A PNG, JPEG or WebP file.
    File(Vec<u8>),
    /// Pixels, four bytes each.
    Rgba {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// Red, green, blue, opacity.
        bytes: Vec<u8>,
    },
}

impl Picture {
    /// The QR codes of it, from top to bottom: one or more. See [`read`].
    pub fn read(&self) -> Result<Vec<Found>, ReadError> {
        match self {
            Self::File(file) => read(file),
            Self::Rgba { width, height, bytes } => read_rgba(*width, *height, bytes),
        }
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Picture")
    }
}
