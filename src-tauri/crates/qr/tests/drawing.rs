//! What is drawn: versions and limits, SVG, PNG and terminal, each read back as modules.

#![allow(clippy::unwrap_used)]

mod pictures;

use image::GrayImage;
use pictures::{drawn, letters, payloads, png};
use tessera_qr::{EncodeError, ErrorCorrection, QrCode, TerminalStyle, read};

const LEVELS: [ErrorCorrection; 4] = [ErrorCorrection::L, ErrorCorrection::M, ErrorCorrection::Q, ErrorCorrection::H];

#[test]
fn the_versions_are_the_documented_ones() {
    let version = |length| QrCode::encode(&letters(length, 1), ErrorCorrection::M).unwrap().version();
    assert_eq!((version(21), version(313), version(691)), (2, 13, 21));
    let code = QrCode::encode(&letters(21, 1), ErrorCorrection::M).unwrap();
    assert_eq!(code.width(), 25);
}

#[test]
fn what_is_too_long_is_said_with_the_limit_of_the_level() {
    for (level, limit) in LEVELS.into_iter().zip([2953, 2331, 1663, 1273]) {
        assert_eq!(QrCode::encode(&letters(limit, 1), level).unwrap().version(), 40);
        let error = QrCode::encode(&"a".repeat(limit + 1), level).unwrap_err();
        assert_eq!(error, EncodeError::TooLong { bytes: limit + 1, limit });
        assert!(error.to_string().contains(&limit.to_string()), "{error}");
        assert!(error.remedy().contains("lower error correction"));
    }
}

#[test]
fn a_code_is_never_larger_than_its_text_as_plain_bytes() {
    // The most bytes of versions 1 to 22 at level M (ISO/IEC 18004, table 7).
    const BYTES: [usize; 22] =
        [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779];
    for (version, bytes) in (1..).zip(BYTES) {
        for seed in [2, 3, 7] {
            let code = QrCode::encode(&letters(bytes, seed), ErrorCorrection::M).unwrap();
            assert!(code.version() <= version, "{bytes} bytes in version {}", code.version());
        }
    }
    let digits = QrCode::encode(&"7".repeat(5596), ErrorCorrection::M).unwrap();
    assert_eq!(digits.version(), 40, "digits take less room");
}

#[test]
fn nothing_is_no_code() {
    assert_eq!(QrCode::encode("", ErrorCorrection::M).unwrap_err(), EncodeError::Empty);
}

