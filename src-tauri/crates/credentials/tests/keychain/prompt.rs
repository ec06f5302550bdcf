//! The question for the keyring's password on a real screen: answered, dismissed, ignored, left behind.

use std::process::{Command, Stdio};
use std::time::Duration;

use tessera_credentials::{Absence, Keychain, KeychainError, KeychainState, Secret, SecretName};
use tokio::task::JoinHandle;
use zbus::Connection;
use zbus::fdo::DBusProxy;
use zbus::names::BusName;

use crate::support::{
    PASSWORD, Process, SERVICE, Session, in_session_with_screen, open_keychain, operator_secret, until,
};

/// What a person sees and does, with the program that shows the questions of GNOME Keyring.
struct Person {
    _prompter: Process,
}

impl Person {
    async fn at_the_screen() -> Self {
        let program = "/usr/libexec/gcr-prompter";
        let mut command = Command::new(program);
        let prompter = Process::start(program, command.env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1"));
        let bus = Connection::session().await.unwrap();
        let names = DBusProxy::new(&bus).await.unwrap();
        let name = BusName::try_from("org.gnome.keyring.SystemPrompter").unwrap();
        until("the prompter is on the bus", async || names.name_has_owner(name.clone()).await.unwrap()).await;
        Self { _prompter: prompter }
    }

    fn xdotool(arguments: &[&str]) -> bool {
        let mut command = Command::new("xdotool");
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Process::start("xdotool", &mut command).output().status.success()
    }

    fn is_asked() -> bool {
        Self::xdotool(&["search", "--onlyvisible", "--name", "Unlock"])
    }

    async fn waits_for_the_question(&self) {
        until("the question is on the screen", async || Self::is_asked()).await;
        assert!(Self::xdotool(&["search", "--onlyvisible", "--name", "Unlock", "windowfocus", "--sync"]));
    }

    async fn gives_the_password(&self) {
        self.waits_for_the_question().await;
        assert!(Self::xdotool(&["type", PASSWORD]) && Self::xdotool(&["key", "Return"]));
    }

    async fn dismisses(&self) {
        self.waits_for_the_question().await;
        assert!(Self::xdotool(&["key", "Escape"]));
    }

    async fn sees_the_question_go(&self) {
        until("the question is gone from the screen", async || !Self::is_asked()).await;
    }
}

async fn a_locked_secret(session: &mut Session) -> Keychain {
    session.start_keyring().await;
    let keychain = open_keychain();
    keychain.set(&operator_secret(), &Secret::new("kept".to_owned())).await.unwrap();
    session.lock().await;
    keychain
}

fn get(keychain: &Keychain) -> JoinHandle<Result<Option<Secret>, KeychainError>> {
    let keychain = keychain.clone();
    tokio::spawn(async move { keychain.get(&operator_secret()).await })
}

#[test]
fn a_person_may_take_longer_than_the_deadline_to_unlock() {
    in_session_with_screen(async |mut session| {
        let person = Person::at_the_screen().await;
        a_locked_secret(&mut session).await;
        let deadline = Duration::from_secs(3);
        let keychain = Keychain::with_deadline(SERVICE, deadline);
        assert_eq!(keychain.probe().await, KeychainState::Locked, "looking asks nothing");
        let mut waiting = keychain.waiting();
        let call = get(&keychain);
        waiting.wait_for(|asking| *asking).await.unwrap();
        assert_eq!(keychain.probe().await, KeychainState::Waiting);
        person.waits_for_the_question().await;
        tokio::time::sleep(deadline + deadline / 4).await;
        person.gives_the_password().await;
        assert_eq!(call.await.unwrap().unwrap().unwrap().expose(), "kept");
        assert!(!*waiting.borrow());
        assert!(matches!(keychain.probe().await, KeychainState::Ready { .. }));
    });
}

#[test]
fn one_dismissal_answers_all_who_wait_and_the_next_call_asks_again() {
    in_session_with_screen(async |mut session| {
        let person = Person::at_the_screen().await;
        let keychain = a_locked_secret(&mut session).await;
        let calls = [get(&keychain), get(&keychain), get(&keychain)];
        person.dismisses().await;
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap_err(), KeychainError::PromptDismissed);
        }
        person.sees_the_question_go().await;
        assert_eq!(keychain.probe().await, KeychainState::Locked);

        let again = get(&keychain);
        person.gives_the_password().await;
        assert_eq!(again.await.unwrap().unwrap().unwrap().expose(), "kept");
    });
}

