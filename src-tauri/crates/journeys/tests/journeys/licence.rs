//! Licence servers: their verdict on the content token, told apart from that on the challenge.

use jiff::SignedDuration;
use tessera_journeys::{Judged, LicenceProbe, Plan, Playing, Run, Step, StepState, Verdict, drive};
use tessera_protocol::Drm;
use tessera_simulator::{Choices, DeviceState, RunningSimulator, SIMULATED_CHALLENGE, SimulatorConfig, TokenForm};
use tokio_util::sync::CancellationToken;

use crate::support::*;

const NO_LICENCE: &str = "stopped here: the content token is there, and no licence";

fn probing(simulator: &RunningSimulator, drm: Drm, challenge: &[u8]) -> Plan {
    let licence = Some(LicenceProbe { drm, challenge: challenge.to_vec() });
    Plan { playing: Playing { licence, ..Playing::default() }, ..plan(simulator) }
}

fn expected<'a>(status: u16, headline: &'a str, cause: &'a str) -> Expected<'a> {
    Expected { at: Step::Licence, status, headline, cause, remedy: None, not_done: NO_LICENCE }
}

#[tokio::test]
async fn each_licence_server_grants_a_licence_for_a_good_challenge() {
    let simulator = simulator(SimulatorConfig::default()).await;
    for drm in Drm::ALL {
        let (verdict, journey) = run(probing(&simulator, drm, SIMULATED_CHALLENGE.as_bytes())).await;
        let report = journey.report();
        assert_eq!(verdict, Verdict::Done, "{report:#?}");
        let licence = step(&report, Step::Licence);
        assert!(licence.note.starts_with(&format!("{} grants a licence", drm.name())));
        assert_eq!(licence.judged, Some(Judged::Granted));
        assert_silent("the JSON", serde_json::to_string(&report).unwrap().as_bytes(), &secrets(&journey));
    }
}

#[tokio::test]
async fn an_empty_challenge_brings_the_verdict_on_the_token_alone() {
    let simulator = simulator(SimulatorConfig::default()).await;
    for drm in Drm::ALL {
        let (verdict, journey) = run(probing(&simulator, drm, b"")).await;
        assert_eq!(verdict, Verdict::Done, "{:#?}", journey.report());
        let report = journey.report();
        let licence = step(&report, Step::Licence);
        assert!(licence.note.contains("accepts the content token; it refuses the empty challenge"), "{}", licence.note);
        let refusal = licence.refusal.clone().unwrap();
        assert_eq!((licence.state, refusal.status), (StepState::Done, 400));
        assert_eq!(refusal.body.unwrap().code.as_deref(), Some("2001"));
        assert_eq!(licence.judged, Some(Judged::Challenge));
    }
}

#[tokio::test]
async fn a_challenge_that_is_refused_says_that_the_token_is_good() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut journey = Run::new(probing(&simulator, Drm::Widevine, b"not a challenge")).unwrap();
    let headline = "The licence server accepted the content token and refused the challenge";
    refused(&mut journey, expected(400, headline, "challenge")).await;
}

#[tokio::test]
async fn a_challenge_of_another_device_does_not_belong_to_the_token() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let challenge = format!("{SIMULATED_CHALLENGE}:PUB_OTHER");
    let mut journey = Run::new(probing(&simulator, Drm::PlayReady, challenge.as_bytes())).unwrap();
    let headline = "The licence server says that the challenge does not belong to the content token";
    refused(&mut journey, expected(400, headline, "")).await;
    assert_eq!(step(&journey.report(), Step::Licence).judged, Some(Judged::Both));
}

#[tokio::test]
async fn a_content_token_that_was_used_is_refused_itself() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let plan = probing(&simulator, Drm::FairPlay, SIMULATED_CHALLENGE.as_bytes());
    let (_, first) = run(plan.clone()).await;
    let mut again = first.repeat_from(Step::Licence, plan).unwrap();
    let headline = "The licence server did not accept the content token";
    refused(&mut again, expected(400, headline, "used")).await;
    assert_eq!(step(&again.report(), Step::Licence).judged, Some(Judged::Token));
}

#[tokio::test]
async fn a_device_that_was_disabled_between_is_refused_for_its_token() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut journey = up_to(probing(&simulator, Drm::Widevine, b""), Step::Licence).await;
    simulator.set_device_state(&journey.device().unwrap().client_id.clone(), DeviceState::Disabled).unwrap();
    let headline = "The licence server did not accept the content token";
    refused(&mut journey, expected(400, headline, "disabled")).await;
}

