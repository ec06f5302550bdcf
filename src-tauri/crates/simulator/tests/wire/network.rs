//! Refusals by place: VPN, blocked and filtered countries.

use tessera_protocol::Call;
use tessera_simulator::{Account, Network, SimulatorConfig};

use crate::desk::{Desk, phone};

fn at(network: Network) -> SimulatorConfig {
    let accounts = vec![Account { network, ..Account::new("ACC-1", "") }];
    SimulatorConfig { accounts, guest_account: Some("ACC-1".into()), ..SimulatorConfig::default() }
}

#[tokio::test]
async fn a_place_that_is_refused_is_so_at_every_sign_on() {
    for (network, code) in [(Network::Vpn, 20018), (Network::BlockedCountry, 20019), (Network::FilteredCountry, 20066)]
    {
        let desk = Desk::with(at(network)).await;
        let token = desk.session_token("ACC-1").await;
        let answers = [
            desk.sign_on(&token, phone()).await,
            desk.password_sign_on("ACC-1", "tessera", phone()).await,
            desk.ask(desk.ias(Call::AnonymousToken)).await,
        ];
        for answer in answers {
            assert_eq!((answer.status, answer.body["code"].as_u64()), (403, Some(code)));
            assert!(desk.why().contains(&format!("its network is {network:?}")), "{}", desk.why());
        }
        assert!(desk.simulator.devices().is_empty());
    }
}

#[tokio::test]
async fn a_device_that_was_carried_to_such_a_place_neither_signs_on_nor_plays() {
    let desk = Desk::with(at(Network::Ordinary)).await;
    let signed_on = desk.first_time("ACC-1").await;
    let (client_id, access) = (signed_on.text("client_id"), signed_on.text("access_token"));
    desk.simulator.set_network(&"ACC-1".into(), Network::FilteredCountry).unwrap();
    assert_eq!(desk.nth_time("ACC-1", &client_id).await.body["code"], 20066);
    let answer = desk.content_token(&access, "CH015").await;
    assert_eq!((answer.status, answer.body["code"].as_u64()), (403, Some(20066)));
    assert_eq!(desk.refresh(&signed_on.text("refresh_token")).await.status, 200, "a refresh asks for no place");
    desk.simulator.set_network(&"ACC-1".into(), Network::Ordinary).unwrap();
    assert_eq!(desk.content_token(&access, "CH015").await.status, 200);
    assert!(desk.simulator.set_network(&"1663".into(), Network::Vpn).is_err());
}
