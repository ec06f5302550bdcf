//! Items that another program has made or changed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tessera_credentials::{KeychainError, KeychainItem, Secret};
use zbus_secret_service_keyring_store::Store;

use crate::support::{SERVICE, Session, in_session, open_keychain, operator_secret, user};

async fn two_items(session: &mut Session) -> Vec<KeychainItem> {
    session.start_keyring().await;
    session.store_by_secret_tool(&operator_secret(), "made in\nSeahorse", b"canary-one");
    session.store_by_secret_tool(&operator_secret(), "made by a script", b"canary-two");
    match open_keychain().get(&operator_secret()).await {
        Err(KeychainError::Ambiguous { items }) => items,
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_items_of_one_name_are_both_named_and_neither_is_used() {
    in_session(async |mut session| {
        let mut items = two_items(&mut session).await;
        items.sort_by(|a, b| a.label.cmp(&b.label));
        assert_eq!([&items[0].label, &items[1].label], ["made by a script", "made in\nSeahorse"]);
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        for item in &items {
            let (made, changed) = (item.created.unwrap(), item.modified.unwrap());
            assert!(made.abs_diff(now.try_into().unwrap()) < 120 && changed >= made, "{item:?}");
        }
        let (keychain, name) = (open_keychain(), operator_secret());
        let error = keychain.set(&name, &Secret::new("canary-three".to_owned())).await.unwrap_err();
        let text = format!("{error} {error:?} {}", error.remedy());
        assert!(
            text.contains("made by a script") && !text.contains("canary") && !error.to_string().contains('\n'),
            "{text}"
        );
        assert!(!serde_json::to_string(&items).unwrap().contains("canary"));
        assert_eq!(session.count_by_secret_tool(), 2, "storing has not made a third");
    });
}

#[test]
fn the_item_chosen_is_kept_and_the_other_removed() {
    in_session(async |mut session| {
        let items = two_items(&mut session).await;
        let kept = items.iter().find(|item| item.label == "made by a script").unwrap();
        let (keychain, name) = (open_keychain(), operator_secret());
        keychain.resolve_ambiguity(&name, &kept.id).await.unwrap();
        assert_eq!(keychain.get(&name).await.unwrap().unwrap().expose(), "canary-two");
        assert_eq!(session.count_by_secret_tool(), 1);
        keychain.resolve_ambiguity(&name, &kept.id).await.expect("choosing the only one changes nothing");
    });
}

#[test]
fn nothing_is_removed_when_the_item_chosen_is_gone() {
    in_session(async |mut session| {
        let items = two_items(&mut session).await;
        let chosen = items.iter().find(|item| item.label == "made by a script").unwrap();
        let cleared = session.secret_tool(&["clear", "service", SERVICE, "by", "made by a script"], b"");
        assert!(cleared.status.success());
        let outcome = open_keychain().resolve_ambiguity(&operator_secret(), &chosen.id).await;
        assert_eq!(outcome, Err(KeychainError::ItemGone));
        assert_eq!(session.count_by_secret_tool(), 1);
    });
}

#[test]
fn deleting_removes_all_items_of_the_name() {
    in_session(async |mut session| {
        two_items(&mut session).await;
        open_keychain().delete(&operator_secret()).await.unwrap();
        assert_eq!(session.count_by_secret_tool(), 0);
    });
}

#[test]
fn an_item_that_is_not_text_or_is_empty_is_named_so_and_can_be_replaced() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let (keychain, name) = (open_keychain(), operator_secret());
        for (bytes, error) in [(b"\xff\xfecanary".as_slice(), KeychainError::NotText), (b"", KeychainError::Empty)] {
            session.store_by_secret_tool(&name, "changed elsewhere", bytes);
            assert_eq!(keychain.get(&name).await.unwrap_err(), error);
            assert!(!error.is_unreachable(), "the keychain was asked and answered");
        }
        keychain.set(&name, &Secret::new("entered again".to_owned())).await.unwrap();
        assert_eq!(keychain.get(&name).await.unwrap().unwrap().expose(), "entered again");
        assert_eq!(session.count_by_secret_tool(), 1);
    });
}

#[test]
fn an_item_that_is_changed_elsewhere_is_read_as_it_is_now() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let (keychain, name) = (open_keychain(), operator_secret());
        session.store_by_secret_tool(&name, "x", b"before");
        assert_eq!(keychain.get(&name).await.unwrap().unwrap().expose(), "before");
        session.store_by_secret_tool(&name, "x", b"after");
        assert_eq!(keychain.get(&name).await.unwrap().unwrap().expose(), "after");
    });
}

/// Another program writes the same item without a pause, so that some write falls between ours and our reading.
#[test]
fn a_value_that_does_not_read_back_as_stored_is_noticed() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let (keychain, name) = (open_keychain(), operator_secret());
        keychain.set(&name, &Secret::new("ours".to_owned())).await.unwrap();
        let done = &AtomicBool::new(false);
        std::thread::scope(|threads| {
            let user = user(&name);
            threads.spawn(move || {
                use keyring_core::api::CredentialStoreApi;
                let item = Store::new().unwrap().build(SERVICE, &user, None).unwrap();
                while !done.load(Ordering::Relaxed) {
                    item.set_secret(b"theirs").unwrap();
                }
            });
            let stored = threads.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
                let began = Instant::now();
                runtime.block_on(async {
                    loop {
                        let outcome = keychain.set(&name, &Secret::new("ours".to_owned())).await;
                        if outcome.is_err() || began.elapsed() > Duration::from_secs(20) {
                            break outcome;
                        }
                    }
                })
            });
            let outcome = stored.join();
            done.store(true, Ordering::Relaxed);
            assert_eq!(outcome.unwrap(), Err(KeychainError::ReadBackDiffers));
        });
    });
}
