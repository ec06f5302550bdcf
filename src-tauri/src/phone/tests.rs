#![allow(clippy::unwrap_used)]

use std::net::Ipv4Addr;
use std::time::Duration;

use tauri::ipc::InvokeResponseBody;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

use super::*;

const SAID: &str = r#"{"screen":{"width":393,"height":852,"pixelRatio":3},"touchPoints":5,"userAgent":"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604.1"}"#;

/// What the window hears.
struct Heard(UnboundedReceiver<String>);

impl Heard {
    async fn next(&mut self) -> serde_json::Value {
        let event = timeout(Duration::from_secs(20), self.0.recv()).await.unwrap().unwrap();
        serde_json::from_str(&event).unwrap()
    }
}

fn lab() -> Offered {
    Offered { environment: "lab".parse().unwrap(), account: "ACC-1".into() }
}

async fn open(phone: &Phone) -> (PhonePageView, Heard) {
    let offer = Offer {
        environment: "Lab".into(),
        account: "ACC-1".into(),
        platform: "This phone".into(),
        playout_device_class: None,
    };
    let (send, heard) = unbounded_channel();
    let events = Channel::new(move |body| {
        let InvokeResponseBody::Json(event) = body else { unreachable!("events are JSON") };
        send.send(event).unwrap();
        Ok(())
    });
    let view = phone.open(Ipv4Addr::LOCALHOST.into(), (lab(), offer), Timestamp::now(), events).await.unwrap();
    (view, Heard(heard))
}

fn authority(view: &PhonePageView) -> &str {
    view.url.strip_prefix("http://").unwrap().split_once('/').unwrap().0
}

async fn ask(view: &PhonePageView, method: &str, path: &str, body: &str) -> String {
    let host = authority(view);
    let mut stream = TcpStream::connect(host).await.unwrap();
    let head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}", body.len());
    stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}

/// Confirms, and gives the path of the outcome.
async fn confirm(view: &PhonePageView) -> String {
    let secret = view.url.rsplit_once('/').unwrap().1;
    let taken = ask(view, "POST", &format!("/{secret}/confirm"), SAID).await;
    let taken: serde_json::Value = serde_json::from_str(&taken).unwrap();
    taken["outcome"].as_str().unwrap().to_owned()
}

async fn is_shut(view: &PhonePageView) -> bool {
    TcpStream::connect(authority(view)).await.is_err()
}

#[tokio::test]
async fn the_run_that_took_the_confirmation_is_the_one_whose_outcome_is_told() {
    let (phone, run, another) = (Phone::default(), Uuid::from_u128(1), Uuid::from_u128(2));
    let (view, mut heard) = open(&phone).await;
    assert_eq!(phone.confirmed(Some(&lab())).unwrap_err().kind, ErrorKind::Phone, "nobody has confirmed yet");
    assert!(phone.follow(run).is_err());
    let outcome = confirm(&view).await;
    let event = heard.next().await;
    assert_eq!((&event["kind"], &event["from"]), (&"confirmed".into(), &"127.0.0.1".into()));
    assert_eq!(event["described"], "Mobile, iOS 17.5, 1179 x 2556");
    let confirmed = phone.confirmed(Some(&lab())).unwrap();
    assert_eq!(confirmed.device_information.get("device.screen.width"), Some(&1179.into()));
    phone.follow(run).unwrap();
    assert!(phone.follow(another).is_err(), "one confirmation is for one sign-on");
    assert!(phone.confirmed(Some(&lab())).is_err());
    phone.tell(another, Outcome::Refused);
    assert!(!phone.hand_on(another, run));
    assert!(phone.hand_on(run, another), "a run that is repeated hands the page on");
    phone.tell(run, Outcome::Refused);
    phone.tell(another, Outcome::Done);
    let told = ask(&view, "GET", &outcome, "").await;
    assert!(told.contains("Signed on"), "{told}");
    let last = heard.next().await;
    assert_eq!((&last["kind"], &last["headline"], &last["taken"]), (&"told".into(), &"Signed on".into(), &true.into()));
    assert!(is_shut(&view).await);
}

#[tokio::test]
async fn what_was_confirmed_is_signed_on_nowhere_else() {
    let phone = Phone::default();
    let (view, mut heard) = open(&phone).await;
    confirm(&view).await;
    heard.next().await;
    let other_account = Offered { account: "ACC-2".into(), ..lab() };
    let other_environment = Offered { environment: EnvironmentId::simulator(), ..lab() };
    for other in [Some(&other_account), Some(&other_environment), None] {
        let refused = phone.confirmed(other).unwrap_err();
        assert!(refused.headline.contains("ACC-1") && !refused.remedy.is_empty(), "{refused:?}");
    }
    assert!(phone.confirmed(Some(&lab())).is_ok());
    phone.close().await;
}

#[tokio::test]
async fn a_second_page_takes_the_place_of_the_first() {
    let phone = Phone::default();
    let (first, mut heard) = open(&phone).await;
    let (second, _heard) = open(&phone).await;
    assert_ne!(first.url, second.url);
    assert!(is_shut(&first).await);
    let ended = heard.next().await;
    assert_eq!(ended["kind"], "ended");
    confirm(&second).await;
    phone.close().await;
    assert!(is_shut(&second).await);
    assert!(phone.confirmed(Some(&lab())).is_err(), "a page that was closed gives nothing to a run");
    phone.close().await;
}

#[tokio::test]
async fn a_phone_that_declines_ends_the_page_and_says_what_to_do() {
    let phone = Phone::default();
    let (view, mut heard) = open(&phone).await;
    let secret = view.url.rsplit_once('/').unwrap().1;
    ask(&view, "POST", &format!("/{secret}/decline"), "").await;
    let ended = heard.next().await;
    assert_eq!(ended["headline"], Ended::Declined.to_string());
    assert!(is_shut(&view).await);
}
