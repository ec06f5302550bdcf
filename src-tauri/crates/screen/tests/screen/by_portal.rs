//! What a portal answers, or does not, and what becomes of its file.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tessera_screen::{Area, Desktop, ScreenError};
use url::Url;

use crate::portal::{Does, Portal};
use crate::support::{Bus, exists, png, texts};

/// Longer than a busy machine takes.
const PATIENCE: Duration = Duration::from_secs(20);

fn desktop(bus: &Bus) -> Desktop {
    Desktop::at(&bus.address, None, true)
}

/// A folder where portals may put files.
struct Pictures(tempfile::TempDir);

impl Pictures {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, bytes: &[u8]) -> (PathBuf, String) {
        let path = self.0.path().join("Screenshot at 12:00 – é.png");
        fs::write(&path, bytes).unwrap();
        let uri = address(&path);
        (path, uri)
    }
}

fn address(path: &Path) -> String {
    Url::from_file_path(path).unwrap().into()
}

/// What the scan says when the portal names this address.
async fn refused(uri: String) -> ScreenError {
    let bus = Bus::start();
    let _portal = Portal::start(&bus, Does::Gives(uri)).await;
    desktop(&bus).shoot(Area::Whole).await.unwrap_err()
}

#[tokio::test]
async fn the_picture_of_the_portal_is_read_and_its_file_deleted() {
    let (bus, pictures) = (Bus::start(), Pictures::new());
    for (area, interactive) in [(Area::Whole, false), (Area::Region, true)] {
        let (path, uri) = pictures.file(&png("abc3fj6sdehd529ng33dg"));
        let portal = Portal::start(&bus, Does::Gives(uri)).await;
        let shot = desktop(&bus).shoot(area).await.unwrap();
        assert_eq!(texts(&shot), ["abc3fj6sdehd529ng33dg"]);
        assert_eq!(*portal.seen.interactive.lock().unwrap(), [interactive], "a region is chosen by the person");
        assert!(!exists(&path) && shot.left.is_none());
        drop(portal);
        // The name is free for the next one.
    }
}

#[tokio::test]
async fn an_old_portal_that_names_the_request_itself_is_understood() {
    let (bus, pictures) = (Bus::start(), Pictures::new());
    let (path, uri) = pictures.file(&png("abc3fj6sdehd529ng33dg"));
    let _portal = Portal::start(&bus, Does::GivesUnderAnotherName(uri)).await;
    let shot = desktop(&bus).with_deadline(PATIENCE).shoot(Area::Whole).await.unwrap();
    assert_eq!(texts(&shot).len(), 1);
    assert!(!exists(&path));
}

#[tokio::test]
async fn what_a_person_or_the_desktop_refuses_is_told_apart() {
    for (does, error) in [
        (Does::Says(1), ScreenError::Cancelled),
        (Does::Says(2), ScreenError::PortalFailed { code: None }),
        // Done, and no picture.
        (Does::Says(0), ScreenError::PortalFailed { code: None }),
        (Does::Refuses, ScreenError::PortalFailed { code: Some("org.freedesktop.DBus.Error.AccessDenied".to_owned()) }),
    ] {
        let bus = Bus::start();
        let _portal = Portal::start(&bus, does).await;
        let told = desktop(&bus).shoot(Area::Region).await.unwrap_err();
        assert_eq!(told, error);
        assert!(!told.remedy().is_empty());
    }
}

#[tokio::test]
async fn a_portal_that_never_answers_is_given_up_and_its_question_taken_back() {
    let bus = Bus::start();
    let portal = Portal::start(&bus, Does::Nothing).await;
    let limit = Duration::from_millis(400);
    let told = desktop(&bus).with_deadline(limit).shoot(Area::Region).await.unwrap_err();
    assert_eq!(told, ScreenError::TookTooLong(limit));
    tokio::time::timeout(PATIENCE, portal.seen.closed.notified()).await.expect("the request is closed");
}

