//! Reading codes from pictures: how many of the set, all codes of a picture, and what is told when there is none.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod pictures;

use image::{DynamicImage, GrayImage, ImageFormat, Luma, LumaA, Rgb, RgbImage, imageops};
use pictures::{drawn, letters, noisy, payloads, png, rotated, set};
use tessera_qr::{ErrorCorrection, Found, QrCode, ReadError, read, read_rgba};

/// What zxing-cpp 3.1 reads of the same 63 pictures; zbarimg 0.23 reads 41.
const ZXING_CPP: usize = 58;

fn texts(found: &[Found]) -> Vec<&str> {
    found.iter().map(|code| code.text.as_str()).collect()
}

fn code(text: &str) -> GrayImage {
    drawn(text, ErrorCorrection::M, 4)
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

#[test]
fn the_set_is_read_at_least_as_well_as_by_zxing_cpp() {
    let pictures = set();
    let failed: Vec<_> = pictures
        .iter()
        .filter(|picture| !read(&picture.png()).is_ok_and(|found| texts(&found) == [picture.text.as_str()]))
        .map(|picture| picture.name.as_str())
        .collect();
    let good = pictures.len() - failed.len();
    println!("{good} of {} read; not read: {failed:#?}", pictures.len());
    assert_eq!(pictures.len(), 63);
    assert!(good >= ZXING_CPP, "{good} of 63 read; not read: {failed:#?}");
}

#[test]
fn png_jpeg_and_webp_are_read_whatever_they_are_called() {
    let picture = DynamicImage::from(code("s3ssion-token")).to_rgb8().into();
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        assert_eq!(texts(&read(&file(&picture, format)).unwrap()), ["s3ssion-token"], "{format:?}");
    }
}

#[test]
fn a_code_is_found_with_its_place_and_version() {
    let mut screen = GrayImage::from_pixel(640, 480, Luma([200]));
    imageops::replace(&mut screen, &code("s3ssion-token"), 300, 100);
    let found = read(&png(&screen)).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].version, 1);
    // 21 modules of 4 pixels behind a quiet zone of 4: from 316, 116 to 400, 200.
    for (corner, (x, y)) in
        found[0].corners.iter().zip([(316.0, 116.0), (400.0, 116.0), (400.0, 200.0), (316.0, 200.0)])
    {
        assert!((corner.x - x).abs() < 4.0 && (corner.y - y).abs() < 4.0, "{:?}", found[0].corners);
    }
}

#[test]
fn what_is_worse_than_the_set_is_read_by_one_change_or_another() {
    let [(_, session_token), _, (_, access_token)] = payloads();
    let blurred = |picture: GrayImage, sigma| DynamicImage::from(picture).blur(sigma).into_luma8();
    let mut faint = drawn(&access_token, ErrorCorrection::H, 4);
    faint.pixels_mut().for_each(|pixel| pixel.0[0] = if pixel.0[0] == 0 { 120 } else { 140 });
    let pictures = [
        ("blurred by more than half a module", &session_token, blurred(code(&session_token), 2.4)),
        ("printed in two shades of grey", &access_token, faint),
        ("taken in poor light", &session_token, noisy(&blurred(code(&session_token), 1.0), 45.0)),
    ];
    for (name, text, picture) in pictures {
        assert_eq!(texts(&read(&png(&picture)).unwrap_or_else(|error| panic!("{name}: {error}"))), [text], "{name}");
    }
}

#[test]
fn the_place_is_told_in_pixels_of_the_picture_that_came() {
    // Salt and pepper on modules of 24 pixels: only a smaller copy reads.
    let mut picture = drawn("s3ssion-token", ErrorCorrection::H, 24);
    let noise = letters(1 << 16, 9).into_bytes();
    let width = picture.width() as usize;
    for (index, pixel) in picture.pixels_mut().enumerate() {
        if noise[(index % width * 7 + index / width * 311) % noise.len()].is_multiple_of(4) {
            pixel.0[0] = 255 - pixel.0[0];
        }
    }
    let found = read(&png(&picture)).unwrap();
    assert_eq!(texts(&found), ["s3ssion-token"]);
    // Version 2: 25 modules behind a quiet zone of 4.
    for (corner, (x, y)) in found[0].corners.iter().zip([(96.0, 96.0), (696.0, 96.0), (696.0, 696.0), (96.0, 696.0)]) {
        assert!((corner.x - x).abs() < 24.0_f32 && (corner.y - y).abs() < 24.0_f32, "{:?}", found[0].corners);
    }
}

