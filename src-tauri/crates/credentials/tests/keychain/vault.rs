//! The keychain or this session's memory: what goes where, and what is said when neither can tell.

use tessera_credentials::{
    Absence, Kept, KeychainError, KeychainState, Lookup, Removal, Secret, SecretKind, SecretName, Vault,
};

use crate::support::{files_with, in_session, open_keychain, operator_secret, without_a_bus};

const CANARY: &str = "canary-Qx72-password";

fn canary() -> Secret {
    Secret::new(CANARY.to_owned())
}

async fn found(vault: &Vault, name: &SecretName) -> String {
    match vault.get(name).await.unwrap() {
        Lookup::Found(secret) => secret.expose().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn with_a_keychain_secrets_go_there() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let (vault, name) = (Vault::open(open_keychain()), operator_secret());
        assert!(matches!(vault.get(&name).await.unwrap(), Lookup::NotStored));
        assert_eq!(vault.set(&name, &canary()).await.unwrap(), Kept::InKeychain);
        assert_eq!(found(&Vault::open(open_keychain()), &name).await, CANARY, "it is there after a restart");
        assert_eq!(vault.delete(&name).await.unwrap(), Removal::Everywhere);
        assert!(matches!(vault.get(&name).await.unwrap(), Lookup::NotStored));
    });
}

#[test]
fn without_a_keychain_nothing_is_kept_until_the_person_chooses_this_session_and_then_not_in_a_file() {
    without_a_bus(async |session| {
        let (vault, name) = (Vault::open(open_keychain()), operator_secret());
        let none = KeychainError::NoKeychain(Absence::NoBus);
        assert_eq!(vault.set(&name, &canary()).await, Err(none.clone()));
        match vault.get(&name).await.unwrap() {
            Lookup::Unreachable(why) => assert_eq!(why, none),
            other => panic!("{other:?}"),
        }
        vault.keep_for_this_session();
        assert_eq!(vault.set(&name, &canary()).await, Ok(Kept::ThisSessionOnly));
        assert_eq!(found(&vault.clone(), &name).await, CANARY, "clones share it");
        assert!(files_with(&session.folder, CANARY).is_empty());
        let again = Vault::open(open_keychain()).get(&name).await.unwrap();
        assert!(matches!(again, Lookup::Unreachable(_)), "a restart forgets it");
        assert_eq!(vault.delete(&name).await, Ok(Removal::FromThisSession(none.clone())));
        assert_eq!(vault.delete(&name).await, Err(none));
    });
}

#[test]
fn a_stored_secret_that_cannot_be_reached_is_unreachable_and_not_missing() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let (vault, name) = (Vault::open(open_keychain()), operator_secret());
        vault.set(&name, &canary()).await.unwrap();
        session.lock().await;
        let locked = vault.get(&name).await.unwrap();
        assert!(matches!(locked, Lookup::Unreachable(KeychainError::Locked)), "{locked:?}");
        session.kill_keyring();
        let gone = vault.get(&name).await.unwrap();
        assert!(matches!(gone, Lookup::Unreachable(KeychainError::NoKeychain(Absence::NoProvider))), "{gone:?}");
    });
}

#[test]
fn this_sessions_secret_comes_before_the_keychains_and_moves_there_when_asked() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let (vault, name) = (Vault::open(open_keychain()), operator_secret());
        vault.set(&name, &Secret::new("older".to_owned())).await.unwrap();
        vault.keep_for_this_session();
        vault.set(&name, &canary()).await.unwrap();
        assert_eq!(found(&vault, &name).await, CANARY);
        assert_eq!(found(&Vault::open(open_keychain()), &name).await, "older");

        session.lock().await;
        assert_eq!(vault.keep_in_keychain().await, Err(KeychainError::Locked));
        assert_eq!((vault.keeping(), found(&vault, &name).await.as_str()), (Kept::ThisSessionOnly, CANARY));

        session.unlock().await;
        vault.keep_in_keychain().await.unwrap();
        assert_eq!(vault.keeping(), Kept::InKeychain);
        assert_eq!(found(&Vault::open(open_keychain()), &name).await, CANARY);
        assert_eq!(session.count_by_secret_tool(), 1);
    });
}

#[test]
fn a_vault_for_this_session_only_leaves_a_working_keychain_alone() {
    in_session(async |mut session| {
        session.start_keyring().await;
        open_keychain().set(&operator_secret(), &Secret::new("stored".to_owned())).await.unwrap();
        let vault = Vault::session_only();
        assert_eq!(vault.probe().await, KeychainState::Missing { why: Absence::NotUsed });
        let unread = vault.get(&operator_secret()).await.unwrap();
        assert!(matches!(unread, Lookup::Unreachable(KeychainError::NoKeychain(Absence::NotUsed))), "{unread:?}");
        let name = SecretName::new("other", SecretKind::Password);
        assert_eq!(vault.set(&name, &canary()).await, Ok(Kept::ThisSessionOnly));
        assert_eq!(found(&vault, &name).await, CANARY);
        assert!(vault.keep_in_keychain().await.is_err());
        assert_eq!(session.count_by_secret_tool(), 1);
    });
}

#[test]
fn debug_of_nothing_shows_a_secret() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let (vault, name) = (Vault::open(open_keychain()), operator_secret());
        vault.set(&name, &canary()).await.unwrap();
        vault.keep_for_this_session();
        let other = SecretName::new("other", SecretKind::RefreshToken);
        vault.set(&other, &canary()).await.unwrap();
        let text = format!(
            "{:#?} {:#?} {:#?} {:#?} {:#?} {:#?}",
            vault,
            vault.get(&name).await,
            vault.get(&other).await,
            open_keychain(),
            vault.probe().await,
            canary(),
        );
        assert!(text.contains("[redacted]") && !text.contains(CANARY), "{text}");
    });
}
