//! A page on loopback, and a plain HTTP client in place of the phone.
#![allow(clippy::unwrap_used, dead_code, unreachable_pub)]

use std::net::{Ipv4Addr, SocketAddr};

use serde_json::{Value, json};
use tessera_phone::{Offer, OpenPage, PhonePage};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub const AGENT: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1";

pub async fn open() -> OpenPage {
    let offer = Offer {
        environment: "Lab".to_owned(),
        account: "ACC-1".to_owned(),
        platform: "this phone".to_owned(),
        playout_device_class: Some("class-of-the-operator".to_owned()),
    };
    PhonePage::open(Ipv4Addr::LOCALHOST.into(), offer).await.unwrap()
}

/// What a phone says when it confirms.
pub fn said() -> Value {
    json!({ "screen": { "width": 393, "height": 852, "pixelRatio": 3 }, "userAgent": AGENT, "touchPoints": 5 })
}

/// The path with the secret.
pub fn path(page: &OpenPage) -> String {
    let url = page.url();
    url.strip_prefix(&format!("http://{}", page.address())).unwrap().to_owned()
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// Sends these bytes and reads to the end.
pub async fn raw(address: SocketAddr, request: &str) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}

pub async fn get(address: SocketAddr, path: &str) -> Answer {
    raw(address, &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n")).await
}

pub async fn post(address: SocketAddr, path: &str, body: &str) -> Answer {
    let head = format!("POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}");
    raw(address, &format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len())).await
}

/// Whether the port is shut.
pub async fn is_shut(address: SocketAddr) -> bool {
    TcpStream::connect(address).await.is_err_and(|error| error.kind() == std::io::ErrorKind::ConnectionRefused)
}
