//! The sign-on is refused: for its session token, its `client_id`, its device, its account.

use jiff::SignedDuration;
use tessera_journeys::{Likelihood, Plan, Remedy, Run, Step, Verdict};
use tessera_protocol::{ClientId, SignOn};
use tessera_simulator::{AccountState, DeviceState, ForeignClientId, RunningSimulator, SimulatorConfig};

use crate::support::*;

const REFUSED: &str = "AGS refused the sign-on";
const NOT_ACCEPTED: &str = "AGS did not accept the session token or the client_id";
const ANEW: Option<Remedy> = Some(Remedy::RepeatFrom { step: Step::MintOperatorJwt });

/// Runs a journey into a refusal of the sign-on; then nothing more was asked.
async fn refused_sign_on(
    simulator: &RunningSimulator,
    journey: &mut Run,
    (status, headline): (u16, &str),
    cause: &str,
    remedy: Option<Remedy>,
) {
    let before = asked(simulator).len();
    let sent = if journey.next() == Some(Step::SignOn) { 1 } else { 3 };
    let (at, not_done) = (Step::SignOn, NOT_SIGNED_ON);
    refused(journey, Expected { at, status, headline, cause, remedy, not_done }).await;
    let asked = asked(simulator);
    assert_eq!((asked.len() - before, asked.last().unwrap().as_str()), (sent, "signOnWithSessionToken"));
}

/// The remedy of signing on first-time, with the session token that is still good.
async fn first_time_works(simulator: &RunningSimulator, journey: &Run) {
    let mut mended = journey.plan().clone();
    mended.sign_on = plan(simulator).sign_on;
    let mut again = journey.repeat_from(Step::SignOn, mended).unwrap();
    assert_eq!(go_on(&mut again).await, Verdict::Done, "the remedy mends it");
    assert!(again.device().unwrap().new);
}

async fn device_of(simulator: &RunningSimulator, account: &str) -> ClientId {
    let mut plan = plan(simulator);
    plan.account = Some(account.into());
    run(plan).await.1.device().unwrap().client_id.clone()
}

fn nth(simulator: &RunningSimulator, client_id: &str) -> Plan {
    Plan { sign_on: SignOn::NthTime(client_id.into()), ..plan(simulator) }
}

#[tokio::test]
async fn a_session_token_signs_on_once() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, first) = run(plan(&simulator)).await;
    let mut second = first.repeat_from(Step::SignOn, first.plan().clone()).unwrap();
    let cause = "The session token may have been used already";
    refused_sign_on(&simulator, &mut second, (401, NOT_ACCEPTED), cause, ANEW).await;
    assert_eq!(simulator.devices().len(), 1);
    let mut third = second.repeat_from(Step::MintOperatorJwt, second.plan().clone()).unwrap();
    assert_eq!(go_on(&mut third).await, Verdict::Done, "the remedy mends it");
}

#[tokio::test]
async fn a_session_token_that_expired_by_the_servers_clock_is_said_to_have_expired() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut journey = up_to(plan(&simulator), Step::SignOn).await;
    simulator.clock().advance(SignedDuration::from_secs(400));
    let cause = "The session token has probably expired";
    refused_sign_on(&simulator, &mut journey, (401, NOT_ACCEPTED), cause, ANEW).await;
}

#[tokio::test]
async fn a_client_id_of_another_account_is_suspected_first() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let foreign = device_of(&simulator, "ACC-2").await;
    let mut journey = Run::new(nth(&simulator, foreign.as_str())).unwrap();
    let (cause, remedy) = (format!("The client_id {foreign} may belong to another account"), Remedy::SignOnFirstTime);
    refused_sign_on(&simulator, &mut journey, (401, NOT_ACCEPTED), &cause, Some(remedy)).await;
    first_time_works(&simulator, &journey).await;
}

#[tokio::test]
async fn a_client_id_in_use_for_another_account_is_told_by_its_code() {
    let mut config = SimulatorConfig::default();
    config.choices.foreign_client_id = ForeignClientId::InUse;
    let simulator = simulator(config).await;
    let foreign = device_of(&simulator, "ACC-2").await;
    let mut journey = Run::new(nth(&simulator, foreign.as_str())).unwrap();
    let (cause, remedy) = ("The client_id is in use for another account.", Remedy::SignOnFirstTime);
    refused_sign_on(&simulator, &mut journey, (403, REFUSED), cause, Some(remedy)).await;
}

#[tokio::test]
async fn a_client_id_that_nobody_knows_is_told_and_first_time_works() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut journey = Run::new(nth(&simulator, "PUB_989")).unwrap();
    let cause = "The client_id PUB_989 is not known there";
    refused_sign_on(&simulator, &mut journey, (404, REFUSED), cause, Some(Remedy::SignOnFirstTime)).await;
    first_time_works(&simulator, &journey).await;
}

#[tokio::test]
async fn a_deleted_device_signs_on_first_time_again() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let device = device_of(&simulator, "ACC-1").await;
    for (state, cause, remedy) in [
        (DeviceState::Disabled, "The operator disabled this device.", None),
        (DeviceState::Deleted, "The operator deleted this device.", Some(Remedy::SignOnFirstTime)),
    ] {
        simulator.set_device_state(&device, state).unwrap();
        let mut journey = Run::new(nth(&simulator, device.as_str())).unwrap();
        refused_sign_on(&simulator, &mut journey, (403, REFUSED), cause, remedy).await;
        if state == DeviceState::Deleted {
            first_time_works(&simulator, &journey).await;
        }
    }
}

#[tokio::test]
async fn a_full_account_is_told_by_its_code() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let device = device_of(&simulator, "ACC-3").await;
    let mut plan = plan(&simulator);
    plan.account = Some("ACC-3".into());
    let mut journey = Run::new(plan).unwrap();
    let cause = "The account has its maximum number of devices.";
    refused_sign_on(&simulator, &mut journey, (403, REFUSED), cause, None).await;
    let mut mended = journey.plan().clone();
    mended.sign_on = SignOn::NthTime(device);
    let mut again = journey.repeat_from(Step::SignOn, mended).unwrap();
    assert_eq!(go_on(&mut again).await, Verdict::Done, "a device that it has can sign on");
}

#[tokio::test]
async fn an_account_that_was_suspended_in_between_is_told_by_its_code() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut journey = up_to(plan(&simulator), Step::SignOn).await;
    simulator.set_account_state(&"ACC-1".into(), AccountState::Suspended).unwrap();
    let cause = "The operator suspended the account.";
    refused_sign_on(&simulator, &mut journey, (403, REFUSED), cause, None).await;
    let report = journey.report();
    let explanation = step(&report, Step::SignOn).explanation.as_ref().unwrap();
    assert_eq!(explanation.causes.len(), 1, "a documented code leaves nothing to guess: {explanation:#?}");
    assert_eq!(likeliest(explanation).likelihood, Likelihood::Likely);
}
