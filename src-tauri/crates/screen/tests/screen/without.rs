//! Desktops that have no portal for screenshots, and those that have nothing at all.

use tessera_screen::{Area, Desktop, ScreenError};

use crate::portal::{Does, Portal};
use crate::support::{Bus, NO_BUS, Screen, texts};

#[tokio::test]
async fn without_a_portal_x11_is_read_and_with_one_it_is_not() {
    let (screen, bus) = (Screen::start(), Bus::start());
    screen.show_code("abc3fj6sdehd529ng33dg", 400, 300);
    let desktop = Desktop::at(&bus.address, Some(screen.display.clone()), false);
    assert_eq!(texts(&desktop.shoot(Area::Whole).await.unwrap()).len(), 1, "nothing of that name is on the bus");
    let empty = Portal::start_empty(&bus).await;
    assert_eq!(texts(&desktop.shoot(Area::Whole).await.unwrap()).len(), 1, "it has no screenshots");
    drop(empty);
    let bus = Bus::start();
    let _portal = Portal::start(&bus, Does::Says(1)).await;
    let desktop = Desktop::at(&bus.address, Some(screen.display.clone()), false);
    assert_eq!(desktop.shoot(Area::Whole).await.unwrap_err(), ScreenError::Cancelled, "a refusal is one");
}

#[tokio::test]
async fn under_wayland_without_a_portal_x11_is_not_taken_for_the_screen() {
    let screen = Screen::start();
    screen.show_code("abc3fj6sdehd529ng33dg", 400, 300);
    let desktop = Desktop::at(NO_BUS, Some(screen.display.clone()), true);
    let told = desktop.shoot(Area::Whole).await.unwrap_err();
    assert_eq!(told, ScreenError::NoPortal);
    assert!(told.remedy().contains("xdg-desktop-portal"));
}

#[tokio::test]
async fn where_there_is_nothing_each_lack_is_named() {
    assert_eq!(Desktop::at(NO_BUS, None, false).shoot(Area::Whole).await.unwrap_err(), ScreenError::NoScreen);
    let gone = Desktop::at(NO_BUS, Some(":4711".to_owned()), false);
    let told = gone.shoot(Area::Region).await.unwrap_err();
    assert!(matches!(told, ScreenError::Display(_)), "{told:?}");
}
