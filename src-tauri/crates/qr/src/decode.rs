//! A file or a clipboard's pixels to shades of grey, within limits. Nothing is searched here.
//!
//! The limits hold before anything is decoded: the file's size first, then the size that its header tells.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::{DynamicImage, GrayImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Luma, RgbaImage};

use crate::read_error::ReadError;

/// The largest file that is read: 32 MiB.
pub const MAX_FILE_BYTES: usize = 32 << 20;
/// The most pixels that a picture has on a side.
pub const MAX_SIDE: u32 = 8192;
/// The most memory that a decoded picture takes: 64 MiB.
pub const MAX_DECODED_BYTES: u64 = 64 << 20;

/// A picture that was let in.
pub(crate) struct Decoded(DynamicImage);

impl Decoded {
    /// Decodes a PNG, JPEG or WebP file, by its content; of an animation the first picture.
    pub(crate) fn decode(file: &[u8]) -> Result<Self, ReadError> {
        if file.len() > MAX_FILE_BYTES {
            return Err(ReadError::FileTooLarge { bytes: file.len() });
        }
        let format = format(file)?;
        // The decoders are made for hostile files; a mistake in one of them is still no reason to end the program.
        catch_unwind(AssertUnwindSafe(|| decode_as(format, file))).unwrap_or(Err(ReadError::Damaged)).map(Self)
    }

    /// Takes pixels as a clipboard gives them: red, green, blue, alpha, row by row from the top.
    pub(crate) fn from_rgba(width: u32, height: u32, rgba: &[u8]) -> Result<Self, ReadError> {
        check_size(width, height)?;
        if rgba.len() as u64 != u64::from(width) * u64::from(height) * 4 {
            return Err(ReadError::Damaged);
        }
        RgbaImage::from_raw(width, height, rgba.to_vec()).map(|pixels| Self(pixels.into())).ok_or(ReadError::Damaged)
    }

    /// The picture in shades of grey, in the ways worth a look: one for a picture that is opaque; on white, then on black,
    /// for one that is not. Where all is transparent, transparency means nothing (some clipboards leave it so).
    pub(crate) fn into_greys(self) -> Vec<GrayImage> {
        if !self.0.color().has_alpha() {
            return vec![self.0.into_luma8()];
        }
        let pixels = self.0.to_luma_alpha8();
        let is_opaque = pixels.pixels().all(|pixel| pixel.0[1] == 255) || pixels.pixels().all(|pixel| pixel.0[1] == 0);
        if is_opaque {
            return vec![self.0.into_luma8()];
        }
        let over = |background: u8| {
            GrayImage::from_fn(pixels.width(), pixels.height(), |x, y| {
                let [shade, alpha] = pixels.get_pixel(x, y).0.map(u32::from);
                let mixed = (shade * alpha + u32::from(background) * (255 - alpha)) / 255;
                Luma([u8::try_from(mixed).unwrap_or(u8::MAX)])
            })
        };
        vec![over(255), over(0)]
    }
}

fn decode_as(format: ImageFormat, file: &[u8]) -> Result<DynamicImage, ReadError> {
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|_| ReadError::Damaged)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    if decoder.total_bytes() > MAX_DECODED_BYTES {
        return Err(ReadError::TooLarge { width, height });
    }
    DynamicImage::from_decoder(decoder).map_err(|error| match error {
        ImageError::Limits(_) => ReadError::TooLarge { width, height },
        _ => ReadError::Damaged,
    })
}

fn check_size(width: u32, height: u32) -> Result<(), ReadError> {
    if width == 0 || height == 0 {
        Err(ReadError::Empty)
    } else if width > MAX_SIDE || height > MAX_SIDE {
        Err(ReadError::TooLarge { width, height })
    } else {
        Ok(())
    }
}

fn format(file: &[u8]) -> Result<ImageFormat, ReadError> {
    let other = |format| Err(ReadError::OtherFormat { format });
    match image::guess_format(file) {
        Ok(known @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) => Ok(known),
        Ok(ImageFormat::Gif) => other("a GIF picture"),
        Ok(ImageFormat::Bmp) => other("a BMP picture"),
        Ok(ImageFormat::Tiff) => other("a TIFF picture"),
        Ok(ImageFormat::Avif) => other("an AVIF picture"),
        Ok(_) => other("a picture of a rare kind"),
        Err(_) => {
            let head = &file[..file.len().min(1024)];
            if head.starts_with(b"%PDF-") {
                other("a PDF document")
            } else if head
                .get(4..12)
                .is_some_and(|brand| [b"ftypheic", b"ftypheix", b"ftypmif1"].iter().any(|b| *b == brand))
            {
                other("a HEIC picture")
            } else if head.windows(4).any(|tag| tag == b"<svg") {
                other("an SVG drawing")
            } else {
                Err(ReadError::NotAPicture)
            }
        }
    }
}
