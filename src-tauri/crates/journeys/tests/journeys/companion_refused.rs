//! What a companion sign-on can be refused with, call by call.

use jiff::{SignedDuration, Timestamp};
use tessera_journeys::{Clock, Mode, Plan, Remedy, Run, Step, StepState, Verdict, drive};
use tessera_protocol::{ExpiryUnit, SignOn};
use tessera_simulator::faults::Fault;
use tessera_simulator::{AccountState, DeviceState, Lifetimes, SimulatorConfig};
use tokio_util::sync::CancellationToken;

use crate::companion::*;
use crate::support::*;

const NO_DEVICE: &str = "stopped here: the device with the code is not signed on";
const ANEW: Option<Remedy> = Some(Remedy::RepeatFrom { step: Step::RegistrationCode });

fn refusal(status: u16) -> Fault {
    let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    Fault::Answer { status, headers, body: br#"{"message":"no"}"#.to_vec() }
}

fn expected(at: Step, status: u16, headline: &str) -> Expected<'_> {
    Expected { at, status, headline, cause: "", remedy: ANEW, not_done: NO_DEVICE }
}

#[tokio::test]
async fn without_a_free_code_there_is_nothing_to_show() {
    let simulator = simulator(quick()).await;
    let (_server, mut journey) =
        with_fault(companion(&simulator, None), Step::RegistrationCode, refusal(409), LONG).await;
    let expected = expected(Step::RegistrationCode, 409, "DSRA gave no registration code");
    refused(&mut journey, Expected { cause: "All registration codes are in use", ..expected }).await;
}

#[tokio::test]
async fn a_poll_with_a_token_that_was_used_is_unauthorized() {
    let simulator = simulator(quick()).await;
    let approver = signed_on(&simulator).await;
    let (_, done) = run(companion(&simulator, Some(approver))).await;
    let mut again = done.repeat_from(Step::AwaitApproval, done.plan().clone()).unwrap();
    let expected = expected(Step::AwaitApproval, 401, "DSRA did not accept the DSRA token");
    refused(&mut again, Expected { cause: "may have been used already", ..expected }).await;
}