#[test]
fn the_level_is_one_letter_in_files() {
    assert_eq!(serde_json::to_string(&LEVELS).unwrap(), r#"["L","M","Q","H"]"#);
    assert_eq!(serde_json::from_str::<ErrorCorrection>("\"Q\"").unwrap(), ErrorCorrection::Q);
}

#[test]
fn debug_of_a_code_shows_no_module() {
    let code = QrCode::encode("s3ssion-token", ErrorCorrection::M).unwrap();
    assert_eq!(format!("{code:?}"), "QrCode { version: 1, .. }");
}

#[test]
fn the_svg_draws_the_same_modules_as_the_png() {
    for (_, text) in payloads() {
        for level in LEVELS {
            let code = QrCode::encode(&text, level).unwrap();
            let from_svg = modules_of_svg(&code.svg(), code.width() + 8);
            assert!(from_svg == drawn(&text, level, 1), "{level:?}, {} bytes", text.len());
        }
    }
}

#[test]
fn the_svg_is_black_on_white_without_style_or_declaration() {
    let code = QrCode::encode("s3ssion-token", ErrorCorrection::M).unwrap();
    let svg = code.svg();
    assert!(
        svg.starts_with(concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="116" height="116" viewBox="0 0 29 29" "#,
            r##"shape-rendering="crispEdges"><path fill="#fff" d="M0 0h29v29H0z"/><path fill="#000" d="M4 4h7v1h-7z"##
        )),
        "{svg}"
    );
    assert!(svg.ends_with(r#"z"/></svg>"#));
    assert!(!svg.contains("style") && !svg.contains("<?") && !svg.contains("s3ssion"), "{svg}");
}

#[test]
fn the_png_has_the_asked_size_and_a_quiet_zone_of_four_modules() {
    let code = QrCode::encode("s3ssion-token", ErrorCorrection::M).unwrap();
    for (asked, px) in [(0, 1), (1, 1), (8, 8), (32, 32), (33, 32), (u32::MAX, 32)] {
        let picture = image::load_from_memory(&code.png(asked)).unwrap().into_luma8();
        assert_eq!(picture.dimensions(), ((21 + 8) * px, (21 + 8) * px), "asked for {asked}");
        let dark: Vec<_> = picture.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[0] == 0).collect();
        assert!(picture.pixels().all(|pixel| pixel.0[0] == 0 || pixel.0[0] == 255));
        assert_eq!(dark.iter().map(|(x, ..)| *x).min(), Some(4 * px));
        assert_eq!(dark.iter().map(|(_, y, _)| *y).max(), Some(25 * px - 1));
    }
}

#[test]
fn a_code_in_the_terminal_reads_back_in_every_style() {
    for (_, text) in payloads() {
        let code = QrCode::encode(&text, ErrorCorrection::M).unwrap();
        for style in [TerminalStyle::Colours, TerminalStyle::DarkBackground, TerminalStyle::LightBackground] {
            let screen = picture_of_terminal(&code.terminal(style), style);
            assert_eq!(screen.width(), code.width() + 8, "the quiet zone is drawn");
            let larger = image::imageops::resize(
                &screen,
                screen.width() * 4,
                screen.height() * 4,
                image::imageops::FilterType::Nearest,
            );
            let found = read(&png(&larger)).unwrap();
            assert_eq!(found[0].text.as_str(), text, "{style:?}");
        }
    }
}

#[test]
fn colours_in_the_terminal_do_not_depend_on_its_theme_and_end_with_the_line() {
    let code = QrCode::encode("s3ssion-token", ErrorCorrection::M).unwrap();
    let text = code.terminal(TerminalStyle::Colours);
    assert_eq!(text.lines().count(), 15);
    assert!(text.lines().all(|line| line.starts_with("\x1b[38;5;16;48;5;231m") && line.ends_with("\x1b[0m")));
    for style in [TerminalStyle::DarkBackground, TerminalStyle::LightBackground] {
        assert!(!code.terminal(style).contains('\x1b'), "{style:?}");
    }
}

/// Runs of black, as far as our own SVG goes: `M x y h n v1 h-n z`.
fn modules_of_svg(svg: &str, side: u32) -> GrayImage {
    let mut picture = GrayImage::from_pixel(side, side, image::Luma([255]));
    let dark = svg.split(r##"<path fill="#000" d=""##).nth(1).unwrap().split('"').next().unwrap();
    for run in dark.split('M').skip(1) {
        let (at, length) = run.split_once('h').unwrap();
        let (x, y) = at.split_once(' ').unwrap();
        let (length, _) = length.split_once('v').unwrap();
        let (x, y, length): (u32, u32, u32) = (x.parse().unwrap(), y.parse().unwrap(), length.parse().unwrap());
        for x in x..x + length {
            picture.put_pixel(x, y, image::Luma([0]));
        }
    }
    picture
}

/// What a person sees: a cell is a column wide and two modules high.
fn picture_of_terminal(text: &str, style: TerminalStyle) -> GrayImage {
    let lines: Vec<Vec<char>> = text
        .lines()
        .map(|line| line.replace("\x1b[38;5;16;48;5;231m", "").replace("\x1b[0m", "").chars().collect())
        .collect();
    let foreground = if style == TerminalStyle::DarkBackground { 255 } else { 0 };
    GrayImage::from_fn(lines[0].len().try_into().unwrap(), (lines.len() * 2).try_into().unwrap(), |x, y| {
        let painted = match (lines[y as usize / 2][x as usize], y % 2) {
            ('█', _) | ('▀', 0) | ('▄', 1) => true,
            (' ' | '▀' | '▄', _) => false,
            (other, _) => panic!("{other:?} is no half block"),
        };
        image::Luma([if painted { foreground } else { 255 - foreground }])
    })
}
