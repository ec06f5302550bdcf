//! The list of passwords that are kept: one for each user and parameter of an environment, and none of another session.

use tessera_storage::{KeptPassword, Origin, PasswordPlace};
use uuid::Uuid;

use crate::{database, id};

fn kept(environment: &str, user_name: &str, parameter: Option<&str>) -> KeptPassword {
    let origins = ["https://ags.example.com", "https://ias.example.com:8443"];
    KeptPassword {
        id: Uuid::new_v4(),
        environment: id(environment),
        user_name: user_name.to_owned(),
        parameter: parameter.map(str::to_owned),
        origins: origins.map(|origin| Origin::of(&origin.parse().unwrap()).unwrap()).to_vec(),
        place: PasswordPlace::Keychain,
    }
}

#[test]
fn a_kept_password_is_listed_with_its_user_in_its_environment_alone() {
    let (_folder, database) = database();
    let (dave, pin, other) = (kept("lab", "dave", None), kept("lab", "dave", Some("Pin")), kept("prod", "dave", None));
    let erin = kept("lab", "erin", None);
    for one in [&pin, &erin, &other, &dave] {
        database.passwords().keep(one).unwrap();
    }
    assert_eq!(database.passwords().list(&id("lab")).unwrap(), [dave.clone(), pin.clone(), erin]);
    assert_eq!(database.passwords().of(&id("lab"), "dave").unwrap(), [dave.clone(), pin]);
    assert!(database.passwords().remove(dave.id).unwrap());
    assert!(!database.passwords().remove(dave.id).unwrap());
    assert_eq!(database.passwords().of(&id("prod"), "dave").unwrap(), [other]);
    assert_eq!(database.passwords().of(&id("prod"), "Dave").unwrap(), [], "capitals count");
}

#[test]
fn a_password_kept_again_takes_the_place_of_the_one_before() {
    let (_folder, database) = database();
    let first = kept("lab", "dave", None);
    database.passwords().keep(&first).unwrap();
    let again = KeptPassword { id: Uuid::new_v4(), origins: vec![], ..first.clone() };
    database.passwords().keep(&again).unwrap();
    assert_eq!(database.passwords().list(&id("lab")).unwrap(), [again]);
}

#[test]
fn what_is_kept_for_a_session_is_forgotten_with_it_unless_it_was_moved_to_the_keychain() {
    let (_folder, database) = database();
    let stays = kept("lab", "dave", None);
    let goes = KeptPassword { place: PasswordPlace::Session, ..kept("lab", "erin", None) };
    for one in [&stays, &goes] {
        database.passwords().keep(one).unwrap();
    }
    database.passwords().forget_session().unwrap();
    assert_eq!(database.passwords().list(&id("lab")).unwrap(), std::slice::from_ref(&stays));
    database.passwords().keep(&goes).unwrap();
    database.passwords().moved_to_keychain().unwrap();
    database.passwords().forget_session().unwrap();
    let moved = KeptPassword { place: PasswordPlace::Keychain, ..goes };
    assert_eq!(database.passwords().list(&id("lab")).unwrap(), [stays, moved]);
}
