//! Whether a code can be scanned from a screen.

use serde::Serialize;
use ts_rs::TS;

use crate::encode::QrCode;

/// Pixels of the screen for each module that a phone's camera tells apart from a hand's distance.
const SCREEN_PX_PER_MODULE: u32 = 4;

/// How hard a code is to scan from a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Density {
    /// Up to 240 pixels a side: version 8, some 150 characters at level M. Any camera, at any size.
    Easy,
    /// Up to 400 pixels: version 18, some 560 characters at level M. Shown large, held near.
    Dense,
    /// More. Cameras begin to fail, and the set-top-box screen in the window is too small.
    TooDense,
}

impl QrCode {
    /// The least side on a screen from which the code can be scanned, with its quiet zone, in pixels.
    pub fn min_screen_px(&self) -> u32 {
        self.outer_width() * SCREEN_PX_PER_MODULE
    }

    /// How hard it is to scan from a screen.
    pub fn density(&self) -> Density {
        match self.min_screen_px() {
            0..=240 => Density::Easy,
            241..=400 => Density::Dense,
            _ => Density::TooDense,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::encode::ErrorCorrection::{H, M};

    fn of(length: usize, level: crate::ErrorCorrection) -> (u8, u32, Density) {
        let code = QrCode::encode(&"a".repeat(length), level).unwrap();
        (code.version(), code.min_screen_px(), code.density())
    }

    #[test]
    fn a_session_token_is_easy_and_an_access_token_is_not() {
        assert_eq!(of(21, M), (2, 132, Density::Easy));
        assert_eq!(of(313, M), (13, 308, Density::Dense));
        assert_eq!(of(691, M), (21, 436, Density::TooDense));
    }

    #[test]
    fn more_error_correction_makes_a_code_denser() {
        assert_eq!(of(152, M).2, Density::Easy);
        assert_eq!(of(152, H).2, Density::Dense);
    }

    #[test]
    fn the_documented_lengths_are_the_last_of_their_kind() {
        assert_eq!((of(152, M).0, of(153, M).0), (8, 9));
        assert_eq!((of(560, M).0, of(561, M).0), (18, 19));
        assert_eq!((of(560, M).2, of(561, M).2), (Density::Dense, Density::TooDense));
    }
}
