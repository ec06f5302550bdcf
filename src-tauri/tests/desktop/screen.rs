//! A code that stands on the screen, under the window: found, asked about, and sent when a person says so.

use std::fs;
use std::process::Command;
use std::thread::{self, JoinHandle};

use serde_json::json;

use crate::desk::{Desk, Window};
use crate::dialogs;
use crate::files::{is_asked_about_and_sent, show_the_code};
use crate::page::{Name, Page};
use crate::pictures::{codes_read_by_zbar, screenshot};
use crate::sign_on::verdict;
use crate::waiting::until;

/// Another program's picture of this code, in the middle of the screen; the window covers it.
struct Television;

impl Television {
    fn show(desk: &Desk, text: &str) -> Self {
        let file = desk.home.join("television.png");
        let code = tessera_qr::QrCode::encode(text, tessera_qr::ErrorCorrection::M).unwrap();
        fs::write(&file, code.png(6)).unwrap();
        let paint = ["-size", "1280x900", "xc:gray", file.to_str().unwrap(), "-gravity", "center", "-composite"];
        Self::paint(desk, &paint);
        Self
    }

    fn paint(desk: &Desk, convert: &[&str]) {
        let background = desk.home.join("background.png");
        let made = Command::new("convert").args(convert).arg(&background).status();
        assert!(made.expect("convert is in the Debian package imagemagick").success());
        // It answers 1 also when it has painted.
        let shown = Command::new("display").args(["-window", "root"]).arg(&background).status();
        shown.expect("display is in the Debian package imagemagick");
    }
}

impl Drop for Television {
    fn drop(&mut self) {
        // Black again, as it was for the next test.
        let _ = Command::new("display").args(["-window", "root", "xc:black"]).status();
    }
}

/// A session token that nothing has used, as a head-end elsewhere would show it; then the window plays the phone alone.
fn foreign_token(desk: &Desk, page: &Page) -> String {
    let token = codes_read_by_zbar(&show_the_code(desk, page), &desk.home).pop().unwrap();
    page.switch("real");
    page.says("A real set-top box shows the code.");
    token
}

/// Fills the screen, so that it covers whatever stands behind.
fn fill_the_screen(window: &Window) {
    let rectangle = json!({ "x": 0, "y": 0, "width": 1280, "height": 900 });
    window.page.session.ask("POST", "/window/rect", Some(&rectangle)).unwrap();
}

fn scan(page: &Page, from: &str) {
    page.click("button", Name::Is("Scan a picture\u{2026}"));
    page.click("menuitem", Name::Has(from));
}

/// The window goes while it is clicked, and the driver answers when it is back.
fn begin_to_draw(page: &Page) -> JoinHandle<()> {
    page.click("button", Name::Is("Scan a picture\u{2026}"));
    let item = page.find("menuitem", Name::Has("A region of the screen"));
    let session = page.session.clone();
    let click = thread::spawn(move || {
        let _ = session.ask("POST", &format!("/element/{}/click", item.0), Some(&json!({})));
    });
    dialogs::wait_until_closed("Tessera");
    click
}

#[test]
fn a_code_under_the_window_is_found_on_the_screen_and_asked_about_before_it_is_sent() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    fill_the_screen(&window);
    let own = foreign_token(&desk, page);
    let foreign = "abc3fj6sdehd529ng33dg";
    let _television = Television::show(&desk, foreign);
    assert_eq!(codes_read_by_zbar(&screenshot(), &desk.home), [own], "the window shows one of its own");
    let place = dialogs::place("Tessera");
    scan(page, "The whole screen");
    page.says("Read from the picture. Send it?");
    page.says(&format!("a token of 21 characters, \u{2026}cut:{}", tessera_tokens::fingerprint(foreign)));
    verdict(page, "Paused");
    assert_eq!(dialogs::place("Tessera"), place, "the window is back where it was");
    page.click("button", Name::Is("Send it"));
    verdict(page, "Refused");
    assert!(!window.output().contains(foreign), "the program says nothing of it");
}

#[test]
fn a_region_of_the_screen_is_drawn_and_the_drawing_can_be_cancelled() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    let token = foreign_token(&desk, page);
    let _television = Television::show(&desk, &token);
    let click = begin_to_draw(page);
    until("the drawing is cancelled", || {
        // Before it has begun, nobody hears the key.
        dialogs::press("Escape");
        dialogs::is_open("Tessera").then_some(())
    });
    click.join().unwrap();
    page.says("No picture of the screen was taken: it was cancelled or refused.");
    assert!(page.all("option", Name::Has("signOnWithSessionToken: done")).is_empty());
    let click = begin_to_draw(page);
    until("the region is drawn", || {
        // Before the drawing has begun, nobody feels the mouse.
        dialogs::drag((480, 290), (800, 610));
        dialogs::is_open("Tessera").then_some(())
    });
    click.join().unwrap();
    is_asked_about_and_sent(page);
}

#[test]
fn a_screen_without_a_code_is_told_and_nothing_is_sent() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    page.switch("real");
    scan(page, "The whole screen");
    verdict(page, "Stopped");
    page.says("There is no QR code in the picture.");
    assert!(page.all("option", Name::Has("signOnWithSessionToken: done")).is_empty());
}

/// Whoever starts the program again gets the window that was out of the way.
#[test]
fn a_second_start_brings_the_window_back_and_gives_the_scan_up() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    page.switch("real");
    let click = begin_to_draw(page);
    let second = desk.command(crate::desk::PROGRAM).status().unwrap();
    assert!(second.success());
    dialogs::wait_until_open("Tessera");
    click.join().unwrap();
    page.says("No picture of the screen was taken: it was cancelled or refused.");
}
