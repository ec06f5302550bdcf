//! `getSessionToken`: the operator JWT and everything for which it is refused.

use std::collections::HashSet;

use serde_json::{Value, json};
use tessera_protocol::Call;
use tessera_simulator::{Choices, OperatorJwtRules, RefusalStatus, SimulatorConfig};
use tessera_tokens::{ReadToken, SecretEncoding, Signature, SigningKey, mint, verify};

use crate::desk::{Desk, SERVICE, message};

#[tokio::test]
async fn a_good_operator_jwt_gets_a_random_lower_case_session_token() {
    let desk = Desk::open().await;
    let mut seen = HashSet::new();
    for _ in 0..20 {
        let token = desk.session_token("ACC-1").await;
        assert!(token.len() >= 21, "at least as long as the documents' example: {token}");
        assert!(token.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{token}");
        assert!(seen.insert(token), "no two are the same");
    }
}

#[tokio::test]
async fn a_missing_header_is_a_bad_request() {
    let desk = Desk::open().await;
    let body = json!({ "parameters": [{ "name": "OperatorAuthToken", "value": desk.sign(&desk.claims("ACC-1")) }] });
    for (present, value) in [("nv-tenant-id", "nagra"), ("x-auth-service-id", SERVICE)] {
        let url = desk.url(Call::GetSessionToken.path());
        let answer = desk.ask(desk.http.post(url).header(present, value).body(body.to_string())).await;
        assert_eq!(answer.told(), message(400, "Bad Request"), "only {present}");
        assert!(desk.why().ends_with("it is missing"));
    }
}

#[tokio::test]
async fn an_unknown_service_or_tenant_is_refused_as_chosen() {
    for (choice, status) in [(RefusalStatus::BAD_REQUEST, 400), (RefusalStatus::NOT_FOUND, 404)] {
        let choices = Choices { unknown_auth_service: choice, ..Choices::default() };
        let desk = Desk::with(SimulatorConfig { choices, ..SimulatorConfig::default() }).await;
        for (service, tenant) in [("Another", "nagra"), (SERVICE, "another")] {
            let request = desk.http.post(desk.url(Call::GetSessionToken.path()));
            let request = request.header("x-auth-service-id", service).header("nv-tenant-id", tenant);
            assert_eq!(desk.ask(request.body("{}")).await.status, status);
            assert!(desk.why().to_lowercase().contains("another"), "{}", desk.why());
        }
    }
}

#[tokio::test]
async fn a_malformed_body_is_a_bad_request_and_is_not_repeated_in_the_reason() {
    let desk = Desk::open().await;
    let jwt = desk.sign(&desk.claims("ACC-1"));
    let deep = format!("{{\"parameters\":[],\"other\":{}", "[".repeat(10_000));
    let bodies: [(&[u8], &str); 9] = [
        (b"", "it is empty"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b"{\"parameters\":[", "cut short"),
        (include_bytes!("../../../protocol/fixtures/get_session_token_request_as_printed.txt"), "another shape"),
        (b"\xff\xfe", "not JSON"),
        (deep.as_bytes(), "cut short"),
        (b"[]", "another shape"),
        (b"{\"parameters\":\"canary\"}", "another shape"),
        (b"{\"parameters\":[{\"name\":\"OperatorAuthToken\",\"value\":1}]}", "another shape"),
    ];
    for (body, why) in bodies {
        let answer = desk.ask(desk.ags(Call::GetSessionToken).body(body.to_vec())).await;
        assert_eq!(answer.told(), message(400, "Bad Request"), "{}", String::from_utf8_lossy(body));
        assert!(desk.why().contains(why) && !desk.why().contains("canary"), "{}: {why}", desk.why());
    }
    let body = json!({ "parameters": [{ "name": "operatorauthtoken", "value": jwt }] });
    assert_eq!(
        desk.ask(desk.ags(Call::GetSessionToken).body(body.to_string())).await.status,
        400,
        "names have their case"
    );
    assert!(desk.why().contains("OperatorAuthToken"));
}

#[tokio::test]
async fn a_body_is_json_whatever_its_content_type_says() {
    let desk = Desk::open().await;
    let jwt = desk.sign(&desk.claims("ACC-1"));
    let body =
        json!({ "parameters": [{ "name": "other", "value": "" }, { "name": "OperatorAuthToken", "value": jwt }] });
    let request = desk.ags(Call::GetSessionToken).header("content-type", "text/html").body(body.to_string());
    assert_eq!(desk.ask(request).await.status, 200);
}

#[tokio::test]
async fn a_body_of_more_than_64_kib_is_too_large() {
    let desk = Desk::open().await;
    let answer = desk.ask(desk.ags(Call::GetSessionToken).body(vec![b' '; 64 * 1024 + 1])).await;
    assert_eq!(answer.told(), message(413, "Payload Too Large"));
}

#[tokio::test]
async fn a_token_that_is_no_good_jwt_is_unauthorized() {
    let desk = Desk::open().await;
    let good = desk.sign(&desk.claims("ACC-1"));
    let (message_part, signature) = good.rsplit_once('.').unwrap();
    let claims_part = message_part.split_once('.').unwrap().1;
    let kid = desk.simulator.operator_credential().kid();
    let other = SigningKey::new(&"k".repeat(32), SecretEncoding::Text).unwrap();
    let wrong_secret = mint(&other, kid, &desk.claims("ACC-1")).unwrap();
    let unknown_kid = mint(&desk.key(), &"unknown".into(), &desk.claims("ACC-1")).unwrap();
    let none = format!("{}.{claims_part}.", base64url(&format!(r#"{{"alg":"none","kid":"{kid}"}}"#)));
    let no_kid = format!("{}.{claims_part}.{signature}", base64url(r#"{"alg":"HS256"}"#));
    let tampered = format!("{message_part}x.{signature}");
    for (jwt, why) in [
        ("", "not a JWT"),
        ("abc3fj6sdehd529ng33dg", "not a JWT"),
        (format!(" {good}").as_str(), "not a JWT"),
        (&no_kid, "no kid"),
        (unknown_kid.expose(), "no credential has the kid \u{201c}unknown\u{201d}"),
        (wrong_secret.expose(), "the signature does not fit"),
        (&tampered, "the signature does not fit"),
        (&none, "not signed with HS256"),
    ] {
        assert_eq!(desk.get_session_token(jwt).await.told(), message(401, "Unauthorized"), "{why}");
        assert!(desk.why().contains(why), "{}: {why}", desk.why());
        assert!(!desk.why().contains(signature), "no reason repeats a token");
    }
}

#[tokio::test]
async fn a_key_that_a_token_points_at_is_shown_and_never_fetched() {
    let desk = Desk::open().await;
    let elsewhere = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/keys", elsewhere.local_addr().unwrap());
    let good = desk.sign(&desk.claims("ACC-1"));
    let claims_and_signature = good.split_once('.').unwrap().1;
    let own = desk.simulator.operator_credential().kid().to_string();
    for kid in [own.as_str(), url.as_str(), "../../etc/passwd", "' OR 1=1 --"] {
        let header = json!({ "alg": "HS256", "kid": kid, "jku": url, "x5u": url, "jwk": { "kty": "oct", "k": "AA" } });
        let jwt = format!("{}.{claims_and_signature}", base64url(&header.to_string()));
        let read = ReadToken::read(&jwt);
        assert_eq!(read.header().map(|members| Value::Object(members.clone())), Some(header));
        assert_eq!(verify(&read, &desk.key()), Signature::Bad, "only the key that was chosen counts");
        assert_eq!(desk.get_session_token(&jwt).await.told(), message(401, "Unauthorized"));
    }
    let visit = tokio::time::timeout(std::time::Duration::from_millis(200), elsewhere.accept()).await;
    assert!(visit.is_err(), "nobody came for a key");
}

fn base64url(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
}

#[tokio::test]
async fn each_claim_of_the_operator_jwt_is_checked() {
    let desk = Desk::open().await;
    let now = desk.simulator.clock().now().as_second();
    for (claim, value, why) in [
        ("typ", json!("DevAuthN"), "its typ is that of another kind: \u{201c}access token\u{201d}"),
        ("typ", Value::Null, "its typ is that of another kind"),
        ("aud", json!("ias"), "its aud does not name \u{201c}ags\u{201d}"),
        ("aud", json!(["ias"]), "its aud does not name"),
        ("aud", Value::Null, "its aud does not name"),
        ("OpfTenantId", json!("other"), "its OpfTenantId is \u{201c}other\u{201d}"),
        ("OpfTenantId", Value::Null, "it has no OpfTenantId"),
        ("OpfAccountId", json!(7), "it has no OpfAccountId"),
        ("exp", json!(now), "it expired at 2022-06-10T15:04:53Z"),
        ("exp", json!(now - 3600), "it expired at 2022-06-10T14:04:53Z"),
        ("exp", json!((now + 60) * 1000), "its exp is in milliseconds"),
        ("exp", json!((now + 60).to_string()), "its exp is text"),
        ("exp", json!(1.5), "its exp cannot be read"),
        ("nbf", json!(now + 1), "it is good from 2022-06-10T15:04:54Z"),
    ] {
        let mut claims = desk.claims("ACC-1");
        claims.insert(claim.to_owned(), value.clone());
        let answer = desk.get_session_token(&desk.sign(&claims)).await;
        assert_eq!(answer.told(), message(401, "Unauthorized"), "{claim} {value}");
        assert!(desk.why().contains(why), "{}: {why}", desk.why());
    }
    let mut claims = desk.claims("ACC-1");
    claims.remove("exp");
    assert_eq!(desk.get_session_token(&desk.sign(&claims)).await.status, 401);
    assert!(desk.why().contains("it has no exp"));
}

#[tokio::test]
async fn an_audience_may_be_one_of_several_and_other_claims_do_not_matter() {
    let desk = Desk::open().await;
    let mut claims = desk.claims("ACC-1");
    claims.insert("aud".into(), json!(["other", "ags"]));
    claims.insert("nbf".into(), json!(desk.simulator.clock().now().as_second()));
    claims.insert("unheard-of".into(), json!({}));
    assert_eq!(desk.get_session_token(&desk.sign(&claims)).await.status, 200);
}

#[tokio::test]
async fn a_skew_is_granted_to_both_ends_when_it_is_configured() {
    let operator_jwt = OperatorJwtRules { skew: 30, ..OperatorJwtRules::default() };
    let desk = Desk::with(SimulatorConfig { operator_jwt, ..SimulatorConfig::default() }).await;
    let now = desk.simulator.clock().now().as_second();
    for (claim, at, status) in
        [("exp", now - 29, 200), ("exp", now - 30, 401), ("nbf", now + 30, 200), ("nbf", now + 31, 401)]
    {
        let mut claims = desk.claims("ACC-1");
        claims.insert(claim.to_owned(), json!(at));
        assert_eq!(desk.get_session_token(&desk.sign(&claims)).await.status, status, "{claim} {}", at - now);
    }
}

#[tokio::test]
async fn an_account_that_may_not_sign_on_gets_no_session_token() {
    let desk = Desk::open().await;
    for (account, code) in [("ACC-4", 20002), ("ACC-5", 20001)] {
        let answer = desk.get_session_token(&desk.sign(&desk.claims(account))).await;
        assert_eq!((answer.status, answer.body["code"].as_u64()), (403, Some(code)));
        assert!(answer.body["message"].is_string());
    }
    let answer = desk.get_session_token(&desk.sign(&desk.claims("ACC-999"))).await;
    assert_eq!(answer.told(), message(403, "Forbidden"), "no code is documented");
    assert_eq!(desk.why(), "account \u{201c}ACC-999\u{201d}: there is no such account");
}
