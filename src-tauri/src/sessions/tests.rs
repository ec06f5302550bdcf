//! Sessions at a simulator over a real socket, by a clock that is moved.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value;
use tauri::ipc::InvokeResponseBody;
use tessera_credentials::Lookup;
use tessera_gateway::CertificateCheck;
use tessera_journeys::prepare::{self, Choices};
use tessera_journeys::session::Beating;
use tessera_journeys::{Goal, GuestSignOn, Mode, drive};
use tessera_protocol::{Call, RenewalPath};
use tessera_simulator::{
    Account, FaultOrder, OrderedFault, RunningSimulator, SIMULATED_CHALLENGE, Simulator, SimulatorConfig, Streams, When,
};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::*;

/// What the window hears.
struct Heard(UnboundedReceiver<String>);

impl Heard {
    async fn next(&mut self) -> Value {
        let event = timeout(Duration::from_secs(20), self.0.recv()).await.unwrap().unwrap();
        serde_json::from_str(&event).unwrap()
    }

    /// The newest call of the next session that is told, how the session stands, and since how many beats.
    async fn call(&mut self) -> (String, String, u64) {
        let event = self.next().await;
        let report = &event["session"]["report"];
        let exchanges = report["exchanges"].as_array().unwrap();
        assert_eq!(exchanges.len(), 1, "an event brings what is new: {event}");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (text(&exchanges[0]["call"]), text(&report["state"]), report["beats"].as_u64().unwrap())
    }
}

fn heard(sessions: &Sessions) -> Heard {
    let (send, heard) = unbounded_channel();
    sessions.watch(Channel::new(move |body| {
        let InvokeResponseBody::Json(event) = body else { unreachable!("events are JSON") };
        send.send(event).unwrap();
        Ok(())
    }));
    Heard(heard)
}

/// A simulator, a guest with a content token, and the sessions of a window that listens.
struct Stage {
    simulator: RunningSimulator,
    run: Run,
    vault: Vault,
    sessions: Sessions,
    heard: Heard,
}

