//! Set-up, heartbeat, tear-down; beats that come late or get no answer.

use std::time::Duration;

use jiff::SignedDuration;
use tessera_protocol::{Call, RenewalPath};
use tessera_simulator::{
    Choices, FaultOrder, HeartbeatSpelling, OrderedFault, SIMULATED_CHALLENGE, SimulatorConfig, StreamRules, Teardown,
    When,
};

use super::super::{Beating, PlaybackSession, SessionCall, SessionState};
use super::{Stage, causes, code};
use crate::StepState;

fn once(call: Call, fault: OrderedFault) -> FaultOrder {
    FaultOrder { call: Some(call), when: When::Nth(1), fault }
}

#[tokio::test]
async fn a_session_beats_by_the_period_of_ssm_each_time_with_the_token_of_the_last_answer() {
    let stage = Stage::open().await;
    let mut session = stage.session();
    assert!(session.beat(stage.now()).await.is_none() && session.tear_down(stage.now()).await.is_none());
    let begin = stage.now();
    let set_up = session.set_up(0, begin).await;
    assert_eq!((set_up.call, set_up.state, set_up.findings.len()), (SessionCall::SetUp, StepState::Done, 0));
    assert_eq!(session.report().period, Some(30));
    assert_eq!(
        session.next_beat_at(),
        Some(begin + SignedDuration::from_secs(28)),
        "a little before the 30 s are over"
    );
    let mut tokens = vec![session.report().session_token.unwrap().cut];
    for beat in 1..=3 {
        let now = stage.at(session.next_beat_at().unwrap());
        let exchange = session.beat(now).await.unwrap();
        assert_eq!((exchange.state, exchange.findings), (StepState::Done, vec![]));
        assert_eq!(session.report().beats, beat);
        tokens.push(session.report().session_token.unwrap().cut);
    }
    tokens.dedup();
    assert_eq!((tokens.len(), stage.counted()), (4, 1), "each answer brings another token");
    assert_eq!(session.tear_down(stage.now()).await.unwrap().state, StepState::Done);
    assert_eq!((session.state(), session.next_beat_at(), stage.counted()), (SessionState::Ended, None, 0));
    assert!(session.tear_down(stage.now()).await.is_none(), "it can be torn down again, and nothing is sent");
}

#[tokio::test]
async fn the_period_is_read_in_either_spelling_and_a_tear_down_may_answer_200() {
    let choices =
        Choices { heartbeat_spelling: HeartbeatSpelling::LowerCase, teardown: Teardown::Ok, ..Choices::default() };
    let streams = StreamRules { heartbeat: 5, grace: 0 };
    let stage = Stage::with(SimulatorConfig { choices, streams, ..SimulatorConfig::default() }).await;
    let mut session = stage.session();
    session.set_up(0, stage.now()).await;
    let due = session.next_beat_at().unwrap();
    assert_eq!(due, stage.now() + SignedDuration::from_millis(4500), "in time where there is no grace");
    assert_eq!(session.beat(stage.at(due)).await.unwrap().state, StepState::Done);
    assert_eq!(session.tear_down(stage.now()).await.unwrap().state, StepState::Done);
    assert_eq!(session.state(), SessionState::Ended);
}

#[tokio::test]
async fn a_licence_renewal_keeps_a_session_alive_on_either_path() {
    for (path, shown) in [(RenewalPath::Root, "/ssm/v1/renewal"), (RenewalPath::Sessions, "/ssm/v1/sessions/renewal")] {
        let stage = Stage::open().await;
        let beating = Beating::Renewal { path, challenge: SIMULATED_CHALLENGE.as_bytes().to_vec() };
        let mut session = PlaybackSession::new(stage.plan(beating)).unwrap();
        session.set_up(0, stage.now()).await;
        let exchange = session.beat(stage.at(session.next_beat_at().unwrap())).await.unwrap();
        assert_eq!((exchange.call, exchange.state), (SessionCall::Renewal, StepState::Done));
        assert!(exchange.exchange.request.url.contains(shown), "{}", exchange.exchange.request.url);
        assert_eq!(session.report().beats, 1);
    }
}

