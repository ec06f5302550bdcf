//! The codes that we draw are read by a program that is not ours: `zbarimg`.

#![allow(clippy::unwrap_used)]

mod pictures;

use std::path::Path;
use std::process::Command;

use pictures::{letters, payloads};
use tessera_qr::{ErrorCorrection, PayloadTemplate, QrCode};

/// What zbarimg reads in the file, without its final line feed.
fn zbarimg(file: &Path) -> String {
    let run = Command::new("zbarimg")
        .args(["--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable"])
        .arg(file)
        .output()
        .expect("zbarimg is needed for this test: install the package zbar-tools (macOS: zbar)");
    let text = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success(), "zbarimg on {}: {}", file.display(), String::from_utf8_lossy(&run.stderr));
    text.trim_end_matches('\n').to_owned()
}

fn assert_read(text: &str, level: ErrorCorrection, module_px: u32) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("code.png");
    std::fs::write(&file, QrCode::encode(text, level).unwrap().png(module_px)).unwrap();
    assert_eq!(zbarimg(&file), text, "{level:?} at {module_px} pixels a module");
}

#[test]
fn every_payload_is_read_at_every_level() {
    for (_, text) in payloads() {
        for level in [ErrorCorrection::L, ErrorCorrection::M, ErrorCorrection::Q, ErrorCorrection::H] {
            assert_read(&text, level, 4);
        }
    }
}

#[test]
fn a_session_token_is_read_at_every_size() {
    for module_px in [2, 3, 4, 8, 16, 32] {
        assert_read(&letters(21, 5), ErrorCorrection::M, module_px);
    }
}

#[test]
fn the_largest_code_is_read() {
    assert_read(&letters(2953, 5), ErrorCorrection::L, 4);
}

#[test]
fn a_filled_template_is_read() {
    for template in ["https://tv.example/s?token={sessionToken}", r#"{"sessionToken":"{sessionToken}"}"#] {
        let filled = PayloadTemplate::parse(template).unwrap().fill("a+b/c=\"d\"");
        assert_read(&filled, ErrorCorrection::M, 4);
    }
}
