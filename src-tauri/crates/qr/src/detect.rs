//! The QR codes of one picture in shades of grey, as it is, one try. What else is worth trying stands in
//! `passes`.
//!
//! The library is called part by part instead of through its reader, for three reasons: the reader does not tell a code
//! that it saw and could not read from no code at all; a picture full of squares would keep it busy for hours; and a
//! panic in it would lose the codes found before. So the work is counted here, and each part runs behind a guard.

use std::panic::{AssertUnwindSafe, catch_unwind};

use image::GrayImage;
use rxing::common::cpp_essentials::{ConcentricPattern, DecoderResult, GetPatternRowTP, PatternRow};
use rxing::common::{BitMatrix, DetectorRXingResult, HybridBinarizer};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FindFinderPatterns, FinderPatternSet, GenerateFinderPatternSets, SampleQR};
use rxing::{Binarizer, Luma8Source, LuminanceSource};

use crate::anatomy::is_code;
use crate::found::{Corner, Found};
use crate::untrusted::UntrustedText;

/// Places that look like a finder pattern in one row of the picture. More is a test card or noise.
const MAX_PLACES: usize = 20_000;
/// Finder patterns that are combined, the largest first: a hundred codes.
const MAX_PATTERNS: usize = 300;
/// Combinations of three finder patterns that are tried.
const MAX_COMBINATIONS: usize = 2_000;

/// What one look at a picture gave.
#[derive(Debug, Default)]
pub(crate) struct Sighting {
    /// The codes that were read.
    pub(crate) found: Vec<Found>,
    /// The middles of what has the build of a code and could not be read.
    pub(crate) unread: Vec<Corner>,
}

/// What the dark modules of a code are drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// As usual.
    Dark,
    /// Black and white exchanged, as dark themes do it.
    Light,
}

/// Looks once.
pub(crate) fn look(grey: &GrayImage, ink: Ink) -> Sighting {
    let (width, height) = grey.dimensions();
    let Ok(mut source) = Luma8Source::new_with_slice(grey.as_raw(), width, height) else {
        return Sighting::default();
    };
    if ink == Ink::Light {
        source.invert();
    }
    let binarizer = HybridBinarizer::new(source);
    let combinations = guarded(|| {
        let matrix = binarizer.get_black_matrix().ok()?;
        (!is_crowded(matrix)).then(|| combinations(matrix))
    });
    match (combinations.flatten(), binarizer.get_black_matrix()) {
        (Some(combinations), Ok(matrix)) => read_each(matrix, combinations),
        _ => Sighting::default(),
    }
}

fn combinations(matrix: &BitMatrix) -> Vec<FinderPatternSet> {
    let mut patterns = FindFinderPatterns(matrix, true, 0);
    patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.size));
    patterns.truncate(MAX_PATTERNS);
    let mut sets = GenerateFinderPatternSets(&mut patterns);
    sets.truncate(MAX_COMBINATIONS);
    sets
}

/// Reads the combinations, likeliest first; those that share a finder pattern with a code that was read are none.
fn read_each(matrix: &BitMatrix, combinations: Vec<FinderPatternSet>) -> Sighting {
    let mut found = Vec::new();
    let mut used: Vec<ConcentricPattern> = Vec::new();
    let mut unread: Vec<FinderPatternSet> = Vec::new();
    let patterns = |set: &FinderPatternSet| [set.bl, set.tl, set.tr];
    for set in combinations {
        if patterns(&set).iter().any(|pattern| used.contains(pattern)) {
            continue;
        }
        match guarded(|| read_one(matrix, &set)) {
            Some(Reading::Code(code)) => {
                used.extend(patterns(&set));
                found.push(code);
            }
            Some(Reading::Unread) => unread.push(set),
            Some(Reading::Nothing) | None => {}
        }
    }
    unread.retain(|set| !patterns(set).iter().any(|pattern| used.contains(pattern)));
    Sighting { found, unread: unread.iter().map(middle).collect() }
}

fn middle(set: &FinderPatternSet) -> Corner {
    Corner { x: f32::midpoint(set.bl.p.x, set.tr.p.x), y: f32::midpoint(set.bl.p.y, set.tr.p.y) }
}

enum Reading {
    Code(Found),
    Unread,
    Nothing,
}

fn read_one(matrix: &BitMatrix, set: &FinderPatternSet) -> Reading {
    let Ok(sampled) = SampleQR(matrix, set) else { return Reading::Nothing };
    let Some(decoded) = Decode(sampled.getBits()).ok().filter(DecoderResult::isValid) else {
        return if is_code(sampled.getBits()) { Reading::Unread } else { Reading::Nothing };
    };
    let Ok(version) = u8::try_from(decoded.versionNumber()) else { return Reading::Nothing };
    let &[upper_left, upper_right, lower_left, lower_right] = sampled.getPoints() else { return Reading::Nothing };
    // The library counts from the middle of the first pixel.
    let corner = |point: rxing::Point| Corner { x: point.x - 0.5, y: point.y - 0.5 };
    Reading::Code(Found {
        text: UntrustedText::new(decoded.text()),
        corners: [upper_left, upper_right, lower_right, lower_left].map(corner),
        version,
    })
}

/// Whether so many places look like a finder pattern that locating and combining them would take minutes and gigabytes.
/// Asks what the library asks first of each place, so that it is never asked more often than it says here.
fn is_crowded(matrix: &BitMatrix) -> bool {
    let mut places = 0;
    for y in (2..matrix.height()).step_by(3) {
        let mut row = PatternRow::default();
        GetPatternRowTP(matrix, y, &mut row, false);
        let runs: Vec<u16> = row.into_iter().collect();
        // Every other run is black, and a finder pattern begins with one.
        places += runs
            .windows(5)
            .skip(1)
            .step_by(2)
            .filter(|run| run[2] >= 3 && run[2] >= 2 * run[0].max(run[4]) && run[2] >= run[1].max(run[3]))
            .count();
        if places > MAX_PLACES {
            return true;
        }
    }
    false
}

/// The library answers some pictures with a panic; that means no more than that it found nothing there.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