#[tokio::test]
async fn a_beat_that_comes_too_late_loses_the_session_and_is_explained() {
    let stage = Stage::open().await;
    let mut session = stage.session();
    session.set_up(0, stage.now()).await;
    let late = stage.at(session.next_beat_at().unwrap() + SignedDuration::from_secs(60));
    let exchange = session.beat(late).await.unwrap();
    assert_eq!((code(&exchange), session.state()), ("1004", SessionState::Lost));
    assert!(causes(&exchange).contains(&"The beat came 1 min late"), "{:?}", causes(&exchange));
    assert_eq!(session.report().explanation, exchange.explanation, "and it stays to be read");
    assert!(session.tear_down(late).await.is_none(), "nothing is left to tear down");
}

#[tokio::test]
async fn a_beat_that_is_late_but_taken_is_said() {
    let stage = Stage::open().await;
    let mut session = stage.session();
    session.set_up(0, stage.now()).await;
    let late = stage.at(session.next_beat_at().unwrap() + SignedDuration::from_secs(8));
    let exchange = session.beat(late).await.unwrap();
    assert_eq!(exchange.findings.iter().map(|finding| finding.rule.as_ref()).collect::<Vec<_>>(), ["beat-late"]);
}

#[tokio::test]
async fn a_server_in_trouble_is_asked_again_before_the_session_token_expires() {
    let stage = Stage::open().await;
    let mut session = stage.session();
    session.set_up(0, stage.now()).await;
    let refusal = OrderedFault::Refusal { status: 503, code: None };
    stage.simulator.order_fault(once(Call::SessionHeartbeat, refusal)).unwrap();
    let first = stage.at(session.next_beat_at().unwrap());
    assert_eq!(session.beat(first).await.unwrap().state, StepState::Refused);
    assert_eq!((session.state(), session.report().missed), (SessionState::Running, 1));
    let second = session.next_beat_at().unwrap();
    assert!(first < second && second < session.ends_at().unwrap());
    assert_eq!(session.beat(stage.at(second)).await.unwrap().state, StepState::Done);
    let report = session.report();
    assert_eq!((report.beats, report.missed, report.explanation), (1, 0, None));
}

#[tokio::test]
async fn a_beat_that_is_refused_without_a_code_of_ssm_is_tried_again_and_the_session_can_be_torn_down() {
    let stage = Stage::open().await;
    let mut session = stage.session();
    session.set_up(0, stage.now()).await;
    let refusal = OrderedFault::Refusal { status: 400, code: None };
    stage.simulator.order_fault(once(Call::SessionHeartbeat, refusal)).unwrap();
    let first = stage.at(session.next_beat_at().unwrap());
    assert_eq!(session.beat(first).await.unwrap().state, StepState::Refused);
    assert_eq!((session.state(), stage.counted()), (SessionState::Running, 1), "SSM counts it still");
    assert!(session.next_beat_at().unwrap() < session.ends_at().unwrap());
    assert!(session.can_be_torn_down());
    assert_eq!(session.tear_down(first).await.unwrap().state, StepState::Done);
    assert_eq!(stage.counted(), 0);
}

#[tokio::test]
async fn a_beat_whose_answer_was_lost_may_have_taken_the_token_along_and_that_is_said() {
    let stage = Stage::open().await;
    let mut session = stage.session();
    session.set_up(0, stage.now()).await;
    stage.simulator.order_fault(once(Call::SessionHeartbeat, OrderedFault::NoAnswer)).unwrap();
    let exchange = session.beat(stage.at(session.next_beat_at().unwrap())).await.unwrap();
    assert_eq!((exchange.state, session.state()), (StepState::NotReached, SessionState::Running));
    let exchange = session.beat(stage.at(session.next_beat_at().unwrap())).await.unwrap();
    assert_eq!((code(&exchange), session.state()), ("1006", SessionState::Lost));
    assert!(causes(&exchange).contains(&"The answer to an earlier call could not be read"), "{:?}", causes(&exchange));
}

