//! No token is told to a log, a debugger, a key-log file, a proxy or whoever gets the view of an exchange.

use std::sync::Arc;

use tessera_gateway::{Connection, Gateway, Request};
use tessera_protocol::{NamedValue, SignOn, SignOnBody};
use tessera_simulator::faults::{ClientCertificates, Fault, FaultServer, ServerCertificate, TestAuthority};
use tessera_tokens::Cutter;

use crate::support::*;

fn sign_on() -> Request {
    let value = NamedValue { name: "sessionToken".into(), value: SESSION_TOKEN.into() };
    let body = SignOnBody::new(vec![value], SignOn::NthTime("PUB_989".into()));
    Request::sign_on_with_session_token(&"Customer Auth Service".into(), &body)
}

/// An answer that gives the session token back in several ways, and an access token.
fn telling() -> Fault {
    let all = forms(SESSION_TOKEN).join("\t");
    let body = serde_json::json!({ "sessionToken": SESSION_TOKEN, "access_token": ACCESS_TOKEN, "message": all });
    let headers = vec![
        ("content-type".to_owned(), "application/json".to_owned()),
        ("x-echo".to_owned(), format!("Bearer {ACCESS_TOKEN}")),
        ("x-token".to_owned(), forms(SESSION_TOKEN)[1].clone()),
    ];
    Fault::Answer { status: 200, headers, body: body.to_string().into_bytes() }
}

#[tokio::test(flavor = "multi_thread")]
async fn logs_at_their_loudest_hold_no_token_and_no_tls_keys_are_written() {
    if !is_child() {
        let keys = std::env::temp_dir().join(format!("tessera-keys-{}", uuid::Uuid::new_v4()));
        let environment = [("RUST_LOG", "trace"), ("SSLKEYLOGFILE", keys.to_str().unwrap())];
        let output = in_a_process_of_its_own(
            "silence::logs_at_their_loudest_hold_no_token_and_no_tls_keys_are_written",
            &environment,
        );
        let logged = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(logged.contains("this line is logged"), "logging was on: {logged}");
        for secret in [SESSION_TOKEN, signature(ACCESS_TOKEN), signature(OPERATOR_JWT)] {
            assert_silent(&logged, secret);
        }
        assert!(!keys.exists(), "TLS keys would let anybody read along");
        return;
    }
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).init();
    tracing::trace!("this line is logged");
    let authority = TestAuthority::new().unwrap();
    let (good, none) = (ServerCertificate::Good, ClientCertificates::NotAsked);
    let tls = FaultServer::start_tls(telling(), &authority, good, none).await.unwrap();
    let plain = FaultServer::start(telling()).await.unwrap();
    for server in [&tls, &plain] {
        let ca_pem = Some(authority.certificate_pem().into_bytes());
        let gateway = Gateway::new(Connection { ca_pem, ..connection(&server.url(), LONG) }).unwrap();
        for request in [get_session_token(), sign_on(), Request::content_token(ACCESS_TOKEN, &"CH015".into())] {
            let exchange = call(&gateway, request).await;
            assert!(exchange.failure().is_none(), "{exchange:?}");
            tracing::trace!(?exchange, ?gateway, "as a programmer would log them");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn loopback_is_reached_directly_whatever_proxy_the_environment_names() {
    if !is_child() {
        let proxy =
            Arc::new(FaultServer::start(Fault::json(200, r#"{"sessionToken":"from the proxy"}"#)).await.unwrap());
        let seen = Arc::clone(&proxy);
        let child = tokio::task::spawn_blocking(move || {
            let url = proxy.url();
            let named = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].map(|name| (name, url.as_str()));
            let test = "silence::loopback_is_reached_directly_whatever_proxy_the_environment_names";
            in_a_process_of_its_own(test, &named)
        });
        child.await.unwrap();
        let asked = String::from_utf8(seen.requests().concat()).unwrap();
        assert_eq!(seen.hits(), 1, "only what is not on this computer went through the proxy: {asked}");
        assert!(asked.starts_with("POST http://tv.invalid/ags/getSessionToken"), "{asked}");
        return;
    }
    let server = FaultServer::start(Fault::json(200, r#"{"sessionToken":"direct"}"#)).await.unwrap();
    for url in [server.url(), server.url().replace("127.0.0.1", "localhost")] {
        let exchange = ask(&url, LONG, get_session_token()).await;
        assert_eq!(exchange.answer().unwrap().json().unwrap()["sessionToken"], "direct");
    }
    let exchange = ask("http://tv.invalid", LONG, get_session_token()).await;
    assert_eq!(exchange.answer().unwrap().json().unwrap()["sessionToken"], "from the proxy");
}

#[tokio::test]
async fn debug_shows_no_token_and_no_key() {
    const KEY: &str = "CanaryPrivateKey0123456789";
    let mut secretive = connection("http://127.0.0.1:1", LONG);
    secretive.identity_pem = Some(KEY.as_bytes().to_vec());
    secretive.headers = vec![("x-internal".into(), SESSION_TOKEN.into())];
    let (_, exchange) = meet(telling(), LONG).await;
    let gateway = gateway("http://127.0.0.1:1");
    let content = Request::content_token(ACCESS_TOKEN, &"CH015".into());
    let mut cutter = Cutter::default();
    cutter.know(SESSION_TOKEN);
    let view = exchange.view(&cutter);
    let failed = meet(Fault::CutChunked, LONG).await.1;
    let trouble = failed.read::<tessera_protocol::TokenAnswer>();
    let shown = format!(
        "{secretive:?} {secretive:#?} {exchange:?} {gateway:?} {content:?} {:?} {:?} {view:?} {failed:?} {trouble:?} {:?}",
        get_session_token(),
        sign_on(),
        exchange.read::<tessera_protocol::SessionTokenAnswer>().unwrap(),
    );
    for secret in [KEY, SESSION_TOKEN, signature(ACCESS_TOKEN), signature(OPERATOR_JWT)] {
        assert_silent(&shown, secret);
    }
}

#[tokio::test]
async fn the_view_of_an_exchange_holds_no_secret_in_any_form() {
    let mut cutter = Cutter::default();
    cutter.know(SESSION_TOKEN);
    for request in [get_session_token(), sign_on(), Request::content_token(ACCESS_TOKEN, &SESSION_TOKEN.into())] {
        let server = FaultServer::start(telling()).await.unwrap();
        let exchange = ask(&server.url(), LONG, request).await;
        let view = exchange.view(&cutter);
        let json = serde_json::to_string(&view).unwrap();
        for secret in [SESSION_TOKEN, signature(ACCESS_TOKEN), signature(OPERATOR_JWT)] {
            assert_silent(&json, secret);
            assert_silent(&view.curl, secret);
            assert_silent(&view.request.body.as_ref().map(|body| body.text.clone()).unwrap_or_default(), secret);
        }
        assert!(json.contains("\u{2026}cut:") && json.contains("\u{2026}sig:"), "equal tokens stay recognisable");
    }
}
