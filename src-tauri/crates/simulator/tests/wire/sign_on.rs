//! Sign-on: session tokens, devices, accounts, and the tokens that come of it.

use serde_json::{Value, json};
use tessera_protocol::{Call, TokenAnswer};
use tessera_simulator::{
    AccountState, Approval, Choices, Clock, DeviceState, ForeignClientId, Lifetimes, RefusalStatus, Simulator,
    SimulatorConfig, SpentBy,
};
use tessera_tokens::{ReadToken, TokenKind};

use crate::desk::{Desk, choosing, message, phone, set_top_box, start};

#[tokio::test]
async fn a_first_time_sign_on_makes_a_device_and_its_tokens() {
    let desk = Desk::open().await;
    let answer = desk.first_time("ACC-1").await;
    assert_eq!(answer.status, 201);
    let read: TokenAnswer = serde_json::from_value(answer.body.clone()).unwrap();
    let (access, refresh) =
        (ReadToken::of_field(&read.access_token), ReadToken::of_field(&read.refresh_token.unwrap()));
    assert_eq!((access.kind(), refresh.kind()), (TokenKind::Access, TokenKind::Refresh));
    for token in [&access, &refresh] {
        assert_eq!(token.claim_text("deviceId"), answer.body["client_id"].as_str(), "client_id is the device's id");
        assert_eq!(token.claim_text("accountId"), Some("ACC-1"));
        assert_eq!(token.claim_text("userId"), Some("ACC-1"));
        assert_eq!(token.claim_text("tenantId"), Some("nagra"));
        assert_eq!(token.claim_text("accountProfileId"), Some("DEFAULT"));
        assert_eq!(token.claim_text("playoutDeviceClass"), Some("mobileDevice"), "from deviceInformation");
        assert_eq!(token.claims().unwrap()["sessionControl"]["maxSessions"], 3);
        assert!(token.findings().is_empty());
    }
    assert_eq!(access.claim_text("jti"), refresh.claim_text("jti"));
    assert_eq!(answer.text("accountId"), "ACC-1");
    assert_eq!(answer.text("token_type"), "bearer");
}

/// With T the moment of issue: the arithmetic of both documented answers.
#[tokio::test]
async fn lifetimes_are_counted_from_the_issue() {
    let lifetimes = Lifetimes { access_token: 60, refresh_token: 600, sign_on: 6000, ..Lifetimes::default() };
    for lifetimes in [Lifetimes::default(), lifetimes] {
        let desk = Desk::with(SimulatorConfig { lifetimes, ..SimulatorConfig::default() }).await;
        desk.wait(17);
        let issued = start().as_second() + 17;
        let answer = desk.first_time("ACC-1").await;
        let seconds = |member: &str| answer.body[member].as_i64().unwrap();
        let claim =
            |token: &str, name: &str| ReadToken::read(&answer.text(token)).claims().unwrap()[name].as_i64().unwrap();
        assert_eq!(seconds("expires_in"), i64::from(lifetimes.access_token));
        assert_eq!(claim("access_token", "exp"), issued + seconds("expires_in"));
        assert_eq!(claim("refresh_token", "exp"), issued + seconds("refresh_expires_in"));
        for token in ["access_token", "refresh_token"] {
            assert_eq!(claim(token, "fixed_exp"), issued + seconds("fixed_refresh_expires_in"));
        }
    }
}

#[tokio::test]
async fn an_nth_time_sign_on_is_the_same_device() {
    let desk = Desk::open().await;
    let client_id = desk.first_time("ACC-1").await.text("client_id");
    desk.wait(60);
    let answer = desk.nth_time("ACC-1", &client_id).await;
    assert_eq!((answer.status, answer.text("client_id")), (201, client_id));
    let devices = desk.simulator.devices();
    assert_eq!(devices.len(), 1, "no device was made");
    assert_eq!(devices[0].last_sign_on.duration_since(devices[0].created).as_secs(), 60);
    let access = ReadToken::read(&answer.text("access_token"));
    assert_eq!(access.claim_text("playoutDeviceClass"), Some("mobileDevice"), "what the device said is kept");
}

#[tokio::test]
async fn the_same_device_information_again_makes_another_device() {
    let desk = Desk::open().await;
    let one = desk.first_time("ACC-1").await.text("client_id");
    assert_ne!(desk.first_time("ACC-1").await.text("client_id"), one);
}

