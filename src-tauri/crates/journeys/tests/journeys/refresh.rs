//! Refreshing tokens in the three ways, and what happens when the platform refuses.

use jiff::{SignedDuration, Timestamp};
use tessera_credentials::Secret;
use tessera_journeys::{Clock, Goal, Mode, Plan, Remedy, Run, Step, TokenSlot, Verdict, drive, prepare};
use tessera_protocol::{AuthorizationScheme, RefreshWay};
use tessera_simulator::{AccountState, RunningSimulator, Simulator, SimulatorConfig};
use tessera_storage::Ways;
use tokio_util::sync::CancellationToken;

use crate::support::*;

/// A plan to refresh the tokens of a run in a way.
pub(crate) fn refreshing(simulator: &RunningSimulator, run: &Run, way: RefreshWay) -> Plan {
    let mut environment = environment(simulator);
    environment.ways = Ways { refresh: way, ..environment.ways };
    let token = run.token_set().unwrap().refresh.as_ref().unwrap().text().unwrap().to_owned();
    let client_id = run.device().unwrap().client_id.clone();
    let goal = Goal::Refresh(prepare::refresh(&environment, client_id, Secret::new(token)));
    Plan { goal, sign_on: nth_time(run), ..plan(simulator) }
}

fn claim(run: &Run, slot: TokenSlot, name: &str) -> serde_json::Value {
    run.token(slot).unwrap().token.claims().unwrap()[name].clone()
}

async fn by(clock: &tessera_simulator::Clock, plan: Plan) -> (Verdict, Run) {
    let mut run = Run::new(plan).unwrap();
    let clock = clock.clone();
    let clock: Clock = std::sync::Arc::new(move || clock.now());
    let verdict = drive(&mut run, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
    (verdict, run)
}

const WAYS: [(RefreshWay, &str); 3] =
    [(RefreshWay::Ags, "refresh"), (RefreshWay::IasV2, "token"), (RefreshWay::IasV3, "refresh")];

#[tokio::test]
async fn each_way_brings_both_tokens_and_leaves_the_end_of_the_sign_on() {
    for (way, path) in WAYS {
        let clock = tessera_simulator::Clock::fixed(Timestamp::now());
        let simulator = Simulator::start_with_clock(SimulatorConfig::default(), None, clock.clone()).await.unwrap();
        let (_, before) = by(&clock, plan(&simulator)).await;
        clock.advance(SignedDuration::from_mins(50));
        let (verdict, after) = by(&clock, refreshing(&simulator, &before, way)).await;
        assert_eq!(verdict, Verdict::Done, "{way:?} {:#?}", after.report());
        assert_eq!(asked(&simulator).last().unwrap(), path);
        for slot in [TokenSlot::AccessToken, TokenSlot::RefreshToken] {
            assert_eq!(claim(&after, slot, "fixed_exp"), claim(&before, slot, "fixed_exp"), "{way:?}");
            assert!(claim(&after, slot, "exp").as_i64() > claim(&before, slot, "exp").as_i64(), "{way:?}");
        }
        let findings: Vec<_> = after.report().steps.iter().flat_map(|step| step.findings.clone()).collect();
        assert!(findings.is_empty(), "{way:?} {findings:#?}");
        assert_eq!(after.device().unwrap().client_id, before.device().unwrap().client_id);
    }
}

#[tokio::test]
async fn the_user_of_the_token_is_named_where_ags_asks_for_one() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, before) = run(plan(&simulator)).await;
    let (verdict, after) = run(refreshing(&simulator, &before, RefreshWay::Ags)).await;
    assert_eq!(verdict, Verdict::Done);
    let sent = step(&after.report(), Step::Refresh).exchange.clone().unwrap().request;
    assert_eq!(sent.body.unwrap().json.unwrap()["parameters"][0]["value"], "ACC-1");
    let scheme = |request: &[(String, String)]| {
        request.iter().find(|(name, _)| name == "authorization").unwrap().1.split(' ').count()
    };
    assert_eq!(scheme(&sent.headers), 2, "Bearer and the token");
    let mut bare = refreshing(&simulator, &before, RefreshWay::Ags);
    if let Goal::Refresh(needs) = &mut bare.goal {
        needs.scheme = AuthorizationScheme::Bare;
    }
    let (verdict, after) = run(bare).await;
    assert_eq!(verdict, Verdict::Done, "the simulator takes both");
    assert_eq!(scheme(&step(&after.report(), Step::Refresh).exchange.clone().unwrap().request.headers), 1);
}

#[tokio::test]
async fn a_refresh_token_that_has_expired_is_told_with_the_road_back() {
    for (way, _) in WAYS {
        let clock = tessera_simulator::Clock::fixed(Timestamp::now());
        let simulator = Simulator::start_with_clock(SimulatorConfig::default(), None, clock.clone()).await.unwrap();
        let (_, before) = by(&clock, plan(&simulator)).await;
        clock.advance(SignedDuration::from_hours(49));
        let (verdict, after) = by(&clock, refreshing(&simulator, &before, way)).await;
        assert_eq!(verdict, Verdict::Refused, "{way:?}");
        let explanation = step(&after.report(), Step::Refresh).explanation.clone().unwrap();
        assert!(explanation.headline.ends_with("did not accept the refresh token"), "{}", explanation.headline);
        assert!(likeliest(&explanation).headline.starts_with("The refresh token expired"), "{explanation:#?}");
        assert_eq!(likeliest(&explanation).remedy, Some(Remedy::SignOnAgain));
        assert_eq!(explanation.not_done, "stopped here: the tokens are those of before");
        assert!(!after.has_new_tokens());
    }
}

#[tokio::test]
async fn account_and_device_are_looked_at_again() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, before) = run(plan(&simulator)).await;
    simulator.set_account_state(&"ACC-1".into(), AccountState::Suspended).unwrap();
    let (verdict, after) = run(refreshing(&simulator, &before, RefreshWay::IasV3)).await;
    assert_eq!(verdict, Verdict::Refused);
    let report = after.report();
    let refusal = step(&report, Step::Refresh).refusal.clone().unwrap().body.unwrap();
    assert_eq!(refusal.code.as_deref(), Some("20002"));
}

#[tokio::test]
async fn no_token_of_a_refresh_is_told() {
    for (way, _) in WAYS {
        let simulator = simulator(SimulatorConfig::default()).await;
        let (_, before) = run(plan(&simulator)).await;
        let (_, after) = run(refreshing(&simulator, &before, way)).await;
        let told = serde_json::to_string(&after.report()).unwrap() + &format!("{after:?}");
        for secret in secrets(&before).into_iter().chain(secrets(&after)) {
            assert!(!told.contains(&secret), "{way:?}");
        }
    }
}
