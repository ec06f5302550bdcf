//! Barcodes that are no QR codes, only to name them: what they hold is of no use to a sign-on and is dropped here.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::{DynamicImage, GrayImage};
use rxing::common::HybridBinarizer;
use rxing::{BarcodeFormat, BinaryBitmap, DecodeHints, Luma8LuminanceSource, MultiFormatReader, Reader};

/// Those that check themselves well enough not to be seen where there are none, with their names.
const KINDS: &[(BarcodeFormat, &str)] = &[
    (BarcodeFormat::DATA_MATRIX, "a Data Matrix code"),
    (BarcodeFormat::AZTEC, "an Aztec code"),
    (BarcodeFormat::PDF_417, "a PDF417 barcode"),
    (BarcodeFormat::MICRO_QR_CODE, "a Micro QR code"),
    (BarcodeFormat::EAN_13, "an EAN-13 barcode"),
    (BarcodeFormat::UPC_A, "a UPC-A barcode"),
    (BarcodeFormat::CODE_128, "a Code 128 barcode"),
];

/// The larger side of what is searched: enough for a barcode that fills a good part of the picture.
const MAX_SIDE: u32 = 1600;

/// The name of a barcode in the picture, with its article.
pub(crate) fn name(grey: &GrayImage) -> Option<&'static str> {
    let (width, height) = grey.dimensions();
    let small = if width.max(height) > MAX_SIDE {
        DynamicImage::from(grey.clone()).thumbnail(MAX_SIDE, MAX_SIDE).to_luma8()
    } else {
        grey.clone()
    };
    let (width, height) = small.dimensions();
    let hints = DecodeHints {
        PossibleFormats: Some(KINDS.iter().map(|(format, _)| *format).collect::<HashSet<_>>()),
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    // The library answers some pictures with a panic; that means no more than that it found nothing there.
    let seen = catch_unwind(AssertUnwindSafe(|| {
        let source = Luma8LuminanceSource::new(small.into_raw(), width, height).ok()?;
        let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
        MultiFormatReader::default().decode_with_hints(&mut bitmap, &hints).ok()
    }));
    let format = *seen.ok()??.getBarcodeFormat();
    KINDS.iter().find(|(kind, _)| *kind == format).map(|(_, name)| *name)
}
