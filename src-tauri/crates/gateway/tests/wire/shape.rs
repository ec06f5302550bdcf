//! The shape of an exchange as the window, the database and the terminal's JSON get it.

use tessera_gateway::Timings;
use tessera_simulator::faults::{Fault, FaultServer};
use tessera_tokens::Cutter;
use url::Url;

use crate::support::*;

/// What differs from run to run, made the same.
async fn steady(fault: Fault, limit: std::time::Duration) -> tessera_gateway::ExchangeView {
    let server = FaultServer::start(fault).await.unwrap();
    let mut exchange = ask(&server.url(), limit, get_session_token()).await;
    exchange.id = uuid::Uuid::nil();
    exchange.started_at = "2022-06-10T15:04:53Z".parse().unwrap();
    exchange.timings = Timings { dns: None, connect: Some(100), wait: Some(2000), body: Some(30), total: 2130 };
    exchange.sent.url = Url::parse("http://127.0.0.1:8080/ags/getSessionToken").unwrap();
    for (name, value) in &mut exchange.sent.headers {
        if name == "host" {
            "127.0.0.1:8080".clone_into(value);
        }
    }
    let mut cutter = Cutter::default();
    cutter.know(SESSION_TOKEN);
    exchange.view(&cutter)
}

#[tokio::test]
async fn an_answered_exchange_has_this_shape() {
    let headers = vec![
        ("content-type".to_owned(), "application/json".to_owned()),
        ("date".to_owned(), "Fri, 10 Jun 2022 15:04:54 GMT".to_owned()),
    ];
    let body = serde_json::json!({ "sessionToken": SESSION_TOKEN }).to_string().into_bytes();
    let view = steady(Fault::Answer { status: 200, headers, body }, LONG).await;
    insta::assert_json_snapshot!(view);
    let text = serde_json::to_string(&view).unwrap();
    assert_eq!(serde_json::from_str::<tessera_gateway::ExchangeView>(&text).unwrap(), view, "it reads back");
}

#[tokio::test]
async fn a_failed_exchange_has_this_shape() {
    insta::assert_json_snapshot!(steady(Fault::CutContentLength, LONG).await);
}