#[test]
fn all_codes_of_a_picture_are_found_from_top_to_bottom() {
    let mut screen = GrayImage::from_pixel(900, 700, Luma([255]));
    let mut expected = Vec::new();
    for row in 0..3_u32 {
        for column in 0..4_u32 {
            let text = format!("token {row} {column}");
            imageops::replace(&mut screen, &code(&text), i64::from(column * 200 + 20), i64::from(row * 200 + 20));
            expected.push(text);
        }
    }
    assert_eq!(texts(&read(&png(&screen)).unwrap()), expected);
}

#[test]
fn a_dark_and_a_light_code_beside_each_other_are_both_found() {
    let mut dark = code("dark mode");
    imageops::invert(&mut dark);
    let mut screen = GrayImage::from_pixel(400, 160, Luma([255]));
    imageops::replace(&mut screen, &code("light mode"), 10, 10);
    imageops::replace(&mut screen, &dark, 200, 10);
    assert_eq!(texts(&read(&png(&screen)).unwrap()), ["light mode", "dark mode"]);
}

#[test]
fn a_blurred_code_beside_a_sharp_one_is_found_too() {
    let [_, (_, operator_jwt), _] = payloads();
    let blurred = DynamicImage::from(code(&operator_jwt)).blur(2.0).into_luma8();
    let mut screen = GrayImage::from_pixel(blurred.width() + 220, blurred.height() + 40, Luma([255]));
    imageops::replace(&mut screen, &code("in focus"), 10, 10);
    imageops::replace(&mut screen, &blurred, 200, 20);
    assert_eq!(texts(&read(&png(&screen)).unwrap()), ["in focus", &operator_jwt]);
}

#[test]
fn the_same_code_twice_in_a_picture_is_two_codes() {
    let mut screen = GrayImage::from_pixel(400, 160, Luma([255]));
    imageops::replace(&mut screen, &code("twice"), 10, 10);
    imageops::replace(&mut screen, &code("twice"), 200, 10);
    assert_eq!(texts(&read(&png(&screen)).unwrap()), ["twice", "twice"]);
}

#[test]
fn a_code_reads_at_every_angle_and_mirrored() {
    for degrees in (0..360).step_by(15) {
        let turned = rotated(&code("s3ssion-token"), f32::from(u16::try_from(degrees).unwrap()));
        assert_eq!(texts(&read(&png(&turned)).unwrap()), ["s3ssion-token"], "{degrees} degrees");
    }
    let mirrored = imageops::flip_horizontal(&code("s3ssion-token"));
    assert_eq!(texts(&read(&png(&mirrored)).unwrap()), ["s3ssion-token"]);
}

#[test]
fn transparency_does_not_hide_a_code() {
    let plain = code("s3ssion-token");
    for ink in [0, 255] {
        let drawing = image::GrayAlphaImage::from_fn(plain.width(), plain.height(), |x, y| {
            LumaA([ink, 255 - plain.get_pixel(x, y).0[0]])
        });
        let found = read(&file(&drawing.into(), ImageFormat::Png)).unwrap();
        assert_eq!(texts(&found), ["s3ssion-token"], "ink {ink} on nothing");
    }
}

#[test]
fn coloured_and_faint_codes_are_read() {
    let plain = code("s3ssion-token");
    for (dark, light) in
        [([0, 0, 120], [255, 240, 200]), ([120, 120, 120], [140, 140, 140]), ([150, 0, 0], [255, 255, 255])]
    {
        let picture = RgbImage::from_fn(plain.width(), plain.height(), |x, y| {
            Rgb(if plain.get_pixel(x, y).0[0] == 0 { dark } else { light })
        });
        assert_eq!(texts(&read(&file(&picture.into(), ImageFormat::Png)).unwrap()), ["s3ssion-token"], "{dark:?}");
    }
}

#[test]
fn a_clipboard_picture_is_read_also_without_its_alpha() {
    let picture = DynamicImage::from(code("s3ssion-token")).to_rgba8();
    for alpha in [255, 0] {
        let mut pixels = picture.clone();
        pixels.pixels_mut().for_each(|pixel| pixel.0[3] = alpha);
        let found = read_rgba(pixels.width(), pixels.height(), pixels.as_raw()).unwrap();
        assert_eq!(texts(&found), ["s3ssion-token"], "alpha {alpha}");
    }
}

#[test]
fn of_an_animation_the_first_picture_is_read() {
    let frames = [code("first"), code("other")];
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, frames[0].width(), frames[0].height());
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_animated(2, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    for frame in &frames {
        writer.write_image_data(frame.as_raw()).unwrap();
    }
    writer.finish().unwrap();
    assert_eq!(texts(&read(&file).unwrap()), ["first"]);
}

