//! Refresh by its three ways: the answer, and every refusal.

use serde_json::{Value, json};
use tessera_protocol::{Call, TokenAnswer};
use tessera_simulator::{
    AccountState, AuthorizationScheme, Choices, DeviceState, Lifetimes, Password, SimulatorConfig,
};
use tessera_tokens::{ReadToken, TokenKind};

use crate::desk::{Answer, Desk, choosing, message, start};

const WAYS: [Call; 3] = [Call::AgsRefresh, Call::IasTokenRefresh, Call::IasRefresh];

/// A request by one of the ways, as its page or its clients write it.
fn request(desk: &Desk, way: Call, token: &str) -> reqwest::RequestBuilder {
    match way {
        Call::AgsRefresh => desk.ags(way).header("authorization", token).body(r#"{"parameters":[]}"#),
        Call::IasTokenRefresh => {
            let query = format!("{}?grant_type=refresh_token&refresh_token={token}", way.path());
            desk.http.post(desk.url(&query)).header("tenantid", "nagra").body(r#"{"device":{}}"#)
        }
        _ => desk.ias(way).bearer_auth(token).body("{}"),
    }
}

async fn refresh(desk: &Desk, way: Call, token: &str) -> Answer {
    desk.ask(request(desk, way, token)).await
}

fn claim(answer: &Answer, token: &str, name: &str) -> i64 {
    ReadToken::read(&answer.text(token)).claims().unwrap()[name].as_i64().unwrap()
}

fn seconds(answer: &Answer) -> [i64; 3] {
    ["expires_in", "refresh_expires_in", "fixed_refresh_expires_in"].map(|name| answer.body[name].as_i64().unwrap())
}

#[tokio::test]
async fn each_way_gives_both_tokens_anew_and_leaves_the_end_of_the_sign_on() {
    for way in WAYS {
        let desk = Desk::open().await;
        let first = desk.first_time("ACC-1").await;
        desk.wait(3600);
        let answer = refresh(&desk, way, &first.text("refresh_token")).await;
        assert_eq!(answer.status, 200, "{way:?}: {}", desk.why());
        let read: TokenAnswer = serde_json::from_value(answer.body.clone()).unwrap();
        assert_eq!(read.client_id.unwrap().as_str(), first.text("client_id"));
        assert_eq!(read.account_id.unwrap().as_str(), "ACC-1");
        let now = start().as_second() + 3600;
        assert_eq!(seconds(&answer), [3600, 172_800, 2_592_000 - 3600]);
        for (token, kind, lifetime) in
            [("access_token", TokenKind::Access, 3600), ("refresh_token", TokenKind::Refresh, 172_800)]
        {
            assert_ne!(answer.text(token), first.text(token));
            assert_eq!(ReadToken::read(&answer.text(token)).kind(), kind);
            assert_eq!(claim(&answer, token, "exp"), now + lifetime);
            assert_eq!(claim(&answer, token, "fixed_exp"), claim(&first, token, "fixed_exp"));
        }
        assert_eq!(desk.content_token(&first.text("access_token"), "CH015").await.status, 401);
        assert_eq!(desk.content_token(&answer.text("access_token"), "CH015").await.status, 200);
        assert_eq!(desk.simulator.devices().len(), 1, "no device was made");
    }
}

#[tokio::test]
async fn nothing_lives_longer_than_the_sign_on() {
    let lifetimes = Lifetimes { access_token: 100, refresh_token: 150, sign_on: 220, ..Lifetimes::default() };
    for way in WAYS {
        let desk = Desk::with(SimulatorConfig { lifetimes, ..SimulatorConfig::default() }).await;
        let first = desk.first_time("ACC-1").await;
        desk.wait(100);
        let second = refresh(&desk, way, &first.text("refresh_token")).await;
        assert_eq!(seconds(&second), [100, 120, 120]);
        desk.wait(90);
        let third = refresh(&desk, way, &second.text("refresh_token")).await;
        assert_eq!(seconds(&third), [30, 30, 30]);
        assert_eq!(claim(&third, "access_token", "exp"), start().as_second() + 220);
        desk.wait(30);
        let late = refresh(&desk, way, &third.text("refresh_token")).await;
        assert_eq!(late.told(), message(401, "Unauthorized"), "past fixed_exp");
        assert_eq!(desk.content_token(&third.text("access_token"), "CH015").await.status, 401);
    }
}

#[tokio::test]
async fn a_sign_on_shorter_than_its_tokens_ends_them() {
    let lifetimes = Lifetimes { sign_on: 60, ..Lifetimes::default() };
    let desk = Desk::with(SimulatorConfig { lifetimes, ..SimulatorConfig::default() }).await;
    assert_eq!(seconds(&desk.first_time("ACC-1").await), [60, 60, 60]);
}

#[tokio::test]
async fn an_expired_wrong_or_foreign_token_is_unauthorized() {
    for way in WAYS {
        let desk = Desk::open().await;
        let first = desk.first_time("ACC-1").await;
        let token = first.text("refresh_token");
        let foreign = Desk::open().await.first_time("ACC-1").await.text("refresh_token");
        for (token, why) in [
            (first.text("access_token").as_str(), "another kind: \u{201c}access token\u{201d}"),
            (foreign.as_str(), "its signature is not the simulator's"),
            (&desk.sign(&desk.claims("ACC-1")), "its signature is not the simulator's"),
            (&format!("{token}x"), "its signature is not the simulator's"),
            ("abc3fj6sdehd529ng33dg", "no JWT signed with HS256"),
        ] {
            assert_eq!(refresh(&desk, way, token).await.told(), message(401, "Unauthorized"), "{way:?}");
            assert!(desk.why().starts_with("refresh token: ") && desk.why().contains(why), "{}", desk.why());
        }
        desk.wait(172_799);
        assert_eq!(refresh(&desk, way, &token).await.status, 200);
        desk.wait(1);
        assert_eq!(refresh(&desk, way, &token).await.told(), message(401, "Unauthorized"));
        assert_eq!(desk.why(), "refresh token: it expired at 2022-06-12T15:04:53Z; it is 2022-06-12T15:04:53Z");
    }
}

#[tokio::test]
async fn account_and_device_are_checked_again() {
    for way in WAYS {
        let desk = Desk::open().await;
        let first = desk.first_time("ACC-1").await;
        let token = first.text("refresh_token");
        let device = first.text("client_id").as_str().into();
        let code = async || {
            let answer = refresh(&desk, way, &token).await;
            (answer.status, answer.body["code"].as_u64())
        };
        for (state, expected) in [
            (AccountState::Cancelled, (403, Some(20001))),
            (AccountState::Suspended, (403, Some(20002))),
            (AccountState::Active, (200, None)),
        ] {
            desk.simulator.set_account_state(&"ACC-1".into(), state).unwrap();
            assert_eq!(code().await, expected, "{way:?}");
        }
        for (state, expected) in [
            (DeviceState::Deleted, (403, Some(20003))),
            (DeviceState::Disabled, (403, Some(20004))),
            (DeviceState::NotApproved, (200, None)),
        ] {
            desk.simulator.set_device_state(&device, state).unwrap();
            assert_eq!(code().await, expected, "{way:?}");
        }
        desk.simulator.reset();
        assert_eq!(code().await, (403, Some(20003)), "after a reset the device is gone");
    }
}

#[tokio::test]
async fn ags_wants_its_headers_its_body_and_a_token() {
    let desk = Desk::open().await;
    let token = desk.first_time("ACC-1").await.text("refresh_token");
    for body in ["", "{", "{}", "[]", r#"{"parameters":{}}"#] {
        let answer = desk.ask(desk.ags(Call::AgsRefresh).header("authorization", &token).body(body)).await;
        assert_eq!(answer.told(), message(400, "Bad Request"), "{body}");
    }
    let bare = || desk.http.post(desk.url(Call::AgsRefresh.path())).header("authorization", &token);
    assert_eq!(desk.ask(bare().header("nv-tenant-id", "nagra")).await.status, 400);
    assert_eq!(desk.ask(bare().header("x-auth-service-id", crate::desk::SERVICE)).await.status, 400);
    let no_token = desk.ags(Call::AgsRefresh).body(r#"{"parameters":[]}"#);
    assert_eq!(desk.ask(no_token).await.told(), message(401, "Unauthorized"));
    assert_eq!(desk.why(), "refresh token: there is no Authorization");
}

#[tokio::test]
async fn a_user_name_is_listed_for_refresh_and_has_to_be_the_right_one_where_it_is_sent() {
    let desk = Desk::open().await;
    let discovery = desk.http.get(desk.url(Call::ServiceDiscovery.path())).header("nv-tenant-id", "nagra");
    let endpoints = desk.ask(discovery).await.body["availableServices"][0]["endpoints"].clone();
    let listed = endpoints.as_array().unwrap().iter().find(|endpoint| endpoint["name"] == "REFRESH").unwrap();
    let parameter = json!([{ "name": "Username", "mandatory": false, "isPassword": false }]);
    assert_eq!((&listed["path"], &listed["parameterProperties"]), (&json!("/refresh"), &parameter));

    let token = desk.password_sign_on("ACC-1", Password::DEFAULT, crate::desk::phone()).await.text("refresh_token");
    for (user, status) in [("ACC-1", 200), ("dave", 401)] {
        let body = json!({ "parameters": [{ "name": "Username", "value": user }] }).to_string();
        let answer = desk.ask(desk.ags(Call::AgsRefresh).header("authorization", &token).body(body)).await;
        assert_eq!(answer.status, status);
    }
    assert_eq!(desk.why(), "refresh token: it is not that of the user \u{201c}dave\u{201d}");
}

#[tokio::test]
async fn ags_takes_the_scheme_that_is_chosen() {
    for (scheme, with_word, without) in [
        (AuthorizationScheme::Either, 200, 200),
        (AuthorizationScheme::Bearer, 200, 401),
        (AuthorizationScheme::Bare, 401, 200),
    ] {
        let desk = Desk::with(choosing(Choices { authorization_scheme: scheme, ..Choices::default() })).await;
        let token = desk.first_time("ACC-1").await.text("refresh_token");
        for (value, status) in
            [(format!("Bearer {token}"), with_word), (format!("bearer {token}"), with_word), (token.clone(), without)]
        {
            assert_eq!(refresh(&desk, Call::AgsRefresh, &value).await.status, status, "{scheme:?}");
        }
        assert_eq!(refresh(&desk, Call::IasRefresh, &token).await.status, 200, "IAS has the word whatever is chosen");
    }
}

#[tokio::test]
async fn ias_wants_its_tenant_and_its_query() {
    let desk = Desk::open().await;
    let token = desk.first_time("ACC-1").await.text("refresh_token");
    let ask = async |query: &str, tenant: Option<(&str, &str)>| {
        let request = desk.http.post(desk.url(&format!("{}?{query}", Call::IasTokenRefresh.path())));
        desk.ask(tenant.into_iter().fold(request, |request, (name, value)| request.header(name, value))).await.told()
    };
    let good = format!("grant_type=refresh_token&refresh_token={token}");
    let nagra = Some(("nv-tenant-id", "nagra"));
    for query in [
        String::new(),
        "grant_type=refresh_token".to_owned(),
        format!("refresh_token={token}"),
        format!("grant_type=password&refresh_token={token}"),
        "grant_type=refresh_token&refresh_token=".to_owned(),
    ] {
        assert_eq!(ask(&query, nagra).await, message(400, "Bad Request"), "{query}");
    }
    assert_eq!(ask(&good, None).await, message(400, "Bad Request"));
    assert_eq!(ask(&good, Some(("tenantId", "other"))).await, message(401, "Unauthorized"));
    assert_eq!(desk.why(), "refresh token: it belongs to another tenant than nv-tenant-id");
    assert_eq!(ask(&good, nagra).await.0, 200);

    let v3 = async |tenant: Option<&str>, authorization: Option<&str>| {
        let request = desk.http.post(desk.url(Call::IasRefresh.path()));
        let request = tenant.into_iter().fold(request, |request, tenant| request.header("nv-tenant-id", tenant));
        let request = authorization.into_iter().fold(request, |request, value| request.header("authorization", value));
        desk.ask(request).await.told()
    };
    let bearer = format!("Bearer {token}");
    assert_eq!(v3(None, Some(&bearer)).await, message(400, "Bad Request"));
    assert_eq!(v3(Some("nagra"), None).await, message(401, "Unauthorized"));
    assert_eq!(v3(Some("nagra"), Some(&token)).await, message(401, "Unauthorized"), "without the word");
    assert_eq!(v3(Some("other"), Some(&bearer)).await, message(401, "Unauthorized"));
    assert_eq!(v3(Some("nagra"), Some(&bearer)).await.0, 200);
}

/// Every way leads to the same tokens: which issued them does not matter.
#[tokio::test]
async fn tokens_of_one_way_are_refreshed_by_another() {
    let desk = Desk::open().await;
    let mut token = desk.first_time("ACC-1").await.text("refresh_token");
    for way in WAYS.into_iter().cycle().take(60) {
        desk.wait(3600);
        let answer = refresh(&desk, way, &token).await;
        assert_eq!((answer.status, &answer.body["message"]), (200, &Value::Null));
        token = answer.text("refresh_token");
    }
}
