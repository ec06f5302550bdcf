//! Why no code came out of a picture, by what a person can do about it.

use thiserror::Error;

use crate::decode::{MAX_DECODED_BYTES, MAX_FILE_BYTES, MAX_SIDE};
use crate::found::MAX_TEXT_BYTES;

/// Why no code came out of a picture. `Display` says what happened, [`remedy`](Self::remedy) what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// No picture at all, or of a kind that is not known here.
    #[error("This is not a picture.")]
    NotAPicture,
    /// A picture of a kind that is not read here.
    #[error("This is {format}, which cannot be read here.")]
    OtherFormat {
        /// With its article: `a GIF picture`.
        format: &'static str,
    },
    /// The file is larger than any picture of a code needs to be.
    #[error("The file is too large: {} MiB, and at most {} are read.", bytes.div_ceil(1 << 20), MAX_FILE_BYTES >> 20)]
    FileTooLarge {
        /// Of the file.
        bytes: usize,
    },
    /// Too many pixels.
    #[error(
        "The picture is too large: {width} × {height} pixels, and at most {MAX_SIDE} × {MAX_SIDE} are read, {} MiB in memory.",
        MAX_DECODED_BYTES >> 20
    )]
    TooLarge {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// It begins as a picture and cannot be read to its end.
    #[error("The picture is damaged.")]
    Damaged,
    /// It has no pixels.
    #[error("The picture is empty.")]
    Empty,
    /// Nothing in it looks like a code.
    #[error("There is no QR code in the picture.")]
    NoCode,
    /// There is a code in it that cannot be read.
    #[error("There seems to be a QR code in the picture, but it cannot be read.")]
    Unreadable,
    /// There is a barcode in it that is no QR code.
    #[error("There is {kind} in the picture, and no QR code.")]
    OtherBarcode {
        /// With its article: `a Data Matrix code`.
        kind: &'static str,
    },
    /// The only codes in it hold too much.
    #[error("The QR code holds {bytes} bytes of text, and at most {MAX_TEXT_BYTES} are taken.")]
    TooMuchText {
        /// Of the text.
        bytes: usize,
    },
}

impl ReadError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NotAPicture => "Choose a PNG, JPEG or WebP file.",
            Self::OtherFormat { .. } => "Save it as PNG or JPEG, or take a screenshot of it.",
            Self::FileTooLarge { .. } | Self::TooLarge { .. } => "Crop it around the code, or make it smaller.",
            Self::Damaged | Self::Empty => "Take or copy the picture again.",
            Self::NoCode => "Take the picture so that the whole code is in it, with a white margin around.",
            Self::Unreadable => {
                "Take the picture again: nearer, straight on, in focus and without reflections, or use a screenshot."
            }
            Self::OtherBarcode { .. } => "Sign-on uses a QR code: three large squares in its corners.",
            Self::TooMuchText { .. } => "This is no sign-on code. Check that it is the right picture.",
        }
    }
}