#[tokio::test]
async fn both_or_neither_of_client_id_and_device_information_is_a_bad_request() {
    let desk = Desk::open().await;
    let token = desk.session_token("ACC-1").await;
    let mut both = phone();
    both["clientId"] = json!("PUB_989");
    for members in [both, json!({}), json!({ "clientId": null }), json!({ "deviceInformation": "phone" })] {
        assert_eq!(desk.sign_on(&token, members).await.told(), message(400, "Bad Request"));
    }
    assert_eq!(desk.sign_on(&token, phone()).await.status, 201, "a bad request does not spend the token");
}

#[tokio::test]
async fn headers_and_parameters_are_checked_as_for_a_session_token() {
    let desk = Desk::open().await;
    let path = Call::SignOnWithSessionToken;
    let bare = desk.http.post(desk.url(path.path())).header("nv-tenant-id", "nagra").body(phone().to_string());
    assert_eq!(desk.ask(bare).await.status, 400);
    let mut body = phone();
    body["parameters"] = json!([{ "name": "SessionToken", "value": "x" }]);
    assert_eq!(desk.ask(desk.ags(path).body(body.to_string())).await.status, 400);
    assert_eq!(desk.ask(desk.ags(path).body("{")).await.status, 400);
    let deep = format!(r#"{{"parameters":[],"deviceInformation":{{"a":{}"#, "[".repeat(10_000));
    assert_eq!(desk.ask(desk.ags(path).body(deep)).await.told(), message(400, "Bad Request"));
}

#[tokio::test]
async fn a_session_token_signs_on_once() {
    let desk = Desk::open().await;
    let token = desk.session_token("ACC-1").await;
    assert_eq!(desk.sign_on(&token, phone()).await.status, 201);
    assert_eq!(desk.sign_on(&token, phone()).await.told(), message(401, "Unauthorized"));
    assert_eq!(desk.why(), "session token: it has been used");
    assert_eq!(desk.simulator.devices().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_sign_ons_at_once_with_one_session_token_one_succeeds() {
    let desk = std::sync::Arc::new(Desk::open().await);
    for _ in 0..10 {
        let token = desk.session_token("ACC-1").await;
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (desk, token) = (desk.clone(), token.clone());
            tasks.spawn(async move { desk.sign_on(&token, set_top_box()).await.status });
        }
        let mut statuses = tasks.join_all().await;
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 401, 401, 401, 401, 401, 401, 401]);
    }
}

#[tokio::test]
async fn a_session_token_lives_as_long_as_configured() {
    let lifetimes = Lifetimes { session_token: 20, ..Lifetimes::default() };
    let desk = Desk::with(SimulatorConfig { lifetimes, ..SimulatorConfig::default() }).await;
    let (early, late) = (desk.session_token("ACC-1").await, desk.session_token("ACC-1").await);
    desk.wait(19);
    assert_eq!(desk.sign_on(&early, phone()).await.status, 201);
    desk.wait(1);
    assert_eq!(desk.sign_on(&late, phone()).await.told(), message(401, "Unauthorized"));
    assert_eq!(desk.why(), "session token: it expired at 2022-06-10T15:05:13Z");
}

#[tokio::test]
async fn a_session_token_of_nobody_is_unauthorized() {
    let desk = Desk::open().await;
    for token in ["abc3fj6sdehd529ng33dg", ""] {
        assert_eq!(desk.sign_on(token, phone()).await.told(), message(401, "Unauthorized"));
    }
    let other = Desk::open().await;
    let token = other.session_token("ACC-1").await;
    assert_eq!(desk.sign_on(&token, phone()).await.status, 401, "it belongs to another simulator");
    assert!(!desk.why().contains(&token));
}

#[tokio::test]
async fn a_foreign_client_id_is_refused_as_chosen() {
    for (choice, expected) in
        [(ForeignClientId::Unauthorized, (401, Value::Null)), (ForeignClientId::InUse, (403, json!(20006)))]
    {
        let desk = Desk::with(choosing(Choices { foreign_client_id: choice, ..Choices::default() })).await;
        let client_id = desk.first_time("ACC-2").await.text("client_id");
        let answer = desk.nth_time("ACC-1", &client_id).await;
        assert_eq!((answer.status, answer.body["code"].clone()), expected);
    }
}

#[tokio::test]
async fn an_unknown_client_id_is_refused_as_chosen() {
    let desk = Desk::open().await;
    assert_eq!(desk.nth_time("ACC-1", "PUB_989").await.told(), message(404, "Not Found"));
    let choices = Choices { unknown_client_id: RefusalStatus::UNAUTHORIZED, ..Choices::default() };
    let desk = Desk::with(choosing(choices)).await;
    assert_eq!(desk.nth_time("ACC-1", "").await.told(), message(401, "Unauthorized"));
}