#[tokio::test]
async fn a_scan_that_is_given_up_leaves_the_bus() {
    let bus = Bus::start();
    let portal = Portal::start(&bus, Does::Nothing).await;
    let desktop = desktop(&bus);
    let scan = tokio::spawn(async move { desktop.shoot(Area::Region).await });
    tokio::time::timeout(PATIENCE, portal.seen.asked.notified()).await.expect("it asks");
    scan.abort();
    tokio::time::timeout(PATIENCE, portal.only_it_is_left()).await.expect("the asker is gone");
}

#[tokio::test]
async fn a_portal_that_ends_meanwhile_is_not_waited_for() {
    let bus = Bus::start();
    let portal = Portal::start(&bus, Does::Nothing).await;
    let desktop = desktop(&bus);
    let scan = tokio::spawn(async move { desktop.shoot(Area::Region).await });
    tokio::time::timeout(PATIENCE, portal.seen.asked.notified()).await.expect("it asks");
    drop(portal);
    let told = tokio::time::timeout(PATIENCE, scan).await.expect("it is told").unwrap().unwrap_err();
    assert!(matches!(told, ScreenError::PortalFailed { .. }), "{told:?}");
}

#[tokio::test]
async fn a_file_that_is_not_there_is_told() {
    let missing = tempfile::tempdir().unwrap().path().join("gone.png");
    for uri in [address(&missing), "https://example.com/shot.png".to_owned(), "file://elsewhere/shot.png".to_owned()] {
        let told = refused(uri).await;
        assert!(matches!(told, ScreenError::NoFile(_)), "{told:?}");
    }
}

#[tokio::test]
async fn a_file_that_was_not_made_for_the_scan_is_neither_read_nor_deleted() {
    let pictures = Pictures::new();
    let (old, uri) = pictures.file(&png("abc3fj6sdehd529ng33dg"));
    let yesterday = SystemTime::now() - Duration::from_secs(24 * 60 * 60);
    fs::File::options().write(true).open(&old).unwrap().set_modified(yesterday).unwrap();
    assert_eq!(refused(uri).await, ScreenError::NotOfThisScan(old.clone()));
    let link = pictures.0.path().join("link.png");
    fs::write(pictures.0.path().join("new.png"), png("abc3fj6sdehd529ng33dg")).unwrap();
    symlink(pictures.0.path().join("new.png"), &link).unwrap();
    assert_eq!(refused(address(&link)).await, ScreenError::NotOfThisScan(link.clone()));
    let folder = pictures.0.path().to_owned();
    assert_eq!(refused(address(&folder)).await, ScreenError::NotOfThisScan(folder));
    assert!(exists(&old) && exists(&link) && exists(&pictures.0.path().join("new.png")));
}

#[tokio::test]
async fn a_picture_of_the_portal_that_is_too_large_is_not_kept() {
    let pictures = Pictures::new();
    let (path, uri) = pictures.file(b"");
    fs::File::options().write(true).open(&path).unwrap().set_len(tessera_qr::MAX_FILE_BYTES as u64 + 1).unwrap();
    assert_eq!(refused(uri).await, ScreenError::TooLarge);
    assert!(!exists(&path), "it was made for us");
}

#[tokio::test]
async fn a_file_that_cannot_be_deleted_is_told() {
    let bus = Bus::start();
    // No place where a portal puts files: what is there is never deleted.
    let folder = tempfile::tempdir_in("/var/tmp").unwrap();
    let path = folder.path().join("shot.png");
    fs::write(&path, png("abc3fj6sdehd529ng33dg")).unwrap();
    let _portal = Portal::start(&bus, Does::Gives(address(&path))).await;
    let shot = desktop(&bus).shoot(Area::Whole).await.unwrap();
    assert_eq!(texts(&shot).len(), 1);
    assert_eq!(shot.left.as_ref(), Some(&path));
    assert!(exists(&path));
}
