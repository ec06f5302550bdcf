//! Who is not let in, and that a refusal tells nothing.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Answer, get, is_shut, open, path, post, raw, said};
use tessera_phone::{Ended, OpenPage};

/// Nothing of the offer, the page or the program.
fn tells_nothing(answer: &Answer, status: u16) {
    assert_eq!((answer.status, answer.body.as_str()), (status, ""), "{}", answer.head);
    for word in ["server:", "set-cookie", "access-control", "location:"] {
        assert!(!answer.head.contains(word), "{}", answer.head);
    }
}

async fn ask(page: &OpenPage, line: &str, headers: &[String]) -> Answer {
    raw(page.address(), &format!("{line} HTTP/1.1\r\n{}\r\n\r\n", headers.join("\r\n"))).await
}

#[tokio::test]
async fn another_host_is_refused() {
    let page = open().await;
    let (at, line) = (page.address(), format!("GET {}", path(&page)));
    let port = at.port();
    for host in [
        format!("localhost:{port}"),
        format!("evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        "127.0.0.1".to_owned(),
        format!("127.0.0.1:{}", port - 1),
        format!("user@127.0.0.1:{port}"),
        String::new(),
    ] {
        tells_nothing(&ask(&page, &line, &[format!("Host: {host}")]).await, 403);
    }
    tells_nothing(&ask(&page, &line, &[format!("Host: {at}"), "Host: evil.example".into()]).await, 403);
    let elsewhere = format!("GET http://evil.example{}", path(&page));
    tells_nothing(&ask(&page, &elsewhere, &[format!("Host: {at}")]).await, 403);
    assert_eq!(ask(&page, &line, &[format!("Host: {at}")]).await.status, 200);
}

#[tokio::test]
async fn a_foreign_origin_is_refused() {
    let page = open().await;
    let at = page.address();
    for origin in ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1", ""] {
        for line in [format!("GET {}", path(&page)), format!("POST {}/decline", path(&page))] {
            let headers = [format!("Host: {at}"), format!("Origin: {origin}")];
            tells_nothing(&ask(&page, &line, &headers).await, 403);
        }
    }
    assert_eq!(get(at, &path(&page)).await.status, 200, "nothing was declined by it");
}

#[tokio::test]
async fn another_method_is_refused() {
    let page = open().await;
    let at = page.address();
    for (method, place) in [
        ("POST", ""),
        ("HEAD", ""),
        ("PUT", "/offer"),
        ("GET", "/confirm"),
        ("DELETE", "/decline"),
        ("OPTIONS", "/confirm"),
    ] {
        let line = format!("{method} {}{place}", path(&page));
        tells_nothing(&ask(&page, &line, &[format!("Host: {at}")]).await, 405);
    }
    tells_nothing(&ask(&page, "POST /elsewhere", &[format!("Host: {at}")]).await, 404);
}

#[tokio::test]
async fn what_is_too_large_or_not_of_the_page_is_refused_and_spends_nothing() {
    let page = open().await;
    let (at, confirm) = (page.address(), format!("{}/confirm", path(&page)));
    let padded = |bytes: usize| format!("{}{}", said(), " ".repeat(bytes - said().to_string().len()));
    tells_nothing(&post(at, &confirm, &padded(4097)).await, 413);
    let head = format!("POST {confirm} HTTP/1.1\r\nHost: {at}\r\nContent-Length: 999999999\r\n\r\n{}", padded(70_000));
    tells_nothing(&raw(at, &head).await, 413);
    for body in ["", "{}", "[]", "\u{0}", r#"{"screen":{"width":1e300,"height":1,"pixelRatio":1},"userAgent":""}"#] {
        tells_nothing(&post(at, &confirm, body).await, 400);
    }
    assert_eq!(post(at, &confirm, &padded(4096)).await.status, 200);
}

#[tokio::test]
async fn after_twenty_wrong_secrets_the_page_closes() {
    let page = open().await;
    let (at, right) = (page.address(), path(&page));
    for asked_by_itself in ["/", "/favicon.ico", "/apple-touch-icon.png", "/robots.txt"].repeat(10) {
        tells_nothing(&get(at, asked_by_itself).await, 404);
    }
    let nearly = format!("{}{}", &right[..right.len() - 1], if right.ends_with('A') { 'B' } else { 'A' });
    for _ in 0..19 {
        tells_nothing(&get(at, &nearly).await, 404);
    }
    assert_eq!(get(at, &right).await.status, 200, "browsers ask for icons, and 19 are not 20");
    let _ = post(at, &format!("{nearly}/confirm"), &said().to_string()).await;
    assert_eq!(page.confirmed().await, Err(Ended::TooManyWrong));
    page.close().await;
    assert!(is_shut(at).await);
}

#[tokio::test]
async fn every_answer_is_kept_nowhere_and_lets_nothing_foreign_in() {
    let page = open().await;
    let (at, secret) = (page.address(), path(&page));
    for place in [secret.clone(), format!("{secret}/offer"), "/elsewhere".to_owned()] {
        let answer = get(at, &place).await;
        for header in [
            "cache-control: no-store",
            "referrer-policy: no-referrer",
            "x-content-type-options: nosniff",
            "content-security-policy: default-src 'none'; style-src 'sha256-",
            "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ] {
            assert!(answer.head.contains(header), "{header} is missing in {}", answer.head);
        }
        assert!(!answer.head.contains("set-cookie") && !answer.head.contains("unsafe"), "{}", answer.head);
    }
}
