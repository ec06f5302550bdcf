//! Signing on as a guest.

use tessera_journeys::{Goal, GuestSignOn, Plan, Run, Step, Verdict};
use tessera_simulator::{RunningSimulator, SimulatorConfig};

use crate::support::*;

fn guest(simulator: &RunningSimulator) -> Plan {
    let goal = Goal::GuestSignOn(GuestSignOn { country: Some("CH".into()) });
    Plan { goal, account: None, ..plan(simulator) }
}

#[tokio::test]
async fn a_guest_gets_to_a_content_token() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (verdict, run) = run(guest(&simulator)).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", run.report());
    assert_eq!(asked(&simulator), ["anonymoustoken", "content_token"]);
    assert_eq!(status(&run.report(), Step::SignOn), 200);
    let headers = &step(&run.report(), Step::SignOn).exchange.clone().unwrap().request.headers;
    for wanted in [("tenantid", "nagra"), ("country-code", "CH")] {
        assert!(headers.iter().any(|(name, value)| (name.as_str(), value.as_str()) == wanted), "{headers:?}");
    }
}

#[tokio::test]
async fn a_tenant_without_a_guest_account_is_told() {
    let simulator = simulator(SimulatorConfig { guest_account: None, ..SimulatorConfig::default() }).await;
    let mut run = Run::new(guest(&simulator)).unwrap();
    refused(
        &mut run,
        Expected {
            at: Step::SignOn,
            status: 404,
            headline: "IAS refused the sign-on",
            cause: "The tenant may have no guest account",
            remedy: None,
            not_done: "stopped here: not signed on",
        },
    )
    .await;
}
