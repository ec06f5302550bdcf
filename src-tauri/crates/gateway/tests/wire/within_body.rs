//! The head came and the body did not, or not whole: what came is kept.

use std::time::{Duration, Instant};

use tessera_gateway::{BodyForm, FailureKind, Stage, Trouble};
use tessera_protocol::SessionTokenAnswer;
use tessera_simulator::faults::Fault;
use tessera_tokens::Cutter;

use crate::support::*;

/// What the fault server sends before it breaks off.
const HALF: &str = r#"{"sessionToken":"abc3fj6sde"#;

#[tokio::test]
async fn a_stalled_body_is_given_up_after_the_limit_and_its_beginning_is_kept() {
    let (server, exchange) = meet(Fault::StallsInBody, SHORT).await;
    let failure = failure(&exchange, Stage::Body);
    assert_eq!(failure.cause, FailureKind::BodyTimedOut { bytes: HALF.len(), seconds: 1 });
    assert!(failure.headline.contains("while reading the body"));
    let view = exchange.view(&Cutter::default());
    let answer = view.answer.unwrap();
    assert_eq!((answer.status, answer.body.form, answer.body.text.as_str()), (200, BodyForm::Text, HALF));
    tokio::time::timeout(LONG, server.client_left()).await.unwrap();
}

#[tokio::test]
async fn a_slow_drip_does_not_outlive_the_limit_of_the_whole_call() {
    let begin = Instant::now();
    let (_, exchange) = meet(Fault::DripsForever { every: Duration::from_millis(20) }, SHORT).await;
    assert!(begin.elapsed() < Duration::from_secs(5));
    let FailureKind::BodyTimedOut { bytes, .. } = failure(&exchange, Stage::Body).cause else { panic!("{exchange:?}") };
    assert!(bytes > HALF.len(), "some drips came: {bytes}");
    assert_eq!(exchange.answer().unwrap().body.len(), bytes);
}

#[tokio::test]
async fn a_reset_in_the_body_says_after_how_many_bytes() {
    let (_, exchange) = meet(Fault::ResetsInBody, LONG).await;
    let failure = failure(&exchange, Stage::Body);
    assert_eq!(failure.cause, FailureKind::ResetInBody { bytes: HALF.len() });
    assert_eq!(failure.headline, format!("The connection was reset after {} bytes of the body.", HALF.len()));
    assert_eq!(exchange.answer().unwrap().body, HALF.as_bytes());
}

#[tokio::test]
async fn a_body_cut_short_is_never_taken_for_a_whole_one() {
    for (fault, promised) in [(Fault::CutContentLength, Some(1_000_000)), (Fault::CutChunked, None)] {
        let (_, exchange) = meet(fault, LONG).await;
        let failure = failure(&exchange, Stage::Body);
        assert_eq!(failure.cause, FailureKind::BodyIncomplete { bytes: HALF.len(), promised });
        assert_eq!(exchange.answer().unwrap().body, HALF.as_bytes());
        assert!(matches!(read::<SessionTokenAnswer>(&exchange), Err(Trouble::Failed(same)) if same == failure));
    }
}

#[tokio::test]
async fn json_that_would_be_whole_is_not_read_from_a_body_that_is_not() {
    let raw = b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"sessionToken\":\"abc\"}".to_vec();
    let (_, exchange) = meet(Fault::Raw(raw), LONG).await;
    let failure = failure(&exchange, Stage::Body);
    assert_eq!(failure.headline, "The body is incomplete: 22 of 99 bytes came.");
    assert!(matches!(read::<SessionTokenAnswer>(&exchange), Err(Trouble::Failed(_))));
}

#[tokio::test]
async fn an_endless_body_is_read_to_five_mebibytes_and_no_further() {
    let (server, exchange) = meet(Fault::EndlessBody, LONG).await;
    let failure = failure(&exchange, Stage::Body);
    assert_eq!(failure.cause, FailureKind::BodyTooLarge { limit: 5 << 20 });
    assert_eq!(failure.headline, "The body is larger than 5 MiB; reading stopped there.");
    assert!(exchange.answer().unwrap().body.len() <= 5 << 20);
    tokio::time::timeout(LONG, server.client_left()).await.unwrap();
}

#[tokio::test]
async fn a_packed_body_that_does_not_end_is_not_unpacked() {
    let (server, exchange) = meet(Fault::GzipBomb, LONG).await;
    assert_eq!(failure(&exchange, Stage::Body).cause, FailureKind::BodyTooLarge { limit: 5 << 20 });
    assert_eq!(exchange.view(&Cutter::default()).answer.unwrap().body.form, BodyForm::Bytes);
    tokio::time::timeout(LONG, server.client_left()).await.unwrap();
}
