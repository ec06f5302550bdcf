//! HTTP/2, agreed to in the handshake of TLS: an answer says which protocol it came by, and no end is tried again.

use tessera_gateway::{Connection, Exchange, FailureKind, Gateway, Stage};
use tessera_protocol::SessionTokenAnswer;
use tessera_simulator::faults::{ClientCertificates, Fault, FaultServer, Http2, ServerCertificate, TestAuthority};

use crate::support::*;

async fn start(fault: Http2) -> (FaultServer, Gateway) {
    let authority = TestAuthority::new().unwrap();
    let (good, none) = (ServerCertificate::Good, ClientCertificates::NotAsked);
    let server = FaultServer::start_tls(Fault::Http2(fault), &authority, good, none).await.unwrap();
    let ca_pem = Some(authority.certificate_pem().into_bytes());
    let gateway = Gateway::new(Connection { ca_pem, ..connection(&server.url(), LONG) }).unwrap();
    (server, gateway)
}

async fn meet(fault: Http2) -> Exchange {
    let (server, gateway) = start(fault.clone()).await;
    let exchange = call(&gateway, get_session_token()).await;
    assert_eq!((server.hits(), server.requests().len()), (1, 1), "{fault:?}: one click is one request");
    exchange
}

#[tokio::test]
async fn an_answer_says_which_protocol_the_handshake_agreed_on() {
    let (server, gateway) = start(Http2::Answers(br#"{"sessionToken":"abc"}"#.to_vec())).await;
    for count in 1..=2 {
        let exchange = call(&gateway, get_session_token()).await;
        assert_eq!(exchange.answer().unwrap().version, "HTTP/2.0");
        assert_eq!(read::<SessionTokenAnswer>(&exchange).unwrap().session_token, "abc");
        assert_eq!((server.hits(), server.requests().len()), (1, count), "over one connection");
    }
    let authority = TestAuthority::new().unwrap();
    let ca_pem = Some(authority.certificate_pem().into_bytes());
    let server = FaultServer::start_tls_for(Fault::json(200, "{}"), &authority, "http/1.1").await.unwrap();
    let only_1 = Connection { ca_pem, ..connection(&server.url(), LONG) };
    let exchange = call(&Gateway::new(only_1.clone()).unwrap(), get_session_token()).await;
    assert_eq!(exchange.answer().unwrap().version, "HTTP/1.1");

    let server = FaultServer::start_tls_for(Fault::json(200, "{}"), &authority, "imap").await.unwrap();
    let neither = Connection { ags: server.url().parse().unwrap(), ..only_1 };
    let exchange = call(&Gateway::new(neither).unwrap(), get_session_token()).await;
    let failure = failure(&exchange, Stage::Tls);
    assert_eq!(failure.headline, "TLS failed: the server speaks neither HTTP/1.1 nor HTTP/2 there.");
}

#[tokio::test]
async fn a_refused_stream_is_told_and_not_sent_again() {
    let exchange = meet(Http2::Resets { code: 7 }).await;
    let failure = failure(&exchange, Stage::Wait);
    assert_eq!(failure.cause, FailureKind::EndedByServer { code: "REFUSED_STREAM".into(), untouched: true });
    assert!(failure.headline.contains("before it looked at the request"), "{}", failure.headline);
    assert!(failure.remedy.contains("was not repeated"), "{}", failure.remedy);
}

#[tokio::test]
async fn a_server_that_goes_away_is_told_and_not_asked_again() {
    for (code, name, untouched) in [(0, "NO_ERROR", true), (11, "ENHANCE_YOUR_CALM", false)] {
        let exchange = meet(Http2::GoesAway { code }).await;
        let failure = failure(&exchange, Stage::Wait);
        assert_eq!(failure.cause, FailureKind::EndedByServer { code: name.into(), untouched });
    }
    for code in [0, 2] {
        let exchange = meet(Http2::GoesAwayMidway { code }).await;
        let failure = failure(&exchange, Stage::Wait);
        assert_eq!(failure.cause, FailureKind::ClosedWithoutAnswer, "{code}");
        assert!(failure.remedy.contains("may have been carried out"), "{}", failure.remedy);
    }
}

#[tokio::test]
async fn a_stream_that_is_reset_is_told_by_its_code() {
    for (code, name) in [(2, "INTERNAL_ERROR"), (8, "CANCEL"), (13, "HTTP_1_1_REQUIRED")] {
        let exchange = meet(Http2::Resets { code }).await;
        let failure = failure(&exchange, Stage::Wait);
        assert_eq!(failure.cause, FailureKind::EndedByServer { code: name.into(), untouched: false });
        assert!(failure.headline.contains(name));
    }
}

#[tokio::test]
async fn a_reset_in_the_body_keeps_what_came() {
    let half = br#"{"sessionToken":"abc"#.to_vec();
    for code in [2, 8] {
        let exchange = meet(Http2::ResetsInBody { half: half.clone(), code }).await;
        assert_eq!(failure(&exchange, Stage::Body).cause, FailureKind::ResetInBody { bytes: half.len() });
        assert_eq!(exchange.answer().unwrap().body, half);
    }
}

#[tokio::test]
async fn what_is_no_frame_is_no_http() {
    let exchange = meet(Http2::Garbage).await;
    let failure = failure(&exchange, Stage::Wait);
    assert!(matches!(failure.cause, FailureKind::NotHttp { .. }), "{failure:?}");
    assert!(failure.headline.contains("rules of HTTP/2"), "{}", failure.headline);
}
