//! The request log, correlation ids, and that nothing shown holds a secret.

use serde_json::json;
use tessera_protocol::Call;
use tessera_simulator::{Choices, CorrelationEcho, Password, SimulatorConfig};

use crate::desk::{Desk, phone};

#[tokio::test]
async fn each_request_is_logged_with_the_reason_that_its_caller_is_not_told() {
    let desk = Desk::open().await;
    let mut listener = desk.simulator.subscribe();
    let body = json!({ "parameters": [{ "name": "OperatorAuthToken", "value": "bad" }] });
    let request = desk.ags(Call::GetSessionToken).header("x-correlation-id", "flow-7").body(body.to_string());
    let answer = desk.ask(request).await;
    let entry = listener.recv().await.unwrap();
    assert_eq!(desk.simulator.requests(), std::slice::from_ref(&entry));
    assert_eq!((entry.number, entry.method.as_str(), entry.status), (1, "POST", 401));
    assert_eq!(entry.path, "/ags/getSessionToken");
    assert_eq!(entry.correlation_id.unwrap().as_str(), "flow-7");
    assert_eq!(entry.at, desk.simulator.clock().now());
    let why = entry.why.unwrap();
    assert_eq!(why, "operator JWT: it is not a JWT");
    assert!(!answer.body.to_string().contains(&why));
}

#[tokio::test]
async fn a_request_that_the_guard_refuses_is_logged_too() {
    let desk = Desk::open().await;
    let request = desk.http.get(desk.url("/\u{1b}[31m?token=canary")).header("origin", "https://evil.example");
    desk.ask(request).await;
    let entry = desk.simulator.requests().pop().unwrap();
    assert_eq!((entry.status, entry.path.as_str()), (403, "/%1B[31m?token=\u{2026}"));
    assert!(entry.why.unwrap().contains("evil.example"));
}

/// The leak test of this crate: everything secret that passes through one journey is searched in all it shows.
#[tokio::test]
async fn nothing_shown_holds_a_secret() {
    let mut config = SimulatorConfig::default();
    for account in &mut config.accounts {
        account.password = Password::new("canary-password");
    }
    let desk = Desk::with(config).await;
    let jwt = desk.sign(&desk.claims("ACC-1"));
    let session_token = desk.get_session_token(&jwt).await.text("sessionToken");
    let signed_on = desk.sign_on(&session_token, phone()).await;
    desk.sign_on(&session_token, phone()).await;
    let access = signed_on.text("access_token");
    let content = desk.content_token(&access, "CH015").await.text("content_token");
    let refreshed = desk.refresh(&signed_on.text("refresh_token")).await.text("refresh_token");
    let query = format!("{}?grant_type=refresh_token&refresh_token={refreshed}", Call::IasTokenRefresh.path());
    desk.ask(desk.http.post(desk.url(&query)).header("tenantId", "nagra")).await;
    let offered = desk.password_sign_on("dave", "canary-password", phone()).await;
    let user_token = offered.body["accounts"][0]["userAccountToken"].as_str().unwrap().to_owned();
    // The same tokens in places where they do not belong.
    desk.nth_time("ACC-1", &user_token).await;
    desk.password_sign_on(&user_token, "canary-password", phone()).await;
    desk.ask(desk.ags(Call::SignOut).header("x-correlation-id", &user_token)).await;
    let bad_grant = format!("{}?grant_type={refreshed}&refresh_token=x", Call::IasTokenRefresh.path());
    desk.ask(desk.http.post(desk.url(&bad_grant)).header("tenantId", &refreshed)).await;
    desk.content_token(&access, &access).await;
    desk.ask(desk.http.get(desk.url(&format!("/{access}/{session_token}?{session_token}")))).await;
    desk.nth_time("ACC-1", &session_token).await;
    desk.ask(desk.http.get(desk.url("/")).header("x-correlation-id", &session_token)).await;
    desk.ask(desk.ags(Call::GetSessionToken).header("x-correlation-id", &access).body(jwt.clone())).await;
    desk.ask(desk.ags(Call::GetSessionToken).header("x-auth-service-id", &access)).await;

    let shown = [
        serde_json::to_string(&desk.simulator.requests()).unwrap(),
        serde_json::to_string(&desk.simulator.snapshot()).unwrap(),
        serde_json::to_string(desk.simulator.config()).unwrap(),
        serde_json::to_string(&desk.simulator.devices()).unwrap(),
        format!("{:?}", desk.simulator),
        format!("{:?}", desk.simulator.config()),
        format!("{:?}", desk.simulator.operator_credential()),
        format!("{:?}", desk.simulator.requests()),
    ];
    let signature = |token: &str| token.rsplit_once('.').unwrap().1.to_owned();
    let refresh = signed_on.text("refresh_token");
    let secrets = [
        desk.simulator.operator_credential().expose_secret().to_owned(),
        session_token,
        user_token,
        "canary-password".to_owned(),
        signature(&refreshed),
        signature(&jwt),
        signature(&access),
        signature(&refresh),
        signature(&content),
    ];
    for secret in secrets {
        for text in &shown {
            assert!(!text.contains(&secret), "{secret} in {text}");
        }
    }
}

#[tokio::test]
async fn a_correlation_id_comes_back_unless_chosen_otherwise() {
    for (choice, expected) in [(CorrelationEcho::Echoed, Some("flow-7")), (CorrelationEcho::NotEchoed, None)] {
        let choices = Choices { correlation_id: choice, ..Choices::default() };
        let desk = Desk::with(SimulatorConfig { choices, ..SimulatorConfig::default() }).await;
        for request in [desk.ags(Call::GetSessionToken), desk.http.get(desk.url("/nowhere"))] {
            let answer = desk.ask(request.header("x-correlation-id", "flow-7")).await;
            let echoed = answer.headers.get("x-correlation-id").map(|id| id.to_str().unwrap());
            assert_eq!(echoed, expected);
        }
    }
}

#[tokio::test]
async fn the_date_of_an_answer_is_that_of_the_simulators_clock() {
    let desk = Desk::open().await;
    desk.wait(-86_400);
    let answer = desk.ask(desk.http.get(desk.url("/"))).await;
    assert_eq!(answer.headers["date"], "Thu, 09 Jun 2022 15:04:53 GMT");
}
