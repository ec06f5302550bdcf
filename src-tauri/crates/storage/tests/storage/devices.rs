//! One installation, one account, one `client_id`.

use tessera_storage::{Device, DeviceChange, SignedOn};
use uuid::Uuid;

use crate::{database, id, later};

fn sign_on(account: &str, client_id: &str, seconds: i64) -> SignedOn {
    SignedOn {
        environment: id("lab"),
        platform: "iphone".into(),
        account: account.into(),
        client_id: client_id.into(),
        journey: "qr-sign-on".to_owned(),
        at: later(seconds),
    }
}

#[test]
fn the_same_account_finds_its_device_again() {
    let (folder, database) = database();
    let (first, change) = database.devices().signed_on(&sign_on("ada", "PUB_1", 0)).unwrap();
    assert_eq!(change, DeviceChange::New);
    database.devices().rename(first.id, Some(" Living room ")).unwrap();
    let (again, change) = database.devices().signed_on(&sign_on("ada", "PUB_1", 60)).unwrap();
    assert_eq!(change, DeviceChange::Again);
    let label = Some("Living room".to_owned());
    assert_eq!(again, Device { last_signed_on_at: later(60), label, ..first });
    drop(database);
    let reopened = tessera_storage::Database::open(folder.path(), later(90)).unwrap().database;
    let found = reopened.devices().installed(&id("lab"), &"iphone".into()).unwrap();
    assert_eq!(found, Some(again), "a second start finds it");
}

#[test]
fn another_account_on_the_same_installation_wipes_the_client_id() {
    let (_folder, database) = database();
    let (before, _) = database.devices().signed_on(&sign_on("ada", "PUB_1", 0)).unwrap();
    let (after, change) = database.devices().signed_on(&sign_on("bob", "PUB_2", 60)).unwrap();
    assert_eq!(change, DeviceChange::OtherAccount { wiped: before.clone() });
    assert_ne!(after.id, before.id, "so that no token of the other account is found under it");
    assert_eq!((after.client_id.as_str(), after.label.as_deref()), ("PUB_2", None));
    assert_eq!(database.devices().list(None).unwrap(), [after]);
    assert_eq!(database.devices().get(before.id).unwrap(), None);
    let (_, change) = database.devices().signed_on(&sign_on("ada", "PUB_3", 90)).unwrap();
    assert!(matches!(change, DeviceChange::OtherAccount { .. }), "the first account's client_id does not come back");
}

#[test]
fn a_new_client_id_for_the_same_account_is_told() {
    let (_folder, database) = database();
    let (first, _) = database.devices().signed_on(&sign_on("ada", "PUB_1", 0)).unwrap();
    let (second, change) = database.devices().signed_on(&sign_on("ada", "PUB_2", 60)).unwrap();
    assert_eq!(change, DeviceChange::OtherDevice { before: "PUB_1".into() });
    assert_eq!((second.id, second.first_signed_on_at), (first.id, later(60)));
}

#[test]
fn other_platforms_and_environments_are_other_installations() {
    let (_folder, database) = database();
    let lab = sign_on("ada", "PUB_1", 0);
    let others = [
        SignedOn { platform: "roku".into(), account: "bob".into(), at: later(1), ..lab.clone() },
        SignedOn { environment: id("prod"), account: "bob".into(), at: later(2), ..lab.clone() },
    ];
    let (first, _) = database.devices().signed_on(&lab).unwrap();
    for other in &others {
        assert_eq!(database.devices().signed_on(other).unwrap().1, DeviceChange::New);
    }
    assert_eq!(database.devices().get(first.id).unwrap(), Some(first.clone()));
    let platforms = |environment| -> Vec<String> {
        let devices = database.devices().list(environment).unwrap();
        devices.iter().map(|device| format!("{}/{}", device.environment, device.platform)).collect()
    };
    assert_eq!(platforms(None), ["prod/iphone", "lab/roku", "lab/iphone"], "the last used first");
    assert_eq!(platforms(Some(&id("lab"))), ["lab/roku", "lab/iphone"]);
}

#[test]
fn a_forgotten_device_is_gone() {
    let (_folder, database) = database();
    let (device, _) = database.devices().signed_on(&sign_on("ada", "PUB_1", 0)).unwrap();
    assert_eq!(database.devices().forget(device.id).unwrap(), Some(device.clone()));
    assert_eq!(database.devices().forget(device.id).unwrap(), None);
    assert_eq!(database.devices().installed(&id("lab"), &"iphone".into()).unwrap(), None);
    assert!(!database.devices().rename(Uuid::new_v4(), Some("x")).unwrap());
    assert_eq!(database.devices().signed_on(&sign_on("ada", "PUB_9", 5)).unwrap().1, DeviceChange::New);
}

#[test]
fn a_label_is_taken_away_by_an_empty_one() {
    let (_folder, database) = database();
    let (device, _) = database.devices().signed_on(&sign_on("ada", "PUB_1", 0)).unwrap();
    assert!(database.devices().rename(device.id, Some("Box")).unwrap());
    assert!(database.devices().rename(device.id, Some("  ")).unwrap());
    assert_eq!(database.devices().get(device.id).unwrap(), Some(device));
}
