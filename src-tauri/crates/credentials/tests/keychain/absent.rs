//! No keychain, in each of the ways in which there can be none; and that it is found when it comes.

use tessera_credentials::{Absence, KeychainError, KeychainState, Secret};

use crate::support::{in_session, open_keychain, operator_secret, without_a_bus};

async fn nothing_works_and_it_says(why: Absence) {
    let (keychain, name) = (open_keychain(), operator_secret());
    assert_eq!(keychain.probe().await, KeychainState::Missing { why });
    let error = KeychainError::NoKeychain(why);
    assert_eq!(keychain.get(&name).await.unwrap_err(), error, "it is not said to be missing");
    assert_eq!(keychain.set(&name, &Secret::new("s".to_owned())).await.unwrap_err(), error);
    assert_eq!(keychain.delete(&name).await.unwrap_err(), error);
    assert!(error.is_unreachable() && error.remedy().contains("this session only"), "{}", error.remedy());
}

#[test]
fn without_a_session_bus_there_is_no_keychain() {
    without_a_bus(async |_| nothing_works_and_it_says(Absence::NoBus).await);
}

#[test]
fn without_a_provider_on_the_bus_there_is_no_keychain() {
    in_session(async |_| nothing_works_and_it_says(Absence::NoProvider).await);
}

#[test]
fn without_a_default_keyring_a_secret_is_not_said_to_be_missing() {
    in_session(async |mut session| {
        session.start_keyring_without_login().await;
        nothing_works_and_it_says(Absence::NoCollection).await;
    });
}

#[test]
fn a_keychain_that_comes_later_is_found() {
    in_session(async |mut session| {
        let (keychain, name) = (open_keychain(), operator_secret());
        assert_eq!(keychain.probe().await, KeychainState::Missing { why: Absence::NoProvider });
        session.start_keyring().await;
        keychain.set(&name, &Secret::new("s".to_owned())).await.unwrap();
        assert_eq!(keychain.get(&name).await.unwrap().unwrap().expose(), "s");
    });
}