#[test]
fn what_follows_the_picture_in_its_file_is_not_looked_at() {
    let mut polyglot = png(&code("s3ssion-token"));
    polyglot.extend_from_slice(b"PK\x03\x04<html><script>alert(1)</script>");
    assert_eq!(texts(&read(&polyglot).unwrap()), ["s3ssion-token"]);
}

#[test]
fn foreign_text_comes_as_it_is_and_opens_nothing() {
    for text in
        ["javascript:alert(1)", "file:///etc/passwd", "otpauth://totp/x?secret=y", "\u{202e}elgoog", "Grüße, 世界"]
    {
        assert_eq!(texts(&read(&png(&code(text))).unwrap()), [text]);
    }
}

#[test]
fn debug_of_what_was_found_gives_the_length_alone() {
    let found = read(&png(&code("s3ssion-token"))).unwrap();
    let shown = format!("{found:?}");
    assert!(shown.contains("13 bytes") && !shown.contains("s3ssion"), "{shown}");
}

#[test]
fn a_code_with_more_text_than_4_kb_is_not_taken() {
    let digits = "1234567890".repeat(500);
    let error = read(&QrCode::encode(&digits, ErrorCorrection::L).unwrap().png(4)).unwrap_err();
    assert_eq!(error, ReadError::TooMuchText { bytes: 5000 });
}

#[test]
fn a_picture_without_a_code_says_so() {
    let empty = GrayImage::from_pixel(300, 200, Luma([255]));
    let shades = GrayImage::from_fn(300, 200, |x, y| Luma([u8::try_from(x / 2 + y / 2).unwrap()]));
    for picture in [empty, shades] {
        assert_eq!(read(&png(&picture)).unwrap_err(), ReadError::NoCode);
    }
}

#[test]
fn a_code_that_is_seen_and_cannot_be_read_is_told_from_none() {
    let mut scratched = drawn(&letters(60, 3), ErrorCorrection::L, 6);
    for y in (4 + 9) * 6..(4 + 20) * 6 {
        for x in (4 + 9) * 6..(4 + 30) * 6 {
            scratched.put_pixel(x, y, Luma([if (x / 6 + y / 6) % 3 == 0 { 0 } else { 255 }]));
        }
    }
    assert_eq!(read(&png(&scratched)).unwrap_err(), ReadError::Unreadable);
}

#[test]
fn another_barcode_is_named() {
    assert_eq!(read(&png(&data_matrix())).unwrap_err(), ReadError::OtherBarcode { kind: "a Data Matrix code" });
    assert_eq!(read(&png(&ean_13())).unwrap_err(), ReadError::OtherBarcode { kind: "an EAN-13 barcode" });
}

#[test]
fn a_qr_code_beside_another_barcode_is_read() {
    let mut shelf = GrayImage::from_pixel(600, 300, Luma([255]));
    imageops::replace(&mut shelf, &ean_13(), 10, 10);
    imageops::replace(&mut shelf, &code("s3ssion-token"), 420, 100);
    assert_eq!(texts(&read(&png(&shelf)).unwrap()), ["s3ssion-token"]);
}

/// `AB12` as Data Matrix, 10 by 10.
fn data_matrix() -> GrayImage {
    const ROWS: [&str; 10] = [
        "1010101010",
        "1011100111",
        "1000101010",
        "1011010011",
        "1000010000",
        "1010100011",
        "1000011010",
        "1011010111",
        "1000010010",
        "1111111111",
    ];
    modules(&ROWS, 8)
}

/// 4006381333931 as EAN-13.
fn ean_13() -> GrayImage {
    const BARS: &str = "00000000010100011010100111010111101111010001001011001101010100001010000101000010111010010000101100110101000000000";
    modules(&[BARS; 20], 3)
}

fn modules(rows: &[&str], px: u32) -> GrayImage {
    let margin = 4 * px;
    let width = u32::try_from(rows[0].len()).unwrap() * px + 2 * margin;
    let height = u32::try_from(rows.len()).unwrap() * px + 2 * margin;
    GrayImage::from_fn(width, height, |x, y| {
        let at = |position: u32, count: usize| {
            position.checked_sub(margin).map(|p| (p / px) as usize).filter(|p| *p < count)
        };
        let dark = at(y, rows.len()).zip(at(x, rows[0].len())).is_some_and(|(y, x)| rows[y].as_bytes()[x] == b'1');
        Luma([if dark { 0 } else { 255 }])
    })
}
