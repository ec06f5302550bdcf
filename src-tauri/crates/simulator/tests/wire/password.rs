//! Sign-on by user name and password, to AGS and to IAS.

use serde_json::{Value, json};
use tessera_protocol::{AccountsAnswer, Call, ServiceDiscovery};
use tessera_simulator::{
    Account, Approval, AuthServiceConfig, Choices, DeviceState, Password, RefusalStatus, SimulatorConfig,
};

use crate::desk::{Answer, Desk, SERVICE, choosing, message, phone};

const TESSERA: &str = Password::DEFAULT;

async fn at_ias(desk: &Desk, user: &str, password: &str, members: Value) -> Answer {
    let mut body = members;
    body["username"] = json!(user);
    body["password"] = json!(password);
    desk.ask(desk.ias(Call::SignOnByUserNamePassword).body(body.to_string())).await
}

async fn sign_on_parameters(desk: &Desk) -> Vec<(String, bool, bool)> {
    let request = desk.http.get(desk.url(Call::ServiceDiscovery.path())).header("nv-tenant-id", "nagra");
    let read: ServiceDiscovery = serde_json::from_value(desk.ask(request).await.body).unwrap();
    let endpoint = read.available_services[0].endpoint(Call::SignOn).unwrap().clone();
    assert_eq!((endpoint.name.as_str(), endpoint.full_path().as_str()), ("SIGNON", "/ags/signOn"));
    let parameters = endpoint.parameter_properties.into_iter();
    parameters.map(|parameter| (parameter.name, parameter.mandatory, parameter.is_password)).collect()
}

#[tokio::test]
async fn user_name_and_password_sign_on_first_time_and_again() {
    let desk = Desk::open().await;
    let first = desk.password_sign_on("ACC-1", TESSERA, phone()).await;
    assert_eq!((first.status, first.text("accountId").as_str()), (201, "ACC-1"));
    let client_id = first.text("client_id");
    let nth = desk.password_sign_on("ACC-1", TESSERA, json!({ "clientId": client_id })).await;
    assert_eq!((nth.status, nth.text("client_id")), (201, client_id));
    assert_eq!(desk.simulator.devices().len(), 1);
    assert_eq!(desk.content_token(&nth.text("access_token"), "CH015").await.status, 200);
}

#[tokio::test]
async fn a_wrong_user_name_or_password_is_unauthorized_and_told_apart_in_the_log_only() {
    let desk = Desk::open().await;
    for (user, password, why) in [
        ("ACC-1", "wrong-canary", "user name \u{201c}ACC-1\u{201d}: the password is another"),
        ("ACC-1", "", "user name \u{201c}ACC-1\u{201d}: the password is another"),
        ("nobody", TESSERA, "user name \u{201c}nobody\u{201d}: no account has it"),
        ("", TESSERA, "user name \u{201c}\u{201d}: no account has it"),
    ] {
        assert_eq!(desk.password_sign_on(user, password, phone()).await.told(), message(401, "Unauthorized"));
        assert_eq!(desk.why(), why);
        assert_eq!(at_ias(&desk, user, password, phone()).await.told(), message(401, "Unauthorized"));
        assert_eq!(desk.why(), why);
    }
    assert!(desk.simulator.devices().is_empty());
}

#[tokio::test]
async fn discovery_lists_the_parameters_and_each_is_mandatory() {
    let desk = Desk::open().await;
    let listed = sign_on_parameters(&desk).await;
    assert_eq!(listed, [("Username".to_owned(), true, false), ("Password".to_owned(), true, true)]);
    for parameters in [
        json!([{ "name": "Username", "value": "ACC-1" }]),
        json!([{ "name": "Password", "value": TESSERA }]),
        json!([{ "name": "username", "value": "ACC-1" }, { "name": "password", "value": TESSERA }]),
        json!([]),
        json!({ "Username": "ACC-1" }),
        Value::Null,
    ] {
        let mut body = phone();
        body["parameters"] = parameters;
        let answer = desk.ask(desk.ags(Call::SignOn).body(body.to_string())).await;
        assert_eq!(answer.told(), message(400, "Bad Request"), "{body}");
    }
    assert_eq!(desk.password_sign_on("ACC-1", TESSERA, json!({})).await.status, 400, "neither member");
}

#[tokio::test]
async fn headers_are_checked_first() {
    let desk = Desk::open().await;
    let bare = || desk.http.post(desk.url(Call::SignOn.path())).body(phone().to_string());
    assert_eq!(desk.ask(bare().header("nv-tenant-id", "nagra")).await.status, 400);
    assert_eq!(desk.ask(bare().header("x-auth-service-id", SERVICE)).await.status, 400);
    let choices = Choices { unknown_auth_service: RefusalStatus::UNAUTHORIZED, ..Choices::default() };
    let desk = Desk::with(choosing(choices)).await;
    let request = desk.http.post(desk.url(Call::SignOn.path())).header("nv-tenant-id", "other");
    assert_eq!(desk.ask(request.header("x-auth-service-id", SERVICE)).await.status, 401);
    let request = desk.http.post(desk.url(Call::SignOnByUserNamePassword.path()));
    assert_eq!(desk.ask(request.header("nv-tenant-id", "other")).await.status, 401);
}

#[tokio::test]
async fn account_and_device_are_checked_as_on_every_sign_on() {
    let desk = Desk::open().await;
    for (account, code) in [("ACC-4", 20002), ("ACC-5", 20001), ("ACC-8", 20018)] {
        let (ags, ias) =
            (desk.password_sign_on(account, TESSERA, phone()).await, at_ias(&desk, account, TESSERA, phone()).await);
        assert_eq!((ags.status, ags.body["code"].as_u64()), (403, Some(code)));
        assert_eq!((ias.status, ias.body["code"].as_u64()), (403, Some(code)));
    }
    assert_eq!(desk.password_sign_on("ACC-3", TESSERA, phone()).await.status, 201);
    assert_eq!(desk.password_sign_on("ACC-3", TESSERA, phone()).await.body["code"], 20007);
    let unknown = json!({ "clientId": "PUB_989" });
    assert_eq!(desk.password_sign_on("ACC-1", TESSERA, unknown).await.told(), message(404, "Not Found"));
}

