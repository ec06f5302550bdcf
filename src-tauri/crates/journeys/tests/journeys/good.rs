//! The QR sign-on against the simulator: what a person sees when all goes well, and how the journey can be driven.

use tessera_journeys::{HeadEnd, Mode, Picture, Run, RunDocument, Step, StepState, TokenSlot, Verdict, drive, prepare};
use tessera_protocol::SignOn;
use tessera_simulator::SimulatorConfig;
use tessera_tokens::Signature;
use tokio_util::sync::CancellationToken;

use crate::support::*;

#[tokio::test]
async fn a_first_sign_on_goes_from_an_operator_credential_to_a_content_token() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (verdict, journey) = run(plan(&simulator)).await;
    let report = journey.report();
    assert_eq!(verdict, Verdict::Done, "{report:#?}");
    assert_eq!(report.steps.iter().map(|step| step.step).collect::<Vec<_>>(), STEPS);
    assert_eq!(status(&report, Step::SignOn), 201);
    assert!(report.device.as_ref().unwrap().new, "first-time makes a device");
    assert!(step(&report, Step::ContentToken).note.starts_with("may play CH015 in HD until"));
    let findings: Vec<_> = report.steps.iter().flat_map(|step| &step.findings).collect();
    assert!(findings.is_empty(), "the simulator keeps to the documents: {findings:#?}");
}

#[tokio::test]
async fn the_operator_jwt_is_checked_and_the_platforms_tokens_are_not() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, journey) = run(plan(&simulator)).await;
    assert_eq!(journey.token(TokenSlot::OperatorJwt).unwrap().signature, Signature::Good);
    assert_eq!(journey.token(TokenSlot::AccessToken).unwrap().signature, Signature::NotChecked);
}

#[tokio::test]
async fn an_nth_sign_on_goes_to_the_same_device() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, first) = run(plan(&simulator)).await;
    let mut again = plan(&simulator);
    again.sign_on = nth_time(&first);
    let (verdict, second) = run(again).await;
    assert_eq!(verdict, Verdict::Done);
    let device = second.device().unwrap();
    assert_eq!((&device.client_id, device.new), (&first.device().unwrap().client_id, false));
    assert_eq!(simulator.devices().len(), 1, "nth-time makes no device");
}

#[tokio::test]
async fn names_come_from_discovery_and_not_from_this_program() {
    let mut config = SimulatorConfig::default();
    config.auth_services[0].name = "Another Service".into();
    config.auth_services[0].operator_jwt_parameter = "headEndJwt".into();
    config.auth_services[0].session_token_parameter = "qrToken".into();
    let simulator = simulator(config).await;
    let (verdict, journey) = run(plan(&simulator)).await;
    assert_eq!(verdict, Verdict::Done);
    let report = journey.report();
    let body = step(&report, Step::SignOn).exchange.as_ref().unwrap().request.body.as_ref().unwrap();
    assert_eq!(body.json.as_ref().unwrap()["parameters"][0]["name"], "qrToken");
}

#[tokio::test]
async fn one_step_is_one_step() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut journey = Run::new(plan(&simulator)).unwrap();
    for step in &STEPS[..6] {
        assert_eq!(journey.next(), Some(*step));
        let verdict = drive(&mut journey, Mode::OneStep, &clock(), &(), &CancellationToken::new()).await;
        assert_eq!(verdict, Verdict::Paused);
    }
    assert_eq!(go_on(&mut journey).await, Verdict::Done);
}

#[tokio::test]
async fn a_run_repeats_from_a_step_and_keeps_what_came_before() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, first) = run(plan(&simulator)).await;
    let mut second = first.repeat_from(Step::ContentToken, first.plan().clone()).unwrap();
    assert_eq!(second.next(), Some(Step::ContentToken));
    assert_eq!(go_on(&mut second).await, Verdict::Done);
    assert_eq!(second.report().steps.len(), 7);
    assert!(second.report().started_at > first.report().ended_at, "it began when its own first step did");
    assert_ne!(second.report().id, first.report().id, "the first run stays as it was");
    assert_eq!(simulator.devices().len(), 1, "nothing was signed on again");
}

#[tokio::test]
async fn a_cancelled_run_ends_at_once_and_says_so() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut journey = Run::new(plan(&simulator)).unwrap();
    let cancel = CancellationToken::new();
    cancel.cancel();
    let verdict = drive(&mut journey, Mode::RunThrough, &clock(), &(), &cancel).await;
    assert_eq!(verdict, Verdict::Cancelled);
    assert_eq!(step(&journey.report(), Step::Discover).state, StepState::Cancelled);
    assert_eq!(journey.next(), Some(Step::Discover), "it can go on from there");
    assert_eq!(go_on(&mut journey).await, Verdict::Done);
}

#[tokio::test]
async fn a_photo_of_a_real_television_needs_no_operator_credential_and_asks_before_it_sends() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut head_end = Run::new(plan(&simulator)).unwrap();
    while head_end.next() != Some(Step::Scan) {
        drive(&mut head_end, Mode::OneStep, &clock(), &(), &CancellationToken::new()).await;
    }
    let mut phone = Run::new(plan_for(&environment(&simulator), HeadEnd::Real)).unwrap();
    phone.scan_this(Picture::File(head_end.code().unwrap().png.clone()));
    assert_eq!(go_on(&mut phone).await, Verdict::Paused, "nothing is sent before a person has looked");
    let report = phone.report();
    let shown = step(&report, Step::Scan).confirm.as_ref().unwrap();
    assert!(shown.starts_with("a token of "), "{shown}");
    assert_eq!(go_on(&mut phone).await, Verdict::Done);
}

#[tokio::test]
async fn without_a_content_the_journey_ends_with_the_sign_on() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut plan = plan(&simulator);
    plan.content = None;
    let (verdict, journey) = run(plan).await;
    assert_eq!(verdict, Verdict::Done);
    assert_eq!(journey.report().steps.last().unwrap().step, Step::SignOn);
}

#[tokio::test]
async fn claims_are_set_over_the_documented_ones_and_null_leaves_one_out() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut plan = plan(&simulator);
    qr(&mut plan).claims.insert("jti".into(), "one".into());
    qr(&mut plan).claims.insert("aud".into(), serde_json::Value::Null);
    let claims = plan.operator_claims(plan.qr_sign_on().unwrap(), "2026-01-01T00:00:00Z".parse().unwrap());
    assert_eq!(claims["jti"], "one");
    assert!(!claims.contains_key("aud"));
    assert!(matches!(plan.sign_on, SignOn::FirstTime(_)));
}

#[tokio::test]
async fn what_the_simulator_answered_is_never_told_as_a_platforms() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, answered) = run(plan(&simulator)).await;
    let told = |report: &tessera_journeys::RunReport| {
        let document = serde_json::to_value(RunDocument::new("Lab", false, report)).unwrap();
        let stored = serde_json::to_value(report).unwrap();
        assert_eq!(serde_json::to_value(RunDocument::new("Lab", false, &stored)).unwrap(), document);
        document["simulated"].as_bool().unwrap()
    };
    assert!(told(&answered.report()), "it names itself, whatever the environment is called");
    let nobody = prepare::simulated(
        "http://127.0.0.1:9".parse().unwrap(),
        "http://127.0.0.1:9".parse().unwrap(),
        "nagra".into(),
    );
    let (verdict, elsewhere) = run(plan_for(&nobody, HeadEnd::Real)).await;
    assert_ne!(verdict, Verdict::Done);
    assert!(!told(&elsewhere.report()), "nobody answered there");
}
