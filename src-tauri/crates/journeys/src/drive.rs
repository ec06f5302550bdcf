//! Driving a journey: step after step, told to an observer, ended at once when it is cancelled.

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use serde::Deserialize;
use tokio_util::sync::CancellationToken;
use ts_rs::TS;

use crate::{Run, RunEvent, Step, StepReport, StepState, Verdict};

/// Tells the time. An argument everywhere, so that a test or a simulator can move it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// To the end, or to the first step that does not go well or that a person has to confirm.
    RunThrough,
    /// One step.
    OneStep,
}

/// Is told what happens in a run.
pub trait Observer: Send + Sync {
    /// Called as a step begins, as it ends, and when the run comes to rest.
    fn notice(&self, event: RunEvent);
}

/// An observer that does not look.
impl Observer for () {
    fn notice(&self, _: RunEvent) {}
}

/// Goes on with a journey from where it stands.
pub async fn drive(
    journey: &mut Run,
    mode: Mode,
    clock: &Clock,
    observer: &dyn Observer,
    cancel: &CancellationToken,
) -> Verdict {
    let mut verdict = Verdict::Done;
    while let Some(step) = journey.next() {
        let report = take(journey, step, clock, observer, cancel).await;
        verdict = match (report.state, journey.next()) {
            (StepState::Done, None) => Verdict::Done,
            (StepState::Done, Some(_))
                if mode == Mode::OneStep || report.confirm.is_some() || !report.choices.is_empty() =>
            {
                Verdict::Paused
            }
            (StepState::Done, Some(_)) => continue,
            (_, Some(_)) if journey.renewal() == Some(step) => match mode {
                Mode::RunThrough => continue,
                Mode::OneStep => Verdict::Paused,
            },
            (state, _) => state.verdict(),
        };
        break;
    }
    journey.rest(verdict);
    observer.notice(RunEvent::Rested { verdict, next: journey.next(), device: journey.device().cloned() });
    verdict
}

async fn take(
    journey: &mut Run,
    step: Step,
    clock: &Clock,
    observer: &dyn Observer,
    cancel: &CancellationToken,
) -> StepReport {
    observer.notice(RunEvent::StepStarted { step });
    let (begin, now) = (Instant::now(), clock());
    let mut outcome = tokio::select! {
        biased;
        () = cancel.cancelled() => None,
        outcome = journey.take(step, now) => Some(outcome),
    };
    if let Some(outcome) = &mut outcome {
        // Not to be cancelled: the old tokens may be worth nothing any more.
        journey.keep_renewed(outcome).await;
    }
    let report = journey.settle(step, outcome, now, clock(), begin.elapsed());
    observer.notice(RunEvent::StepEnded { report: Box::new(report.clone()) });
    report
}
