//! Pictures that go into the program and files that come out of it, by the dialogs of the system and its clipboard.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::desk::{Desk, Process};
use crate::dialogs;
use crate::page::{Name, Page};
use crate::pictures::{codes_read_by_zbar, screenshot};
use crate::sign_on::{sign_on, verdict};
use crate::waiting::until;

/// Goes on step by step until the code is on screen, and takes a picture of that.
pub(crate) fn show_the_code(desk: &Desk, page: &Page) -> Vec<u8> {
    for step in ["servicediscovery", "sign operator JWT", "getSessionToken", "show QR"] {
        page.click("button", Name::Is("Step"));
        page.find("option", Name::Has(&format!("{step}: done")));
        verdict(page, "Paused");
    }
    until("the code is painted", || {
        let picture = screenshot();
        codes_read_by_zbar(&picture, &desk.home).pop().map(|_| picture)
    })
}

/// A picture that holds another code on the left of this one.
fn beside_another_code(seen: &[u8]) -> Vec<u8> {
    let seen = image::load_from_memory(seen).unwrap().into_rgba8();
    let other = tessera_qr::QrCode::encode("abc3fj6sdehd529ng33dg", tessera_qr::ErrorCorrection::M).unwrap().png(5);
    let other = image::load_from_memory(&other).unwrap().into_rgba8();
    let white = image::Rgba([255; 4]);
    let mut both = image::RgbaImage::from_pixel(seen.width() + other.width(), seen.height(), white);
    image::imageops::replace(&mut both, &other, 0, 0);
    image::imageops::replace(&mut both, &seen, other.width().into(), 0);
    let mut png = std::io::Cursor::new(Vec::new());
    both.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

/// What stands in a foreign picture is shown first, and sent when a person says so.
pub(crate) fn is_asked_about_and_sent(page: &Page) {
    page.says("Read from the picture. Send it?");
    verdict(page, "Paused");
    page.find("option", Name::Has("read QR: done"));
    page.click("button", Name::Is("Send it"));
    verdict(page, "Signed on");
}

fn save_code(page: &Page, form: &str, path: &Path) {
    page.click("button", Name::Is("Save\u{2026}"));
    page.click("menuitem", Name::Is(form));
    dialogs::choose_file("Save the code", path);
    page.says(&format!("Saved as {}", path.display()));
}

#[test]
fn the_code_is_saved_as_svg_and_png_and_the_png_is_scanned_as_a_file() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    let seen = show_the_code(&desk, page);
    let (svg, png) = (desk.home.join("code.svg"), desk.home.join("code.png"));
    save_code(page, "As SVG", &svg);
    save_code(page, "As PNG", &png);
    let text = fs::read_to_string(&svg).unwrap();
    assert!(text.starts_with("<svg") && text.trim_end().ends_with("</svg>"), "{text:.80}");
    let token = codes_read_by_zbar(&fs::read(&png).unwrap(), &desk.home);
    assert_eq!(token, codes_read_by_zbar(&seen, &desk.home), "the code of the window");
    assert_eq!(token.len(), 1);

    page.switch("real");
    page.click("button", Name::Is("Scan a picture\u{2026}"));
    page.click("menuitem", Name::Has("Choose a file"));
    dialogs::choose_file("Scan a picture", &png);
    is_asked_about_and_sent(page);
}

#[test]
fn of_two_codes_in_a_picture_a_person_chooses() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    let photo = desk.home.join("two.png");
    fs::write(&photo, beside_another_code(&show_the_code(&desk, page))).unwrap();
    page.switch("real");
    page.click("button", Name::Is("Scan a picture\u{2026}"));
    page.click("menuitem", Name::Has("Choose a file"));
    dialogs::choose_file("Scan a picture", &photo);
    page.says("2 QR codes in the picture: choose one");
    verdict(page, "Paused");
    page.click("button", Name::Has("a token of 25 characters"));
    verdict(page, "Signed on");
    page.find("option", Name::Has("choose the code: done"));
}

