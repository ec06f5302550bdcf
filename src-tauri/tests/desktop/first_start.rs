//! The first start: nothing is there yet, and everything is ready.

use crate::desk::Desk;
use crate::page::Name;
use crate::pictures::{colours, screenshot};

#[test]
fn the_first_start_shows_the_simulator_chosen_and_ready() {
    let desk = Desk::new();
    let window = desk.start();
    window.page.is_chosen("Environment", "Simulator");
    window.page.says("Simulator running");
    window.page.find("main", Name::Is("Sign-on"));
    let colours = colours(&screenshot());
    assert!(colours > 20, "the window is blank: {colours} colours");
    let sign_on = window.page.find("button", Name::Is("Sign on"));
    assert!(window.page.is_enabled(&sign_on), "one click is enough");
}
