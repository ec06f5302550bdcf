//! A content token with the tokens that a device has; an access token that is refused is renewed once.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tessera_credentials::{Lookup, SecretKind, SecretName, Vault};
use tessera_journeys::{
    Clock, Goal, KeptIn, Mode, Plan, Playback, Run, Step, StepState, TokenSet, TokenSets, Verdict, drive, prepare,
};
use tessera_simulator::faults::{Fault, FaultServer};
use tessera_simulator::{BadAccessToken, Choices, RefreshRotation, RunningSimulator, Simulator, SimulatorConfig};
use tessera_storage::Environment;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::support::*;

fn playing(environment: &Environment, simulator: &RunningSimulator, run: &Run) -> Plan {
    let client_id = run.device().unwrap().client_id.clone();
    let tokens = prepare::device_tokens(environment, &client_id, run.token_set().cloned(), None);
    Plan { goal: Goal::Playback(Playback { tokens }), sign_on: nth_time(run), ..plan(simulator) }
}

/// A simulator on whose clock a device signed on an hour and a minute ago.
pub(crate) async fn an_hour_later(choices: Choices) -> (RunningSimulator, Run, Clock) {
    let ours = tessera_simulator::Clock::fixed(Timestamp::now());
    let config = SimulatorConfig { choices, ..SimulatorConfig::default() };
    let simulator = Simulator::start_with_clock(config, None, ours.clone()).await.unwrap();
    let moved = ours.clone();
    let clock: Clock = std::sync::Arc::new(move || moved.now());
    let mut run = Run::new(plan(&simulator)).unwrap();
    drive(&mut run, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
    ours.advance(SignedDuration::from_mins(61));
    (simulator, run, clock)
}

#[tokio::test]
async fn tokens_that_are_good_are_used_as_they_are() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, before) = run(plan(&simulator)).await;
    let (verdict, after) = run(playing(&environment(&simulator), &simulator, &before)).await;
    assert_eq!(verdict, Verdict::Done);
    assert_eq!(asked(&simulator)[4..], ["content_token"]);
    assert!(!after.has_new_tokens());
}

#[tokio::test]
async fn an_access_token_that_is_refused_is_renewed_once_and_both_calls_are_shown() {
    for bad_access_token in [BadAccessToken::Unauthorized, BadAccessToken::GatewayForbidden, BadAccessToken::GatewayOk]
    {
        let (simulator, before, clock) = an_hour_later(Choices { bad_access_token, ..Choices::default() }).await;
        let mut after = Run::new(playing(&environment(&simulator), &simulator, &before)).unwrap();
        let verdict = drive(&mut after, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
        assert_eq!(verdict, Verdict::Done, "{:#?}", after.report());
        let report = after.report();
        let states: Vec<_> = report.steps.iter().map(|step| (step.step, step.state)).collect();
        assert_eq!(
            states,
            [
                (Step::ContentToken, StepState::Refused),
                (Step::Discover, StepState::Done),
                (Step::Refresh, StepState::Done),
                (Step::ContentTokenAgain, StepState::Done),
            ]
        );
        assert!(after.has_new_tokens());
    }
}

#[tokio::test]
async fn a_second_refusal_ends_it() {
    let (simulator, before, clock) = an_hour_later(Choices::default()).await;
    simulator.set_account_state(&"ACC-1".into(), tessera_simulator::AccountState::Cancelled).unwrap();
    let mut after = Run::new(playing(&environment(&simulator), &simulator, &before)).unwrap();
    let verdict = drive(&mut after, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
    assert_eq!(verdict, Verdict::Refused);
    assert_eq!(after.report().steps.last().unwrap().step, Step::Refresh);
    assert_eq!(asked(&simulator).iter().filter(|call| *call == "refresh").count(), 1);
}

#[tokio::test]
async fn one_step_at_a_time_the_renewal_waits_for_the_person() {
    let (simulator, before, clock) = an_hour_later(Choices::default()).await;
    let mut after = Run::new(playing(&environment(&simulator), &simulator, &before)).unwrap();
    let verdict = drive(&mut after, Mode::OneStep, &clock, &(), &CancellationToken::new()).await;
    assert_eq!((verdict, after.next()), (Verdict::Paused, Some(Step::Discover)));
}

#[tokio::test]
async fn after_a_restart_the_refresh_token_comes_first() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, before) = run(plan(&simulator)).await;
    let token = before.token_set().unwrap().refresh.as_ref().unwrap().text().unwrap().to_owned();
    let environment = environment(&simulator);
    let client_id = before.device().unwrap().client_id.clone();
    let stored = Some(tessera_credentials::Secret::new(token));
    let tokens = prepare::device_tokens(&environment, &client_id, None, stored);
    let plan = Plan { goal: Goal::Playback(Playback { tokens }), sign_on: nth_time(&before), ..plan(&simulator) };
    let (verdict, _) = run(plan).await;
    assert_eq!(verdict, Verdict::Done);
    assert_eq!(asked(&simulator)[4..], ["servicediscovery", "refresh", "content_token"]);
}

