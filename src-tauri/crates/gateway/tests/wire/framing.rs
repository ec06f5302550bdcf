//! Heads that come in pieces, twice, or with two ways to say where the body ends.

use std::time::{Duration, Instant};

use tessera_gateway::{FailureKind, Stage};
use tessera_protocol::SessionTokenAnswer;
use tessera_simulator::faults::Fault;

use crate::support::*;

const BODY: &str = r#"{"sessionToken":"abc"}"#;

fn raw(head: &str, body: &str) -> Fault {
    Fault::Raw(format!("{head}\r\n\r\n{body}").into_bytes())
}

#[tokio::test]
async fn what_comes_before_the_final_answer_is_left_aside() {
    let length = BODY.len();
    let last = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}");
    for before in [
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\ncontent-length: 7\r\n\r\n",
    ] {
        let (server, exchange) = meet(raw(&format!("{before}{last}"), BODY), LONG).await;
        assert_eq!(exchange.answer().unwrap().status, 200, "{before}");
        assert_eq!(read::<SessionTokenAnswer>(&exchange).unwrap().session_token, "abc");
        assert!(exchange.answer().unwrap().header("link").is_none(), "the final head is shown alone");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn hints_without_a_final_answer_do_not_outlive_the_limit() {
    let begin = Instant::now();
    let hints = "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000);
    let (_, exchange) = meet(Fault::Raw(hints.into_bytes()), SHORT).await;
    assert!(begin.elapsed() < Duration::from_secs(5));
    assert_eq!(failure(&exchange, Stage::Wait).cause, FailureKind::ClosedWithoutAnswer);
}

#[tokio::test]
async fn a_switch_to_another_protocol_is_no_answer() {
    let switch = raw("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket", "");
    let (_, exchange) = meet(switch, LONG).await;
    let failure = failure(&exchange, Stage::Wait);
    assert!(matches!(failure.cause, FailureKind::NotHttp { .. }), "{failure:?}");
    assert!(failure.headline.contains("101"), "{}", failure.headline);
    assert_eq!(exchange.answer().unwrap().header("upgrade"), Some("websocket"), "its head is kept");
}

#[tokio::test]
async fn a_character_that_no_header_may_hold_is_no_http() {
    for head in ["x-a: b\x01c", "x-a: b\0c", "x-a: b\x7fc", "x-a\x1b: b", "x a: b", ": b", "x-a: b\r\n folded"] {
        let (_, exchange) = meet(raw(&format!("HTTP/1.1 200 OK\r\n{head}\r\ncontent-length: 2"), "{}"), LONG).await;
        let failure = failure(&exchange, Stage::Wait);
        assert!(matches!(failure.cause, FailureKind::NotHttp { .. }), "{head:?}: {failure:?}");
        assert!(failure.headline.contains("a character that none may hold"), "{head:?}: {}", failure.headline);
        assert!(exchange.answer().is_none());
    }
}

#[tokio::test]
async fn two_lengths_that_differ_are_refused() {
    for lengths in ["content-length: 2\r\ncontent-length: 22", "content-length: 2, 22", "content-length: -2"] {
        let (_, exchange) = meet(raw(&format!("HTTP/1.1 200 OK\r\n{lengths}"), BODY), LONG).await;
        let failure = failure(&exchange, Stage::Wait);
        assert!(matches!(failure.cause, FailureKind::NotHttp { .. }), "{lengths}: {failure:?}");
        assert!(failure.headline.contains("two different lengths"), "{}", failure.headline);
        assert!(read::<SessionTokenAnswer>(&exchange).is_err());
    }
    let same = format!("HTTP/1.1 200 OK\r\ncontent-length: {0}\r\ncontent-length: {0}", BODY.len());
    let (_, exchange) = meet(raw(&same, BODY), LONG).await;
    assert!(read::<SessionTokenAnswer>(&exchange).is_ok(), "the same length twice leaves no doubt");
}

#[tokio::test]
async fn a_length_beside_chunks_is_an_error_to_be_told() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5\r\ntransfer-encoding: chunked";
    let body = format!("{:x}\r\n{BODY}\r\n0\r\n\r\n", BODY.len());
    let (_, exchange) = meet(raw(head, &body), LONG).await;
    assert_eq!(exchange.answer().unwrap().body, BODY.as_bytes(), "the chunks count");
    assert_eq!(rules(&exchange), ["length-said-twice"]);
    let old = "HTTP/1.0 200 OK\r\ntransfer-encoding: chunked";
    let (_, exchange) = meet(raw(old, &body), LONG).await;
    assert!(matches!(failure(&exchange, Stage::Wait).cause, FailureKind::NotHttp { .. }), "HTTP/1.0 has no chunks");
}