async fn a_question_that_nobody_waits_for(session: &mut Session, person: &Person) -> Keychain {
    let keychain = a_locked_secret(session).await;
    let call = get(&keychain);
    person.waits_for_the_question().await;
    call.abort();
    keychain.waiting().wait_for(|asking| !asking).await.unwrap();
    assert_eq!(keychain.probe().await, KeychainState::Locked, "the cancelled call holds up nobody");
    keychain
}

#[test]
fn the_question_of_a_cancelled_call_serves_the_next_one() {
    in_session_with_screen(async |mut session| {
        let person = Person::at_the_screen().await;
        let keychain = a_question_that_nobody_waits_for(&mut session, &person).await;
        let again = get(&keychain);
        keychain.waiting().wait_for(|asking| *asking).await.unwrap();
        person.gives_the_password().await;
        assert_eq!(again.await.unwrap().unwrap().unwrap().expose(), "kept");
        person.sees_the_question_go().await;
    });
}

#[test]
fn a_password_given_while_nobody_waits_counts() {
    in_session_with_screen(async |mut session| {
        let person = Person::at_the_screen().await;
        let keychain = a_question_that_nobody_waits_for(&mut session, &person).await;
        person.gives_the_password().await;
        person.sees_the_question_go().await;
        assert_eq!(get(&keychain).await.unwrap().unwrap().unwrap().expose(), "kept");
    });
}

#[test]
fn a_dismissal_while_nobody_waits_does_not_count() {
    in_session_with_screen(async |mut session| {
        let person = Person::at_the_screen().await;
        let keychain = a_question_that_nobody_waits_for(&mut session, &person).await;
        person.dismisses().await;
        person.sees_the_question_go().await;
        let again = get(&keychain);
        person.gives_the_password().await;
        assert_eq!(again.await.unwrap().unwrap().unwrap().expose(), "kept");
    });
}

#[test]
fn a_daemon_that_dies_while_it_asks_ends_the_call() {
    in_session_with_screen(async |mut session| {
        let person = Person::at_the_screen().await;
        let keychain = a_locked_secret(&mut session).await;
        let call = get(&keychain);
        person.waits_for_the_question().await;
        session.kill_keyring();
        assert_eq!(call.await.unwrap().unwrap_err(), KeychainError::NoKeychain(Absence::NoProvider));
        assert!(!*keychain.waiting().borrow());
    });
}

#[test]
fn a_question_whose_window_dies_ends_the_call() {
    in_session_with_screen(async |mut session| {
        let person = Person::at_the_screen().await;
        let keychain = a_locked_secret(&mut session).await;
        let call = get(&keychain);
        person.waits_for_the_question().await;
        drop(person);
        assert_eq!(call.await.unwrap().unwrap_err(), KeychainError::PromptDismissed);
    });
}

#[test]
fn storing_and_removing_unlock_first() {
    in_session_with_screen(async |mut session| {
        let person = Person::at_the_screen().await;
        let keychain = a_locked_secret(&mut session).await;
        let name = SecretName { owner: "another".to_owned(), ..operator_secret() };
        let secret = Secret::new("new".to_owned());
        let (stored, ()) = tokio::join!(keychain.set(&name, &secret), person.gives_the_password());
        assert_eq!(stored, Ok(()));
        session.lock().await;
        let (removed, ()) = tokio::join!(keychain.delete(&name), person.gives_the_password());
        assert_eq!(removed, Ok(()));
        assert_eq!(session.count_by_secret_tool(), 1);
    });
}
