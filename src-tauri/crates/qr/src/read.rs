//! Reading the QR codes of a picture: all of them, by several looks at it.
//!
//! How one look goes stands in `detect`, what is looked at in `passes`, which pictures are let in in `decode`.

use std::cmp::Ordering;

use crate::decode::Decoded;
use crate::detect::{Ink, Sighting, look};
use crate::found::{Found, MAX_TEXT_BYTES};
use crate::other_barcode;
use crate::passes::{Changed, Original};
use crate::read_error::ReadError;

/// The QR codes of a PNG, JPEG or WebP file, from top to bottom: one or more.
///
/// Works for a few milliseconds on a clear picture, for seconds on a large one without a code.
pub fn read(file: &[u8]) -> Result<Vec<Found>, ReadError> {
    search(Decoded::decode(file)?)
}

/// The QR codes of a picture as a clipboard gives it: `width * height * 4` bytes, red, green, blue, alpha, row by row from
/// the top. Otherwise as [`read`].
pub fn read_rgba(width: u32, height: u32, rgba: &[u8]) -> Result<Vec<Found>, ReadError> {
    search(Decoded::from_rgba(width, height, rgba)?)
}

fn search(picture: Decoded) -> Result<Vec<Found>, ReadError> {
    let originals: Vec<_> = picture.into_greys().into_iter().map(Original::new).collect();
    let mut seen = Sighting::default();
    for original in &originals {
        for Changed { grey, scale } in original.passes() {
            for ink in [Ink::Dark, Ink::Light] {
                add(look(&grey, ink), scale, &mut seen);
            }
            // A code that was seen and not read is worth the further looks, even beside one that was read.
            if !seen.found.is_empty() && seen.unread.is_empty() {
                return chosen(seen.found);
            }
        }
    }
    if !seen.found.is_empty() {
        chosen(seen.found)
    } else if let Some(kind) = originals.iter().find_map(|original| other_barcode::name(&original.working().grey)) {
        Err(ReadError::OtherBarcode { kind })
    } else if !seen.unread.is_empty() {
        Err(ReadError::Unreadable)
    } else {
        Err(ReadError::NoCode)
    }
}

/// Adds what is new, in the pixels of the picture as it came.
fn add(sighting: Sighting, scale: f32, seen: &mut Sighting) {
    for mut code in sighting.found {
        code.corners = code.corners.map(|corner| corner.divided_by(scale));
        if !seen.found.iter().any(|known| known.covers(code.centre())) {
            seen.found.push(code);
        }
    }
    seen.unread.extend(sighting.unread.into_iter().map(|middle| middle.divided_by(scale)));
    seen.unread.retain(|middle| !seen.found.iter().any(|code| code.covers(*middle)));
}

fn chosen(mut found: Vec<Found>) -> Result<Vec<Found>, ReadError> {
    let longest = found.iter().map(|code| code.text.as_str().len()).max().unwrap_or_default();
    found.retain(|code| code.text.as_str().len() <= MAX_TEXT_BYTES);
    if found.is_empty() {
        return Err(ReadError::TooMuchText { bytes: longest });
    }
    found.sort_by(|one, other| {
        let (one, other) = (one.centre(), other.centre());
        one.y.partial_cmp(&other.y).unwrap_or(Ordering::Equal).then(one.x.total_cmp(&other.x))
    });
    Ok(found)
}
