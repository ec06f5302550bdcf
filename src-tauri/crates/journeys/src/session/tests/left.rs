//! Sessions that an earlier start did not tear down.

use tessera_credentials::{Lookup, Secret, SecretKind, SecretName, Vault};
use tessera_storage::EnvironmentId;
use uuid::Uuid;

use super::super::{LeftSessions, LeftSessionsError, SessionCall, SessionState};
use super::Stage;
use crate::StepState;

fn name() -> SecretName {
    SecretName::new("window", SecretKind::PlaybackSessions)
}

async fn is_empty(vault: &Vault) -> bool {
    !matches!(vault.get(&name()).await.unwrap(), Lookup::Found(_))
}

#[tokio::test]
async fn a_session_that_was_not_torn_down_is_torn_down_at_the_next_start() {
    let stage = Stage::open().await;
    let vault = Vault::session_only();
    let (environment, device) = (EnvironmentId::simulator(), Uuid::new_v4());
    {
        let list = LeftSessions::new(vault.clone(), name());
        let mut session = stage.session();
        session.set_up(0, stage.now()).await;
        list.note(&environment, device, &session).await.unwrap();
        session.beat(stage.at(session.next_beat_at().unwrap())).await.unwrap();
        list.note(&environment, device, &session).await.unwrap();
    }
    assert_eq!(stage.counted(), 1, "the program ended without a tear-down");
    let list = LeftSessions::new(vault.clone(), name());
    let left = list.read().await.unwrap();
    assert_eq!((left.len(), &left[0].environment, left[0].content.as_str()), (1, &environment, "CH015"));
    assert_eq!(left[0].device, Some(device));
    assert!(!left[0].is_over(stage.now()) && left[0].is_over(left[0].ends_at.unwrap()));
    let connection = stage.run.plan().connection.clone();
    let mut other = connection.clone();
    other.ssm = Some("http://127.0.0.1:9/SIM00001".parse().unwrap());
    let refused = left[0].tear_down(other, stage.now()).await.unwrap_err();
    assert!(matches!(refused, LeftSessionsError::OtherSsm), "a token goes to the SSM that gave it and no other");
    let report = left[0].tear_down(connection, stage.now()).await.unwrap();
    assert_eq!((report.id, report.state), (left[0].id, SessionState::Ended));
    assert_eq!((report.exchanges.len(), report.exchanges[0].state), (1, StepState::Done));
    assert_eq!(report.exchanges[0].call, SessionCall::TearDown);
    assert!(report.session_token.unwrap().findings.is_empty(), "it was good when it was sent");
    list.forget(left[0].id).await.unwrap();
    assert_eq!(stage.counted(), 0);
    assert!(is_empty(&vault).await && !format!("{left:?} {list:?}").contains("eyJ"));
}

#[tokio::test]
async fn a_session_that_was_torn_down_is_not_left() {
    let stage = Stage::open().await;
    let vault = Vault::session_only();
    let list = LeftSessions::new(vault.clone(), name());
    let mut sessions = [stage.session(), stage.session()];
    for session in &mut sessions {
        session.set_up(0, stage.now()).await;
        list.note(&EnvironmentId::simulator(), Uuid::nil(), session).await.unwrap();
    }
    for session in &mut sessions {
        assert!(!is_empty(&vault).await);
        session.tear_down(stage.now()).await.unwrap();
        list.note(&EnvironmentId::simulator(), Uuid::nil(), session).await.unwrap();
    }
    assert!(is_empty(&vault).await);
}

#[tokio::test]
async fn a_session_of_this_start_does_not_push_one_of_an_earlier_start_off_the_list() {
    let stage = Stage::open().await;
    let vault = Vault::session_only();
    let mut sessions = [stage.session(), stage.session()];
    for session in &mut sessions {
        session.set_up(0, stage.now()).await;
        // Each with a list of its own, as after a start that could not read it at once.
        LeftSessions::new(vault.clone(), name()).note(&EnvironmentId::simulator(), Uuid::nil(), session).await.unwrap();
    }
    assert_eq!(LeftSessions::new(vault, name()).read().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_session_that_was_noted_without_its_device_is_left_all_the_same() {
    let stage = Stage::open().await;
    let vault = Vault::session_only();
    let mut session = stage.session();
    session.set_up(0, stage.now()).await;
    let list = LeftSessions::new(vault.clone(), name());
    list.note(&EnvironmentId::simulator(), Uuid::nil(), &session).await.unwrap();
    let Lookup::Found(noted) = vault.get(&name()).await.unwrap() else { panic!("it is noted") };
    let mut noted: serde_json::Value = serde_json::from_str(noted.expose()).unwrap();
    assert!(noted[session.id().to_string()].as_object_mut().unwrap().remove("device").is_some());
    vault.set(&name(), &Secret::new(noted.to_string())).await.unwrap();
    let left = LeftSessions::new(vault, name()).read().await.unwrap();
    assert_eq!((left.len(), left[0].device), (1, None));
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_put_aside_and_said() {
    let vault = Vault::session_only();
    vault.set(&name(), &Secret::new("garbage".to_owned())).await.unwrap();
    let list = LeftSessions::new(vault.clone(), name());
    assert!(matches!(list.read().await.unwrap_err(), LeftSessionsError::Damaged));
    assert!(is_empty(&vault).await);
}
