//! No head came: each way has its own name, stage and remedy.

use std::time::{Duration, Instant};

use tessera_gateway::{FailureKind, Request, Stage};
use tessera_simulator::faults::{Fault, FaultServer, refused_url};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::*;

#[tokio::test]
async fn a_host_that_does_not_resolve_is_named() {
    let exchange = ask("http://tv.invalid:8443", LONG, Request::service_discovery(None)).await;
    let failure = failure(&exchange, Stage::Dns);
    assert_eq!(failure.cause, FailureKind::NameNotFound { host: "tv.invalid".into() });
    assert_eq!(failure.headline, "Name not found: tv.invalid.");
}

#[tokio::test]
async fn a_refused_connection_names_host_and_port() {
    let url = refused_url().unwrap();
    let exchange = ask(&url, LONG, Request::service_discovery(None)).await;
    let port = exchange.sent.url.port().unwrap();
    let failure = failure(&exchange, Stage::Connect);
    assert_eq!(failure.cause, FailureKind::ConnectionRefused { host: "127.0.0.1".into(), port, tried: None });
    assert!(failure.headline.contains(&port.to_string()));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_black_hole_ends_with_the_connect_limit_and_not_with_that_of_the_answer() {
    let server = FaultServer::start(Fault::NeverAccepts).await.unwrap();
    let mut connection = connection(&server.url(), LONG);
    connection.connect_timeout = SHORT;
    let begin = Instant::now();
    let exchange = call(&tessera_gateway::Gateway::new(connection).unwrap(), get_session_token()).await;
    assert!(begin.elapsed() < Duration::from_secs(5));
    assert_eq!(failure(&exchange, Stage::Connect).cause, FailureKind::ConnectTimedOut { seconds: 1, tried: None });
    assert_eq!(server.hits(), 0);
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up_after_the_limit() {
    let (server, exchange) = meet(Fault::NeverAnswers, SHORT).await;
    let failure = failure(&exchange, Stage::Wait);
    assert_eq!(failure.cause, FailureKind::NoAnswer { seconds: 1 });
    assert!(failure.remedy.contains("correlation id"));
    assert!(exchange.timings.total >= 400_000, "the time that passed is kept: {:?}", exchange.timings);
    tokio::time::timeout(LONG, server.client_left()).await.unwrap();
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection_at_once() {
    let server = FaultServer::start(Fault::NeverAnswers).await.unwrap();
    let gateway = gateway(&server.url());
    let call = tokio::spawn(async move { call(&gateway, get_session_token()).await });
    while server.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    let begin = Instant::now();
    call.abort();
    tokio::time::timeout(LONG, server.client_left()).await.unwrap();
    assert!(begin.elapsed() < Duration::from_secs(2), "long before the limit of the answer");
}

#[tokio::test]
async fn a_connection_closed_without_an_answer_is_not_tried_again() {
    let (server, exchange) = meet(Fault::ClosesBeforeHeaders, LONG).await;
    let failure = failure(&exchange, Stage::Wait);
    assert_eq!(failure.cause, FailureKind::ClosedWithoutAnswer);
    assert!(failure.remedy.contains("may have been carried out"), "{}", failure.remedy);
    assert_eq!(server.requests().len(), 1);
}

/// Answers the first request of a connection, takes the second, and closes.
async fn answers_once(listener: TcpListener) -> usize {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut bytes = [0; 8192];
    assert!(stream.read(&mut bytes).await.unwrap() > 0);
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 22\r\n\r\n{\"sessionToken\":\"abc\"}").await.unwrap();
    assert!(stream.read(&mut bytes).await.unwrap() > 0);
    drop(stream);
    let again = tokio::time::timeout(SHORT, listener.accept()).await;
    usize::from(again.is_ok())
}

#[tokio::test]
async fn a_kept_connection_that_closes_on_the_second_request_is_not_replaced() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gateway = gateway(&format!("http://{}", listener.local_addr().unwrap()));
    let server = tokio::spawn(answers_once(listener));
    let first = call(&gateway, get_session_token()).await;
    assert!(first.failure().is_none(), "{first:?}");
    assert!(first.timings.connect.is_some(), "the first call connects");
    let second = call(&gateway, get_session_token()).await;
    assert_eq!(failure(&second, Stage::Wait).cause, FailureKind::ClosedWithoutAnswer);
    assert_eq!(second.timings.connect, None, "the second call takes the connection that is there");
    assert_eq!(server.await.unwrap(), 0, "no second connection was made");
}

#[tokio::test]
async fn what_is_not_http_is_called_so() {
    for fault in [
        Fault::NotHttp,
        Fault::GarbageStatus,
        Fault::Raw(b"<html>hello</html>".to_vec()),
        Fault::Raw(b"HTTP/1.1 200 OK\r\n\x01: 1\r\n\r\n".to_vec()),
        Fault::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab".to_vec()),
    ] {
        let (_, exchange) = meet(fault.clone(), LONG).await;
        let failure = failure(&exchange, Stage::Wait);
        assert!(matches!(failure.cause, FailureKind::NotHttp { .. }), "{fault:?}: {failure:?}");
        assert!(failure.remedy.contains("another service answers there"));
    }
}

#[tokio::test]
async fn a_head_without_bounds_is_not_read_to_its_end() {
    let many = |count: usize| (0..count).map(|n| (format!("x-{n}"), "1".to_owned())).collect::<Vec<_>>();
    let large = |bytes: usize| vec![("x-large".to_owned(), "a".repeat(bytes))];
    for headers in [many(200), large(500 << 10), large(1 << 20)] {
        let (_, exchange) = meet(Fault::Answer { status: 200, headers, body: b"{}".to_vec() }, LONG).await;
        let failure = failure(&exchange, Stage::Wait);
        assert_eq!(failure.cause, FailureKind::HeadTooLarge);
        assert!(failure.headline.contains("100 headers") && failure.remedy.contains("headers"));
        assert!(exchange.answer().is_none());
    }
    for headers in [many(90), large(300 << 10)] {
        let (_, exchange) = meet(Fault::Answer { status: 200, headers, body: b"{}".to_vec() }, LONG).await;
        assert_eq!(exchange.answer().unwrap().status, 200, "large, and within the bounds");
    }
}

#[tokio::test]
async fn no_failure_repeats_what_was_asked_for() {
    let canary = "canary-content-id";
    let answers = [
        Fault::NotHttp,
        Fault::GarbageStatus,
        Fault::ClosesBeforeHeaders,
        Fault::ResetsInBody,
        Fault::CutChunked,
        Fault::NeverAnswers,
        Fault::StallsInBody,
        Fault::Answer { status: 200, headers: vec![("x-large".to_owned(), "a".repeat(1 << 20))], body: vec![] },
    ];
    let mut servers = Vec::new();
    for fault in answers {
        servers.push(FaultServer::start(fault).await.unwrap());
    }
    let mut urls: Vec<String> = servers.iter().map(FaultServer::url).collect();
    urls.extend([refused_url().unwrap(), "http://tv.invalid".to_owned(), servers[0].url().replace("http:", "https:")]);
    for url in urls {
        let exchange = ask(&url, SHORT, Request::content_token(ACCESS_TOKEN, &canary.into())).await;
        let told = format!("{:?} {exchange:?}", exchange.failure().unwrap());
        assert!(!told.contains(canary) && !told.contains("eyJ"), "{told}");
    }
}