#[tokio::test]
async fn where_no_password_is_asked_for_the_user_name_signs_on() {
    let service = AuthServiceConfig { password_parameter: None, ..AuthServiceConfig::default() };
    let desk = Desk::with(SimulatorConfig { auth_services: vec![service], ..SimulatorConfig::default() }).await;
    assert_eq!(sign_on_parameters(&desk).await, [("Username".to_owned(), true, false)]);
    let sign_on = async |user: &str| {
        let mut body = phone();
        body["parameters"] = json!([{ "name": "Username", "value": user }]);
        desk.ask(desk.ags(Call::SignOn).body(body.to_string())).await
    };
    assert_eq!(sign_on("ACC-1").await.status, 201);
    assert_eq!(sign_on("nobody").await.told(), message(401, "Unauthorized"));
    assert_eq!(sign_on("ACC-4").await.body["code"], 20002);
    assert_eq!(sign_on("dave").await.status, 300);
}

#[tokio::test]
async fn a_user_of_several_accounts_is_asked_which() {
    let desk = Desk::open().await;
    let answer = desk.password_sign_on("dave", TESSERA, phone()).await;
    assert_eq!(answer.status, 300);
    assert!(answer.body.get("userAccountToken").is_none(), "each account has its own");
    assert!(answer.body["accounts"][0]["accountInformation"].is_string(), "a JSON document as text");
    let read: AccountsAnswer = serde_json::from_value(answer.body).unwrap();
    let labels: Vec<_> = read.accounts.iter().map(|account| account.label().unwrap()).collect();
    assert_eq!(labels, ["ACC-6, Dave at home", "ACC-7, Dave at the lake"]);
    assert_ne!(read.user_token(0).unwrap(), read.user_token(1).unwrap());
    assert!(desk.simulator.devices().is_empty(), "nothing has happened yet");
}

#[tokio::test]
async fn only_the_accounts_with_the_password_typed_are_offered() {
    let account = |id: &str, password: &str| Account {
        user: Some("dave".into()),
        password: Password::new(password),
        ..Account::new(id, "")
    };
    let accounts = vec![account("ONE", "first"), account("TWO", "second"), account("THREE", "second")];
    let desk = Desk::with(SimulatorConfig { accounts, ..SimulatorConfig::default() }).await;
    let one = desk.password_sign_on("dave", "first", phone()).await;
    assert_eq!((one.status, one.text("accountId").as_str()), (201, "ONE"));
    let two = desk.password_sign_on("dave", "second", phone()).await;
    assert_eq!((two.status, two.body["accounts"].as_array().unwrap().len()), (300, 2));
    assert_eq!(desk.password_sign_on("dave", "third", phone()).await.status, 401);
}

#[tokio::test]
async fn ias_signs_on_by_user_name_and_password() {
    let desk = Desk::open().await;
    let first = at_ias(&desk, "ACC-1", TESSERA, phone()).await;
    assert_eq!((first.status, first.text("accountId").as_str()), (200, "ACC-1"));
    let nth = at_ias(&desk, "ACC-1", TESSERA, json!({ "clientId": first.text("client_id") })).await;
    assert_eq!((nth.status, nth.text("client_id")), (200, first.text("client_id")));
    assert_eq!(desk.refresh(&nth.text("refresh_token")).await.status, 200);
}

#[tokio::test]
async fn ias_refuses_a_body_or_a_tenant_that_is_missing_and_a_user_of_several_accounts() {
    let desk = Desk::open().await;
    assert_eq!(at_ias(&desk, "ACC-1", TESSERA, json!({})).await.told(), message(400, "Bad Request"));
    let both = json!({ "clientId": "PUB_989", "deviceInformation": {} });
    assert_eq!(at_ias(&desk, "ACC-1", TESSERA, both).await.status, 400);
    for body in ["", "{", r#"{"username":"ACC-1","deviceInformation":{}}"#] {
        assert_eq!(desk.ask(desk.ias(Call::SignOnByUserNamePassword).body(body)).await.status, 400, "{body}");
    }
    let path = desk.url(Call::SignOnByUserNamePassword.path());
    let body = json!({ "username": "ACC-1", "password": TESSERA, "deviceInformation": {} }).to_string();
    assert_eq!(desk.ask(desk.http.post(&path).body(body.clone())).await.status, 400);
    assert_eq!(desk.ask(desk.http.post(&path).header("tenantId", "nagra").body(body)).await.status, 200);
    assert_eq!(at_ias(&desk, "dave", TESSERA, phone()).await.told(), message(401, "Unauthorized"));
    assert!(desk.why().contains("2 accounts have it"));
}

#[tokio::test]
async fn where_devices_need_approval_ias_gives_it_to_those_it_makes() {
    let desk = Desk::with(choosing(Choices { device_approval: Approval::ByOperator, ..Choices::default() })).await;
    let device = |answer: &Answer| {
        let id = answer.text("client_id");
        desk.simulator.devices().into_iter().find(|device| device.client_id.as_str() == id).unwrap().state
    };
    let ags = desk.password_sign_on("ACC-1", TESSERA, phone()).await;
    let ias = at_ias(&desk, "ACC-1", TESSERA, phone()).await;
    assert_eq!((device(&ags), device(&ias)), (DeviceState::NotApproved, DeviceState::Approved));
}
