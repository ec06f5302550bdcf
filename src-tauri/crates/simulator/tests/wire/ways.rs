//! Where the documents contradict each other or say nothing, each side is played: headers, the operator JWT, session
//! tokens, the user account token, the pace of polls.

use serde_json::json;
use tessera_protocol::{AccountsAnswer, Call, DiscoveryToken};
use tessera_simulator::{
    Choices, CompanionRules, CorrelationForm, EarlyPoll, OperatorJwtPlace, OperatorJwtReplay, OperatorJwtRules,
    Password, RefusalStatus, SimulatorConfig, SpentBy, TenantName, UserTokenPlace,
};

use crate::desk::{Answer, Desk, SERVICE, choosing, message, phone};

#[tokio::test]
async fn the_tenants_header_has_the_name_that_was_chosen() {
    for (choice, taken) in [(TenantName::Newer, "nv-tenant-id"), (TenantName::Older, "tenantId")] {
        let desk = Desk::with(choosing(Choices { tenant_header: choice, ..Choices::default() })).await;
        let guest = |name: &str| desk.http.post(desk.url(Call::AnonymousToken.path())).header(name, "nagra");
        let discovery = |name: &str| desk.http.get(desk.url(Call::ServiceDiscovery.path())).header(name, "nagra");
        for name in ["nv-tenant-id", "tenantId"] {
            let good = name == taken;
            assert_eq!(desk.ask(discovery(name)).await.status, if good { 200 } else { 404 }, "{choice:?}: {name}");
            assert_eq!(desk.ask(guest(name)).await.status, if good { 200 } else { 400 }, "{choice:?}: {name}");
        }
        let jwt = desk.sign(&desk.claims("ACC-1"));
        let body = json!({ "parameters": [{ "name": "OperatorAuthToken", "value": jwt }] }).to_string();
        let request = desk.http.post(desk.url(Call::GetSessionToken.path())).header("x-auth-service-id", SERVICE);
        assert_eq!(desk.ask(request.header(taken, "nagra").body(body)).await.status, 200);
    }
}

#[tokio::test]
async fn service_discovery_may_want_an_operator_jwt() {
    let desk =
        Desk::with(choosing(Choices { discovery_token: DiscoveryToken::OperatorJwt, ..Choices::default() })).await;
    let discover = |token: Option<String>| {
        let request = desk.http.get(desk.url(Call::ServiceDiscovery.path())).header("nv-tenant-id", "nagra");
        desk.ask(token.into_iter().fold(request, |request, token| request.header("token", token)))
    };
    assert_eq!(discover(None).await.told(), message(401, "Unauthorized"));
    assert_eq!(desk.why(), "token: it is missing");
    let mut claims = desk.claims("ACC-1");
    assert_eq!(discover(Some(desk.sign(&claims))).await.status, 200);
    claims.insert("aud".into(), json!("ias"));
    assert_eq!(discover(Some(desk.sign(&claims))).await.told(), message(401, "Unauthorized"));
}