impl Stage {
    async fn open() -> Self {
        let guests = Account { streams: Streams::AtMost(2), ..Account::new("GUEST", "") };
        let config = SimulatorConfig { accounts: vec![guests], ..SimulatorConfig::default() };
        let clock = tessera_simulator::Clock::fixed("2022-06-10T15:04:53Z".parse().unwrap());
        let simulator = Simulator::start_with_clock(config, None, clock).await.unwrap();
        let [base, ssp] = [simulator.base_url(), simulator.ssp_url()].map(|url| url.parse().unwrap());
        let environment = prepare::simulated(base, ssp, simulator.config().tenant.clone());
        let platform = "stb-opentv-os".into();
        let choices = Choices {
            account: None,
            sign_on: prepare::first_time(&environment, &platform).unwrap(),
            platform,
            content: Some("CH015".into()),
            certificates: CertificateCheck::Verify,
        };
        let goal = Goal::GuestSignOn(GuestSignOn { country: None });
        let mut run = Run::new(prepare::plan(&environment, Path::new(""), goal, choices).unwrap()).unwrap();
        let own = simulator.clock().clone();
        let clock: Clock = Arc::new(move || own.now());
        drive(&mut run, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
        let vault = Vault::session_only();
        let sessions = Sessions::new(vault.clone());
        let heard = heard(&sessions);
        Self { simulator, run, vault, sessions, heard }
    }

    /// One more session, of a device of that environment whose sign-on ends in so long.
    fn begin(&self, environment: EnvironmentId, sign_on_ends_in: SignedDuration) -> Uuid {
        self.begin_beating(Beating::default(), environment, sign_on_ends_in)
    }

    fn begin_beating(&self, beating: Beating, environment: EnvironmentId, sign_on_ends_in: SignedDuration) -> Uuid {
        let own = self.simulator.clock().clone();
        let end = own.now() + sign_on_ends_in;
        let whose = Whose {
            environment,
            device: Uuid::nil(),
            clock: Arc::new(move || own.now()),
            sign_on_is_over: Box::new(move |now| end <= now),
        };
        self.sessions.begin(SessionPlan::of(&self.run, beating).unwrap(), whose).unwrap()
    }

    fn pass(&self, seconds: i64) {
        let clock = self.simulator.clock();
        clock.set(clock.now() + SignedDuration::from_secs(seconds));
    }

    /// Sessions that SSM counts.
    fn counted(&self) -> usize {
        self.simulator.snapshot().streams.len()
    }

    async fn noted(&self) -> bool {
        let name = SecretName::new(KEPT_FOR, SecretKind::PlaybackSessions);
        matches!(self.vault.get(&name).await, Ok(Lookup::Found(_)))
    }
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn lab() -> EnvironmentId {
    "lab".parse().unwrap()
}

fn call(call: &str, state: &str, beats: u64) -> (String, String, u64) {
    (call.to_owned(), state.to_owned(), beats)
}

#[tokio::test]
async fn a_session_beats_by_the_clock_of_its_environment_and_is_torn_down_when_that_is_wanted() {
    let mut stage = Stage::open().await;
    let id = stage.begin(EnvironmentId::simulator(), DAY);
    assert_eq!(stage.heard.call().await, call("set-up", "running", 0));
    for beats in 1..=2 {
        stage.pass(28);
        assert_eq!(stage.heard.call().await, call("heartbeat", "running", beats));
    }
    assert!(stage.sessions.any() && stage.counted() == 1);
    stage.sessions.tear_down(id).await.unwrap();
    assert_eq!((stage.counted(), stage.sessions.any()), (0, false));
    assert_eq!(stage.heard.call().await, call("tear-down", "ended", 2));
    stage.sessions.tear_down(id).await.unwrap();
    assert_eq!(stage.sessions.tear_down(Uuid::new_v4()).await.unwrap_err().kind, ErrorKind::Gone);
}

#[tokio::test]
async fn sessions_beat_side_by_side_each_by_what_was_chosen_for_it() {
    let mut stage = Stage::open().await;
    let challenge = SIMULATED_CHALLENGE.as_bytes().to_vec();
    let renewal = Beating::Renewal { path: RenewalPath::Root, challenge };
    for beating in [renewal, Beating::Heartbeat] {
        stage.begin_beating(beating, EnvironmentId::simulator(), DAY);
        assert_eq!(stage.heard.call().await, call("set-up", "running", 0));
    }
    for beats in 1..=2 {
        stage.pass(28);
        let mut told = [stage.heard.call().await, stage.heard.call().await];
        told.sort();
        assert_eq!(told, [call("heartbeat", "running", beats), call("renewal", "running", beats)]);
    }
    stage.sessions.end(|_| true).await;
    assert_eq!(stage.counted(), 0);
}

#[tokio::test]
async fn the_end_of_all_tears_every_session_down_and_makes_room_for_another() {
    let mut stage = Stage::open().await;
    for how in ["running", "running", "refused"] {
        stage.begin(EnvironmentId::simulator(), DAY);
        assert_eq!(stage.heard.call().await, call("set-up", how, 0));
    }
    stage.sessions.end(|_| true).await;
    assert_eq!((stage.counted(), stage.sessions.any()), (0, false));
    let told = stage.sessions.watch(Channel::new(|_| Ok(())));
    assert_eq!(told.len(), 3, "those at rest are still shown to whoever begins to listen");
    let calls = |view: &SessionView| view.report.exchanges.len();
    assert_eq!(told.iter().map(calls).collect::<Vec<_>>(), [2, 2, 1], "with all that was sent");
    assert!(told[2].report.explanation.as_ref().unwrap().headline.contains("the limit is reached"));
    stage.heard = heard(&stage.sessions);
    stage.begin(EnvironmentId::simulator(), DAY);
    assert_eq!(stage.heard.call().await, call("set-up", "running", 0));
}

#[tokio::test]
async fn a_set_up_under_way_comes_to_its_end_before_it_is_torn_down() {
    let mut stage = Stage::open().await;
    let late = OrderedFault::Delay { milliseconds: 300 };
    let order = FaultOrder { call: Some(Call::SessionSetup), when: When::Always, fault: late };
    stage.simulator.order_fault(order).unwrap();
    stage.begin(EnvironmentId::simulator(), DAY);
    assert!(stage.sessions.any(), "SSM may count it in a moment");
    stage.sessions.end(|_| true).await;
    assert_eq!((stage.counted(), stage.sessions.any()), (0, false));
    assert_eq!(stage.heard.call().await, call("set-up", "running", 0));
    assert_eq!(stage.heard.call().await, call("tear-down", "ended", 0));
}

#[tokio::test]
async fn a_session_stands_in_the_keychain_from_its_set_up_to_its_tear_down() {
    let mut stage = Stage::open().await;
    stage.begin(lab(), DAY);
    stage.heard.call().await;
    stage.pass(28);
    // The beat comes after the set-up was noted.
    assert_eq!(stage.heard.call().await, call("heartbeat", "running", 1));
    assert!(stage.noted().await);
    stage.sessions.end(|view| view.environment == lab()).await;
    assert!(!stage.noted().await);
}

#[tokio::test]
async fn what_the_simulator_inside_counts_is_noted_nowhere_for_it_ends_with_the_program() {
    let mut stage = Stage::open().await;
    stage.begin(EnvironmentId::simulator(), DAY);
    stage.heard.call().await;
    stage.pass(28);
    stage.heard.call().await;
    assert!(!stage.noted().await);
}

#[tokio::test]
async fn no_session_goes_past_the_end_of_the_sign_on() {
    let mut stage = Stage::open().await;
    stage.begin(EnvironmentId::simulator(), SignedDuration::from_secs(20));
    assert_eq!(stage.heard.call().await, call("set-up", "running", 0));
    stage.pass(20);
    assert!(stage.heard.next().await["said"].as_str().unwrap().contains("fixed_exp"));
    assert_eq!(stage.heard.call().await, call("tear-down", "ended", 0));
    assert_eq!(stage.counted(), 0);
}

#[tokio::test]
async fn a_tear_down_that_reaches_nobody_is_told_can_be_tried_again_and_stays_noted() {
    let mut stage = Stage::open().await;
    let id = stage.begin(lab(), DAY);
    stage.heard.call().await;
    let now = stage.simulator.clock().now();
    let Stage { simulator, sessions, mut heard, vault, .. } = stage;
    simulator.stop().await;
    for _ in 0..2 {
        sessions.tear_down(id).await.unwrap();
        assert_eq!(heard.call().await, call("tear-down", "lost", 0));
    }
    assert!(sessions.any(), "SSM may count it");
    let name = SecretName::new(KEPT_FOR, SecretKind::PlaybackSessions);
    assert!(matches!(vault.get(&name).await, Ok(Lookup::Found(_))));
    let left = LeftSessions::new(vault, name).read().await.unwrap();
    assert!(left.len() == 1 && left[0].id == id && !left[0].is_over(now));
}

#[tokio::test]
async fn a_session_that_ssm_has_ended_meanwhile_is_told_and_cannot_be_torn_down() {
    let mut stage = Stage::open().await;
    let id = stage.begin(lab(), DAY);
    stage.heard.call().await;
    let clock = stage.simulator.clock().clone();
    let Stage { simulator, sessions, mut heard, vault, .. } = stage;
    simulator.stop().await;
    for (seconds, how) in [(28, "running"), (30, "lost")] {
        clock.set(clock.now() + SignedDuration::from_secs(seconds));
        assert_eq!(heard.call().await, call("heartbeat", how, 0));
    }
    assert_eq!(heard.next().await["session"]["canBeTornDown"], false);
    assert!(!sessions.any());
    sessions.tear_down(id).await.unwrap();
    let name = SecretName::new(KEPT_FOR, SecretKind::PlaybackSessions);
    assert!(!matches!(vault.get(&name).await, Ok(Lookup::Found(_))), "nothing is left to the next start");
}

#[tokio::test]
async fn a_session_that_an_earlier_start_left_is_shown_with_its_tear_down() {
    let stage = Stage::open().await;
    let now = stage.simulator.clock().now();
    let mut session = PlaybackSession::new(SessionPlan::of(&stage.run, Beating::default()).unwrap()).unwrap();
    session.set_up(0, now).await;
    stage.sessions.left.note(&lab(), Uuid::nil(), &session).await.unwrap();
    // The next start, which has the keychain and nothing else.
    let sessions = Sessions::new(stage.vault.clone());
    let left = sessions.left.read().await.unwrap().remove(0);
    let report = left.tear_down(stage.run.plan().connection.clone(), now).await.unwrap();
    assert_eq!(stage.counted(), 0);
    let mut heard = heard(&sessions);
    sessions.show_left(&left, report);
    let event = heard.next().await;
    let told = &event["session"];
    assert_eq!(
        (&told["left"], &told["canBeTornDown"], &told["device"]),
        (&true.into(), &false.into(), &Uuid::nil().to_string().into())
    );
    let exchanges = told["report"]["exchanges"].as_array().unwrap();
    assert_eq!((exchanges.len(), &exchanges[0]["call"]), (1, &"tear-down".into()));
    let header = exchanges[0]["exchange"]["request"]["headers"].to_string();
    assert!(header.contains("\u{2026}sig:"), "the session token is cut: {header}");
    let listed = sessions.watch(Channel::new(|_| Ok(())));
    assert!(listed.len() == 1 && listed[0].left && !sessions.any(), "who begins to listen later sees it too");
    sessions.tear_down(left.id).await.unwrap();
    assert_eq!(listed[0].report.exchanges.len(), 1, "it is not tried twice");
}

#[tokio::test]
async fn what_is_said_before_the_window_listens_waits_for_it_and_the_same_is_not_said_twice() {
    let sessions = Sessions::new(Vault::session_only());
    sessions.told.say_once("early".to_owned());
    sessions.told.say_once("early".to_owned());
    let mut heard = heard(&sessions);
    sessions.told.say("late");
    assert_eq!(heard.next().await["said"], "early");
    assert_eq!(heard.next().await["said"], "late");
}
