//! `subsequentSignOn`: the account chosen out of a 300 answer.

use serde_json::{Value, json};
use tessera_protocol::{AccountsAnswer, Call};
use tessera_simulator::{AccountState, Lifetimes, Password, SimulatorConfig};

use crate::desk::{Answer, Desk, message, phone, set_top_box};

/// User account tokens of `ACC-6` and `ACC-7`, asked for with these members.
async fn offered(desk: &Desk, members: Value) -> [String; 2] {
    let answer = desk.password_sign_on("dave", Password::DEFAULT, members).await;
    assert_eq!(answer.status, 300, "{}", answer.body);
    let read: AccountsAnswer = serde_json::from_value(answer.body).unwrap();
    [0, 1].map(|place| read.user_token(place).unwrap().to_owned())
}

async fn choose(desk: &Desk, token: &str, members: Value) -> Answer {
    let mut body = members;
    body["parameters"] = json!([]);
    desk.ask(desk.ags(Call::SubsequentSignOn).header("User-Token", token).body(body.to_string())).await
}

#[tokio::test]
async fn the_account_chosen_signs_on_with_what_the_first_request_had_said() {
    let desk = Desk::open().await;
    let [home, lake] = offered(&desk, phone()).await;
    let answer = choose(&desk, &lake, json!({})).await;
    assert_eq!((answer.status, answer.text("accountId").as_str()), (201, "ACC-7"));
    assert_eq!(
        serde_json::to_value(&desk.simulator.devices()[0].device_information).unwrap(),
        phone()["deviceInformation"]
    );
    assert_eq!(desk.content_token(&answer.text("access_token"), "CH015").await.status, 200);
    let other = choose(&desk, &home, json!({})).await;
    assert_eq!(other.text("accountId"), "ACC-6", "the other token is good as well, once");

    let again = json!({ "clientId": answer.text("client_id") });
    let [_, lake] = offered(&desk, again).await;
    let nth = choose(&desk, &lake, json!({})).await;
    assert_eq!((nth.status, nth.text("client_id")), (201, answer.text("client_id")));
}

#[tokio::test]
async fn what_the_second_request_says_of_the_device_goes_first() {
    let desk = Desk::open().await;
    let [home, _] = offered(&desk, phone()).await;
    let made = choose(&desk, &home, set_top_box()).await.text("client_id");
    let [home, _] = offered(&desk, phone()).await;
    assert_eq!(choose(&desk, &home, json!({ "clientId": made })).await.text("client_id"), made);
    assert_eq!(desk.simulator.devices().len(), 1);
}

#[tokio::test]
async fn a_request_without_its_parts_is_bad_and_spends_nothing() {
    let desk = Desk::open().await;
    let [home, _] = offered(&desk, phone()).await;
    let no_token = desk.ags(Call::SubsequentSignOn).body(r#"{"parameters":[]}"#);
    assert_eq!(desk.ask(no_token).await.told(), message(400, "Bad Request"));
    for body in ["", "{}", "[]", r#"{"parameters":[],"clientId":"PUB_989","deviceInformation":{}}"#] {
        let request = desk.ags(Call::SubsequentSignOn).header("User-Token", &home).body(body);
        assert_eq!(desk.ask(request).await.told(), message(400, "Bad Request"), "{body}");
    }
    let request = desk.http.post(desk.url(Call::SubsequentSignOn.path())).header("User-Token", &home);
    assert_eq!(desk.ask(request.header("nv-tenant-id", "nagra")).await.status, 400, "no auth service");
    assert_eq!(choose(&desk, &home, json!({})).await.status, 201);
}

#[tokio::test]
async fn an_unknown_or_spent_user_token_is_unauthorized() {
    let desk = Desk::open().await;
    let [home, _] = offered(&desk, phone()).await;
    assert_eq!(choose(&desk, &home, json!({})).await.status, 201);
    for (token, why) in [
        (home.as_str(), "it has been used"),
        ("abc3fj6sdehd529ng33dgabcd", "it was not given out here"),
        (desk.session_token("ACC-6").await.as_str(), "it was not given out here"),
    ] {
        assert_eq!(choose(&desk, token, json!({})).await.told(), message(401, "Unauthorized"));
        assert_eq!(desk.why(), format!("User-Token: {why}"));
    }
    let [home, _] = offered(&desk, phone()).await;
    assert_eq!(desk.sign_on(&home, phone()).await.status, 401, "nor is it a session token");
}

#[tokio::test]
async fn a_user_token_lives_as_long_as_configured() {
    let lifetimes = Lifetimes { user_account_token: 20, ..Lifetimes::default() };
    let desk = Desk::with(SimulatorConfig { lifetimes, ..SimulatorConfig::default() }).await;
    let [home, lake] = offered(&desk, phone()).await;
    desk.wait(19);
    assert_eq!(choose(&desk, &home, json!({})).await.status, 201);
    desk.wait(1);
    assert_eq!(choose(&desk, &lake, json!({})).await.told(), message(401, "Unauthorized"));
    assert_eq!(desk.why(), "User-Token: it expired at 2022-06-10T15:05:13Z");
}

#[tokio::test]
async fn account_and_device_are_checked_and_a_refusal_does_not_spend_the_token() {
    let desk = Desk::open().await;
    let foreign = desk.first_time("ACC-1").await.text("client_id");
    let [home, _] = offered(&desk, phone()).await;
    assert_eq!(choose(&desk, &home, json!({ "clientId": foreign })).await.told(), message(401, "Unauthorized"));
    for (state, code) in [(AccountState::Suspended, 20002), (AccountState::Cancelled, 20001)] {
        desk.simulator.set_account_state(&"ACC-6".into(), state).unwrap();
        let answer = choose(&desk, &home, json!({})).await;
        assert_eq!((answer.status, answer.body["code"].as_u64()), (403, Some(code)));
    }
    desk.simulator.set_account_state(&"ACC-6".into(), AccountState::Active).unwrap();
    assert_eq!(choose(&desk, &home, json!({})).await.status, 201);
}