#[tokio::test]
async fn the_operator_jwt_may_be_wanted_in_a_header() {
    let choices = Choices { operator_jwt_place: OperatorJwtPlace::Header, ..Choices::default() };
    let desk = Desk::with(choosing(choices)).await;
    let jwt = desk.sign(&desk.claims("ACC-1"));
    assert_eq!(desk.get_session_token(&jwt).await.told(), message(400, "Bad Request"));
    assert_eq!(desk.why(), "OperatorAuthToken: it is missing");
    let request = desk.ags(Call::GetSessionToken).header("OperatorAuthToken", &jwt);
    let token = desk.ask(request.body(r#"{"parameters":[]}"#)).await.text("sessionToken");
    assert_eq!(desk.sign_on(&token, phone()).await.status, 201);
}

#[tokio::test]
async fn an_operator_jwt_with_a_jti_may_be_good_once_and_its_life_limited() {
    let rules = OperatorJwtRules { longest: Some(300), ..OperatorJwtRules::default() };
    let choices = Choices { operator_jwt_replay: OperatorJwtReplay::Refused, ..Choices::default() };
    let desk = Desk::with(SimulatorConfig { operator_jwt: rules, ..choosing(choices) }).await;
    let mut claims = desk.claims("ACC-1");
    let without = desk.sign(&claims);
    assert_eq!(desk.get_session_token(&without).await.status, 200);
    assert_eq!(desk.get_session_token(&without).await.status, 200, "nothing tells one use from the next");
    claims.insert("jti".into(), json!("once"));
    let with = desk.sign(&claims);
    assert_eq!(desk.get_session_token(&with).await.status, 200);
    assert_eq!(desk.get_session_token(&with).await.told(), message(401, "Unauthorized"));
    assert_eq!(desk.why(), "operator JWT: its jti has been used");
    let exp = desk.simulator.clock().now().as_second() + 301;
    claims.insert("exp".into(), json!(exp));
    assert_eq!(desk.get_session_token(&desk.sign(&claims)).await.told(), message(401, "Unauthorized"));
    assert!(desk.why().ends_with("which is more than 300 s from now"), "{}", desk.why());
}

#[tokio::test]
async fn a_session_token_that_is_no_good_is_refused_as_chosen() {
    let bad_session_token = RefusalStatus::FORBIDDEN;
    let choices = Choices { bad_session_token, session_token_spent_by: SpentBy::FirstUse, ..Choices::default() };
    let desk = Desk::with(choosing(choices)).await;
    let token = desk.session_token("ACC-1").await;
    assert_eq!(desk.sign_on(&token, json!({ "clientId": "PUB_989" })).await.status, 404);
    assert_eq!(desk.sign_on(&token, phone()).await.told(), message(403, "Forbidden"));
    assert_eq!(desk.why(), "session token: it has been used");
    let late = desk.session_token("ACC-1").await;
    desk.wait(300);
    assert_eq!(desk.sign_on(&late, phone()).await.told(), message(403, "Forbidden"));
    assert_eq!(desk.sign_on("nobodys", phone()).await.told(), message(403, "Forbidden"));
}

#[tokio::test]
async fn one_user_account_token_may_stand_for_all_accounts() {
    let desk = Desk::with(choosing(Choices { user_account_token: UserTokenPlace::Once, ..Choices::default() })).await;
    let answer = desk.password_sign_on("dave", Password::DEFAULT, phone()).await;
    let read: AccountsAnswer = serde_json::from_value(answer.body).unwrap();
    assert!(read.accounts.iter().all(|account| account.user_account_token.is_none()));
    let token = read.user_account_token.unwrap();
    let choose = async |parameters: serde_json::Value| -> Answer {
        let body = json!({ "parameters": parameters }).to_string();
        desk.ask(desk.ags(Call::SubsequentSignOn).header("User-Token", &token).body(body)).await
    };
    let named = |account: &str| json!([{ "name": "accountId", "value": account }]);
    assert_eq!(choose(json!([])).await.told(), message(400, "Bad Request"));
    assert_eq!(choose(named("ACC-1")).await.told(), message(401, "Unauthorized"), "it was not offered");
    let chosen = choose(named("ACC-7")).await;
    assert_eq!((chosen.status, chosen.text("accountId").as_str()), (201, "ACC-7"));
    assert_eq!(choose(named("ACC-6")).await.status, 401, "the token was for one sign-on");
}

#[tokio::test]
async fn a_poll_before_its_time_may_be_refused() {
    let companion = CompanionRules { polling_period: 5, ..CompanionRules::default() };
    let choices = Choices { early_poll: EarlyPoll::TooManyRequests, ..Choices::default() };
    let desk = Desk::with(SimulatorConfig { companion, ..choosing(choices) }).await;
    let code = desk.ask(desk.http.get(desk.url(Call::DeviceRegistrationCode.path()))).await;
    let poll = async || {
        let request = desk.http.put(desk.url(Call::SignOnActivationToken.path()));
        desk.ask(request.bearer_auth(code.text("dsraToken")).body(phone().to_string())).await
    };
    assert_eq!(poll().await.status, 204);
    desk.wait(4);
    assert_eq!(poll().await.told(), message(429, "Too Many Requests"));
    desk.wait(5);
    assert_eq!(poll().await.status, 204);
}

#[tokio::test]
async fn a_correlation_id_may_have_too_many_characters() {
    let choices = Choices { correlation_id_form: CorrelationForm::Short, ..Choices::default() };
    let desk = Desk::with(choosing(choices)).await;
    let uuid = "5b0b6fd4-3a3e-4a55-9d52-0d5a7f6f1f6e";
    let discovery = || desk.http.get(desk.url(Call::ServiceDiscovery.path())).header("nv-tenant-id", "nagra");
    assert_eq!(desk.ask(discovery()).await.status, 200);
    assert_eq!(desk.ask(discovery().header("x-correlation-id", "flow-7")).await.status, 200);
    let refused = desk.ask(discovery().header("x-correlation-id", uuid)).await;
    assert_eq!(refused.told(), message(400, "Bad Request"));
    let licence = desk.ssp(Call::PlayReadyLicence, "x").header("x-correlation-id", uuid);
    assert_eq!(crate::desk::numbered(&desk.ask(licence).await), (400, 1005));
    assert_eq!(desk.why(), "x-correlation-id: it has more than 32 characters");
}

#[tokio::test]
async fn a_script_chooses_too_and_what_it_leaves_out_stays() {
    let desk =
        Desk::with(choosing(Choices { bad_session_token: RefusalStatus::NOT_FOUND, ..Choices::default() })).await;
    let url = desk.url("/_simulator/choices");
    let put = async |body: serde_json::Value| desk.ask(desk.http.put(&url).body(body.to_string())).await;
    let answer = put(json!({ "tenant-header": "tenantId" })).await;
    assert_eq!((answer.status, &answer.body["tenant-header"]), (200, &json!("tenantId")));
    assert_eq!(answer.body["bad-session-token"], 404, "what is left out stays");
    assert_eq!(desk.simulator.choices().tenant_header, TenantName::Older);
    assert_eq!(desk.ask(desk.http.get(&url)).await.body, answer.body);
    for (wrong, why) in [
        (json!({ "tenant": "x" }), "unknown field `tenant`"),
        (json!({ "bad-session-token": 500 }), "500 is not a status"),
        (json!([]), "body: invalid type"),
    ] {
        let refused = put(wrong).await;
        assert_eq!(refused.status, 400);
        assert!(refused.text("message").contains(why), "{}", refused.body);
    }
    desk.simulator.reset();
    assert_eq!(desk.simulator.choices().tenant_header, TenantName::AsDocumented, "a reset takes it back");
}
