//! From the code to the outcome, as a phone goes through it.
#![allow(clippy::unwrap_used)]

mod support;

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use support::{get, is_shut, open, path, post, said};
use tessera_phone::{Ended, LASTS, Offer, OpenError, Outcome, PhonePage};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

#[tokio::test]
async fn a_phone_sees_the_offer_confirms_and_is_told_the_outcome() {
    let page = open().await;
    let (at, secret) = (page.address(), path(&page));
    let html = get(at, &secret).await;
    assert_eq!(html.status, 200);
    assert!(html.head.contains("content-type: text/html; charset=utf-8"), "{}", html.head);
    assert!(html.body.contains("makes a new device on the account"));
    let offer = get(at, &format!("{secret}/offer")).await;
    let shown = serde_json::json!({ "environment": "Lab", "account": "ACC-1", "platform": "this phone" });
    assert_eq!((offer.status, offer.json()), (200, shown));

    let taken = post(at, &format!("{secret}/confirm"), &said().to_string()).await;
    assert_eq!(taken.status, 200);
    let confirmed = page.confirmed().await.unwrap();
    let block = &confirmed.device_information;
    assert_eq!(block.get("device.screen.width"), Some(&1179.into()));
    assert_eq!(block.get("device.OS.type"), Some(&"iOS".into()));
    assert_eq!(block.get("playoutDeviceClass"), Some(&"class-of-the-operator".into()));
    assert_eq!((confirmed.platform.as_str(), confirmed.from), ("iphone", IpAddr::from(Ipv4Addr::LOCALHOST)));

    let place = taken.json()["outcome"].as_str().unwrap().to_owned();
    let asked = tokio::spawn(async move { get(at, &place).await });
    assert!(page.tell(Outcome::Done).await, "the phone has fetched it");
    let told = asked.await.unwrap();
    assert_eq!((told.status, told.json()["headline"].as_str()), (200, Some("Signed on")));
    assert_eq!(told.json()["words"], Outcome::Done.words());
    page.close().await;
    assert!(is_shut(at).await);
}

#[tokio::test]
async fn the_secret_is_spent_by_the_first_confirmation() {
    let page = open().await;
    let (at, secret) = (page.address(), path(&page));
    let both = [said(), said()].map(|said| {
        let place = format!("{secret}/confirm");
        tokio::spawn(async move { post(at, &place, &said.to_string()).await.status })
    });
    let [one, other] = both;
    let mut statuses = [one.await.unwrap(), other.await.unwrap()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410], "of two phones one is first");
    let second = get(at, &secret).await;
    assert_eq!(second.status, 410);
    assert!(second.body.contains("Already used"), "the page says so in words");
    let offer = get(at, &format!("{secret}/offer")).await;
    assert_eq!((offer.status, offer.body.as_str()), (410, ""), "environment and account are shown no more");
    assert_eq!(post(at, &format!("{secret}/decline"), "").await.status, 410);
    assert!(page.confirmed().await.is_ok());
}

#[tokio::test]
async fn not_now_ends_the_page() {
    let page = open().await;
    assert_eq!(post(page.address(), &format!("{}/decline", path(&page)), "").await.status, 204);
    assert_eq!(page.confirmed().await, Err(Ended::Declined));
    let at = page.address();
    page.close().await;
    assert!(is_shut(at).await);
}

#[tokio::test(start_paused = true)]
async fn the_page_ends_after_five_minutes() {
    let page = open().await;
    let (at, opened) = (page.address(), Instant::now());
    assert_eq!(page.confirmed().await, Err(Ended::TimeUp));
    assert_eq!(opened.elapsed().as_secs(), LASTS.as_secs());
    assert_eq!(LASTS, Duration::from_secs(5 * 60));
    page.close().await;
    assert!(is_shut(at).await);
}

#[tokio::test]
async fn a_closed_or_dropped_page_leaves_no_port_and_no_connection() {
    for dropped in [false, true] {
        let page = open().await;
        let at = page.address();
        let mut silent = TcpStream::connect(at).await.unwrap();
        let taken = post(at, &format!("{}/confirm", path(&page)), &said().to_string()).await.json();
        let mut waits = TcpStream::connect(at).await.unwrap();
        let place = taken["outcome"].as_str().unwrap();
        waits.write_all(format!("GET {place} HTTP/1.1\r\nHost: {at}\r\n\r\n").as_bytes()).await.unwrap();
        assert_eq!(get(at, "/").await.status, 404, "connections are taken in turn, so the others are under way");
        if dropped {
            drop(page);
        } else {
            page.close().await;
            assert!(is_shut(at).await, "at once");
        }
        let mut answer = String::new();
        waits.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 410"), "who waits for the outcome is let go: {answer}");
        let end = timeout(Duration::from_secs(5), silent.read(&mut [0; 16])).await.unwrap();
        assert!(matches!(end, Ok(0) | Err(_)), "a connection that says nothing is cut");
        assert!(is_shut(at).await);
    }
}

#[tokio::test]
async fn only_the_address_of_one_interface_is_served_on() {
    let offer = Offer {
        environment: String::new(),
        account: String::new(),
        platform: String::new(),
        playout_device_class: None,
    };
    for every in ["0.0.0.0", "::", "255.255.255.255", "224.0.0.1"] {
        let refused = PhonePage::open(every.parse().unwrap(), offer.clone()).await;
        assert!(matches!(refused, Err(OpenError::NotOneInterface(_))), "{every}");
    }
    let elsewhere = PhonePage::open("192.0.2.1".parse().unwrap(), offer).await;
    assert!(matches!(elsewhere, Err(OpenError::Listen { .. })), "not an address of this machine");
}

#[tokio::test]
async fn debug_of_a_page_does_not_show_its_secret() {
    let page = open().await;
    let shown = format!("{page:?}");
    assert!(shown.contains("redacted") && !shown.contains(path(&page).trim_start_matches('/')), "{shown}");
}
