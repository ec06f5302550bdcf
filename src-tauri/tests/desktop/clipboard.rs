//! A copied token in the clipboard, as `xclip` sees it, which is not ours.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::desk::{Desk, Process, Window};
use crate::endings::close_by_its_frame;
use crate::page::{Name, Page};
use crate::sign_on::{inside, sign_on};
use crate::waiting::until;

/// Milliseconds in the place of half a minute.
const STAYS: &str = "TESSERA_TRIAL_SECRET_STAYS";

/// By which programs that keep histories know what to leave out.
const HINT: &str = "x-kde-passwordManagerHint";

/// What is in the clipboard in that form; `None` when nothing is, or when who has it does not answer.
fn clipboard(form: &str) -> Option<String> {
    let mut xclip = Command::new("timeout");
    xclip.args(["2", "xclip", "-selection", "clipboard", "-t", form, "-o"]);
    let read = xclip.stderr(Stdio::null()).output().unwrap();
    read.status.success().then(|| String::from_utf8_lossy(&read.stdout).into_owned())
}

/// Another program's text. It stays as long as the program that is given back.
fn copy_elsewhere(text: &str) -> Process {
    let mut xclip = Command::new("xclip");
    xclip.args(["-quiet", "-selection", "clipboard", "-i"]).stdin(Stdio::piped());
    let mut xclip = Process::start(xclip.stdout(Stdio::null()).stderr(Stdio::null()));
    xclip.0.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    until("the other program has the clipboard", || (clipboard("UTF8_STRING")? == text).then_some(()));
    xclip
}

fn window_with_a_token(desk: &Desk) -> Window {
    let window = desk.start();
    sign_on(&window.page);
    inside(&window.page, "signOnWithSessionToken", "Access");
    window
}

fn copy_the_token(page: &Page) -> String {
    // Beside the code there is another one.
    let details = page.find("region", Name::Is("What is inside"));
    page.click_it(&page.all_in(Some(&details), "button", Name::Is("Copy"))[0]);
    until("a token is in the clipboard", || clipboard("UTF8_STRING").filter(|text| text.starts_with("eyJ")))
}

#[test]
fn a_copied_token_is_kept_out_of_histories_and_cleared_after_its_time() {
    let desk = Desk::new().with(STAYS, Some("1500"));
    let window = window_with_a_token(&desk);
    let token = copy_the_token(&window.page);
    assert_eq!(token.split('.').count(), 3, "the whole token");
    let forms = clipboard("TARGETS").unwrap();
    assert!(forms.lines().any(|form| form == HINT), "{forms}");
    assert_eq!(clipboard(HINT).as_deref(), Some("secret"));
    until("the clipboard is cleared", || clipboard("UTF8_STRING").is_none().then_some(()));
}

#[test]
fn what_another_program_copied_since_stays() {
    let desk = Desk::new().with(STAYS, Some("1200"));
    let window = window_with_a_token(&desk);
    copy_the_token(&window.page);
    let _other = copy_elsewhere("something else");
    // Nothing is to happen, so there is nothing to wait for but the time itself.
    window.page.session.promise("await new Promise((done) => setTimeout(done, 1500))", &[]).unwrap();
    assert_eq!(clipboard("UTF8_STRING").as_deref(), Some("something else"));
    close_by_its_frame(window);
    assert_eq!(clipboard("UTF8_STRING").as_deref(), Some("something else"), "also when the program has ended");
}

#[test]
fn a_copied_token_goes_with_the_program() {
    let desk = Desk::new();
    let window = window_with_a_token(&desk);
    copy_the_token(&window.page);
    close_by_its_frame(window);
    let forms = Command::new("xclip").args(["-selection", "clipboard", "-t", "TARGETS", "-o"]).output().unwrap();
    assert!(!forms.status.success(), "{forms:?}");
}
