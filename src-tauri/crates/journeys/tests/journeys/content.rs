//! The content token is refused, or the access token is: the device stays signed on.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tessera_journeys::{Clock, Mode, Remedy, Run, Step, TokenSlot, Verdict, drive};
use tessera_simulator::{Approval, BadAccessToken, RenewedTokens, RunningSimulator, SimulatorConfig};
use tokio_util::sync::CancellationToken;

use crate::support::*;

const NOT_ACCEPTED: &str = "IAS did not accept the access token";
const GAVE_NONE: &str = "IAS gave no content token";
const ANEW: Option<Remedy> = Some(Remedy::RepeatFrom { step: Step::Discover });

async fn refused_content(
    simulator: &RunningSimulator,
    content: &str,
    (status, headline): (u16, &str),
    cause: &str,
    remedy: Option<Remedy>,
) -> Run {
    let mut plan = plan(simulator);
    plan.content = Some(content.into());
    let mut journey = up_to(plan, Step::ContentToken).await;
    let (at, not_done) = (Step::ContentToken, NO_CONTENT);
    refused(&mut journey, Expected { at, status, headline, cause, remedy, not_done }).await;
    assert!(journey.device().is_some() && journey.token(TokenSlot::AccessToken).is_some(), "the sign-on stays");
    assert_eq!(asked(simulator).last().unwrap(), "content_token");
    journey
}

#[tokio::test]
async fn an_unknown_content_is_told_and_another_can_be_asked_for() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let repeat = Some(Remedy::RepeatFrom { step: Step::ContentToken });
    let (answer, cause) = ((404, "IAS knows no such content"), "The content id is unknown");
    let journey = refused_content(&simulator, "ch015", answer, cause, repeat).await;
    let mut mended = journey.plan().clone();
    mended.content = Some("CH015".into());
    let mut again = journey.repeat_from(Step::ContentToken, mended).unwrap();
    assert_eq!(go_on(&mut again).await, Verdict::Done);
}

#[tokio::test]
async fn a_content_that_may_not_be_played_is_refused_without_a_guess_that_says_too_much() {
    let simulator = simulator(SimulatorConfig::default()).await;
    for content in ["VOD-200", "VOD-300", "VOD-400"] {
        let cause = "Not entitled, out of its window, or the device is not approved";
        refused_content(&simulator, content, (403, GAVE_NONE), cause, None).await;
    }
}

#[tokio::test]
async fn a_device_that_is_not_approved_gets_no_content_token() {
    let mut config = SimulatorConfig::default();
    config.choices.device_approval = Approval::ByOperator;
    let simulator = simulator(config).await;
    let cause = "the device is not approved";
    refused_content(&simulator, "CH015", (403, GAVE_NONE), cause, None).await;
}

/// Two hours pass between sign-on and content token, for the server and, if it is told so, for this computer.
async fn two_hours_later(config: SimulatorConfig, clock: Option<Clock>, status: u16, headline: &str, cause: &str) {
    let simulator = simulator(config).await;
    let mut journey = up_to(plan(&simulator), Step::ContentToken).await;
    simulator.clock().advance(SignedDuration::from_hours(2));
    let clock = clock.unwrap_or_else(crate::support::clock);
    let verdict = drive(&mut journey, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
    assert_eq!(verdict, Verdict::Refused);
    let report = journey.report();
    let explanation = explained(&report, Step::ContentToken, tessera_journeys::StepState::Refused);
    assert_eq!(step(&report, Step::ContentToken).refusal.as_ref().unwrap().status, status);
    assert_eq!((explanation.headline.as_str(), explanation.not_done.as_str()), (headline, NO_CONTENT));
    assert!(likeliest(&explanation).headline.contains(cause), "{explanation:#?}");
    assert_eq!(likeliest(&explanation).remedy, ANEW);
}

#[tokio::test]
async fn an_access_token_that_has_expired_is_said_to_have_expired() {
    let later: Clock = Arc::new(|| Timestamp::now() + SignedDuration::from_hours(2));
    let cause = "The access token expired 1 h 0 min ago.";
    two_hours_later(SimulatorConfig::default(), Some(later), 401, NOT_ACCEPTED, cause).await;
}

#[tokio::test]
async fn an_access_token_that_expired_by_the_servers_clock_alone_is_said_to_have_expired_there() {
    let cause = "By the server's clock the access token expired";
    two_hours_later(SimulatorConfig::default(), None, 401, NOT_ACCEPTED, cause).await;
}

#[tokio::test]
async fn a_refusal_of_the_gateway_is_found_also_in_an_answer_of_success() {
    for (choice, status) in [(BadAccessToken::GatewayForbidden, 403), (BadAccessToken::GatewayOk, 200)] {
        let mut config = SimulatorConfig::default();
        config.choices.bad_access_token = choice;
        let cause = "The gateway found the access token invalid or expired.";
        two_hours_later(config, None, status, GAVE_NONE, cause).await;
    }
}

#[tokio::test]
async fn renewed_tokens_take_the_place_of_the_old_ones() {
    let mut config = SimulatorConfig::default();
    config.choices.renewed_tokens = RenewedTokens::Sent;
    let simulator = simulator(config).await;
    let (verdict, journey) = run(plan(&simulator)).await;
    assert_eq!(verdict, Verdict::Done);
    let renewed = journey.token(TokenSlot::RenewedAccessToken).unwrap().token.expose();
    assert_eq!(journey.token_set().unwrap().access.text(), Some(renewed));
    let mut again = journey.repeat_from(Step::SignOn, journey.plan().clone()).unwrap();
    assert!(again.token_set().is_none(), "what a step brought goes with it");
    assert_eq!(go_on(&mut again).await, Verdict::Refused, "the session token is spent");
}
