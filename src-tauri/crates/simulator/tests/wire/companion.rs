//! Companion sign-on: code, poll, approval, activation token; and whether a device is approved.

use serde_json::{Value, json};
use tessera_protocol::{Call, ExpiryUnit};
use tessera_simulator::{
    AccountState, Approval, BadAccessToken, Choices, CompanionRules, DeviceState, Lifetimes, PollSuccess,
    SimulatorConfig,
};

use crate::desk::{Answer, Desk, choosing, message, phone};

async fn code(desk: &Desk) -> Answer {
    let answer = desk.ask(desk.http.get(desk.url(Call::DeviceRegistrationCode.path()))).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}

async fn poll(desk: &Desk, token: &str, body: Value) -> Answer {
    let request = desk.http.put(desk.url(Call::SignOnActivationToken.path())).bearer_auth(token);
    desk.ask(request.body(body.to_string())).await
}

async fn approve(desk: &Desk, access: &str, code: &str) -> Answer {
    let body = json!({ "deviceRegistrationCode": code }).to_string();
    let request = desk.http.put(desk.url(Call::ApproveDeviceRegistrationCode.path())).bearer_auth(access);
    desk.ask(request.body(body)).await
}

async fn activate(desk: &Desk, token: &str) -> Answer {
    desk.ask(desk.http.post(desk.url(Call::SignOnBySignOnActivationToken.path())).bearer_auth(token)).await
}

#[tokio::test]
async fn a_device_signs_on_to_the_account_of_whoever_approved_its_code() {
    let desk = Desk::open().await;
    let access = desk.first_time("ACC-2").await.text("access_token");
    let registration = code(&desk).await;
    let (shown, token) = (registration.text("deviceRegistrationCode"), registration.text("dsraToken"));
    assert!(shown.len() == 8 && shown.bytes().all(|letter| b"BCDFGHJKLMNPQRSTVWXZ23456789".contains(&letter)));
    assert_eq!(registration.body["expiresAfterMillis"], 600_000);
    assert_eq!(registration.body["pollingPeriodSeconds"], 5);
    for _ in 0..2 {
        assert_eq!(poll(&desk, &token, phone()).await.told(), (204, Value::String(String::new())));
    }
    assert_eq!(desk.simulator.devices().len(), 1, "no device is made before the code is approved");
    assert_eq!(desk.simulator.snapshot().registrations[0].code, shown);
    assert_eq!(approve(&desk, &access, &shown).await.status, 202);
    assert_eq!(desk.simulator.snapshot().registrations[0].approved_for, Some("ACC-2".into()));

    let polled = poll(&desk, &token, phone()).await;
    assert_eq!(polled.status, 202);
    let signed_on = activate(&desk, &polled.text("signOnActivationToken")).await;
    assert_eq!((signed_on.status, signed_on.text("accountId").as_str()), (201, "ACC-2"));
    assert_eq!(signed_on.text("client_id"), polled.text("clientId"));
    assert_eq!(desk.simulator.devices().len(), 2);
    assert_eq!(desk.content_token(&signed_on.text("access_token"), "CH015").await.status, 200);
    assert!(desk.simulator.snapshot().registrations.is_empty());
}

#[tokio::test]
async fn a_known_device_comes_back_by_its_client_id() {
    let desk = Desk::open().await;
    let first = desk.first_time("ACC-1").await;
    let registration = code(&desk).await;
    approve(&desk, &first.text("access_token"), &registration.text("deviceRegistrationCode")).await;
    let body = json!({ "clientId": first.text("client_id") });
    let polled = poll(&desk, &registration.text("dsraToken"), body).await;
    assert_eq!((polled.status, polled.text("clientId")), (202, first.text("client_id")));
    assert_eq!(desk.simulator.devices().len(), 1);
}

#[tokio::test]
async fn status_of_success_and_unit_of_the_expiry_are_as_chosen() {
    let choices =
        Choices { poll_success: PollSuccess::Ok, registration_expiry: ExpiryUnit::Seconds, ..Choices::default() };
    let desk = Desk::with(choosing(choices)).await;
    let access = desk.first_time("ACC-1").await.text("access_token");
    let registration = code(&desk).await;
    assert_eq!(registration.body["expiresAfterMillis"], 600);
    approve(&desk, &access, &registration.text("deviceRegistrationCode")).await;
    assert_eq!(poll(&desk, &registration.text("dsraToken"), phone()).await.status, 200);
}

#[tokio::test]
async fn when_all_codes_are_in_use_there_is_a_conflict_until_one_expires() {
    let companion = CompanionRules { code_length: 1, ..CompanionRules::default() };
    let desk = Desk::with(SimulatorConfig { companion, ..SimulatorConfig::default() }).await;
    let url = desk.url(Call::DeviceRegistrationCode.path());
    let mut given = 0;
    let refused = loop {
        let answer = desk.ask(desk.http.get(&url)).await;
        if answer.status != 200 {
            break answer;
        }
        given += 1;
        assert!(given <= 28, "there are 28 codes");
    };
    assert_eq!(refused.told(), message(409, "Conflict"));
    desk.wait(600);
    assert_eq!(desk.ask(desk.http.get(&url)).await.status, 200);
}

