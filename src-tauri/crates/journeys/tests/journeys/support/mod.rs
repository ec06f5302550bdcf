//! A simulator over a real socket, and a plan for it. What is asserted of a journey that does not go well stands in
//! `trouble`, the search for secrets in `secrets`.

#[path = "../../../../gateway/tests/wire/forms.rs"]
mod forms;
mod secrets;
mod trouble;

pub(crate) use forms::forms;
pub(crate) use secrets::*;
pub(crate) use trouble::*;

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Map;
use tessera_gateway::CertificateCheck;
use tessera_journeys::prepare::{self, Choices};
use tessera_journeys::{
    Clock, HeadEnd, Mode, OperatorKey, Plan, QrSignOn, Run, RunReport, Step, StepReport, Verdict, drive,
};
use tessera_protocol::SignOn;
use tessera_simulator::{RunningSimulator, Simulator, SimulatorConfig};
use tessera_storage::Environment;
use tokio_util::sync::CancellationToken;

/// The steps of a QR sign-on with the head-end played.
pub(crate) const STEPS: [Step; 7] = [
    Step::Discover,
    Step::MintOperatorJwt,
    Step::GetSessionToken,
    Step::ShowQr,
    Step::Scan,
    Step::SignOn,
    Step::ContentToken,
];

pub(crate) async fn simulator(config: SimulatorConfig) -> RunningSimulator {
    Simulator::start(config, None).await.unwrap()
}

pub(crate) fn environment(simulator: &RunningSimulator) -> Environment {
    let (base_url, ssp) = (simulator.base_url().parse().unwrap(), simulator.ssp_url().parse().unwrap());
    prepare::simulated(base_url, ssp, simulator.config().tenant.clone())
}

pub(crate) fn operator(simulator: &RunningSimulator) -> OperatorKey {
    let own = simulator.operator_credential();
    OperatorKey::new(own.kid().clone(), own.expose_secret(), own.encoding()).unwrap()
}

/// First-time as a phone on ACC-1, for content CH015.
pub(crate) fn plan(simulator: &RunningSimulator) -> Plan {
    let environment = environment(simulator);
    plan_for(&environment, HeadEnd::Played(operator(simulator)))
}

pub(crate) fn plan_for(environment: &Environment, head_end: HeadEnd) -> Plan {
    let choices = Choices {
        account: Some("ACC-1".into()),
        platform: "mobile-android".into(),
        sign_on: prepare::first_time(environment, &"mobile-android".into()).unwrap(),
        content: Some("CH015".into()),
        certificates: CertificateCheck::Verify,
    };
    let goal = prepare::qr_sign_on(environment, head_end, None, Map::new()).unwrap();
    prepare::plan(environment, Path::new(""), goal, choices).unwrap()
}

/// What a plan has for the QR sign-on alone.
pub(crate) fn qr(plan: &mut Plan) -> &mut QrSignOn {
    plan.qr_sign_on_mut().unwrap()
}

pub(crate) fn clock() -> Clock {
    Arc::new(Timestamp::now)
}

pub(crate) async fn run(plan: Plan) -> (Verdict, Run) {
    let mut journey = Run::new(plan).unwrap();
    let verdict = go_on(&mut journey).await;
    (verdict, journey)
}

pub(crate) async fn go_on(journey: &mut Run) -> Verdict {
    drive(journey, Mode::RunThrough, &clock(), &(), &CancellationToken::new()).await
}

pub(crate) fn step(report: &RunReport, step: Step) -> &StepReport {
    report.steps.iter().find(|report| report.step == step).unwrap()
}

pub(crate) fn status(report: &RunReport, of: Step) -> u16 {
    step(report, of).exchange.as_ref().unwrap().answer.as_ref().unwrap().status
}

pub(crate) fn nth_time(journey: &Run) -> SignOn {
    SignOn::NthTime(journey.device().unwrap().client_id.clone())
}
