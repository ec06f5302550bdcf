//! Signing out: the tokens end, the device stays.

use tessera_journeys::{Plan, Run, Step, Verdict, prepare};
use tessera_protocol::RefreshWay;
use tessera_simulator::{RunningSimulator, SimulatorConfig};

use crate::refresh::refreshing;
use crate::support::*;

pub(crate) fn leaving(simulator: &RunningSimulator, run: &Run, with_access_token: bool) -> Plan {
    let environment = environment(simulator);
    let set = run.token_set().unwrap().clone();
    let token = set.refresh.as_ref().unwrap().text().unwrap().to_owned();
    let client_id = run.device().unwrap().client_id.clone();
    let stored = Some(tessera_credentials::Secret::new(token));
    let tokens = prepare::device_tokens(&environment, &client_id, with_access_token.then_some(set), stored);
    Plan { goal: prepare::sign_out(&environment, tokens), sign_on: nth_time(run), ..plan(simulator) }
}

#[tokio::test]
async fn a_device_that_signed_out_cannot_refresh_and_signs_on_nth_time() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, before) = run(plan(&simulator)).await;
    let (verdict, out) = run(leaving(&simulator, &before, true)).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", out.report());
    assert_eq!(status(&out.report(), Step::SignOut), 200);
    let (verdict, refused) = run(refreshing(&simulator, &before, RefreshWay::IasV3)).await;
    assert_eq!(verdict, Verdict::Refused);
    let explanation = step(&refused.report(), Step::Refresh).explanation.clone().unwrap();
    assert!(likeliest(&explanation).headline.contains("been ended by a sign-out"), "{explanation:#?}");
    let (verdict, again) = run(Plan { sign_on: nth_time(&before), ..plan(&simulator) }).await;
    assert_eq!(verdict, Verdict::Done);
    assert_eq!(again.device().unwrap().client_id, before.device().unwrap().client_id);
    assert_eq!(simulator.devices().len(), 1);
}

#[tokio::test]
async fn after_a_restart_an_access_token_is_got_first() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, before) = run(plan(&simulator)).await;
    let (verdict, out) = run(leaving(&simulator, &before, false)).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", out.report());
    assert_eq!(asked(&simulator)[4..], ["servicediscovery", "refresh", "signOut"]);
}