#[tokio::test]
async fn an_access_token_that_is_refused_again_after_a_refresh_ends_it() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, before) = run(plan(&simulator)).await;
    let unauthorized = Fault::json(401, r#"{"message":"Unauthorized"}"#);
    let server = FaultServer::start(unauthorized).await.unwrap();
    let mut plan = playing(&environment(&simulator), &simulator, &before);
    plan.connection.ias = server.url().parse().unwrap();
    let (verdict, after) = run(plan).await;
    assert_eq!(verdict, Verdict::Refused, "{:#?}", after.report());
    let report = after.report();
    let states: Vec<_> = report.steps.iter().map(|step| (step.step, step.state)).collect();
    assert_eq!(
        states,
        [
            (Step::ContentToken, StepState::Refused),
            (Step::Discover, StepState::Done),
            (Step::Refresh, StepState::Done),
            (Step::ContentTokenAgain, StepState::Refused),
        ]
    );
    assert_eq!((server.hits(), asked(&simulator).iter().filter(|call| *call == "refresh").count()), (2, 1));
}

/// Renews the tokens of a device, if nobody else did while this one waited.
async fn renew(sets: Arc<TokenSets>, device: Uuid, simulator: Arc<RunningSimulator>, before: Plan, clock: Clock) {
    let now = clock();
    let needed = |set: &TokenSet| set.access_ends_at().is_some_and(|end| end <= now);
    let Some(_guard) = sets.renewing_if(device, needed).await else { return };
    let set = sets.get(device);
    let tokens = prepare::device_tokens(&environment(&simulator), &"PUB".into(), set, None);
    let mut journey = Run::new(Plan { goal: Goal::Refresh(tokens.refresh.unwrap()), ..before }).unwrap();
    let verdict = drive(&mut journey, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", journey.report());
    sets.put(device, journey.token_set().unwrap().clone());
}

#[tokio::test]
async fn several_who_find_a_token_ended_make_one_refresh_between_them() {
    let choices = Choices { refresh_rotation: RefreshRotation::FamilyRevoked, ..Choices::default() };
    let (simulator, before, clock) = an_hour_later(choices).await;
    let (sets, device, simulator) = (Arc::new(TokenSets::default()), Uuid::new_v4(), Arc::new(simulator));
    sets.put(device, before.token_set().unwrap().clone());
    let tasks: Vec<_> = (0..5)
        .map(|_| {
            let plan = before.plan().clone();
            tokio::spawn(renew(Arc::clone(&sets), device, Arc::clone(&simulator), plan, Arc::clone(&clock)))
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(asked(&simulator).iter().filter(|call| *call == "refresh").count(), 1);
    assert!(sets.get(device).unwrap().access_ends_at().unwrap() > clock());
}

#[tokio::test]
async fn a_new_refresh_token_is_kept_before_the_new_tokens_are_used() {
    let (simulator, before, clock) = an_hour_later(Choices::default()).await;
    let (vault, name) = (Vault::session_only(), SecretName::new("own".to_owned(), SecretKind::RefreshToken));
    let mut plan = playing(&environment(&simulator), &simulator, &before);
    let Goal::Playback(Playback { tokens }) = &plan.goal else { unreachable!() };
    let tokens = tokens.clone().kept_in(KeptIn { vault: vault.clone(), name: name.clone() });
    plan.goal = Goal::Playback(Playback { tokens });
    let mut journey = Run::new(plan).unwrap();
    while journey.next() != Some(Step::ContentTokenAgain) {
        let verdict = drive(&mut journey, Mode::OneStep, &clock, &(), &CancellationToken::new()).await;
        assert_eq!(verdict, Verdict::Paused, "{:#?}", journey.report().steps.last());
    }
    let renewed = journey.token_set().unwrap().refresh.clone().unwrap();
    let Lookup::Found(kept) = vault.get(&name).await.unwrap() else { panic!("nothing is kept yet") };
    assert_eq!(Some(kept.expose()), renewed.text());
}
