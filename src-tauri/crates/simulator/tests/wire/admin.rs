//! The operator's side: look, change, order faults; and that neither web pages nor the log see it.

use serde_json::{Value, json};
use tessera_protocol::Call;

use crate::desk::{Answer, Desk};

async fn admin(desk: &Desk, method: &str, path: &str, body: Value) -> Answer {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let url = desk.url(&format!("/_simulator/{path}"));
    desk.ask(desk.http.request(method.parse().unwrap(), url).body(body)).await
}

#[tokio::test]
async fn state_and_requests_can_be_looked_at_and_are_not_logged() {
    let desk = Desk::open().await;
    let token = desk.session_token("ACC-1").await;
    let state = admin(&desk, "GET", "state", Value::Null).await;
    assert_eq!(state.body, serde_json::to_value(desk.simulator.snapshot()).unwrap());
    assert_eq!(state.body["openSessionTokens"], 1);
    let requests = admin(&desk, "GET", "requests", Value::Null).await;
    assert_eq!(requests.body, serde_json::to_value(desk.simulator.requests()).unwrap());
    assert_eq!(requests.body.as_array().unwrap().len(), 1);
    assert!(!state.body.to_string().contains(&token) && !requests.body.to_string().contains(&token));
}

#[tokio::test]
async fn the_clock_accounts_and_devices_can_be_changed_and_all_taken_back() {
    let desk = Desk::open().await;
    let signed_on = desk.first_time("ACC-1").await;
    let device = format!("devices/{}", signed_on.text("client_id"));
    let code = async || {
        let answer = desk.nth_time("ACC-1", &signed_on.text("client_id")).await;
        (answer.status, answer.body["code"].as_u64())
    };
    assert_eq!(admin(&desk, "PUT", &device, json!({ "state": "disabled" })).await.status, 204);
    assert_eq!(code().await, (403, Some(20004)));
    assert_eq!(admin(&desk, "PUT", "accounts/ACC-1", json!({ "network": "vpn" })).await.status, 204);
    assert_eq!(code().await, (403, Some(20018)));
    let back = json!({ "state": "active", "network": "ordinary" });
    assert_eq!(admin(&desk, "PUT", "accounts/ACC-1", back).await.status, 204);
    assert_eq!(code().await, (403, Some(20004)), "the device is still disabled");
    let moved = admin(&desk, "POST", "clock", json!({ "advanceSeconds": 3600 })).await;
    assert_eq!(moved.told(), (200, json!({ "now": "2022-06-10T16:04:53Z", "movedBySeconds": 3600 })));
    assert_eq!(
        admin(&desk, "GET", "clock", Value::Null).await.body,
        serde_json::to_value(desk.simulator.clock_view()).unwrap()
    );
    assert_eq!(desk.content_token(&signed_on.text("access_token"), "CH015").await.status, 401);
    let set = admin(&desk, "POST", "clock", json!({ "setTo": "2022-06-11T00:00:00Z" })).await;
    assert_eq!(set.told(), (200, json!({ "now": "2022-06-11T00:00:00Z", "movedBySeconds": 32_107 })));
    let back = admin(&desk, "POST", "clock", json!("takeBack")).await;
    assert_eq!(back.told(), (200, json!({ "now": "2022-06-10T15:04:53Z", "movedBySeconds": 0 })));
    assert_eq!(admin(&desk, "POST", "reset", Value::Null).await.status, 204);
    assert!(desk.simulator.devices().is_empty());
}

#[tokio::test]
async fn faults_are_ordered_listed_and_cleared_and_never_strike_the_operator() {
    let desk = Desk::open().await;
    let everywhere = json!({ "fault": { "refusal": { "status": 503 } } });
    let once = json!({ "call": "anonymous-token", "when": { "nth": 1 }, "fault": "reset" });
    let id = admin(&desk, "POST", "faults", everywhere.clone()).await.body["id"].clone();
    assert_eq!(desk.ask(desk.ias(Call::AnonymousToken)).await.status, 503);
    let listed = admin(&desk, "GET", "faults", Value::Null).await;
    assert_eq!(listed.body, serde_json::to_value(desk.simulator.faults()).unwrap());
    assert_eq!((&listed.body[0]["order"]["fault"], &listed.body[0]["struck"]), (&everywhere["fault"], &json!(1)));
    assert_eq!(admin(&desk, "DELETE", &format!("faults/{id}"), Value::Null).await.status, 204);
    assert_eq!(admin(&desk, "DELETE", &format!("faults/{id}"), Value::Null).await.status, 404);
    assert_eq!(desk.ask(desk.ias(Call::AnonymousToken)).await.status, 200);
    assert_eq!(admin(&desk, "PUT", "faults", json!([once])).await.status, 204);
    let listed = admin(&desk, "GET", "faults", Value::Null).await;
    assert_eq!(listed.body.as_array().unwrap().iter().map(|fault| &fault["order"]).collect::<Vec<_>>(), [&once]);
    assert!(desk.ias(Call::AnonymousToken).send().await.is_err());
    assert_eq!(desk.ask(desk.ias(Call::AnonymousToken)).await.status, 200);
    assert_eq!(admin(&desk, "DELETE", "faults", Value::Null).await.status, 204);
    assert_eq!(admin(&desk, "GET", "faults", Value::Null).await.body, json!([]));
}

#[tokio::test]
async fn what_does_not_exist_or_cannot_be_done_is_said() {
    let desk = Desk::open().await;
    for (method, path, body, status, said) in [
        ("PUT", "accounts/NOBODY", json!({ "state": "active" }), 404, "no account"),
        ("PUT", "devices/NONE", json!({ "state": "deleted" }), 404, "no device"),
        ("PUT", "accounts/ACC-1", json!({ "state": "happy" }), 400, "unknown variant"),
        ("PUT", "accounts/ACC-1", json!({ "stat": "active" }), 400, "unknown field"),
        ("POST", "clock", json!({ "advance": 1 }), 400, "advanceSeconds"),
        ("POST", "faults", json!({ "fault": { "refusal": { "status": 200 } } }), 400, "use 300 to 599"),
        ("PUT", "faults", json!([{ "when": { "nth": 0 }, "fault": "reset" }]), 400, "counted from 1"),
        ("POST", "faults", json!({ "fault": "sulk" }), 400, "unknown variant"),
    ] {
        let answer = admin(&desk, method, path, body).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert!(answer.text("message").contains(said), "{path}: {}", answer.body);
    }
    assert_eq!(admin(&desk, "GET", "nothing", Value::Null).await.status, 404);
    assert_eq!(admin(&desk, "GET", "reset", Value::Null).await.status, 405);
}

#[tokio::test]
async fn web_pages_do_not_get_to_the_operators_side() {
    let desk = Desk::open().await;
    for (method, path) in [("GET", "state"), ("POST", "reset"), ("PUT", "faults"), ("POST", "clock")] {
        let request = desk.http.request(method.parse().unwrap(), desk.url(&format!("/_simulator/{path}")));
        let answer = desk.ask(request.header("origin", "http://127.0.0.1:1")).await;
        assert_eq!(answer.status, 403, "{path}");
        let request = desk.http.request(method.parse().unwrap(), desk.url(&format!("/_simulator/{path}")));
        assert_eq!(desk.ask(request.header("host", "evil.example")).await.status, 421, "{path}");
    }
}
