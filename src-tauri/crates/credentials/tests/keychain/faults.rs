//! A keychain that is locked, restarted, killed or stopped while the program uses it.

use std::time::{Duration, Instant};

use tessera_credentials::{Absence, Keychain, KeychainError, KeychainState, Secret};
use tokio::time::timeout;

use crate::support::{PATIENCE, SERVICE, Session, in_session, open_keychain, operator_secret, until};

/// Of a keychain that is to run into it.
const DEADLINE: Duration = Duration::from_secs(1);
const HUNG: KeychainError = KeychainError::Hung { after: DEADLINE };

async fn with_a_secret(session: &mut Session) -> Keychain {
    session.start_keyring().await;
    let keychain = open_keychain();
    keychain.set(&operator_secret(), &Secret::new("kept".to_owned())).await.unwrap();
    keychain
}

async fn reads_it(keychain: &Keychain) {
    assert_eq!(keychain.get(&operator_secret()).await.unwrap().unwrap().expose(), "kept");
}

#[test]
fn a_locked_keyring_says_so_and_works_when_it_is_unlocked() {
    in_session(async |mut session| {
        let keychain = with_a_secret(&mut session).await;
        session.lock().await;
        assert_eq!(keychain.probe().await, KeychainState::Locked);
        let name = operator_secret();
        assert_eq!(keychain.get(&name).await.unwrap_err(), KeychainError::Locked);
        assert_eq!(keychain.set(&name, &Secret::new("new".to_owned())).await, Err(KeychainError::Locked));
        assert_eq!(keychain.delete(&name).await, Err(KeychainError::Locked));
        session.unlock().await;
        reads_it(&keychain).await;
    });
}

#[test]
fn a_secret_that_was_never_stored_is_not_said_to_be_missing_while_the_keyring_is_locked() {
    in_session(async |mut session| {
        session.start_keyring().await;
        session.lock().await;
        let keychain = open_keychain();
        assert_eq!(keychain.get(&operator_secret()).await.unwrap_err(), KeychainError::Locked);
        session.unlock().await;
        assert!(keychain.get(&operator_secret()).await.unwrap().is_none());
    });
}

#[test]
fn a_restart_of_the_daemon_is_not_noticed() {
    in_session(async |mut session| {
        let keychain = with_a_secret(&mut session).await;
        for _ in 0..2 {
            session.kill_keyring();
            session.start_keyring().await;
            reads_it(&keychain).await;
            keychain.set(&operator_secret(), &Secret::new("kept".to_owned())).await.unwrap();
        }
        assert_eq!(session.count_by_secret_tool(), 1);
    });
}

#[test]
fn a_daemon_that_dies_is_told_and_found_when_it_is_back() {
    in_session(async |mut session| {
        let keychain = with_a_secret(&mut session).await;
        session.kill_keyring();
        let gone = KeychainError::NoKeychain(Absence::NoProvider);
        assert_eq!(keychain.get(&operator_secret()).await.unwrap_err(), gone);
        session.start_keyring().await;
        reads_it(&keychain).await;
    });
}

#[test]
fn a_daemon_that_hangs_costs_one_deadline_and_is_used_again_when_it_goes_on() {
    in_session(async |mut session| {
        let patient = with_a_secret(&mut session).await;
        let keychain = Keychain::with_deadline(SERVICE, DEADLINE);
        until("the keychain is in use", async || keychain.get(&operator_secret()).await.is_ok()).await;
        session.stop_keyring();
        let (name, asked) = (operator_secret(), Instant::now());
        let set = Secret::new("never".to_owned());
        let all =
            tokio::join!(keychain.get(&name), keychain.set(&name, &set), keychain.delete(&name), keychain.probe());
        assert_eq!((all.0.unwrap_err(), all.1, all.2, all.3), (HUNG, Err(HUNG), Err(HUNG), KeychainState::Hung));
        assert!(asked.elapsed() < 3 * DEADLINE, "calls wait side by side, not one behind the other");
        session.let_keyring_go_on();
        until("the keychain works again", async || keychain.get(&name).await.is_ok()).await;
        // What was given up before it began was not done later.
        reads_it(&patient).await;
    });
}

#[test]
fn a_call_that_is_dropped_leaves_the_keychain_usable_at_once() {
    in_session(async |mut session| {
        let keychain = with_a_secret(&mut session).await;
        session.stop_keyring();
        let name = operator_secret();
        assert!(
            timeout(Duration::from_millis(100), keychain.get(&name)).await.is_err(),
            "cancelled long before its deadline"
        );
        session.let_keyring_go_on();
        let asked = Instant::now();
        reads_it(&keychain).await;
        assert!(asked.elapsed() < PATIENCE / 2, "the cancelled call holds up nobody");
    });
}

/// The daemon stops wherever a call happens to be: also in the calls of the store, which cannot be given up.
#[test]
fn a_daemon_may_hang_at_any_point_of_a_call() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let name = operator_secret();
        let deadline = Duration::from_millis(400);
        let keychain = Keychain::with_deadline(SERVICE, deadline);
        let large = Secret::new("x".repeat(200_000));
        for round in 0..8_u32 {
            until("the keychain works again", async || keychain.set(&name, &large).await.is_ok()).await;
            let storing = async {
                loop {
                    let asked = Instant::now();
                    let outcome = keychain.set(&name, &large).await;
                    assert!(asked.elapsed() < PATIENCE / 10, "{outcome:?} after {:?}", asked.elapsed());
                    if let Err(error) = outcome {
                        break error;
                    }
                }
            };
            let stopping = async {
                tokio::time::sleep(Duration::from_micros(u64::from(round) * 2_500)).await;
                session.stop_keyring();
            };
            let (error, ()) = tokio::join!(storing, stopping);
            assert_eq!(error, KeychainError::Hung { after: deadline });
            session.let_keyring_go_on();
        }
        until("the last call is over", async || keychain.get(&name).await.is_ok()).await;
        assert_eq!(session.count_by_secret_tool(), 1);
    });
}
