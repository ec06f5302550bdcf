//! A journey that does not go well: brought to a step, handed a fault there, and what is said of it.

use std::time::Duration;

use tessera_journeys::{
    Cause, Explanation, Likelihood, Mode, Plan, Remedy, Run, RunReport, Step, StepState, Verdict, drive,
};
use tessera_simulator::RunningSimulator;
use tessera_simulator::faults::{Fault, FaultServer};
use tokio_util::sync::CancellationToken;

use super::{clock, go_on, step};

pub(crate) const LONG: Duration = Duration::from_secs(20);

pub(crate) const NOTHING_DONE: &str = "stopped here: nothing was signed on, no device made";
pub(crate) const NOT_SIGNED_ON: &str = "stopped here: not signed on";
pub(crate) const NO_CONTENT: &str = "stopped here: signed on, but no content token";

/// Takes the steps before one.
pub(crate) async fn up_to(plan: Plan, step: Step) -> Run {
    let mut journey = Run::new(plan).unwrap();
    while journey.next() != Some(step) {
        let verdict = drive(&mut journey, Mode::OneStep, &clock(), &(), &CancellationToken::new()).await;
        assert_eq!(verdict, Verdict::Paused, "{:#?}", journey.report());
    }
    journey
}

/// Takes the steps before one with the plan's servers, and that step with a server that plays a fault.
pub(crate) async fn with_fault(plan: Plan, at: Step, fault: Fault, limit: Duration) -> (FaultServer, Run) {
    let server = FaultServer::start(fault).await.unwrap();
    let journey = moved(plan, at, &server.url(), limit).await;
    (server, journey)
}

/// A journey that stands before a step, with a server at another address from there on.
pub(crate) async fn moved(plan: Plan, at: Step, url: &str, limit: Duration) -> Run {
    let before = up_to(plan, at).await;
    let mut plan = before.plan().clone();
    plan.connection.ags = url.parse().unwrap();
    plan.connection.ias = plan.connection.ags.clone();
    plan.connection.answer_timeout = limit;
    before.repeat_from(at, plan).unwrap()
}

/// The explanation of a journey that ended at a step; nothing was sent after it, and every sentence is one.
pub(crate) fn explained(report: &RunReport, at: Step, state: StepState) -> Explanation {
    let ended = report.steps.last().unwrap();
    assert_eq!((ended.step, ended.state), (at, state), "{ended:#?}");
    assert_eq!((report.verdict, report.next), (state.verdict(), Some(at)));
    let explanation = step(report, at).explanation.clone().unwrap();
    assert!(!explanation.headline.is_empty() && !explanation.causes.is_empty(), "{explanation:#?}");
    assert!(explanation.causes.is_sorted_by_key(|cause| cause.likelihood), "{explanation:#?}");
    assert_ne!(explanation.causes[0].likelihood, Likelihood::Fine, "{explanation:#?}");
    explanation
}

/// The likeliest cause.
pub(crate) fn likeliest(explanation: &Explanation) -> &Cause {
    &explanation.causes[0]
}

/// The last parts of the paths that the simulator was asked for, in order.
pub(crate) fn asked(simulator: &RunningSimulator) -> Vec<String> {
    let name =
        |path: &str| path.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned();
    simulator.requests().iter().map(|request| name(&request.path)).collect()
}

/// What a refusal is to come to.
pub(crate) struct Expected<'a> {
    pub(crate) at: Step,
    pub(crate) status: u16,
    pub(crate) headline: &'a str,
    pub(crate) cause: &'a str,
    pub(crate) remedy: Option<Remedy>,
    pub(crate) not_done: &'a str,
}

/// Runs a journey to its refusal and looks at all that is said of it.
pub(crate) async fn refused(journey: &mut Run, expected: Expected<'_>) -> Explanation {
    assert_eq!(go_on(journey).await, Verdict::Refused, "{:#?}", journey.report().steps.last());
    let report = journey.report();
    let explanation = explained(&report, expected.at, StepState::Refused);
    let refusal = step(&report, expected.at).refusal.as_ref().unwrap();
    assert_eq!(refusal.status, expected.status, "{explanation:#?}");
    assert_eq!(explanation.headline, expected.headline);
    let cause = likeliest(&explanation);
    assert!(cause.headline.contains(expected.cause), "{explanation:#?}");
    assert_eq!(cause.remedy, expected.remedy, "{explanation:#?}");
    assert_eq!(explanation.not_done, expected.not_done);
    assert!(explanation.said.starts_with(&format!("{} from ", expected.status)), "{}", explanation.said);
    explanation
}
