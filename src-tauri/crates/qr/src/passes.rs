//! What a picture is turned into when looking at it as it is was not enough. Each change is here because it reads pictures
//! that no other reads; the tests hold one of each.
//!
//! A missing quiet zone needs none. Every change is also looked at with black and white exchanged.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::iter;

use image::imageops::FilterType;
use image::{DynamicImage, GrayImage};

/// Above this the changes work on a smaller copy: what has more pixels has more of them to a module too.
const MAX_PIXELS: u64 = 5_000_000;

/// One change of a picture.
#[derive(Debug, Clone, Copy)]
enum Change {
    /// The difference to a blurred copy is added `strength` times: against blur, and for faint contrast.
    Sharpened { sigma: f32, strength: f32 },
    /// Against the noise of a camera and the weave of a screen.
    Softened { sigma: f32 },
    /// Against the same on modules of many pixels.
    QuarterSize,
}

/// The changes in the order of trying.
const CHANGES: &[Change] = &[
    Change::Sharpened { sigma: 3.0, strength: 4.0 },
    Change::Softened { sigma: 1.0 },
    Change::QuarterSize,
    Change::Sharpened { sigma: 2.0, strength: 4.0 },
];

/// A picture, and a copy of a size that the changes can work on.
pub(crate) struct Original {
    grey: GrayImage,
    working: OnceCell<Changed<'static>>,
}

/// A changed picture and how many of its pixels make one of the original.
pub(crate) struct Changed<'a> {
    pub(crate) grey: Cow<'a, GrayImage>,
    pub(crate) scale: f32,
}

impl Original {
    pub(crate) fn new(grey: GrayImage) -> Self {
        Self { grey, working: OnceCell::new() }
    }

    /// The picture as it is, then changed in one way after the other, each made when it is asked for.
    pub(crate) fn passes(&self) -> impl Iterator<Item = Changed<'_>> {
        let as_it_is = Changed { grey: Cow::Borrowed(&self.grey), scale: 1.0 };
        iter::once(as_it_is).chain(CHANGES.iter().map(|change| self.changed(*change)))
    }

    fn changed(&self, change: Change) -> Changed<'_> {
        let Changed { grey, scale } = self.working();
        let (grey, scale) = match change {
            Change::Sharpened { sigma, strength } => (sharpened(&grey, sigma, strength), scale),
            Change::Softened { sigma } => (blurred(&grey, sigma), scale),
            Change::QuarterSize => (quarter(&grey), scale / 4.0),
        };
        Changed { grey: Cow::Owned(grey), scale }
    }

    /// The picture, halved until it is small enough.
    pub(crate) fn working(&self) -> Changed<'_> {
        if pixels(&self.grey) <= MAX_PIXELS {
            return Changed { grey: Cow::Borrowed(&self.grey), scale: 1.0 };
        }
        let Changed { grey, scale } = self.working.get_or_init(|| {
            let (mut grey, mut scale) = (half(&self.grey), 0.5);
            while pixels(&grey) > MAX_PIXELS {
                (grey, scale) = (half(&grey), scale / 2.0);
            }
            Changed { grey: Cow::Owned(grey), scale }
        });
        Changed { grey: Cow::Borrowed(grey), scale: *scale }
    }
}

fn pixels(grey: &GrayImage) -> u64 {
    u64::from(grey.width()) * u64::from(grey.height())
}

// The work on pixels is left to `DynamicImage`, whose methods are compiled with the optimisation of their crate.

/// Each pixel the mean of four: little memory, for pictures of any size.
fn half(grey: &GrayImage) -> GrayImage {
    let (width, height) = (grey.width().div_ceil(2), grey.height().div_ceil(2));
    DynamicImage::from(grey.clone()).thumbnail_exact(width, height).into_luma8()
}

/// Each pixel from a wider surrounding, which evens out more noise, and takes more memory.
fn quarter(grey: &GrayImage) -> GrayImage {
    let (width, height) = (grey.width().div_ceil(4), grey.height().div_ceil(4));
    DynamicImage::from(grey.clone()).resize_exact(width, height, FilterType::Triangle).into_luma8()
}

fn blurred(grey: &GrayImage, sigma: f32) -> GrayImage {
    DynamicImage::from(grey.clone()).fast_blur(sigma).into_luma8()
}

fn sharpened(grey: &GrayImage, sigma: f32, strength: f32) -> GrayImage {
    let mut sharp = grey.clone();
    for (value, around) in sharp.iter_mut().zip(blurred(grey, sigma).iter()) {
        let (this, around) = (f32::from(*value), f32::from(*around));
        *value = clamped(this + strength * (this - around));
    }
    sharp
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is brought into range first")]
fn clamped(value: f32) -> u8 {
    value.clamp(0.0, 255.0) as u8
}