#[tokio::test]
async fn without_ssm_a_session_is_given_up_when_its_token_has_expired() {
    let stage = Stage::open().await;
    let mut session = stage.session();
    session.set_up(0, stage.now()).await;
    let every = FaultOrder { call: None, when: When::Always, fault: OrderedFault::NoAnswer };
    stage.simulator.order_fault(every).unwrap();
    let mut tries = 0;
    while let Some(due) = session.next_beat_at() {
        session.beat(stage.at(due)).await.unwrap();
        tries += 1;
        assert!(tries < 20, "it ends");
    }
    assert_eq!(session.state(), SessionState::Lost);
    assert!(tries > 1);
}

#[tokio::test]
async fn a_beat_that_is_dropped_half_way_leaves_a_session_that_can_be_torn_down() {
    let stage = Stage::open().await;
    let mut session = stage.session();
    session.set_up(0, stage.now()).await;
    stage.simulator.order_fault(once(Call::SessionHeartbeat, OrderedFault::Delay { milliseconds: 60_000 })).unwrap();
    let now = stage.at(session.next_beat_at().unwrap());
    assert!(tokio::time::timeout(Duration::from_millis(50), session.beat(now)).await.is_err());
    assert_eq!((session.state(), session.report().missed), (SessionState::Running, 1));
    let exchange = session.tear_down(now).await.unwrap();
    assert_ne!(exchange.state, StepState::NotReached);
    assert!(session.tear_down(now).await.is_none());
}

#[tokio::test]
async fn a_tear_down_that_is_not_reached_can_be_tried_again() {
    let stage = Stage::open().await;
    let mut session = stage.session();
    session.set_up(0, stage.now()).await;
    let trouble = OrderedFault::Refusal { status: 503, code: None };
    stage.simulator.order_fault(once(Call::SessionTeardown, trouble)).unwrap();
    let exchange = session.tear_down(stage.now()).await.unwrap();
    assert!(exchange.note.contains("2022-06-10T15:05:33Z"), "it says until when SSM counts it: {}", exchange.note);
    assert_eq!((session.state(), session.can_be_torn_down()), (SessionState::Lost, true));
    assert_eq!(session.tear_down(stage.now()).await.unwrap().state, StepState::Done);
    assert_eq!((session.state(), stage.counted()), (SessionState::Ended, 0));
}

#[tokio::test]
async fn a_set_up_that_is_not_reached_says_whether_a_session_may_be_there() {
    let stage = Stage::open().await;
    let mut plan = stage.plan(Beating::Heartbeat);
    plan.connection.ssm = None;
    let mut session = PlaybackSession::new(plan).unwrap();
    let exchange = session.set_up(0, stage.now()).await;
    assert_eq!((exchange.state, session.state()), (StepState::NotReached, SessionState::Lost));
    assert_eq!(exchange.note, "no session was set up");
    stage.simulator.order_fault(once(Call::SessionSetup, OrderedFault::NoAnswer)).unwrap();
    let exchange = stage.session().set_up(0, stage.now()).await;
    assert!(exchange.note.starts_with("whether a session was set up is not known"), "{}", exchange.note);
}

#[tokio::test]
async fn the_set_up_and_the_last_calls_are_kept() {
    let stage = Stage::open().await;
    let mut session = stage.session();
    session.set_up(0, stage.now()).await;
    for _ in 0..60 {
        session.beat(stage.at(session.next_beat_at().unwrap())).await.unwrap();
    }
    let exchanges = session.report().exchanges;
    assert_eq!((exchanges.len(), exchanges[0].call), (51, SessionCall::SetUp));
    assert_eq!((exchanges[1].note.as_str(), exchanges[50].note.as_str()), ("beat 11", "beat 60"));
}
