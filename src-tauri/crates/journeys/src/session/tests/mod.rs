//! Sessions at a simulator over a real socket, with a clock that is moved: nothing waits.
#![allow(clippy::unwrap_used)]

mod beats;
mod clocks;
mod left;
mod limit;
mod secrets;

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use tessera_gateway::CertificateCheck;
use tessera_simulator::{Clock, RunningSimulator, Simulator, SimulatorConfig};
use tokio_util::sync::CancellationToken;

use super::{Beating, PlaybackSession, SessionExchange, SessionPlan};
use crate::prepare::{self, Choices};
use crate::{Goal, GuestSignOn, Mode, Run, Verdict, drive};

/// A simulator, its clock, and a guest with a content token.
struct Stage {
    simulator: RunningSimulator,
    run: Run,
}

impl Stage {
    async fn open() -> Self {
        Self::with(SimulatorConfig::default()).await
    }

    async fn with(config: SimulatorConfig) -> Self {
        let clock = Clock::fixed("2022-06-10T15:04:53Z".parse().unwrap());
        let simulator = Simulator::start_with_clock(config, None, clock).await.unwrap();
        let [base, ssp] = [simulator.base_url(), simulator.ssp_url()].map(|url| url.parse().unwrap());
        let environment = prepare::simulated(base, ssp, simulator.config().tenant.clone());
        let platform = "stb-opentv-os".into();
        let choices = Choices {
            account: None,
            sign_on: prepare::first_time(&environment, &platform).unwrap(),
            platform,
            content: Some("CH015".into()),
            certificates: CertificateCheck::Verify,
        };
        let goal = Goal::GuestSignOn(GuestSignOn { country: None });
        let mut run = Run::new(prepare::plan(&environment, Path::new(""), goal, choices).unwrap()).unwrap();
        let clock = simulator.clock().clone();
        let verdict =
            drive(&mut run, Mode::RunThrough, &(Arc::new(move || clock.now()) as _), &(), &CancellationToken::new())
                .await;
        assert_eq!(verdict, Verdict::Done);
        Self { simulator, run }
    }

    fn plan(&self, beating: Beating) -> SessionPlan {
        SessionPlan::of(&self.run, beating).unwrap()
    }

    fn session(&self) -> PlaybackSession {
        PlaybackSession::new(self.plan(Beating::Heartbeat)).unwrap()
    }

    fn now(&self) -> Timestamp {
        self.simulator.clock().now()
    }

    /// Moves the clock to a moment.
    fn at(&self, moment: Timestamp) -> Timestamp {
        self.simulator.clock().set(moment);
        moment
    }

    /// Sessions that SSM counts.
    fn counted(&self) -> usize {
        self.simulator.snapshot().streams.len()
    }
}

/// Code of a refusal.
fn code(exchange: &SessionExchange) -> &str {
    exchange.refusal.as_ref().unwrap().body.as_ref().unwrap().code.as_deref().unwrap()
}

/// Headlines of the causes that were seen, likeliest first.
fn causes(exchange: &SessionExchange) -> Vec<&str> {
    exchange.explanation.as_ref().unwrap().causes.iter().map(|cause| cause.headline.as_str()).collect()
}