#[tokio::test]
async fn a_poll_after_the_end_of_the_code_is_forbidden_and_told_with_the_evidence() {
    let ours = tessera_simulator::Clock::fixed(Timestamp::now());
    let simulator = tessera_simulator::Simulator::start_with_clock(quick(), None, ours.clone()).await.unwrap();
    let moved = ours.clone();
    let clock: Clock = std::sync::Arc::new(move || moved.now());
    let mut plan = companion(&simulator, None);
    // 600000 milliseconds, read as seconds: by our own reading the code is good for a week.
    needs(&mut plan.goal).expiry_unit = ExpiryUnit::Seconds;
    let mut journey = Run::new(plan).unwrap();
    for _ in 0..3 {
        assert_eq!(one_step(&mut journey, &clock).await, Verdict::Paused);
    }
    ours.advance(SignedDuration::from_secs(601));
    let verdict = drive(&mut journey, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
    assert_eq!(verdict, Verdict::Refused);
    let explanation = explained(&journey.report(), Step::AwaitApproval, StepState::Refused);
    assert_eq!(explanation.headline, "DSRA refused the poll");
    assert!(likeliest(&explanation).headline.contains("may have expired with its code"), "{explanation:#?}");
    assert_eq!(journey.report().steps.last().unwrap().earlier.len(), 1, "the poll before is kept");
}

#[tokio::test]
async fn a_poll_whose_body_is_not_wanted_is_a_bad_request() {
    let simulator = simulator(quick()).await;
    let (_server, mut journey) = with_fault(companion(&simulator, None), Step::AwaitApproval, refusal(400), LONG).await;
    let expected = expected(Step::AwaitApproval, 400, "DSRA refused the poll");
    refused(&mut journey, Expected { cause: "may not be what DSRA wants", remedy: None, ..expected }).await;
}

#[tokio::test]
async fn a_device_that_was_deleted_is_told_to_begin_anew() {
    let simulator = simulator(quick()).await;
    let approver = signed_on(&simulator).await;
    let (_, before) = run(companion(&simulator, Some(approver.clone()))).await;
    let client_id = before.device().unwrap().client_id.clone();
    simulator.set_device_state(&client_id, DeviceState::Deleted).unwrap();
    let plan = Plan { sign_on: SignOn::NthTime(client_id), ..companion(&simulator, Some(approver)) };
    let mut journey = Run::new(plan).unwrap();
    let expected = expected(Step::AwaitApproval, 403, "DSRA refused the poll");
    let remedy = Some(Remedy::SignOnFirstTime);
    refused(&mut journey, Expected { cause: "deleted", remedy, ..expected }).await;
}

#[tokio::test]
async fn a_code_that_was_approved_already_is_not_approved_again() {
    let simulator = simulator(quick()).await;
    let approver = signed_on(&simulator).await;
    let mut journey = up_to(companion(&simulator, Some(approver.clone())), Step::Approve).await;
    approve_beside(&simulator, &approver, &journey).await;
    let expected = expected(Step::Approve, 403, "DSRA did not approve the registration code");
    refused(&mut journey, Expected { cause: "may have been approved already", ..expected }).await;
}

#[tokio::test]
async fn a_code_that_expired_is_not_approved_and_the_evidence_comes_first() {
    let ours = tessera_simulator::Clock::fixed(Timestamp::now());
    let lifetimes = Lifetimes { registration_code: 10, ..Lifetimes::default() };
    let config = SimulatorConfig { lifetimes, ..quick() };
    let simulator = tessera_simulator::Simulator::start_with_clock(config, None, ours.clone()).await.unwrap();
    let approver = signed_on(&simulator).await;
    let moved = ours.clone();
    let clock: Clock = std::sync::Arc::new(move || moved.now());
    let mut journey = Run::new(companion(&simulator, Some(approver))).unwrap();
    while journey.next() != Some(Step::Approve) {
        one_step(&mut journey, &clock).await;
    }
    ours.advance(SignedDuration::from_secs(10));
    assert_eq!(one_step(&mut journey, &clock).await, Verdict::Refused);
    let explanation = explained(&journey.report(), Step::Approve, StepState::Refused);
    assert_eq!(likeliest(&explanation).headline, "The registration code has expired");
}

#[tokio::test]
async fn an_unknown_code_or_a_bad_request_is_not_approved() {
    let simulator = simulator(quick()).await;
    let approver = signed_on(&simulator).await;
    for (status, headline, cause) in [
        (404, "DSRA does not know the registration code", "not given out there"),
        (400, "DSRA did not approve the registration code", "may have been approved already"),
    ] {
        let plan = companion(&simulator, Some(approver.clone()));
        let (_server, mut journey) = with_fault(plan, Step::Approve, refusal(status), LONG).await;
        refused(&mut journey, Expected { cause, ..expected(Step::Approve, status, headline) }).await;
    }
}

#[tokio::test]
async fn an_activation_token_that_is_refused_leads_back_to_a_new_code() {
    let simulator = simulator(quick()).await;
    let approver = signed_on(&simulator).await;
    for status in [400, 401, 403, 404] {
        let plan = companion(&simulator, Some(approver.clone()));
        let (_server, mut journey) = with_fault(plan, Step::SignOn, refusal(status), LONG).await;
        let headline =
            if status == 401 { "IAS did not accept the activation token" } else { "IAS refused the sign-on" };
        let cause = "The activation token may have expired";
        let expected = Expected { cause, not_done: NOT_SIGNED_ON, ..expected(Step::SignOn, status, headline) };
        refused(&mut journey, expected).await;
    }
}

#[tokio::test]
async fn an_account_that_was_stopped_between_is_told_by_its_code() {
    let simulator = simulator(quick()).await;
    let approver = signed_on(&simulator).await;
    let mut journey = up_to(companion(&simulator, Some(approver)), Step::SignOn).await;
    simulator.set_account_state(&"ACC-1".into(), AccountState::Suspended).unwrap();
    let expected = expected(Step::SignOn, 403, "IAS refused the sign-on");
    let expected = Expected { cause: "suspended", remedy: None, not_done: NOT_SIGNED_ON, ..expected };
    refused(&mut journey, expected).await;
}
