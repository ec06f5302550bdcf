//! An SSM whose clock differs from ours: what its session tokens say goes by its clock, the beats by ours.

use jiff::{SignedDuration, Timestamp};
use tessera_credentials::{SecretKind, SecretName, Vault};
use tessera_simulator::{FaultOrder, OrderedFault, When};
use tessera_storage::EnvironmentId;
use uuid::Uuid;

use super::super::{LeftSessions, PlaybackSession, SessionState};
use super::Stage;
use crate::StepState;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A session that is set up at a moment of ours, where SSM's clock is so far ahead.
async fn set_up(ahead: SignedDuration) -> (Stage, PlaybackSession, Timestamp) {
    let stage = Stage::open().await;
    let ours = stage.now() - ahead;
    let mut session = stage.session();
    assert_eq!(session.set_up(0, ours).await.state, StepState::Done);
    (stage, session, ours)
}

fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

#[tokio::test]
async fn a_session_ends_by_our_clock_however_far_that_of_ssm_differs() {
    for ahead in [DAY, -DAY] {
        let (stage, mut session, ours) = set_up(ahead).await;
        let report = session.report();
        let lasts = report.ends_at.unwrap().duration_since(ours);
        // A `Date` has whole seconds.
        assert!((seconds(39)..=seconds(41)).contains(&lasts), "{lasts} where SSM is {ahead} ahead");
        let rules = |findings: &[tessera_protocol::Finding]| findings.iter().map(|one| one.rule.to_string()).collect();
        let found: Vec<_> = rules(&report.exchanges[0].findings);
        assert_eq!(found, ["clocks-differ"], "and the token lasts until the next beat");
        let token = report.session_token.unwrap();
        let told: Vec<_> = rules(&token.findings);
        assert!(token.clock_skew.is_some() && !told.contains(&"token-expired".to_owned()), "{told:?}");
        let due = session.next_beat_at().unwrap();
        assert_eq!(due, ours + seconds(28));
        stage.at(due + ahead);
        assert_eq!(session.beat(due).await.unwrap().state, StepState::Done);
        let lasts = session.ends_at().unwrap().duration_since(due);
        assert!((seconds(39)..=seconds(41)).contains(&lasts), "{lasts} after a beat");
    }
}

#[tokio::test]
async fn without_ssm_a_session_is_tried_again_and_given_up_in_time_by_whatever_clock() {
    for ahead in [DAY, -DAY] {
        let (stage, mut session, ours) = set_up(ahead).await;
        let every = FaultOrder { call: None, when: When::Always, fault: OrderedFault::NoAnswer };
        stage.simulator.order_fault(every).unwrap();
        let mut tried = vec![];
        while let Some(due) = session.next_beat_at() {
            stage.at(due + ahead);
            session.beat(due).await.unwrap();
            tried.push(due.duration_since(ours).as_secs());
            assert!(tried.len() < 20, "it ends: {tried:?}");
        }
        assert_eq!(session.state(), SessionState::Lost);
        assert!(tried.len() > 1 && tried.iter().all(|at| *at <= 42), "{tried:?} where SSM is {ahead} ahead");
    }
}

#[tokio::test]
async fn what_was_left_is_over_by_our_clock_when_it_is_by_that_of_ssm() {
    for ahead in [DAY, -DAY] {
        let (_stage, session, ours) = set_up(ahead).await;
        let list = LeftSessions::new(Vault::session_only(), SecretName::new("window", SecretKind::PlaybackSessions));
        list.note(&EnvironmentId::simulator(), Uuid::nil(), &session).await.unwrap();
        let left = list.read().await.unwrap();
        assert!(!left[0].is_over(ours + seconds(38)) && left[0].is_over(ours + seconds(42)), "{ahead}");
    }
}