#[tokio::test]
async fn an_approval_wants_a_token_that_is_good_and_a_code_that_is_open() {
    let desk = Desk::open().await;
    let signed_on = desk.first_time("ACC-1").await;
    let access = signed_on.text("access_token");
    let url = desk.url(Call::ApproveDeviceRegistrationCode.path());
    let shown = code(&desk).await.text("deviceRegistrationCode");
    let whole = json!({ "deviceRegistrationCode": shown }).to_string();
    assert_eq!(desk.ask(desk.http.put(&url).body(whole)).await.told(), message(400, "Bad Request"));
    for body in ["", "{", "{}", r#"{"deviceRegistrationCode":""}"#, r#"{"deviceRegistrationCode":7}"#] {
        let answer = desk.ask(desk.http.put(&url).bearer_auth(&access).body(body)).await;
        assert_eq!(answer.told(), message(400, "Bad Request"), "{body}");
    }
    for bad in ["bad", &signed_on.text("refresh_token")] {
        assert_eq!(approve(&desk, bad, &shown).await.told(), message(403, "Forbidden"));
        assert!(desk.why().starts_with("access token: "), "{}", desk.why());
    }
    assert_eq!(approve(&desk, &access, "NO-SUCH").await.told(), message(404, "Not Found"));
    assert_eq!(approve(&desk, &access, &shown).await.status, 202);
    assert_eq!(approve(&desk, &access, &shown).await.told(), message(403, "Forbidden"));
    assert!(desk.why().ends_with("it has been approved already"));
    let registration = code(&desk).await;
    let shown = registration.text("deviceRegistrationCode");
    approve(&desk, &access, &shown).await;
    poll(&desk, &registration.text("dsraToken"), phone()).await;
    assert_eq!(approve(&desk, &access, &shown).await.told(), message(403, "Forbidden"));
    assert!(desk.why().ends_with("its device has signed on already"));
    let late = code(&desk).await.text("deviceRegistrationCode");
    desk.wait(600);
    assert_eq!(approve(&desk, &access, &late).await.told(), message(403, "Forbidden"));
    assert!(desk.why().contains("it expired at"), "{}", desk.why());
    desk.simulator.set_account_state(&"ACC-1".into(), AccountState::Suspended).unwrap();
    let answer = approve(&desk, &access, &late).await;
    assert_eq!((answer.status, answer.body["code"].as_u64()), (403, Some(20002)));
}

#[tokio::test]
async fn a_poll_wants_a_token_that_is_good_and_one_sign_on() {
    let desk = Desk::open().await;
    let token = code(&desk).await.text("dsraToken");
    let url = desk.url(Call::SignOnActivationToken.path());
    let missing = desk.http.put(&url).body(phone().to_string());
    assert_eq!(desk.ask(missing).await.told(), message(401, "Unauthorized"));
    assert_eq!(poll(&desk, "bad", phone()).await.told(), message(401, "Unauthorized"));
    let managed = json!({ "managedDeviceInformation": { "caSN": "1" } });
    let mut both = phone();
    both["clientId"] = json!("PUB_989");
    for body in [json!({}), json!([]), managed, both] {
        assert_eq!(poll(&desk, &token, body).await.told(), message(400, "Bad Request"));
    }
    desk.wait(600);
    assert_eq!(poll(&desk, &token, phone()).await.told(), message(403, "Forbidden"));
    assert!(desk.why().starts_with("DSRA token: it expired at "));
}

#[tokio::test]
async fn a_poll_that_succeeded_is_not_repeated_and_one_that_was_refused_may_be() {
    let desk = Desk::open().await;
    let access = desk.first_time("ACC-3").await.text("access_token");
    let registration = code(&desk).await;
    let token = registration.text("dsraToken");
    approve(&desk, &access, &registration.text("deviceRegistrationCode")).await;
    let full = poll(&desk, &token, phone()).await;
    assert_eq!((full.status, full.body["code"].as_u64()), (403, Some(20007)), "one device at most");
    let foreign = poll(&desk, &token, json!({ "clientId": "PUB_989" })).await;
    assert_eq!(foreign.told(), message(404, "Not Found"));
    let own = desk.simulator.devices()[0].client_id.clone();
    assert_eq!(poll(&desk, &token, json!({ "clientId": own })).await.status, 202);
    assert_eq!(poll(&desk, &token, json!({ "clientId": own })).await.told(), message(401, "Unauthorized"));
    assert_eq!(desk.why(), "DSRA token: it has been used");
}

