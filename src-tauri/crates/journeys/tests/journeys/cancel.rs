//! Cancelling: at each step, at once, and the journey can go on from there.

use std::time::Duration;

use tessera_journeys::{Mode, Observer, Run, RunEvent, Step, StepState, Verdict, drive};
use tessera_simulator::SimulatorConfig;
use tessera_simulator::faults::{Fault, FaultServer};
use tokio_util::sync::CancellationToken;

use crate::support::*;

/// Cancels as a step begins.
struct CancelAt(Step, CancellationToken);

impl Observer for CancelAt {
    fn notice(&self, event: RunEvent) {
        if matches!(event, RunEvent::StepStarted { step } if step == self.0) {
            self.1.cancel();
        }
    }
}

#[tokio::test]
async fn a_journey_is_cancelled_at_each_step_and_goes_on_from_there() {
    for at in STEPS {
        let simulator = simulator(SimulatorConfig::default()).await;
        let mut journey = Run::new(plan(&simulator)).unwrap();
        let cancel = CancellationToken::new();
        let observer = CancelAt(at, cancel.clone());
        let verdict = drive(&mut journey, Mode::RunThrough, &clock(), &observer, &cancel).await;
        assert_eq!((verdict, journey.next()), (Verdict::Cancelled, Some(at)));
        let report = journey.report();
        assert_eq!((report.verdict, report.steps.last().unwrap().state), (Verdict::Cancelled, StepState::Cancelled));
        assert!(report.steps.last().unwrap().note.starts_with("ended by you"));
        assert_eq!(go_on(&mut journey).await, Verdict::Done, "{at:?}");
        assert_eq!(simulator.devices().len(), 1);
    }
}

async fn until_asked(server: &FaultServer) {
    while server.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

#[tokio::test]
async fn a_call_under_way_is_ended_at_once_and_its_connection_closed() {
    let simulator = simulator(SimulatorConfig::default()).await;
    for at in [Step::Discover, Step::GetSessionToken, Step::SignOn, Step::ContentToken] {
        let (server, mut journey) = with_fault(plan(&simulator), at, Fault::NeverAnswers, LONG).await;
        let cancel = CancellationToken::new();
        let clock = clock();
        let (verdict, ()) = tokio::join!(drive(&mut journey, Mode::RunThrough, &clock, &(), &cancel), async {
            until_asked(&server).await;
            cancel.cancel();
        });
        assert_eq!((verdict, journey.next()), (Verdict::Cancelled, Some(at)));
        tokio::time::timeout(LONG / 2, server.client_left()).await.unwrap();
        let note = journey.report().steps.last().unwrap().note.clone();
        assert_eq!(note.contains("may have been carried out"), at == Step::SignOn, "{note}");
        let report = journey.report();
        let asked = report.steps.last().unwrap().exchange.clone().unwrap();
        assert_eq!((asked.answer, asked.correlation_id), (None, report.correlation_id), "what was sent is not lost");
        assert!(asked.failure.unwrap().headline.starts_with("Ended by you"));
        let mut again = journey.repeat_from(at, plan(&simulator)).unwrap();
        assert_eq!(go_on(&mut again).await, Verdict::Done);
    }
}

#[tokio::test]
async fn a_cancelled_step_that_is_repeated_leaves_one_report() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut journey = Run::new(plan(&simulator)).unwrap();
    let cancel = CancellationToken::new();
    cancel.cancel();
    for _ in 0..3 {
        drive(&mut journey, Mode::RunThrough, &clock(), &(), &cancel).await;
    }
    assert_eq!(journey.report().steps.len(), 1);
    assert!(asked(&simulator).is_empty());
}
