//! Guests: `anonymoustoken`.

use tessera_protocol::Call;
use tessera_simulator::{AccountState, SimulatorConfig};

use crate::desk::{Desk, message};

#[tokio::test]
async fn each_guest_is_a_device_of_its_own_and_there_may_be_any_number() {
    let desk = Desk::open().await;
    for number in 1..=7 {
        let answer = desk.ask(desk.ias(Call::AnonymousToken).header("country-code", "CH")).await;
        assert_eq!((answer.status, answer.text("accountId").as_str()), (200, "GUEST"));
        assert_eq!(desk.simulator.devices().len(), number);
        assert_eq!(desk.content_token(&answer.text("access_token"), "CH015").await.status, 200);
    }
}

#[tokio::test]
async fn the_tenant_is_mandatory_by_either_name() {
    let desk = Desk::open().await;
    let guest = || desk.http.post(desk.url(Call::AnonymousToken.path()));
    assert_eq!(desk.ask(guest()).await.told(), message(400, "Bad Request"));
    assert_eq!(desk.ask(guest().header("tenantId", "")).await.told(), message(400, "Bad Request"));
    assert_eq!(desk.ask(guest().header("tenantId", "nagra")).await.status, 200);
    assert_eq!(desk.ask(guest().header("nv-tenant-id", "nagra")).await.status, 200);
    assert_eq!(desk.ask(guest().header("tenantId", "other")).await.told(), message(400, "Bad Request"));
    assert!(desk.why().contains("there is none called \u{201c}other\u{201d}"));
}

#[tokio::test]
async fn without_an_account_for_guests_there_is_nothing() {
    let absent = SimulatorConfig { guest_account: Some("NOBODY".into()), ..SimulatorConfig::default() };
    for config in [SimulatorConfig { guest_account: None, ..SimulatorConfig::default() }, absent] {
        let desk = Desk::with(config).await;
        assert_eq!(desk.ask(desk.ias(Call::AnonymousToken)).await.told(), message(404, "Not Found"));
    }
}

#[tokio::test]
async fn guests_of_a_stopped_account_are_refused() {
    let desk = Desk::open().await;
    desk.simulator.set_account_state(&"GUEST".into(), AccountState::Suspended).unwrap();
    let answer = desk.ask(desk.ias(Call::AnonymousToken)).await;
    assert_eq!((answer.status, answer.body["code"].as_u64()), (403, Some(20002)));
}
