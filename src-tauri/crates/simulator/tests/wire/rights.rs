//! What the operator changes in what is issued: rights of contents, lifetimes of tokens, streams of accounts; from the next
//! request on, at a script's side as in process, and what cannot be is refused with its reason.

use serde_json::{Value, json};
use tessera_protocol::Call;
use tessera_simulator::{AccountChange, ContentChange, Lifetimes, NotChanged, Streams};
use tessera_tokens::ReadToken;

use crate::desk::{Answer, Desk, numbered};

async fn put(desk: &Desk, path: &str, body: Value) -> Answer {
    let url = desk.url(&format!("/_simulator/{path}"));
    desk.ask(desk.http.put(url).body(body.to_string())).await
}

fn claims(token: &str) -> Value {
    serde_json::to_value(ReadToken::read(token).claims().unwrap()).unwrap()
}

async fn rights(desk: &Desk) -> Value {
    claims(&desk.content("ACC-1", "CH015").await)["contentRights"][0].clone()
}

#[tokio::test]
async fn a_changed_right_is_in_the_next_content_token_and_a_reset_takes_it_back() {
    let desk = Desk::open().await;
    let before = rights(&desk).await;
    let change = json!({ "end": "2022-07-01T00:00:00Z", "duration": 60, "storable": true, "profile": "UHD" });
    assert_eq!(put(&desk, "contents/CH015", change).await.status, 204);
    let after = rights(&desk).await;
    assert_eq!((&after["end"], &after["duration"]), (&json!("2022-07-01T00:00:00.000Z"), &json!(60)));
    assert_eq!((&after["storable"], &after["usageRulesProfileId"]), (&json!(true), &json!("UHD")));
    assert_eq!(after["start"], before["start"], "what is left out stays");
    desk.simulator.reset();
    assert_eq!(rights(&desk).await, before);
}

#[tokio::test]
async fn a_window_that_was_ended_refuses_content_tokens_and_licences() {
    let desk = Desk::open().await;
    let token = desk.content("ACC-1", "CH015").await;
    let ended = ContentChange { end: Some("2021-01-01T00:00:00Z".parse().unwrap()), ..ContentChange::default() };
    desk.simulator.change_content(&"CH015".into(), ended).unwrap();
    let access = desk.first_time("ACC-1").await.text("access_token");
    assert_eq!(desk.content_token(&access, "CH015").await.status, 403);
    assert!(desk.why().contains("window ended at 2021-01-01"), "{}", desk.why());
    let licence = desk.ask(desk.ssp(Call::WidevineLicence, &token).body(tessera_simulator::SIMULATED_CHALLENGE)).await;
    assert_eq!(numbered(&licence).1, 4000, "a licence server looks at what holds now");
}

#[tokio::test]
async fn a_changed_number_of_streams_is_in_the_tokens_and_holds_at_once() {
    let desk = Desk::open().await;
    assert_eq!(put(&desk, "accounts/ACC-1", json!({ "streams": { "at-most": 1 } })).await.status, 204);
    let token = desk.content("ACC-1", "CH015").await;
    assert_eq!(claims(&token)["contentRights"][0]["sessionControl"]["maxSessions"], 1);
    assert_eq!(desk.ssm(Call::SessionSetup, &token).await.status, 200);
    assert_eq!(numbered(&desk.ssm(Call::SessionSetup, &token).await).1, 1007);
    let uncounted = AccountChange { streams: Some(Streams::Unlimited), ..AccountChange::default() };
    desk.simulator.change_account(&"ACC-1".into(), uncounted).unwrap();
    assert_eq!(rights(&desk).await["sessionControl"]["sessionControlEnabled"], false);
}

#[tokio::test]
async fn changed_lifetimes_hold_for_what_is_issued_from_then_on() {
    let desk = Desk::open().await;
    let before = desk.first_time("ACC-1").await;
    let change = json!({ "access-token": 60, "refresh-token": 120, "sign-on": 300, "content-token": 30 });
    let answer = put(&desk, "lifetimes", change).await;
    assert_eq!((answer.status, &answer.body["session-token"]), (200, &json!(300)), "what is left out stays");
    let after = desk.first_time("ACC-1").await;
    for (name, seconds) in [("expires_in", 60), ("refresh_expires_in", 120), ("fixed_refresh_expires_in", 300)] {
        assert_eq!(after.body[name], seconds, "{name}");
    }
    assert_eq!(desk.content_token(&after.text("access_token"), "CH015").await.body["expires_in"], 30);
    desk.wait(61);
    assert_eq!(desk.content_token(&after.text("access_token"), "CH015").await.status, 401);
    assert_eq!(desk.content_token(&before.text("access_token"), "CH015").await.status, 200, "it ends as it says");
    desk.simulator.set_lifetimes(Lifetimes { session_token: 5, ..Lifetimes::default() }).unwrap();
    let session_token = desk.session_token("ACC-1").await;
    desk.wait(6);
    assert_eq!(desk.sign_on(&session_token, crate::desk::phone()).await.status, 401);
    desk.simulator.reset();
    assert_eq!(desk.simulator.lifetimes(), Lifetimes::default());
}

#[tokio::test]
async fn what_no_platform_can_have_is_refused_with_the_reason_and_changes_nothing() {
    let desk = Desk::open().await;
    let before = (desk.simulator.snapshot(), desk.simulator.lifetimes());
    for (path, change, why) in [
        ("contents/CH015", json!({ "end": "2019-01-01T00:00:00Z" }), "not after its begin"),
        ("contents/CH015", json!({ "duration": 0 }), "a licence of 0 seconds"),
        ("contents/CH015", json!({ "profile": "" }), "1 to 64 visible characters"),
        ("contents/CH015", json!({ "profile": "U HD" }), "1 to 64 visible characters"),
        ("contents/CH015", json!({ "duration": -1 }), "body: invalid value"),
        ("contents/CH015", json!({ "length": 1 }), "unknown field"),
        ("lifetimes", json!({ "access-token": 0 }), "an access token of 0 seconds"),
        ("lifetimes", json!({ "sign-on": 60 }), "would outlive its sign-on"),
        ("lifetimes", json!({ "access": 60 }), "unknown field"),
        ("lifetimes", json!([]), "body: invalid type"),
    ] {
        let answer = put(&desk, path, change.clone()).await;
        assert_eq!(answer.status, 400, "{change}");
        assert!(answer.body["message"].as_str().unwrap().contains(why), "{change}: {}", answer.body);
    }
    assert_eq!(put(&desk, "contents/CH999", json!({})).await.status, 404);
    let unknown = desk.simulator.change_content(&"CH999".into(), ContentChange::default());
    assert!(matches!(unknown, Err(NotChanged::Unknown(_))), "{unknown:?}");
    assert_eq!((desk.simulator.snapshot(), desk.simulator.lifetimes()), before);
}
