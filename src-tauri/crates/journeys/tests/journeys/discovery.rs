//! Service discovery does not help: with the auth service in the environment the journey goes on without it.

use tessera_journeys::{Mode, Remedy, Run, Step, StepState, Verdict, drive};
use tessera_protocol::Severity;
use tessera_simulator::SimulatorConfig;
use tessera_simulator::faults::Fault;
use tokio_util::sync::CancellationToken;

use crate::support::*;

fn without_services() -> SimulatorConfig {
    SimulatorConfig { auth_services: vec![], ..SimulatorConfig::default() }
}

#[tokio::test]
async fn a_tenant_that_does_not_exist_ends_the_journey_at_discovery() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut plan = plan(&simulator);
    plan.connection.tenant = "elsewhere".into();
    let mut journey = Run::new(plan).unwrap();
    let headline = "AGS found no auth service for this tenant";
    let (cause, remedy) = ("The tenant may not exist on this deployment", Some(Remedy::EditEnvironment));
    let (at, not_done) = (Step::Discover, NOTHING_DONE);
    refused(&mut journey, Expected { at, status: 404, headline, cause, remedy, not_done }).await;
    assert_eq!(asked(&simulator), ["servicediscovery"]);
}

#[tokio::test]
async fn without_discovery_an_auth_service_of_the_environment_is_tried_and_then_suspected() {
    let simulator = simulator(without_services()).await;
    let mut plan = plan(&simulator);
    plan.auth_service = Some("My Auth Service".into());
    let mut journey = Run::new(plan).unwrap();
    let (at, headline, not_done) = (Step::GetSessionToken, "AGS gave no session token", NOTHING_DONE);
    let (cause, remedy) = ("The auth service My Auth Service may not exist there", Some(Remedy::EditEnvironment));
    refused(&mut journey, Expected { at, status: 400, headline, cause, remedy, not_done }).await;
    let report = journey.report();
    let discovered = step(&report, Step::Discover);
    assert_eq!(discovered.note, "uses My Auth Service, as the environment says");
    assert_eq!(discovered.findings.last().unwrap().severity, Severity::Warning);
}

#[tokio::test]
async fn without_discovery_the_journey_goes_on_with_the_documented_names() {
    let answers = [
        Fault::json(404, r#"{"message":"Not Found"}"#),
        Fault::json(500, ""),
        Fault::json(200, "<html></html>"),
        Fault::Redirect { status: 302, location: Some("/elsewhere".into()) },
    ];
    for fault in answers {
        let simulator = simulator(SimulatorConfig::default()).await;
        let mut broken = plan(&simulator);
        broken.auth_service = Some("Simulator Auth Service".into());
        let (_server, mut journey) = with_fault(broken, Step::Discover, fault, LONG).await;
        drive(&mut journey, Mode::OneStep, &clock(), &(), &CancellationToken::new()).await;
        let report = journey.report();
        let discovered = step(&report, Step::Discover);
        assert_eq!(discovered.state, StepState::Done, "{:#?}", discovered.explanation);
        assert!(discovered.findings.iter().any(|finding| finding.rule == "discovery-not-available"));
        let mut working = journey.plan().clone();
        working.connection = plan(&simulator).connection;
        let mut rest = journey.repeat_from(Step::MintOperatorJwt, working).unwrap();
        assert_eq!(go_on(&mut rest).await, Verdict::Done);
    }
}

#[tokio::test]
async fn an_auth_service_that_is_not_listed_stops_the_journey_and_those_listed_are_named() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut plan = plan(&simulator);
    plan.auth_service = Some("simulator auth service".into());
    let (verdict, journey) = run(plan).await;
    assert_eq!(verdict, Verdict::Stopped);
    let explanation = explained(&journey.report(), Step::Discover, StepState::Stopped);
    assert_eq!(explanation.headline, "No auth service to sign on with");
    assert!(explanation.said.contains("it lists Simulator Auth Service"), "{}", explanation.said);
    assert_eq!(likeliest(&explanation).remedy, Some(Remedy::EditEnvironment));
    assert_eq!(explanation.not_done, NOTHING_DONE);
    assert_eq!(asked(&simulator), ["servicediscovery"]);
}

#[tokio::test]
async fn a_list_without_a_service_stops_the_journey() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let fault = Fault::json(200, r#"{"availableServices":[]}"#);
    let (_server, mut journey) = with_fault(plan(&simulator), Step::Discover, fault, LONG).await;
    assert_eq!(go_on(&mut journey).await, Verdict::Stopped);
    let explanation = explained(&journey.report(), Step::Discover, StepState::Stopped);
    assert_eq!(likeliest(&explanation).headline, "The tenant has no auth service");
}
