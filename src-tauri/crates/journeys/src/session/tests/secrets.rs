//! What is told of a session holds no token whole.

use tessera_protocol::Call;
use tessera_simulator::{FaultOrder, OrderedFault, When};

use super::{Stage, causes};

#[tokio::test]
async fn nothing_that_is_told_of_a_session_holds_a_token_whole() {
    let stage = Stage::open().await;
    let mut session = stage.session();
    session.set_up(0, stage.now()).await;
    let mut secrets = vec![session.plan().content_token.expose().to_owned()];
    secrets.push(session.token().unwrap().expose().to_owned());
    session.beat(stage.at(session.next_beat_at().unwrap())).await.unwrap();
    secrets.push(session.token().unwrap().expose().to_owned());
    let repeating = OrderedFault::Redirect { status: 307, location: format!("https://x.example/{}", secrets[2]) };
    let order = FaultOrder { call: Some(Call::SessionTeardown), when: When::Nth(1), fault: repeating };
    stage.simulator.order_fault(order).unwrap();
    let echoed = session.tear_down(stage.now()).await.unwrap();
    assert_eq!(causes(&echoed).len(), 1);
    session.tear_down(stage.now()).await.unwrap();
    let told = serde_json::to_string(&session.report()).unwrap() + &format!("{session:?} {:?}", session.plan());
    for secret in &secrets {
        let signature = secret.rsplit_once('.').unwrap().1;
        assert!(!told.contains(secret) && !told.contains(signature));
    }
    assert!(told.contains("\u{2026}sig:"), "it is shown where a token stood");
}
