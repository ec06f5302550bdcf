//! Limits: what SSM refuses, against what the content token allows.

use tessera_simulator::{Account, SimulatorConfig, Streams};

use super::super::{PlaybackSession, SessionState};
use super::{Stage, causes, code};
use crate::StepState;

async fn guests_with(streams: Streams) -> Stage {
    let guests = Account { max_devices: u32::MAX, streams, ..Account::new("GUEST", "") };
    Stage::with(SimulatorConfig { accounts: vec![guests], ..SimulatorConfig::default() }).await
}

#[tokio::test]
async fn a_session_beyond_the_limit_is_refused_and_the_limit_of_the_token_shown() {
    let stage = guests_with(Streams::AtMost(2)).await;
    let mut sessions = [stage.session(), stage.session(), stage.session()];
    for (beside, session) in sessions.iter_mut().enumerate() {
        session.set_up(beside, stage.now()).await;
    }
    assert_eq!(
        sessions.each_ref().map(PlaybackSession::state),
        [SessionState::Running, SessionState::Running, SessionState::Refused]
    );
    let report = sessions[2].report();
    assert_eq!(report.limit.unwrap().max_sessions, Some(2));
    let refused = &report.exchanges[0];
    assert_eq!(code(refused), "1007");
    assert_eq!(report.explanation.unwrap().headline, "SSM set up no session: the limit is reached");
    assert_eq!(
        causes(refused),
        [
            "The limit of sessions is exceeded.",
            "The content token allows 2 sessions at once, and 2 of them are kept here"
        ]
    );
    sessions[0].tear_down(stage.now()).await.unwrap();
    assert_eq!(sessions[2].set_up(1, stage.now()).await.state, StepState::Done, "a tear-down makes room");
    assert_eq!(sessions[2].state(), SessionState::Running);
}

#[tokio::test]
async fn sessions_that_are_not_kept_here_are_said_to_count_too() {
    let stage = guests_with(Streams::AtMost(1)).await;
    stage.session().set_up(0, stage.now()).await;
    let refused = stage.session().set_up(0, stage.now()).await;
    assert!(causes(&refused).contains(&"The content token allows 1 sessions at once; none of them is kept here"));
}

#[tokio::test]
async fn where_streams_are_not_counted_the_refusal_says_so() {
    let stage = guests_with(Streams::Unlimited).await;
    let mut session = stage.session();
    let refused = session.set_up(0, stage.now()).await;
    assert_eq!((code(&refused), session.state()), ("1008", SessionState::Refused));
    assert_eq!(session.report().limit.unwrap().enabled, Some(false));
}

#[tokio::test]
async fn an_expired_content_token_sets_up_no_session() {
    let stage = Stage::open().await;
    let later = stage.at(stage.now() + jiff::SignedDuration::from_hours(25));
    let refused = stage.session().set_up(0, later).await;
    assert_eq!(code(&refused), "1004");
    assert!(causes(&refused).contains(&"The content token expired 1 h 0 min ago"), "{:?}", causes(&refused));
}

#[tokio::test]
async fn by_the_clock_of_ssm_a_content_token_has_expired_that_is_good_by_ours() {
    let stage = Stage::open().await;
    let ours = stage.now();
    stage.at(ours + jiff::SignedDuration::from_hours(25));
    let refused = stage.session().set_up(0, ours).await;
    assert_eq!(code(&refused), "1004");
    let explanation = refused.explanation.unwrap();
    let expired = explanation.causes.iter().find(|cause| cause.headline.starts_with("The content token expired"));
    assert!(expired.unwrap().detail.starts_with("By the server's clock."), "{expired:?}");
}
