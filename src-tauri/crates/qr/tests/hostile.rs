//! Pictures that mean harm: each gets a named answer, in bounded time and memory, without a panic.

#![allow(clippy::unwrap_used)]

mod pictures;

use std::time::{Duration, Instant};

use image::{DynamicImage, GrayImage, ImageFormat, Luma, imageops};
use pictures::{drawn, letters, png};
use proptest::prelude::*;
use tessera_qr::{ErrorCorrection, MAX_FILE_BYTES, ReadError, read, read_rgba};

/// A minute on a busy machine without optimisation; a second or two otherwise.
const LONG: Duration = Duration::from_secs(60);

fn code() -> GrayImage {
    drawn("s3ssion-token", ErrorCorrection::M, 2)
}

/// A PNG file with this header and no pixels.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 6, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d".to_vec();
    file.extend(&header);
    file.extend(crc32(&header).to_be_bytes());
    file.extend(b"\x00\x00\x00\x00IDAT\x35\xaf\x06\x1e");
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[test]
fn a_picture_of_50000_by_50000_is_refused_by_its_header() {
    let start = Instant::now();
    assert_eq!(read(&png_header(50_000, 50_000)).unwrap_err(), ReadError::TooLarge { width: 50_000, height: 50_000 });
    assert_eq!(read(&png_header(8193, 1)).unwrap_err(), ReadError::TooLarge { width: 8193, height: 1 });
    assert!(start.elapsed() < Duration::from_secs(5), "nothing was decoded");
}

#[test]
fn a_picture_within_the_sides_and_beyond_the_memory_is_refused_by_its_header() {
    assert_eq!(read(&png_header(8192, 8192)).unwrap_err(), ReadError::TooLarge { width: 8192, height: 8192 });
    assert_eq!(read(&png_header(4096, 4096)).unwrap_err(), ReadError::Damaged, "64 MiB is let in, and has no pixels");
}

#[test]
fn a_file_beyond_32_mib_is_refused_unseen() {
    let mut file = png(&code());
    file.resize(MAX_FILE_BYTES + 1, 0);
    let error = read(&file).unwrap_err();
    assert_eq!(error, ReadError::FileTooLarge { bytes: MAX_FILE_BYTES + 1 });
    assert_eq!(error.to_string(), "The file is too large: 33 MiB, and at most 32 are read.");
}

#[test]
fn what_is_no_picture_is_told_by_its_kind() {
    for file in [&b""[..], b"\x89PNG", b"hello", b"<html><body>", &[0; 4096]] {
        assert_eq!(read(file).unwrap_err(), ReadError::NotAPicture, "{file:?}");
    }
    for (file, format) in [
        (&b"GIF89a............"[..], "a GIF picture"),
        (b"BM................", "a BMP picture"),
        (b"%PDF-1.7 .........", "a PDF document"),
        (b"<?xml version=\"1.0\"?><svg xmlns=\"\"/>", "an SVG drawing"),
        (b"\0\0\0\x24ftypheic\0\0\0\0mif1", "a HEIC picture"),
    ] {
        assert_eq!(read(file).unwrap_err(), ReadError::OtherFormat { format });
    }
}

#[test]
fn a_truncated_picture_is_damaged() {
    let whole = png(&code());
    for length in [8, 20, 33, 40, whole.len() / 2, whole.len() - 20] {
        assert_eq!(read(&whole[..length]).unwrap_err(), ReadError::Damaged, "{length} bytes");
    }
}

#[test]
fn pixels_that_are_none_or_too_few_or_too_many_are_refused() {
    assert_eq!(read_rgba(0, 0, &[]).unwrap_err(), ReadError::Empty);
    assert_eq!(read_rgba(0, 5, &[]).unwrap_err(), ReadError::Empty);
    assert_eq!(read_rgba(1, 1, &[0; 3]).unwrap_err(), ReadError::Damaged);
    assert_eq!(read_rgba(1, 1, &[0; 5]).unwrap_err(), ReadError::Damaged);
    assert_eq!(read_rgba(2, 2, &[]).unwrap_err(), ReadError::Damaged);
    assert_eq!(read_rgba(8193, 1, &[]).unwrap_err(), ReadError::TooLarge { width: 8193, height: 1 });
    assert_eq!(
        read_rgba(u32::MAX, u32::MAX, &[]).unwrap_err(),
        ReadError::TooLarge { width: u32::MAX, height: u32::MAX }
    );
}

#[test]
fn a_picture_of_any_small_size_has_no_code() {
    for width in 1..=24_u32 {
        for height in [1, 2, 3, 5, 8, 21, 40] {
            for shade in [0, 255] {
                let pixels = vec![shade; (width * height * 4) as usize];
                assert_eq!(read_rgba(width, height, &pixels).unwrap_err(), ReadError::NoCode, "{width} by {height}");
            }
        }
    }
}

#[test]
fn a_line_of_the_longest_side_has_no_code() {
    for (width, height) in [(8192, 1), (1, 8192), (8192, 8)] {
        let pixels: Vec<u8> = (0..width * height * 4).map(|n: u32| u8::try_from(n / 4 % 2 * 255).unwrap()).collect();
        assert_eq!(read_rgba(width, height, &pixels).unwrap_err(), ReadError::NoCode, "{width} by {height}");
    }
}

