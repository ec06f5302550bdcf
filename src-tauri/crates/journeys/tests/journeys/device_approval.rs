//! Asking ADM whether a device is approved, before it asks for a content token.

use tessera_journeys::{ApprovalCheck, Goal, Plan, Playback, Playing, Run, Step, StepState, Verdict, prepare};
use tessera_simulator::{Approval, Choices, RunningSimulator, SimulatorConfig};

use crate::playback::an_hour_later;
use crate::support::*;

fn asking(plan: Plan) -> Plan {
    Plan { playing: Playing { approval: ApprovalCheck::Asked, ..Playing::default() }, ..plan }
}

fn playing(simulator: &RunningSimulator, run: &Run) -> Plan {
    let client_id = run.device().unwrap().client_id.clone();
    let tokens = prepare::device_tokens(&environment(simulator), &client_id, run.token_set().cloned(), None);
    asking(Plan { goal: Goal::Playback(Playback { tokens }), sign_on: nth_time(run), ..plan(simulator) })
}

#[tokio::test]
async fn an_approved_device_is_told_so_in_every_journey_that_ends_with_a_content_token() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (verdict, before) = run(asking(plan(&simulator))).await;
    assert_eq!(verdict, Verdict::Done);
    assert_eq!(step(&before.report(), Step::DeviceApproval).note, "the device is approved");
    let (verdict, after) = run(playing(&simulator, &before)).await;
    assert_eq!((verdict, status(&after.report(), Step::DeviceApproval)), (Verdict::Done, 201));
}

#[tokio::test]
async fn a_device_that_is_not_approved_is_told_before_a_content_token_is_asked_for() {
    let choices = Choices { device_approval: Approval::ByOperator, ..Choices::default() };
    let simulator = simulator(SimulatorConfig { choices, ..SimulatorConfig::default() }).await;
    let mut journey = Run::new(asking(plan(&simulator))).unwrap();
    let expected = Expected {
        at: Step::DeviceApproval,
        status: 403,
        headline: "ADM says that the device is not approved",
        cause: "not on the account's list of approved devices",
        remedy: None,
        not_done: "stopped here: signed on, and no content token was asked for",
    };
    refused(&mut journey, expected).await;
    assert!(!asked(&simulator).contains(&"content_token".to_owned()));
}

#[tokio::test]
async fn an_access_token_that_is_refused_is_renewed_once_for_all_that_follows() {
    let (simulator, before, clock) = an_hour_later(Choices::default()).await;
    let mut journey = Run::new(playing(&simulator, &before)).unwrap();
    let cancel = tokio_util::sync::CancellationToken::new();
    let verdict = tessera_journeys::drive(&mut journey, tessera_journeys::Mode::RunThrough, &clock, &(), &cancel).await;
    let report = journey.report();
    assert_eq!(verdict, Verdict::Done, "{report:#?}");
    let states: Vec<_> = report.steps.iter().map(|step| (step.step, step.state)).collect();
    let expected = [Step::Discover, Step::Refresh, Step::DeviceApprovalAgain, Step::ContentToken];
    assert_eq!(states[0], (Step::DeviceApproval, StepState::Refused));
    assert_eq!(states[1..], expected.map(|step| (step, StepState::Done)));
}