#[tokio::test]
async fn a_content_token_that_has_expired_is_told_from_the_token_itself() {
    let ours = tessera_simulator::Clock::fixed(jiff::Timestamp::now());
    let started = tessera_simulator::Simulator::start_with_clock(SimulatorConfig::default(), None, ours.clone());
    let simulator = started.await.unwrap();
    let moved = ours.clone();
    let clock: tessera_journeys::Clock = std::sync::Arc::new(move || moved.now());
    let mut journey = up_to(probing(&simulator, Drm::Widevine, b""), Step::Licence).await;
    ours.advance(SignedDuration::from_hours(25));
    let mode = tessera_journeys::Mode::RunThrough;
    assert_eq!(drive(&mut journey, mode, &clock, &(), &CancellationToken::new()).await, Verdict::Refused);
    let explanation = explained(&journey.report(), Step::Licence, StepState::Refused);
    assert_eq!(explanation.headline, "The licence server did not accept the content token");
    assert!(
        explanation.causes.iter().any(|cause| cause.headline.contains("content token expired")),
        "{explanation:#?}"
    );
}

#[tokio::test]
async fn another_tenant_in_the_address_is_refused_by_licence_and_certificate() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut plan = probing(&simulator, Drm::Widevine, b"");
    plan.connection.licence = Some(format!("{}/OTHER", simulator.base_url()).parse().unwrap());
    let mut journey = Run::new(plan.clone()).unwrap();
    refused(&mut journey, expected(400, "The licence server did not accept the content token", "tenant")).await;
    plan.playing.certificate = Some(Drm::Widevine);
    let (verdict, journey) = run(plan).await;
    let report = journey.report();
    assert_eq!((verdict, status(&report, Step::Certificate)), (Verdict::Refused, 500));
    let explanation = explained(&report, Step::Certificate, StepState::Refused);
    assert_eq!(explanation.headline, "The licence server gave no certificate");
}

#[tokio::test]
async fn a_certificate_is_fetched_before_the_licence_where_there_is_one() {
    let simulator = simulator(SimulatorConfig::default()).await;
    for drm in [Drm::Widevine, Drm::FairPlay] {
        let mut plan = probing(&simulator, drm, b"");
        plan.playing.certificate = Some(drm);
        let (verdict, journey) = run(plan).await;
        let report = journey.report();
        assert_eq!(verdict, Verdict::Done, "{report:#?}");
        assert!(step(&report, Step::Certificate).note.starts_with(&format!("certificate of {}", drm.name())));
        let last: Vec<_> = report.steps.iter().rev().take(2).map(|step| step.step).collect();
        assert_eq!(last, [Step::Licence, Step::Certificate]);
    }
    let mut plan = probing(&simulator, Drm::PlayReady, b"");
    plan.playing.certificate = Some(Drm::PlayReady);
    let (verdict, journey) = run(plan).await;
    assert_eq!((verdict, journey.report().steps.last().unwrap().step), (Verdict::Stopped, Step::Certificate));
}

#[tokio::test]
async fn without_an_address_of_the_licence_servers_it_is_said() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut plan = probing(&simulator, Drm::Widevine, b"");
    plan.connection.licence = None;
    let (verdict, journey) = run(plan).await;
    assert_eq!(verdict, Verdict::NotReached);
    let explanation = explained(&journey.report(), Step::Licence, StepState::NotReached);
    assert!(explanation.headline.contains("no URL of the licence server"), "{explanation:#?}");
}

#[tokio::test]
async fn a_content_token_that_came_decoded_is_not_sent_as_its_claims() {
    let choices = Choices { token_form: TokenForm::Decoded, ..Choices::default() };
    let simulator = simulator(SimulatorConfig { choices, ..SimulatorConfig::default() }).await;
    let (verdict, journey) = run(probing(&simulator, Drm::Widevine, b"")).await;
    assert_eq!(verdict, Verdict::Stopped);
    let explanation = explained(&journey.report(), Step::Licence, StepState::Stopped);
    assert_eq!(explanation.headline, "There is no content token that could be sent");
    assert!(!asked(&simulator).contains(&"licenses".to_owned()));
}
