//! Starting, stopping, configuring; snapshot and reset.

use std::time::{Duration, Instant};

use tessera_simulator::{Account, Device, DeviceState, OperatorCredential, Simulator, SimulatorConfig, StartError};
use tessera_tokens::{SecretEncoding, SigningKey};
use tokio::net::TcpStream;

use crate::desk::{Desk, set_top_box, start};

fn address(desk: &Desk) -> String {
    desk.simulator.base_url().replace("http://", "")
}

/// Whether nobody listens any more, at the latest after five seconds.
async fn refuses(address: &str) -> bool {
    let deadline = Instant::now() + Duration::from_secs(5);
    while TcpStream::connect(address).await.is_ok() {
        if Instant::now() > deadline {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    true
}

#[tokio::test]
async fn a_stopped_simulator_refuses_at_once() {
    let desk = Desk::open().await;
    desk.first_time("ACC-1").await;
    let address = address(&desk);
    desk.simulator.stop().await;
    assert!(TcpStream::connect(&address).await.is_err());
}

#[tokio::test]
async fn a_connection_left_open_does_not_keep_a_simulator_from_stopping() {
    let desk = Desk::open().await;
    let _idle = TcpStream::connect(address(&desk)).await.unwrap();
    desk.first_time("ACC-1").await;
    let stopping = Instant::now();
    desk.simulator.stop().await;
    assert!(stopping.elapsed() < Duration::from_secs(4));
}

#[tokio::test]
async fn a_dropped_simulator_stops() {
    let desk = Desk::open().await;
    let address = address(&desk);
    drop(desk.simulator);
    assert!(refuses(&address).await);
}

#[tokio::test]
async fn many_simulators_run_side_by_side_with_credentials_of_their_own() {
    let (one, other) = (Desk::open().await, Desk::open().await);
    assert_ne!(one.simulator.base_url(), other.simulator.base_url());
    let (ours, theirs) = (one.simulator.operator_credential(), other.simulator.operator_credential());
    assert!(ours.expose_secret() != theirs.expose_secret() && ours.kid() != theirs.kid());
    assert!(one.key().length() >= 32, "a key as strong as HS256 wants");
    assert_eq!(other.get_session_token(&one.sign(&one.claims("ACC-1"))).await.status, 401);
}

#[tokio::test]
async fn a_port_can_be_chosen_and_not_had_twice() {
    let desk = Desk::open().await;
    let port = address(&desk).rsplit_once(':').unwrap().1.parse().unwrap();
    let error = Simulator::start(SimulatorConfig::default(), Some(port)).await.unwrap_err();
    assert!(matches!(error, StartError::Port { port: refused, .. } if refused == port));
    assert!(error.to_string().contains("choose another port"));
    desk.simulator.stop().await;
    let again = Simulator::start(SimulatorConfig::default(), Some(port)).await.unwrap();
    assert_eq!(again.base_url(), format!("http://127.0.0.1:{port}"));
}

#[tokio::test]
async fn a_real_environments_secret_is_refused() {
    let secret = "canary-canary-canary-canary-canary";
    let fingerprint = SigningKey::new(secret, SecretEncoding::Text).unwrap().fingerprint().to_owned();
    let config = SimulatorConfig {
        operator_credentials: vec![OperatorCredential::new("real", secret, SecretEncoding::Text)],
        real_secret_fingerprints: vec![fingerprint],
        ..SimulatorConfig::default()
    };
    let error = Simulator::start(config, None).await.unwrap_err();
    assert!(matches!(error, StartError::RealSecret { .. }));
    assert!(!format!("{error} {error:?}").contains(secret));
}

#[tokio::test]
async fn a_configuration_that_contradicts_itself_is_refused() {
    let refused = async |config: SimulatorConfig| Simulator::start(config, None).await.unwrap_err().to_string();
    let accounts = vec![Account::new("ACC-1", ""), Account::new("ACC-1", "")];
    assert!(
        refused(SimulatorConfig { accounts, ..SimulatorConfig::default() })
            .await
            .contains("account \u{201c}ACC-1\u{201d} twice")
    );
    let credential = || OperatorCredential::new("kid", "secret", SecretEncoding::Text);
    let operator_credentials = vec![credential(), credential()];
    assert!(refused(SimulatorConfig { operator_credentials, ..SimulatorConfig::default() }).await.contains("twice"));
    let operator_credentials = vec![OperatorCredential::new("kid", "canary!", SecretEncoding::Hex)];
    let text = refused(SimulatorConfig { operator_credentials, ..SimulatorConfig::default() }).await;
    assert!(text.contains("not hex") && !text.contains("canary"));
    let devices = vec![Device {
        client_id: "PUB_989".into(),
        account_id: "1663".into(),
        state: DeviceState::Approved,
        created: start(),
        last_sign_on: start(),
        device_information: tessera_protocol::DeviceInformation::default(),
    }];
    assert!(
        refused(SimulatorConfig { devices, ..SimulatorConfig::default() })
            .await
            .contains("account 1663, which is not there")
    );
}

#[tokio::test]
async fn a_snapshot_shows_accounts_with_their_devices() {
    let desk = Desk::open().await;
    desk.session_token("ACC-2").await;
    let token = desk.session_token("ACC-1").await;
    let client_id = desk.sign_on(&token, set_top_box()).await.text("client_id");
    let shown = serde_json::to_value(desk.simulator.snapshot()).unwrap();
    assert_eq!(shown["tenantId"], "nagra");
    assert_eq!(shown["openSessionTokens"], 1, "the other one is spent");
    assert_eq!(shown["accounts"][3]["state"], "suspended");
    let device = &shown["accounts"][0]["devices"][0];
    assert_eq!(device["clientId"], client_id.as_str());
    assert_eq!(device["hardwareType"], "STB");
    assert_eq!(device["state"], "approved");
    assert_eq!(device["created"], "2022-06-10T15:04:53Z");
    assert_eq!(shown["contents"][0]["contentId"], "CH015");
}

#[tokio::test]
async fn a_reset_takes_back_every_change() {
    let desk = Desk::open().await;
    let before = desk.simulator.snapshot();
    let open = desk.session_token("ACC-1").await;
    desk.first_time("ACC-2").await;
    desk.simulator.set_account_state(&"ACC-1".into(), tessera_simulator::AccountState::Cancelled).unwrap();
    assert_ne!(desk.simulator.snapshot(), before);
    desk.simulator.reset();
    assert_eq!(desk.simulator.snapshot(), before);
    assert_eq!(desk.sign_on(&open, set_top_box()).await.status, 401, "session tokens are forgotten");
    assert!(!desk.simulator.requests().is_empty(), "the log is history");
}

#[tokio::test]
async fn a_name_that_the_simulator_does_not_have_is_said() {
    let desk = Desk::open().await;
    let error = desk.simulator.set_device_state(&"PUB_989".into(), DeviceState::Disabled).unwrap_err();
    assert!(error.to_string().contains("no device \u{201c}PUB_989\u{201d}"));
    assert!(desk.simulator.set_account_state(&"1663".into(), tessera_simulator::AccountState::Active).is_err());
}

#[tokio::test]
async fn a_tenant_of_ssp_that_cannot_stand_in_an_address_stops_the_start() {
    for tenant in ["", "a/b", "SIM 1", "\u{fc}", "?"] {
        let config = SimulatorConfig { ssp_tenant: tenant.into(), ..SimulatorConfig::default() };
        let error = Simulator::start(config, None).await.unwrap_err();
        assert!(matches!(error, StartError::SspTenant(_)) && error.to_string().contains("letters and digits"));
    }
}