#[tokio::test]
async fn an_activation_token_signs_on_once_while_it_lives() {
    let lifetimes = Lifetimes { sign_on_activation_token: 60, ..Lifetimes::default() };
    let desk = Desk::with(SimulatorConfig { lifetimes, ..SimulatorConfig::default() }).await;
    let access = desk.first_time("ACC-1").await.text("access_token");
    let fresh = async || {
        let registration = code(&desk).await;
        approve(&desk, &access, &registration.text("deviceRegistrationCode")).await;
        poll(&desk, &registration.text("dsraToken"), phone()).await
    };
    let url = desk.url(Call::SignOnBySignOnActivationToken.path());
    assert_eq!(desk.ask(desk.http.post(&url)).await.told(), message(401, "Unauthorized"));
    assert_eq!(activate(&desk, "bad").await.told(), message(401, "Unauthorized"));
    let polled = fresh().await;
    let token = polled.text("signOnActivationToken");
    let other = desk.http.post(&url).bearer_auth(&token).header("nv-tenant-id", "other");
    assert_eq!(desk.ask(other).await.told(), message(400, "Bad Request"));
    let device = polled.text("clientId").as_str().into();
    for (state, code) in [(DeviceState::Deleted, 20003), (DeviceState::Disabled, 20004)] {
        desk.simulator.set_device_state(&device, state).unwrap();
        let answer = activate(&desk, &token).await;
        assert_eq!((answer.status, answer.body["code"].as_u64()), (403, Some(code)));
    }
    desk.simulator.set_device_state(&device, DeviceState::Approved).unwrap();
    assert_eq!(activate(&desk, &token).await.status, 201, "a refusal does not spend it");
    assert_eq!(activate(&desk, &token).await.told(), message(401, "Unauthorized"));
    assert_eq!(desk.why(), "activation token: it has been used");
    let late = fresh().await.text("signOnActivationToken");
    desk.wait(60);
    assert_eq!(activate(&desk, &late).await.told(), message(401, "Unauthorized"));
    let lost = fresh().await.text("signOnActivationToken");
    desk.simulator.reset();
    assert_eq!(activate(&desk, &lost).await.told(), message(401, "Unauthorized"));
}

#[tokio::test]
async fn tokens_of_companion_sign_on_do_not_show_in_the_log() {
    let desk = Desk::open().await;
    let access = desk.first_time("ACC-1").await.text("access_token");
    let registration = code(&desk).await;
    approve(&desk, &access, &registration.text("deviceRegistrationCode")).await;
    let dsra = registration.text("dsraToken");
    let activation = poll(&desk, &dsra, phone()).await.text("signOnActivationToken");
    for token in [&dsra, &activation] {
        desk.ask(desk.http.get(desk.url(&format!("/{token}"))).header("x-correlation-id", token)).await;
        desk.nth_time("ACC-1", token).await;
        let shown = serde_json::to_string(&desk.simulator.requests()).unwrap();
        assert!(!shown.contains(token.as_str()), "{shown}");
        assert!(!serde_json::to_string(&desk.simulator.snapshot()).unwrap().contains(token.as_str()));
    }
}

#[tokio::test]
async fn a_device_learns_whether_it_is_approved() {
    let by_operator = Choices { device_approval: Approval::ByOperator, ..Choices::default() };
    let desk = Desk::with(choosing(by_operator)).await;
    let signed_on = desk.first_time("ACC-1").await;
    let ask = async |token: &str, tenant: Option<&str>| {
        let request = desk.http.get(desk.url(Call::AmIApproved.path())).bearer_auth(token);
        desk.ask(tenant.into_iter().fold(request, |request, tenant| request.header("nv-tenant-id", tenant))).await
    };
    let (access, tenant) = (signed_on.text("access_token"), Some("nagra"));
    assert_eq!(ask(&access, tenant).await.told(), message(403, "Forbidden"));
    let device = signed_on.text("client_id");
    for (state, expected) in [
        (DeviceState::Approved, (201, json!({ "_id": device }))),
        (DeviceState::NotApproved, message(403, "Forbidden")),
    ] {
        desk.simulator.set_device_state(&device.as_str().into(), state).unwrap();
        assert_eq!(ask(&access, tenant).await.told(), expected);
    }
    desk.simulator.set_device_state(&device.as_str().into(), DeviceState::Deleted).unwrap();
    assert_eq!(ask(&access, tenant).await.body["code"], 20003);
    assert_eq!(ask(&access, None).await.told(), message(400, "Bad Request"));
    assert_eq!(ask("bad", tenant).await.told(), message(401, "Unauthorized"));
    assert_eq!(ask(&access, Some("other")).await.told(), message(401, "Unauthorized"));
    let old = Choices { bad_access_token: BadAccessToken::GatewayOk, ..Choices::default() };
    let desk = Desk::with(choosing(old)).await;
    let request = desk.http.get(desk.url(Call::AmIApproved.path())).header("nv-tenant-id", "nagra");
    let answer = desk.ask(request).await;
    assert_eq!((answer.status, &answer.body["resultCode"]), (200, &json!("99999:403")));
}
