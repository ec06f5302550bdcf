//! The set of pictures against which reading is measured: three payloads at three levels of error correction, each as a
//! camera or a screenshot might bring it. Made here from fixed pseudo-random text, never stored.
//!
//! Shared by the tests, the benchmarks and the example that writes the set to a folder for other programs.

// Each of these programs uses a part.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]

use image::{DynamicImage, GrayImage, Luma, imageops};
use rxing::common::{PerspectiveTransform, Quadrilateral};
use tessera_qr::{ErrorCorrection, QrCode};

/// Pixels to a module, where the picture does not say otherwise.
const MODULE_PX: u32 = 4;
/// The side of a picture compared with the code in it, where the code is turned or seen from the side.
const TURNED: f32 = 1.4;
const SLANTED: f32 = 1.1;

/// One picture of the set.
pub(crate) struct Picture {
    /// Payload, level and distortion.
    pub(crate) name: String,
    /// What the code holds.
    pub(crate) text: String,
    /// In shades of grey.
    pub(crate) grey: GrayImage,
}

impl Picture {
    /// As a PNG file.
    pub(crate) fn png(&self) -> Vec<u8> {
        png(&self.grey)
    }
}

/// A PNG file of the picture.
pub(crate) fn png(grey: &GrayImage) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    grey.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

/// Numbers without order, always the same for a seed (xorshift64).
pub(crate) fn random(seed: u64) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(seed), |state| {
        let state = state ^ (state << 13);
        let state = state ^ (state >> 7);
        Some(state ^ (state << 17))
    })
    .skip(1)
}

/// Letters, digits, `-` and `_` without order, always the same for a seed.
pub(crate) fn letters(length: usize, seed: u64) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    random(seed).take(length).map(|number| char::from(ALPHABET[(number % 64) as usize])).collect()
}

/// Text with the build of an HS256 token.
fn jwt(length: usize, seed: u64) -> String {
    let header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
    let signature = letters(43, seed + 1);
    format!("{header}.{}.{signature}", letters(length - header.len() - signature.len() - 2, seed))
}

/// A session token of 21 characters, an operator JWT of 313, an access token of 691.
pub(crate) fn payloads() -> [(&'static str, String); 3] {
    [("session token", letters(21, 7)), ("operator JWT", jwt(313, 11)), ("access token", jwt(691, 13))]
}

/// How a picture differs from what was drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Distortion {
    Plain,
    TwoPixelModules,
    NoQuietZone,
    Blurred,
    Rotated,
    Perspective,
    Inverted,
}

/// All of them.
pub(crate) const DISTORTIONS: [Distortion; 7] = [
    Distortion::Plain,
    Distortion::TwoPixelModules,
    Distortion::NoQuietZone,
    Distortion::Blurred,
    Distortion::Rotated,
    Distortion::Perspective,
    Distortion::Inverted,
];

/// The 63 pictures.
pub(crate) fn set() -> Vec<Picture> {
    let mut pictures = Vec::new();
    for (payload, text) in payloads() {
        for level in [ErrorCorrection::L, ErrorCorrection::M, ErrorCorrection::H] {
            for distortion in DISTORTIONS {
                pictures.push(Picture {
                    name: format!("{payload}, {level:?}, {distortion:?}"),
                    grey: distorted(&text, level, distortion),
                    text: text.clone(),
                });
            }
        }
    }
    pictures
}

/// A code as we draw it, in shades of grey.
pub(crate) fn drawn(text: &str, level: ErrorCorrection, module_px: u32) -> GrayImage {
    let png = QrCode::encode(text, level).unwrap().png(module_px);
    image::load_from_memory(&png).unwrap().into_luma8()
}

fn distorted(text: &str, level: ErrorCorrection, distortion: Distortion) -> GrayImage {
    let plain = || drawn(text, level, MODULE_PX);
    match distortion {
        Distortion::Plain => plain(),
        Distortion::TwoPixelModules => drawn(text, level, 2),
        Distortion::NoQuietZone => {
            let picture = plain();
            let margin = 4 * MODULE_PX;
            let side = picture.width() - 2 * margin;
            imageops::crop_imm(&picture, margin, margin, side, side).to_image()
        }
        // Half a module: single modules fade into their neighbours. zxing-cpp 3.1 reads four of these nine, zbarimg none.
        Distortion::Blurred => DynamicImage::from(plain()).blur(MODULE_PX as f32 / 2.0).into_luma8(),
        Distortion::Rotated => rotated(&plain(), 17.0),
        Distortion::Perspective => seen_as(&plain(), SLANTED, [(0.15, 0.08), (0.95, 0.02), (1.05, 1.05), (0.03, 0.93)]),
        Distortion::Inverted => {
            let mut picture = plain();
            imageops::invert(&mut picture);
            picture
        }
    }
}

/// With the noise of a camera in poor light: `strength` is its standard deviation in shades of grey.
pub(crate) fn noisy(picture: &GrayImage, strength: f32) -> GrayImage {
    let mut evenly = random(77).map(|number| (number >> 40) as f32 / (1 << 24) as f32);
    let mut noisy = picture.clone();
    for pixel in noisy.pixels_mut() {
        // The sum of twelve evenly spread numbers is nearly normal, with a deviation of one around six.
        let normal = evenly.by_ref().take(12).sum::<f32>() - 6.0;
        pixel.0[0] = (f32::from(pixel.0[0]) + strength * normal).clamp(0.0, 255.0) as u8;
    }
    noisy
}

/// Turned by an angle in degrees, on white.
pub(crate) fn rotated(picture: &GrayImage, degrees: f32) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let corner = |x: f32, y: f32| (TURNED / 2.0 + x * cos - y * sin, TURNED / 2.0 + x * sin + y * cos);
    seen_as(picture, TURNED, [corner(-0.5, -0.5), corner(0.5, -0.5), corner(0.5, 0.5), corner(-0.5, 0.5)])
}

/// A square picture with its corners (from the upper left, clockwise) moved to these, on white. All in sides of the picture.
pub(crate) fn seen_as(picture: &GrayImage, side: f32, corners: [(f32, f32); 4]) -> GrayImage {
    let old = picture.width() as f32;
    let new = (old * side) as u32;
    let corners = corners.map(|(x, y)| rxing::point(x * old, y * old));
    let source = PerspectiveTransform::quadrilateralToQuadrilateral(Quadrilateral::from(corners), square(old)).unwrap();
    GrayImage::from_fn(new, new, |x, y| {
        let from = source.transform_point(rxing::point(x as f32 + 0.5, y as f32 + 0.5));
        imageops::interpolate_bilinear(picture, from.x - 0.5, from.y - 0.5).unwrap_or(Luma([255]))
    })
}

fn square(side: f32) -> Quadrilateral {
    Quadrilateral::from([
        rxing::point(0.0, 0.0),
        rxing::point(side, 0.0),
        rxing::point(side, side),
        rxing::point(0.0, side),
    ])
}
