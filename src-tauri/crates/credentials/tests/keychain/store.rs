//! Storing, reading and removing, as this program and as others see it.

use std::fs;

use tessera_credentials::{KeychainError, KeychainState, Secret, SecretKind, SecretName};

use crate::support::{SERVICE, files_with, in_session, open_keychain, operator_secret, user};

const CANARY: &str = "canary-Zf91-operator";

#[test]
fn an_open_keyring_is_ready_and_has_its_name() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let state = open_keychain().probe().await;
        assert_eq!(state, KeychainState::Ready { provider: "GNOME Keyring".to_owned() });
        let json = serde_json::to_value(state).unwrap();
        assert_eq!(json, serde_json::json!({ "kind": "ready", "provider": "GNOME Keyring" }));
    });
}

#[test]
fn a_secret_is_stored_read_and_removed() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let (keychain, name) = (open_keychain(), operator_secret());
        assert!(keychain.get(&name).await.unwrap().is_none(), "nothing has been stored yet");
        keychain.set(&name, &Secret::new(CANARY.to_owned())).await.unwrap();
        assert_eq!(keychain.get(&name).await.unwrap().unwrap().expose(), CANARY);
        assert_eq!(open_keychain().get(&name).await.unwrap().unwrap().expose(), CANARY, "on a new connection too");
        keychain.delete(&name).await.unwrap();
        assert!(keychain.get(&name).await.unwrap().is_none());
        assert_eq!(session.count_by_secret_tool(), 0);
        keychain.delete(&name).await.expect("removing what is not there is no error");
    });
}

#[test]
fn another_program_sees_the_item_and_its_label_and_attributes_carry_no_secret() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let name = operator_secret();
        open_keychain().set(&name, &Secret::new(CANARY.to_owned())).await.unwrap();
        let mut seen = session.seen_by_secret_tool();
        assert!(seen.contains(&format!("secret = {CANARY}")), "{seen:?}");
        seen.retain(|line| !line.starts_with("secret = "));
        assert!(!seen.concat().contains(CANARY), "{seen:?}");
        assert!(seen.contains(&format!("label = {SERVICE}: operator secret of {}", name.owner)), "{seen:?}");
        let mut attributes: Vec<_> = seen.into_iter().filter(|line| line.starts_with("attribute.")).collect();
        attributes.sort();
        let expected = [format!("attribute.service = {SERVICE}"), format!("attribute.username = {}", user(&name))];
        assert_eq!(attributes, expected, "these and no others");
    });
}

#[test]
fn setting_a_secret_again_leaves_one_item() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let (keychain, name) = (open_keychain(), operator_secret());
        for secret in ["first", "second", "third"] {
            keychain.set(&name, &Secret::new(secret.to_owned())).await.unwrap();
        }
        assert_eq!(session.count_by_secret_tool(), 1);
        assert_eq!(keychain.get(&name).await.unwrap().unwrap().expose(), "third");
    });
}

#[test]
fn each_kind_and_each_owner_has_an_item_of_its_own() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let keychain = open_keychain();
        let kinds = [SecretKind::OperatorSecret, SecretKind::Password, SecretKind::RefreshToken];
        let names = ["a", "b"].map(|owner| kinds.map(|kind| SecretName::new(owner, kind))).concat();
        for name in &names {
            keychain.set(name, &Secret::new(user(name))).await.unwrap();
        }
        assert_eq!(session.count_by_secret_tool(), names.len());
        keychain.delete(&names[0]).await.unwrap();
        assert!(keychain.get(&names[0]).await.unwrap().is_none());
        for name in &names[1..] {
            assert_eq!(keychain.get(name).await.unwrap().unwrap().expose(), user(name));
        }
    });
}

#[test]
fn any_text_comes_back_as_it_went() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let (keychain, name) = (open_keychain(), operator_secret());
        let long = "0123456789".repeat(10_000);
        for text in ["grüße 鍵 🔑", " spaces at both ends\n", "nul \0 inside", "\u{feff}", long.as_str()] {
            keychain.set(&name, &Secret::new(text.to_owned())).await.unwrap();
            assert!(keychain.get(&name).await.unwrap().unwrap().expose() == text, "{:?}", text.get(..20));
        }
    });
}

#[test]
fn an_empty_secret_is_not_stored() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let outcome = open_keychain().set(&operator_secret(), &Secret::new(String::new())).await;
        assert_eq!(outcome, Err(KeychainError::NothingToStore));
        assert_eq!(session.count_by_secret_tool(), 0);
    });
}

#[test]
fn no_file_holds_the_secret_in_clear() {
    in_session(async |mut session| {
        session.start_keyring().await;
        open_keychain().set(&operator_secret(), &Secret::new(CANARY.to_owned())).await.unwrap();
        assert!(session.folder.join("data/keyrings/login.keyring").exists(), "the keyring is on disk");
        assert!(files_with(&session.folder, CANARY).is_empty(), "{:?}", files_with(&session.folder, CANARY));
        // The search itself must be able to find something.
        let planted = session.folder.join("home/planted");
        fs::write(&planted, format!("left {CANARY} behind")).unwrap();
        assert_eq!(files_with(&session.folder, CANARY), [planted]);
    });
}

#[test]
fn many_calls_at_once_all_get_their_own_answer() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let keychain = open_keychain();
        let calls = (0..20).map(|owner| {
            let (keychain, name) = (keychain.clone(), SecretName::new(owner.to_string(), SecretKind::Password));
            tokio::spawn(async move {
                keychain.set(&name, &Secret::new(user(&name))).await.unwrap();
                assert_eq!(keychain.get(&name).await.unwrap().unwrap().expose(), user(&name));
            })
        });
        for call in calls.collect::<Vec<_>>() {
            call.await.unwrap();
        }
        assert_eq!(session.count_by_secret_tool(), 20);
    });
}
