//! Answers that came whole: judged by their status and their content, whatever their headers say.

use tessera_gateway::{BodyForm, Refusal, Trouble, UnreadableKind};
use tessera_protocol::{RefusalBody, SessionTokenAnswer, TokenAnswer};
use tessera_simulator::faults::Fault;
use tessera_tokens::Cutter;

use crate::support::*;

const SIGNED_ON: &str = include_str!("../../../protocol/fixtures/sign_on_answer.json");

fn answer(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Fault {
    Fault::Answer { status, headers: vec![("content-type".into(), content_type.into())], body: body.into() }
}

async fn refusal(fault: Fault) -> Refusal {
    let (_, exchange) = meet(fault, LONG).await;
    match read::<SessionTokenAnswer>(&exchange) {
        Err(Trouble::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_empty_body_is_called_empty_and_its_status_still_judged() {
    for (status, rules_expected) in
        [(204, vec!["status-not-documented"]), (201, vec!["status-not-documented"]), (200, vec![])]
    {
        for body in ["", " \r\n"] {
            let body = if status == 204 { "" } else { body };
            let (_, exchange) = meet(Fault::json(status, body), LONG).await;
            let unreadable = unreadable(&exchange);
            assert_eq!((unreadable.problem, unreadable.status), (UnreadableKind::Empty, status));
            assert_eq!(rules(&exchange), rules_expected);
        }
    }
}

#[tokio::test]
async fn another_status_of_success_is_taken_with_a_warning() {
    let (_, exchange) = meet(Fault::json(201, r#"{"sessionToken":"abc"}"#), LONG).await;
    assert!(read::<SessionTokenAnswer>(&exchange).is_ok());
    assert_eq!(rules(&exchange), ["status-not-documented"]);
    let server = tessera_simulator::faults::FaultServer::start(Fault::json(200, SIGNED_ON)).await.unwrap();
    let body = tessera_protocol::SignOnBody::new(vec![], tessera_protocol::SignOn::NthTime("PUB_989".into()));
    let request = tessera_gateway::Request::sign_on_with_session_token(&"Service".into(), &body);
    let exchange = ask(&server.url(), LONG, request).await;
    assert!(read::<TokenAnswer>(&exchange).is_ok());
    let finding = &tessera_gateway::judge(&exchange)[0];
    assert_eq!(finding.what, "signOnWithSessionToken answered 200; the documents give 201.");
}

#[tokio::test]
async fn a_documented_refusal_is_one_whatever_its_body_is() {
    for status in [400, 401, 403] {
        let said = Some(RefusalBody { code: None, message: Some("Unauthorized".into()) });
        let json = refusal(Fault::json(status, r#"{"message":"Unauthorized"}"#)).await;
        assert_eq!(json, Refusal { status, body: said });
        for fault in [
            answer(status, "text/html", "<html><body>no</body></html>"),
            Fault::json(status, ""),
            Fault::json(status, r#"{"message":"#),
            answer(status, "application/json", b"\xff\xfe\0".to_vec()),
        ] {
            assert_eq!(refusal(fault).await, Refusal { status, body: None });
        }
    }
}

#[tokio::test]
async fn a_refusal_that_no_page_lists_is_asked_once_and_noted() {
    for status in [404, 407, 408, 429, 500, 502, 503, 511] {
        let headers = vec![("retry-after".to_owned(), "1".to_owned())];
        let (server, exchange) = meet(Fault::Answer { status, headers, body: b"{}".to_vec() }, LONG).await;
        assert!(
            matches!(read::<SessionTokenAnswer>(&exchange), Err(Trouble::Refused(refusal)) if refusal.status == status)
        );
        assert_eq!(server.requests().len(), 1, "nothing is retried");
        assert!(rules(&exchange).contains(&"refusal-not-documented".to_owned()), "{status}");
    }
}

#[tokio::test]
async fn a_refusal_in_an_answer_of_success_is_found() {
    let body = r#"{"resultCode":"99999:403","localeMessage":"none","requestId":7,"result":"token expired"}"#;
    let refusal = refusal(Fault::json(200, body)).await;
    let said = RefusalBody { code: Some("99999:403".into()), message: Some("token expired".into()) };
    assert_eq!(refusal, Refusal { status: 200, body: Some(said) });
}

#[tokio::test]
async fn a_page_in_place_of_json_is_called_a_page_and_kept() {
    let page = "\n<!DOCTYPE html><title>Log in</title>";
    let (_, exchange) = meet(answer(200, "text/html", page), LONG).await;
    let unreadable = unreadable(&exchange);
    assert_eq!(unreadable.problem, UnreadableKind::Page);
    assert!(unreadable.headline.contains("proxy"));
    assert_eq!(exchange.view(&Cutter::default()).answer.unwrap().body.text, page);
}

#[tokio::test]
async fn json_is_read_whatever_the_content_type_says_and_the_difference_told() {
    let body = r#"{"sessionToken":"z\u00fcrich"}"#;
    for (content_type, expected) in [
        ("text/html", vec!["content-type-differs"]),
        ("application/octet-stream", vec!["content-type-differs"]),
        ("", vec!["content-type-differs"]),
        ("application/json", vec![]),
        ("APPLICATION/JSON; charset=utf-8", vec![]),
        ("application/problem+json", vec![]),
    ] {
        let (_, exchange) = meet(answer(200, content_type, body), LONG).await;
        assert_eq!(read::<SessionTokenAnswer>(&exchange).unwrap().session_token, "z\u{fc}rich");
        assert_eq!(rules(&exchange), expected, "{content_type}");
    }
}

#[tokio::test]
async fn latin_1_is_no_utf_8_whatever_the_content_type_says() {
    let fault = answer(200, "application/json; charset=iso-8859-1", b"{\"sessionToken\":\"z\xfcrich\"}".to_vec());
    let (_, exchange) = meet(fault, LONG).await;
    let unreadable = unreadable(&exchange);
    assert_eq!(unreadable.problem, UnreadableKind::NotText);
    assert_eq!(unreadable.headline, "The body is not UTF-8: byte 18 is no character.");
    let body = exchange.view(&Cutter::default()).answer.unwrap().body;
    assert_eq!((body.form, body.text.as_str()), (BodyForm::Bytes, r#"{"sessionToken":"z\xfcrich"}"#));
}

#[tokio::test]
async fn a_byte_order_mark_is_set_aside_and_told() {
    let (_, exchange) = meet(Fault::json(200, "\u{feff}{\"sessionToken\":\"abc\"}"), LONG).await;
    assert_eq!(read::<SessionTokenAnswer>(&exchange).unwrap().session_token, "abc");
    assert_eq!(rules(&exchange), ["byte-order-mark"]);
}

#[tokio::test]
async fn bytes_that_are_no_json_text_are_kept_and_named() {
    let utf16: Vec<u8> = "\u{feff}{\"sessionToken\":\"abc\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (body, problem, form) in [
        (utf16.clone(), UnreadableKind::NotText, BodyForm::Bytes),
        (utf16[2..].to_vec(), UnreadableKind::NotJson, BodyForm::Text),
        (b"\xff\xff\xff".to_vec(), UnreadableKind::NotText, BodyForm::Bytes),
        (b"{\"sessionToken\":\"a\0b\"}".to_vec(), UnreadableKind::NotJson, BodyForm::Text),
        (br#"{"sessionToken":"\ud800"}"#.to_vec(), UnreadableKind::NotJson, BodyForm::Text),
        (br#"{"sessionToken":"\udc00\ud800"}"#.to_vec(), UnreadableKind::NotJson, BodyForm::Text),
    ] {
        let (_, exchange) = meet(Fault::json(200, body.clone()), LONG).await;
        assert_eq!(unreadable(&exchange).problem, problem, "{body:?}");
        assert_eq!(exchange.answer().unwrap().body, body);
        let shown = exchange.view(&Cutter::default()).answer.unwrap().body;
        assert_eq!((shown.form, shown.bytes), (form, body.len()), "{body:?}");
    }
}
