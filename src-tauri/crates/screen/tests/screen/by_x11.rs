//! The screen of an X server, where there is no portal.

use std::time::Duration;

use tessera_qr::ReadError;
use tessera_screen::{Area, ScreenError};

use crate::support::{Screen, texts, until};

const TOKEN: &str = "abc3fj6sdehd529ng33dg";

#[tokio::test]
async fn a_code_on_the_screen_is_found() {
    let screen = Screen::start();
    screen.show_code(TOKEN, 400, 300);
    let shot = screen.desktop().shoot(Area::Whole).await.unwrap();
    assert_eq!(texts(&shot), [TOKEN]);
    assert!(shot.left.is_none());
}

#[tokio::test]
async fn two_codes_are_both_found_and_one_that_is_covered_is_not() {
    let screen = Screen::start();
    let (_, side) = screen.show_code("the one above", 20, 20);
    screen.show_code("the one below", 500, 400);
    let shot = screen.desktop().shoot(Area::Whole).await.unwrap();
    assert_eq!(texts(&shot), ["the one above", "the one below"]);
    // A corner of it is enough to be read no more; the other one is read all the same.
    screen.show_window(20, 20, side / 2);
    let shot = screen.desktop().shoot(Area::Whole).await.unwrap();
    assert_eq!(texts(&shot), ["the one below"]);
}

#[tokio::test]
async fn a_screen_without_a_code_says_so() {
    let screen = Screen::start();
    let (window, _) = screen.show_code(TOKEN, 400, 300);
    screen.close(window);
    let shot = screen.desktop().shoot(Area::Whole).await.unwrap();
    assert_eq!(shot.picture.read().unwrap_err(), ReadError::NoCode);
}

/// Begins to draw a region, lets `person` use the mouse, and gives what came of it.
async fn draw(screen: &Screen, person: impl FnOnce(&Screen)) -> Result<Vec<String>, ScreenError> {
    let before = screen.windows();
    let desktop = screen.desktop().with_deadline(Duration::from_secs(20));
    let scan = tokio::spawn(async move { desktop.shoot(Area::Region).await });
    until("a region can be drawn", || screen.windows() == before + 4).await;
    person(screen);
    let shot = scan.await.unwrap();
    until("nothing of it stays on the screen", || screen.windows() == before).await;
    shot.map(|shot| texts(&shot))
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_codes_the_one_in_the_region_that_is_drawn_is_found() {
    let screen = Screen::start();
    screen.show_code("the one above", 20, 20);
    let (_, side) = screen.show_code("the one below", 500, 400);
    let (right, bottom) = ((490 + side + 20).to_string(), (390 + side + 20).to_string());
    let found = draw(&screen, |screen| {
        screen.xdotool(&["mousemove", "490", "390", "mousedown", "1", "mousemove", "600", "450"]);
        screen.xdotool(&["mousemove", &right, &bottom, "mouseup", "1"]);
    });
    assert_eq!(found.await.unwrap(), ["the one below"]);
    // From the lower right corner, too.
    let found = draw(&screen, |screen| {
        screen.xdotool(&["mousemove", &right, &bottom, "mousedown", "1", "mousemove", "490", "390", "mouseup", "1"]);
    });
    assert_eq!(found.await.unwrap(), ["the one below"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn escape_another_button_and_a_mere_click_end_the_drawing() {
    let screen = Screen::start();
    screen.show_code(TOKEN, 400, 300);
    for (what, told) in [
        (&["key", "Escape"][..], ScreenError::Cancelled),
        (&["click", "3"], ScreenError::Cancelled),
        (&["mousemove", "400", "300", "click", "1"], ScreenError::NoRegion),
    ] {
        let found = draw(&screen, |screen| screen.xdotool(what)).await;
        assert_eq!(found.unwrap_err(), told, "{what:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_that_is_given_up_or_forgotten_leaves_the_mouse_and_the_screen() {
    let screen = Screen::start();
    let desktop = screen.desktop();
    let scan = tokio::spawn(async move { desktop.shoot(Area::Region).await });
    until("a region can be drawn", || screen.windows() == 4).await;
    scan.abort();
    until("nothing of it stays on the screen", || screen.windows() == 0).await;
    let limit = Duration::from_millis(400);
    let told = screen.desktop().with_deadline(limit).shoot(Area::Region).await.unwrap_err();
    assert_eq!(told, ScreenError::TookTooLong(limit));
    // Whoever comes next can have the mouse.
    let found = draw(&screen, |screen| screen.xdotool(&["key", "Escape"])).await;
    assert_eq!(found.unwrap_err(), ScreenError::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mouse_that_another_program_holds_is_told() {
    let screen = Screen::start();
    let holder = screen.desktop();
    let holding = tokio::spawn(async move { holder.shoot(Area::Region).await });
    until("the mouse is held", || screen.windows() == 4).await;
    let told = screen.desktop().shoot(Area::Region).await.unwrap_err();
    assert_eq!(told, ScreenError::MouseHeld);
    holding.abort();
}
