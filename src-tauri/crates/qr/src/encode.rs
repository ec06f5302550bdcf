//! Text to modules. How they are drawn stands in `draw` and `terminal`, how well they scan in `density`.

use std::fmt;

use qrcode::bits::{Bits, encode_auto};
use qrcode::types::QrResult;
use qrcode::{Color, EcLevel, Version};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

/// Modules of white around the code (ISO/IEC 18004, 6.3.8).
pub(crate) const QUIET_ZONE: u32 = 4;

/// How much of the code may be damaged and it still reads (ISO/IEC 18004, 6.5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
pub enum ErrorCorrection {
    /// About 7 %.
    L,
    /// About 15 %. The usual choice for a screen.
    #[default]
    M,
    /// About 25 %.
    Q,
    /// About 30 %.
    H,
}

impl ErrorCorrection {
    /// The most that the largest code (version 40) holds as bytes.
    pub fn max_bytes(self) -> usize {
        match self {
            Self::L => 2953,
            Self::M => 2331,
            Self::Q => 1663,
            Self::H => 1273,
        }
    }
}

impl From<ErrorCorrection> for EcLevel {
    fn from(level: ErrorCorrection) -> Self {
        match level {
            ErrorCorrection::L => Self::L,
            ErrorCorrection::M => Self::M,
            ErrorCorrection::Q => Self::Q,
            ErrorCorrection::H => Self::H,
        }
    }
}

/// A drawn code. It holds a session token as surely as the text does: `Debug` shows its size alone.
#[derive(Clone)]
pub struct QrCode {
    code: qrcode::QrCode,
    version: u8,
    width: u32,
}

impl QrCode {
    /// The smallest code that holds the text, as UTF-8.
    pub fn encode(text: &str, level: ErrorCorrection) -> Result<Self, EncodeError> {
        if text.is_empty() {
            return Err(EncodeError::Empty);
        }
        let too_long = || EncodeError::TooLong { bytes: text.len(), limit: level.max_bytes() };
        let bits = smallest(text.as_bytes(), level.into()).ok_or_else(too_long)?;
        let code = qrcode::QrCode::with_bits(bits, level.into()).map_err(|_| too_long())?;
        let version = match code.version() {
            Version::Normal(version) | Version::Micro(version) => u8::try_from(version).map_err(|_| too_long())?,
        };
        let width = u32::try_from(code.width()).map_err(|_| too_long())?;
        Ok(Self { code, version, width })
    }

    /// 1 to 40.
    pub fn version(&self) -> u8 {
        self.version
    }

    /// Modules a side, without the quiet zone: 21 to 177.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Modules a side, with the quiet zone: 29 to 185.
    pub(crate) fn outer_width(&self) -> u32 {
        self.width + 2 * QUIET_ZONE
    }

    /// Whether the module is black, counted from the corner of the quiet zone; white beyond.
    pub(crate) fn is_dark(&self, x: u32, y: u32) -> bool {
        let inside = QUIET_ZONE..QUIET_ZONE + self.width;
        inside.contains(&x)
            && inside.contains(&y)
            && self.code[((x - QUIET_ZONE) as usize, (y - QUIET_ZONE) as usize)] == Color::Dark
    }
}

/// The encoder's own choice of segments saves bits where it finds runs of digits or capitals; on text without order its
/// segments can cost more than plain bytes, up to a whole version.
fn smallest(text: &[u8], level: EcLevel) -> Option<Bits> {
    let segments = encode_auto(text, level).ok();
    let plain = (1..=40).find_map(|version| plain_bytes(text, Version::Normal(version), level).ok());
    segments.into_iter().chain(plain).min_by_key(|bits| bits.version().width())
}

fn plain_bytes(text: &[u8], version: Version, level: EcLevel) -> QrResult<Bits> {
    let mut bits = Bits::new(version);
    bits.push_byte_data(text)?;
    bits.push_terminator(level)?;
    Ok(bits)
}

impl fmt::Debug for QrCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("QrCode").field("version", &self.version).finish_non_exhaustive()
    }
}

/// Why a text cannot be a code. `Display` says what happened, [`remedy`](Self::remedy) what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EncodeError {
    /// There is no text.
    #[error("There is no text to draw as a QR code.")]
    Empty,
    /// More than the largest code holds.
    #[error("{bytes} bytes are too many for a QR code: at this error correction it holds at most {limit}.")]
    TooLong {
        /// Of the text.
        bytes: usize,
        /// Of the largest code at this level.
        limit: usize,
    },
}

impl EncodeError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Empty => "Give the text that the code is to hold.",
            Self::TooLong { .. } => "Choose a lower error correction, or a shorter QR template.",
        }
    }
}
