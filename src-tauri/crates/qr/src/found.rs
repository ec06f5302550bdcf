//! A code that was found in a picture.

use serde::Serialize;
use ts_rs::TS;

use crate::untrusted::UntrustedText;

/// The most text that is taken from one code, in bytes of UTF-8. A code can hold 7089 digits; no session token does.
pub const MAX_TEXT_BYTES: usize = 4096;

/// A point of the picture, in pixels from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct Corner {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

/// One QR code of a picture.
///
/// Without `Serialize` and with a `Debug` that leaves the text out: the text may be a session token.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What it holds: at most [`MAX_TEXT_BYTES`].
    pub text: UntrustedText,
    /// Its corners, from the upper left of the code itself (the one that a person sees as such when it stands upright),
    /// clockwise unless it is mirrored.
    pub corners: [Corner; 4],
    /// 1 to 40.
    pub version: u8,
}

impl Found {
    /// Whether the point lies on the code: inside the upright box around it.
    pub(crate) fn covers(&self, point: Corner) -> bool {
        let (left, right) = bounds(self.corners.map(|corner| corner.x));
        let (top, bottom) = bounds(self.corners.map(|corner| corner.y));
        (left..=right).contains(&point.x) && (top..=bottom).contains(&point.y)
    }

    pub(crate) fn centre(&self) -> Corner {
        Corner {
            x: self.corners.iter().map(|corner| corner.x).sum::<f32>() / 4.0,
            y: self.corners.iter().map(|corner| corner.y).sum::<f32>() / 4.0,
        }
    }
}

impl Corner {
    pub(crate) fn divided_by(self, scale: f32) -> Self {
        Self { x: self.x / scale, y: self.y / scale }
    }
}

fn bounds(values: [f32; 4]) -> (f32, f32) {
    values.into_iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
}