/// A desktop of 3840 by 2160: windows, lines of something like text, pictures.
fn screenshot() -> GrayImage {
    let mut screen = GrayImage::from_fn(3840, 2160, |x, y| Luma([u8::try_from((x / 40 + y / 30) % 200).unwrap()]));
    let mut noise = letters(60_000, 21).into_bytes().into_iter().cycle();
    for window in 0..6_u32 {
        let (left, top) = (40 + window % 3 * 1250, 40 + window / 3 * 1050);
        for y in top..top + 1000 {
            for x in left..left + 1200 {
                screen.put_pixel(x, y, Luma([250]));
            }
        }
        for line in (top + 20..top + 980).step_by(22) {
            for letter in (left + 20..left + 1180).step_by(9) {
                let strokes = noise.next().unwrap();
                for bit in 0..42_u32 {
                    let on = (u32::from(strokes) * 2_654_435 + bit * bit * 40_503) >> 7 & 1 == 1;
                    if on {
                        screen.put_pixel(letter + bit % 6, line + bit / 6 * 2, Luma([30]));
                    }
                }
            }
        }
    }
    screen
}

#[test]
fn a_screenshot_of_4k_is_read_in_bounded_time_with_and_without_a_code() {
    let mut screen = screenshot();
    let start = Instant::now();
    assert_eq!(read(&png(&screen)).unwrap_err(), ReadError::NoCode);
    assert!(start.elapsed() < LONG, "without a code: {:?}", start.elapsed());

    imageops::replace(&mut screen, &code(), 3000, 700);
    let start = Instant::now();
    assert_eq!(read(&png(&screen)).unwrap()[0].text.as_str(), "s3ssion-token");
    assert!(start.elapsed() < LONG, "with a code: {:?}", start.elapsed());
}

/// The three squares of a code's corners, without end.
fn squares(module_px: u32, period: u32) -> GrayImage {
    GrayImage::from_fn(3840, 2160, |x, y| {
        let (x, y) = (x / module_px % period, y / module_px % period);
        let ring = x.abs_diff(3).max(y.abs_diff(3));
        Luma([if ring == 3 || ring < 2 { 0 } else { 255 }])
    })
}

#[test]
fn a_picture_full_of_finder_patterns_ends_in_bounded_time() {
    for (module_px, period) in [(1, 8), (4, 12)] {
        let start = Instant::now();
        let error = read(&png(&squares(module_px, period))).unwrap_err();
        assert!(matches!(error, ReadError::NoCode | ReadError::Unreadable), "{error}");
        assert!(start.elapsed() < LONG, "{module_px} pixels, every {period} modules: {:?}", start.elapsed());
    }
}

#[test]
fn stripes_and_noise_of_4k_end_in_bounded_time() {
    let noise = letters(1 << 20, 3).into_bytes();
    let shade = |on: bool| Luma([if on { 0 } else { 255 }]);
    let pictures = [
        GrayImage::from_fn(3840, 2160, |x, _| shade([0, 2, 3, 4, 6].contains(&(x % 8)))),
        GrayImage::from_fn(3840, 2160, |x, y| {
            shade(noise[((y / 3) * 1280 + x / 3) as usize % (1 << 20)].is_multiple_of(2))
        }),
    ];
    for (index, picture) in pictures.iter().enumerate() {
        let start = Instant::now();
        let answer = read(&png(picture));
        assert!(answer.is_err(), "picture {index}: {answer:?}");
        assert!(start.elapsed() < LONG, "picture {index}: {:?}", start.elapsed());
    }
}

fn files() -> Vec<Vec<u8>> {
    let picture: DynamicImage = DynamicImage::from(code()).to_rgb8().into();
    [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP]
        .map(|format| {
            let mut file = std::io::Cursor::new(Vec::new());
            picture.write_to(&mut file, format).unwrap();
            file.into_inner()
        })
        .to_vec()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_damage_to_a_file_breaks_the_reader(
        which in 0..3_usize,
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut file = files().swap_remove(which);
        for (place, value) in damage {
            let place = place.index(file.len());
            file[place] = value;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        let _ = read(&file);
    }

    #[test]
    fn no_pixels_break_the_reader(width in 1..90_u32, height in 1..90_u32, seed in 1..u64::MAX, coarse in 1..5_u32) {
        let noise = letters(8192, seed).into_bytes();
        let pixels: Vec<u8> = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x / coarse, y / coarse)))
            .flat_map(|(x, y)| [noise[(y * 97 + x) as usize % 8192].wrapping_mul(37); 4])
            .collect();
        let _ = read_rgba(width, height, &pixels);
    }

    #[test]
    fn no_damage_to_a_code_breaks_the_reader(
        damage in proptest::collection::vec((0..58_u32, 0..58_u32, any::<u8>()), 0..200),
    ) {
        let mut picture = code();
        for (x, y, shade) in damage {
            picture.put_pixel(x, y, Luma([shade]));
        }
        let _ = read(&png(&picture));
    }
}