#[test]
fn a_dialog_that_is_left_changes_nothing() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    show_the_code(&desk, page);
    page.click("button", Name::Is("Save\u{2026}"));
    page.click("menuitem", Name::Is("As PNG"));
    dialogs::dismiss("Save the code");
    page.click("button", Name::Is("Scan a picture\u{2026}"));
    page.click("menuitem", Name::Has("Choose a file"));
    dialogs::dismiss("Scan a picture");
    page.says("No picture was chosen.");
    verdict(page, "Paused");
    page.click("button", Name::Is("Go on"));
    verdict(page, "Signed on");
}

#[test]
fn a_picture_is_pasted_from_the_clipboard() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    let seen = show_the_code(&desk, page);
    let photo = desk.home.join("photo.png");
    fs::write(&photo, seen).unwrap();
    let mut copied = Command::new("xclip");
    copied.args(["-quiet", "-selection", "clipboard", "-t", "image/png", "-i"]).arg(&photo);
    let _copied = Process::start(copied.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()));
    until("the picture is in the clipboard", || {
        let targets = Command::new("xclip").args(["-selection", "clipboard", "-t", "TARGETS", "-o"]).output().unwrap();
        String::from_utf8_lossy(&targets.stdout).contains("image/png").then_some(())
    });
    page.switch("real");
    page.session.press(&["Control", "v"]);
    is_asked_about_and_sent(page);
}

#[test]
fn a_picture_that_is_dropped_on_the_window_is_scanned() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    let seen = show_the_code(&desk, page);
    // The first of its folder, where the dialog begins.
    fs::write(desk.home.join("a-photo.png"), seen).unwrap();
    page.switch("real");
    page.click("button", Name::Is("Save\u{2026}"));
    page.click("menuitem", Name::Is("As PNG"));
    dialogs::drag_first_file("Save the code");
    page.says("Read from the picture. Send it?");
    dialogs::dismiss("Save the code");
    is_asked_about_and_sent(page);
}

#[test]
fn the_run_is_saved_as_the_document_of_the_command_line() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    sign_on(page);
    let token = until("the code is painted", || codes_read_by_zbar(&screenshot(), &desk.home).pop());
    let path = desk.home.join("run.json");
    page.click("button", Name::Is("Save the run"));
    dialogs::choose_file("Save the run", &path);
    page.says(&format!("Saved as {}", path.display()));
    let document = fs::read_to_string(&path).unwrap();
    assert!(!document.contains(&token), "the session token stands in the file");
    let run: Value = serde_json::from_str(&document).unwrap();
    let members: Vec<&str> = run.as_object().unwrap().keys().map(String::as_str).collect();
    for member in documented_members() {
        assert!(members.contains(&member.as_str()), "{member} of {members:?}");
    }
    assert_eq!(
        [&run["format"], &run["environment"], &run["simulated"], &run["verdict"]],
        [&json!(1), &json!("Simulator"), &json!(true), &json!("done")]
    );
    assert_eq!(run["steps"].as_array().unwrap().len(), 7);

    page.go("History");
    page.click("option", Name::Has("ACC-1"));
    let again = desk.home.join("from-history.json");
    page.click("button", Name::Is("Save the run"));
    dialogs::choose_file("Save the run", &again);
    page.says(&format!("Saved as {}", again.display()));
    assert_eq!(fs::read_to_string(again).unwrap(), document);
}

/// The members that `docs/json.md` names for a run.
fn documented_members() -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md")).unwrap();
    let table = text.split("\n\nA step:").next().unwrap();
    let names = table.lines().filter_map(|line| line.strip_prefix("| `")).filter_map(|line| line.split(" |").next());
    let members = names.flat_map(|cell| cell.split([',', ' ', '`']).filter(|name| !name.is_empty()).map(str::to_owned));
    members.map(|name| name.trim_end_matches("[]").to_owned()).collect()
}
