//! Clocks that differ from the platform's, lie before 1970, or are set back on the way.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::{SignedDuration, Timestamp};
use tessera_journeys::{Clock, Goal, GuestSignOn, Likelihood, Mode, Plan, Run, Step, StepReport, Verdict, drive};
use tessera_protocol::Severity;
use tessera_simulator::SimulatorConfig;
use tokio_util::sync::CancellationToken;

use crate::support::*;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A run against a platform whose clock is so far ahead of ours.
async fn with_a_platform_ahead(by: SignedDuration) -> (Verdict, Run) {
    let simulator = simulator(SimulatorConfig::default()).await;
    simulator.clock().advance(by);
    run(plan(&simulator)).await
}

fn told<'step>(step: &'step StepReport, rule: &str) -> Option<&'step str> {
    let of_tokens = step.tokens.iter().flat_map(|token| &token.view.findings);
    step.findings.iter().chain(of_tokens).find(|finding| finding.rule == rule).map(|finding| finding.what.as_str())
}

/// A `Date` has whole seconds, of which the least difference is told: a second less than a day, or the whole.
fn a_day(said: &str) -> String {
    said.replace("23 h 59 min", "a day").replace("24 h 0 min", "a day")
}

#[tokio::test]
async fn of_a_clock_a_day_ahead_the_difference_is_told_and_no_token_is_called_expired() {
    let (verdict, journey) = with_a_platform_ahead(-DAY).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", journey.report().steps.last());
    let report = journey.report();
    let skew = told(step(&report, Step::Discover), "clocks-differ").unwrap();
    assert!(a_day(skew).ends_with("a day behind this computer's."), "{skew}");
    let lasts = told(step(&report, Step::MintOperatorJwt), "operator-jwt-outlives").unwrap();
    assert!(
        lasts.starts_with("By the server's clock it lasts 24 h ") && lasts.ends_with("and 5 min was meant."),
        "{lasts}"
    );
    let signed_on = step(&report, Step::SignOn);
    assert_eq!(told(signed_on, "token-expired"), None);
    assert_eq!(told(signed_on, "lifetime-differs"), None, "expires_in and exp agree by the server's clock");
    let here = told(signed_on, "token-time-by-our-clock").unwrap();
    assert!(here.starts_with("By this computer's clock alone it expired 2"), "{here}");
    let errors = report.steps.iter().flat_map(|step| &step.tokens).flat_map(|token| &token.view.findings);
    assert!(errors.into_iter().all(|finding| finding.severity != Severity::Error), "{:#?}", report.steps);
    let set = journey.token_set().unwrap();
    let due = set.refresh_due(SignedDuration::from_mins(5)).unwrap();
    let away = due.duration_since(Timestamp::now());
    assert!(away > SignedDuration::from_mins(50) && away < SignedDuration::from_mins(60), "{away}");
    let end = set.chain_ends_at().unwrap();
    let over = |hours| set.sign_on_is_over(end + SignedDuration::from_hours(hours));
    assert!(!over(23) && over(25), "the sign-on ends by the server's clock");
}

#[tokio::test]
async fn of_a_clock_a_day_behind_the_operator_jwt_warns_before_it_is_refused_for_that() {
    let (verdict, journey) = with_a_platform_ahead(DAY).await;
    assert_eq!(verdict, Verdict::Refused);
    let report = journey.report();
    let skew = told(step(&report, Step::Discover), "clocks-differ").unwrap();
    assert!(a_day(skew).ends_with("a day ahead of this computer's."), "{skew}");
    let warned = told(step(&report, Step::MintOperatorJwt), "token-expired").unwrap();
    assert!(warned.starts_with("By the server's clock it expired 23 h 5"), "{warned}");
    let explanation = step(&report, Step::GetSessionToken).explanation.as_ref().unwrap();
    let cause = likeliest(explanation);
    assert!(cause.headline.starts_with("By the server's clock the operator JWT expired 23 h 5"), "{cause:?}");
    assert_eq!(cause.likelihood, Likelihood::Likely);
}

fn as_guest(simulator: &tessera_simulator::RunningSimulator) -> Plan {
    Plan { goal: Goal::GuestSignOn(GuestSignOn { country: None }), account: None, ..plan(simulator) }
}

async fn by(plan: Plan, clock: Clock) -> (Verdict, Run) {
    let mut journey = Run::new(plan).unwrap();
    let verdict = drive(&mut journey, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
    (verdict, journey)
}

#[tokio::test]
async fn a_clock_before_1970_breaks_nothing_and_is_said() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let moon: Timestamp = "1969-07-20T20:17:40Z".parse().unwrap();
    let (verdict, journey) = by(as_guest(&simulator), Arc::new(move || moon)).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", journey.report().steps.last());
    let report = journey.report();
    assert!(told(step(&report, Step::SignOn), "clocks-differ").is_some());
    assert!(report.ended_at >= report.started_at);

    let (verdict, journey) = by(plan(&simulator), Arc::new(move || moon)).await;
    assert_eq!(verdict, Verdict::Refused, "the operator JWT is made by this clock");
    let report = journey.report();
    let cause = likeliest(step(&report, Step::GetSessionToken).explanation.as_ref().unwrap()).clone();
    assert_eq!(cause.headline, "The JWT's exp is no time: it is negative: before 1970");
    assert!(cause.detail.contains("this computer's clock: set it"), "{cause:?}");
}

#[tokio::test]
async fn a_clock_that_is_set_back_during_a_run_leaves_its_length_as_it_was() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let asked = AtomicUsize::new(0);
    // Each look at the clock shows an hour earlier.
    let back = move || {
        let hours = i64::try_from(asked.fetch_add(1, Ordering::Relaxed)).unwrap();
        Timestamp::now() - SignedDuration::from_hours(hours)
    };
    let (verdict, journey) = by(as_guest(&simulator), Arc::new(back)).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", journey.report().steps.last());
    let report = journey.report();
    assert!(report.steps.len() > 1);
    let lasted = report.ended_at.unwrap().duration_since(report.started_at.unwrap());
    let steps: u64 = report.steps.iter().map(|step| step.took).sum();
    let at_least = SignedDuration::from_micros(i64::try_from(steps).unwrap());
    assert!(lasted >= at_least && lasted < at_least + SignedDuration::from_mins(1), "{lasted} for {at_least}");
}
