//! The picture of the window in the README: `docs/sign-on.png`, taken anew when it is asked for.

use std::path::Path;

use crate::desk::Desk;
use crate::page::Name;
use crate::pictures::screenshot;
use crate::sign_on::{inside, sign_on};
use crate::waiting::until;

/// It shows the simulator's answers, tokens that are cut, and no code, so nothing in it can be used.
#[test]
#[ignore = "writes docs/sign-on.png: cargo xtask test cannot, the sources must not change in it"]
fn the_picture_of_the_readme() {
    let desk = Desk::new();
    let window = desk.start();
    let page = &window.page;
    page.go("Settings");
    page.switch("Dark");
    page.switch("When asked for");
    page.go("Sign-on");
    sign_on(page);
    inside(page, "signOnWithSessionToken", "Access");
    until("the messages are gone", || page.all("button", Name::Is("Close")).is_empty().then_some(()));
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sign-on.png");
    std::fs::write(picture, screenshot()).unwrap();
}