#[tokio::test]
async fn a_device_that_the_operator_took_away_is_refused_with_its_code() {
    let desk = Desk::open().await;
    let client_id = desk.first_time("ACC-1").await.text("client_id");
    for (state, code) in [(DeviceState::Deleted, 20003), (DeviceState::Disabled, 20004)] {
        desk.simulator.set_device_state(&client_id.as_str().into(), state).unwrap();
        let answer = desk.nth_time("ACC-1", &client_id).await;
        assert_eq!((answer.status, answer.body["code"].as_u64()), (403, Some(code)));
    }
    desk.simulator.set_device_state(&client_id.as_str().into(), DeviceState::Approved).unwrap();
    assert_eq!(desk.nth_time("ACC-1", &client_id).await.status, 201, "the operator can take it back");
}

#[tokio::test]
async fn an_account_has_its_maximum_of_devices() {
    let desk = Desk::open().await;
    for _ in 0..5 {
        assert_eq!(desk.first_time("ACC-1").await.status, 201);
    }
    let answer = desk.first_time("ACC-1").await;
    assert_eq!((answer.status, answer.body["code"].as_u64()), (403, Some(20007)));
    assert_eq!(desk.simulator.devices().len(), 5, "a refusal makes no device");
    let known = desk.simulator.devices()[0].client_id.to_string();
    assert_eq!(desk.nth_time("ACC-1", &known).await.status, 201, "a device that exists goes on");
    assert_eq!(desk.first_time("ACC-2").await.status, 201, "another account has its own");
}

#[tokio::test]
async fn managed_disabled_and_deleted_devices_do_not_count() {
    let desk = Desk::open().await;
    let token = desk.session_token("ACC-3").await;
    assert_eq!(desk.sign_on(&token, set_top_box()).await.status, 201);
    for state in [DeviceState::Disabled, DeviceState::Deleted, DeviceState::Approved] {
        let made = desk.first_time("ACC-3").await;
        assert_eq!(made.status, 201, "the account may have one, and has none that counts");
        assert_eq!(desk.first_time("ACC-3").await.body["code"], 20007);
        desk.simulator.set_device_state(&made.text("client_id").as_str().into(), state).unwrap();
    }
    assert_eq!(desk.first_time("ACC-3").await.body["code"], 20007);
}

#[tokio::test]
async fn an_account_stopped_after_the_session_token_was_given_cannot_sign_on() {
    let desk = Desk::open().await;
    let token = desk.session_token("ACC-1").await;
    for (state, code) in [(AccountState::Suspended, 20002), (AccountState::Cancelled, 20001)] {
        desk.simulator.set_account_state(&"ACC-1".into(), state).unwrap();
        let answer = desk.sign_on(&token, phone()).await;
        assert_eq!((answer.status, answer.body["code"].as_u64()), (403, Some(code)));
    }
    desk.simulator.set_account_state(&"ACC-1".into(), AccountState::Active).unwrap();
    assert_eq!(desk.sign_on(&token, phone()).await.status, 201, "a refusal does not spend the token");
}

#[tokio::test]
async fn where_the_first_use_spends_a_session_token_a_refusal_does_too() {
    let choices = Choices { session_token_spent_by: SpentBy::FirstUse, ..Choices::default() };
    let desk = Desk::with(choosing(choices)).await;
    let token = desk.session_token("ACC-1").await;
    assert_eq!(desk.sign_on(&token, json!({})).await.status, 400, "a bad request is no use");
    assert_eq!(desk.sign_on(&token, json!({ "clientId": "PUB_989" })).await.status, 404);
    assert_eq!(desk.sign_on(&token, phone()).await.status, 401);
}

#[tokio::test]
async fn where_devices_need_approval_they_sign_on_all_the_same() {
    let choices = Choices { device_approval: Approval::ByOperator, ..Choices::default() };
    let desk = Desk::with(choosing(choices)).await;
    assert_eq!(desk.first_time("ACC-1").await.status, 201);
    assert_eq!(desk.simulator.devices()[0].state, DeviceState::NotApproved);
}

#[tokio::test]
async fn a_later_simulator_goes_on_with_the_devices_of_an_earlier_one() {
    let desk = Desk::open().await;
    let client_id = desk.first_time("ACC-1").await.text("client_id");
    let kept = serde_json::to_string(&desk.simulator.devices()).unwrap();
    desk.simulator.stop().await;
    let config = SimulatorConfig { devices: serde_json::from_str(&kept).unwrap(), ..SimulatorConfig::default() };
    let simulator = Simulator::start_with_clock(config, None, Clock::fixed(start())).await.unwrap();
    let desk = Desk { simulator, http: desk.http };
    assert_eq!(desk.nth_time("ACC-1", &client_id).await.status, 201);
}
