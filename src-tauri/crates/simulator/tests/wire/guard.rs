//! What is let in: raw requests, as no well-behaved client would send them.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::time::Duration;

use tessera_protocol::Call;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::desk::Desk;

fn port(desk: &Desk) -> u16 {
    desk.simulator.base_url().rsplit_once(':').unwrap().1.parse().unwrap()
}

/// Sends a head as it is and gives the status and the whole answer.
async fn raw(desk: &Desk, head: &str) -> (u16, String) {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port(desk))).await.unwrap();
    stream.write_all(format!("{head}\r\nconnection: close\r\n\r\n").as_bytes()).await.unwrap();
    let mut answer = String::new();
    tokio::time::timeout(Duration::from_secs(10), stream.read_to_string(&mut answer)).await.unwrap().unwrap();
    (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer.to_lowercase())
}

#[tokio::test]
async fn only_requests_that_mean_this_simulator_are_answered() {
    let desk = Desk::open().await;
    let port = port(&desk);
    let get = "GET /ags/servicediscovery HTTP/1.1\r\nnv-tenant-id: nagra";
    for (hosts, status) in [
        (vec![format!("127.0.0.1:{port}")], 200),
        (vec![format!("localhost:{port}")], 200),
        (vec![format!("LOCALHOST:{port}")], 200),
        (vec![format!("evil.example:{port}")], 421),
        (vec![format!("127.0.0.1.evil.example:{port}")], 421),
        (vec![format!("localhost:{}", port ^ 1)], 421),
        (vec!["localhost".to_owned()], 421),
        (vec![format!("[::1]:{port}")], 421),
        (vec![format!("0.0.0.0:{port}")], 421),
        (vec![format!("evil.example@127.0.0.1:{port}")], 421),
        (vec![String::new()], 421),
        (vec![], 400),
        (vec![format!("127.0.0.1:{port}"), "evil.example".to_owned()], 400),
    ] {
        let head = hosts.iter().fold(get.to_owned(), |head, host| format!("{head}\r\nHost: {host}"));
        assert_eq!(raw(&desk, &head).await.0, status, "{hosts:?}");
    }
    let absolute = format!("GET http://evil.example/ags/servicediscovery HTTP/1.1\r\nHost: 127.0.0.1:{port}");
    assert_eq!(raw(&desk, &absolute).await.0, 421, "the target counts as much as the header");
}

#[tokio::test]
async fn a_web_page_is_never_let_in() {
    let desk = Desk::open().await;
    let host = format!("Host: 127.0.0.1:{}", port(&desk));
    let own = desk.simulator.base_url();
    for origin in ["https://evil.example", "null", "tauri://localhost", own.as_str(), ""] {
        for line in ["GET /ags/servicediscovery", "POST /ags/getSessionToken", "OPTIONS /ags/getSessionToken", "GET /"]
        {
            let (status, answer) =
                raw(&desk, &format!("{line} HTTP/1.1\r\n{host}\r\nOrigin: {origin}\r\nnv-tenant-id: nagra")).await;
            assert_eq!(status, 403, "{line} from {origin}");
            assert!(!answer.contains("access-control"), "{answer}");
        }
    }
}

#[tokio::test]
async fn no_answer_opens_the_simulator_to_web_pages() {
    let desk = Desk::open().await;
    let discovery = desk.http.get(desk.url(Call::ServiceDiscovery.path())).header("nv-tenant-id", "nagra");
    for answer in [desk.ask(discovery).await, desk.first_time("ACC-1").await, desk.get_session_token("bad").await] {
        assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control")));
    }
}

#[tokio::test]
async fn another_method_is_not_allowed_and_another_path_is_not_found() {
    let desk = Desk::open().await;
    for (line, status, allowed) in [
        ("HEAD /ags/servicediscovery", 405, "allow: get\r\n"),
        ("POST /ags/servicediscovery", 405, "allow: get"),
        ("GET /ags/getSessionToken", 405, "allow: post"),
        ("PUT /ags/signOnWithSessionToken", 405, "allow: post"),
        ("DELETE /ias/v2/content_token", 405, "allow: post"),
        ("OPTIONS /ags/getSessionToken", 405, "allow: post"),
        ("GET /", 404, ""),
        ("POST /ags/getsessiontoken", 404, ""),
        ("POST /ags/getSessionToken/", 404, ""),
        ("POST /ias/v3/content_token", 404, ""),
    ] {
        let (got, answer) = raw(&desk, &format!("{line} HTTP/1.1\r\nHost: 127.0.0.1:{}", port(&desk))).await;
        assert_eq!(got, status, "{line}");
        assert!(answer.contains(allowed), "{line}: {answer}");
    }
}

/// The address by which other machines would reach this one; there is none on a machine without a network.
fn outer_address() -> Option<SocketAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // Nothing is sent: connecting a UDP socket only asks the routing table.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().filter(|address| !address.ip().is_loopback())
}

#[tokio::test]
async fn it_listens_on_the_loopback_address_alone() {
    let desk = Desk::open().await;
    assert!(desk.simulator.base_url().starts_with("http://127.0.0.1:"));
    let others = ["127.0.0.2:0".parse().ok(), outer_address()];
    for mut other in others.into_iter().flatten() {
        other.set_port(port(&desk));
        let connected = tokio::time::timeout(Duration::from_secs(5), TcpStream::connect(other)).await;
        assert!(!matches!(connected, Ok(Ok(_))), "{other} is reached");
    }
}
