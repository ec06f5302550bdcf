//! What every code has alike, whatever it holds: to tell a code that cannot be read from three squares that stand in a
//! triangle by chance, as they do in any page of text.

use rxing::common::BitMatrix;

/// Of a hundred modules between the finder patterns, so many have to alternate.
const TIMING_PERCENT: usize = 85;
/// So many of the fifteen bits may differ between the two copies of the format.
const MAX_FORMAT_DAMAGE: usize = 2;

/// Whether these modules, sampled between three finder patterns, are a code's.
pub(crate) fn is_code(modules: &BitMatrix) -> bool {
    has_timing_patterns(modules) && has_two_formats(modules)
}

/// The lines between the finder patterns alternate, dark on the even places (ISO/IEC 18004, 6.3.5).
fn has_timing_patterns(modules: &BitMatrix) -> bool {
    let between = 8..modules.width().saturating_sub(8);
    let lines = between.len() * 2;
    let right = between
        .flat_map(|along| [(along, modules.get(along, 6)), (along, modules.get(6, along))])
        .filter(|(along, dark)| *dark == (along % 2 == 0))
        .count();
    lines > 0 && right * 100 >= lines * TIMING_PERCENT
}

/// Level and mask stand in the code twice: around the upper left finder pattern, and split between the two others
/// (ISO/IEC 18004, 7.9.1).
fn has_two_formats(modules: &BitMatrix) -> bool {
    let side = modules.width();
    let one = (0..9).filter(|y| *y != 6).map(|y| (8, y)).chain((0..8).rev().filter(|x| *x != 6).map(|x| (x, 8)));
    let other = (side - 8..side).rev().map(|x| (x, 8)).chain((side - 7..side).map(|y| (8, y)));
    one.zip(other).filter(|(one, other)| modules.get(one.0, one.1) != modules.get(other.0, other.1)).count()
        <= MAX_FORMAT_DAMAGE
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{ErrorCorrection, QrCode};

    fn modules(text: &str, level: ErrorCorrection) -> BitMatrix {
        let code = QrCode::encode(text, level).unwrap();
        let mut modules = BitMatrix::with_single_dimension(code.width()).unwrap();
        for y in 0..code.width() {
            for x in 0..code.width() {
                modules.set_bool(x, y, code.is_dark(x + 4, y + 4));
            }
        }
        modules
    }

    #[test]
    fn every_code_is_one_with_its_data_destroyed() {
        for length in (1..1200).step_by(97) {
            for level in [ErrorCorrection::L, ErrorCorrection::H] {
                let mut modules = modules(&"x".repeat(length), level);
                assert!(is_code(&modules), "{length} bytes");
                let side = modules.width();
                modules.setRegion(9, 9, side - 9, side - 9).unwrap();
                assert!(is_code(&modules), "{length} bytes, all data black");
            }
        }
    }

    #[test]
    fn modules_without_order_are_no_code() {
        let mut state = 88_172_645_463_325_252_u64;
        for round in 0..20_000 {
            let mut modules = BitMatrix::with_single_dimension(21 + round % 10 * 4).unwrap();
            for y in 0..modules.height() {
                for x in 0..modules.width() {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    modules.set_bool(x, y, state & 1 == 1);
                }
            }
            assert!(!is_code(&modules));
        }
    }
}
