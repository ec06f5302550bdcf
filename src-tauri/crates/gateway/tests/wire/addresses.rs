//! IPv4 and IPv6: both work, a dead one does not hold up the other, and a failure says which were tried.

use std::io::Write as _;
use std::net::Ipv6Addr;
use std::process::Command;
use std::time::Instant;

use tessera_gateway::{AddressFamilies, FailureKind, Stage};
use tessera_simulator::faults::{Fault, FaultServer, refused_url};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::support::*;

async fn answer_for_ever(listener: TcpListener) {
    while let Ok((mut stream, _)) = listener.accept().await {
        let mut head = [0; 8192];
        let _ = stream.read(&mut head).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}").await;
    }
}

#[tokio::test]
async fn a_server_that_has_ipv6_alone_is_reached_by_its_address() {
    let Ok(listener) = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await else {
        let _ = writeln!(std::io::stderr(), "SKIPPED: this computer has no IPv6, not even on loopback");
        return;
    };
    let url = format!("http://{}", listener.local_addr().unwrap());
    assert!(url.starts_with("http://[::1]:"));
    let serving = tokio::spawn(answer_for_ever(listener));
    let exchange = ask(&url, LONG, get_session_token()).await;
    assert_eq!(exchange.answer().unwrap().status, 200);
    assert!(
        exchange.sent.headers.contains(&("host".into(), url.replace("http://", ""))),
        "{:?}",
        exchange.sent.headers
    );
    serving.abort();
    let _ = serving.await;
    let exchange = ask(&url, LONG, get_session_token()).await;
    let failure = failure(&exchange, Stage::Connect);
    assert!(failure.headline.contains("[::1]"), "{}", failure.headline);
}

#[tokio::test]
async fn a_name_with_ipv4_alone_says_so_when_nobody_listens() {
    let url = refused_url().unwrap().replace("127.0.0.1", "localhost");
    let exchange = ask(&url, LONG, get_session_token()).await;
    let failure = failure(&exchange, Stage::Connect);
    let FailureKind::ConnectionRefused { host, tried, .. } = &failure.cause else { panic!("{failure:?}") };
    assert_eq!(host, "localhost");
    assert!(matches!(tried, Some(AddressFamilies::Ipv4 | AddressFamilies::Both)), "{failure:?}");
    assert!(failure.headline.contains("IPv4"), "{}", failure.headline);
}

/// Runs a test of this program where the names of a file are known, and no network but loopback is there.
/// False where this computer does not allow it.
fn with_names(test: &str, names: &str) -> bool {
    if Command::new("unshare").args(["-rmn", "true"]).status().map_or(true, |status| !status.success()) {
        let _ = writeln!(std::io::stderr(), "SKIPPED: no namespaces here, so {test} did not run");
        return false;
    }
    let hosts = std::env::temp_dir().join(format!("tessera-hosts-{}", uuid::Uuid::new_v4()));
    std::fs::write(&hosts, names).unwrap();
    let program = std::env::current_exe().unwrap();
    let script =
        r#"mount --bind "$1" /etc/hosts && ip link set lo up && exec "$2" --exact "$3" --nocapture --test-threads=1"#;
    let mut command = Command::new("unshare");
    command.args(["-rmn", "sh", "-c", script, "sh"]).arg(&hosts).arg(program).arg(test).env(CHILD, "1");
    let output = command.output().unwrap();
    std::fs::remove_file(hosts).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    true
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_dead_ipv6_address_does_not_hold_up_the_ipv4_address_of_the_same_name() {
    const TEST: &str = "addresses::a_dead_ipv6_address_does_not_hold_up_the_ipv4_address_of_the_same_name";
    if !is_child() {
        with_names(TEST, "127.0.0.1 localhost\n::1 dual.test\n127.0.0.1 dual.test\n::1 six.test\nfd00::1 far.test\n");
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(answer_for_ever(listener));
    let url = format!("http://dual.test:{port}");
    let exchange = ask(&url, LONG, get_session_token()).await;
    assert_eq!(exchange.answer().unwrap().status, 200, "nobody listens at the IPv6 address");

    // The queue of the port is full, so whoever connects over IPv6 hears nothing.
    let socket = TcpSocket::new_v6().unwrap();
    socket.bind((Ipv6Addr::LOCALHOST, port).into()).unwrap();
    let _deaf = socket.listen(1).unwrap();
    let mut queue = Vec::new();
    while let Ok(connected) = tokio::time::timeout(SHORT, TcpStream::connect((Ipv6Addr::LOCALHOST, port))).await {
        queue.push(connected.unwrap());
    }
    let begin = Instant::now();
    let exchange = ask(&url, LONG, get_session_token()).await;
    assert_eq!(exchange.answer().unwrap().status, 200, "the IPv6 address says nothing");
    assert!(begin.elapsed() < LONG / 4, "{:?}", begin.elapsed());

    let exchange = ask(&format!("http://six.test:{port}"), SHORT, get_session_token()).await;
    let failure = failure(&exchange, Stage::Connect);
    assert!(failure.headline.contains("tried over IPv6"), "{}", failure.headline);

    let exchange = ask(&format!("http://far.test:{port}"), LONG, get_session_token()).await;
    let failure = crate::support::failure(&exchange, Stage::Connect);
    let tried = Some(AddressFamilies::Ipv6);
    assert_eq!(failure.cause, FailureKind::NoRoute { host: "far.test".into(), tried });
    assert!(failure.remedy.contains("IPv6 address only"), "{}", failure.remedy);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_network_that_goes_down_midway_ends_with_the_limit_and_the_next_call_works() {
    const TEST: &str = "addresses::a_network_that_goes_down_midway_ends_with_the_limit_and_the_next_call_works";
    if !is_child() {
        with_names(TEST, "127.0.0.1 localhost\n");
        return;
    }
    let loopback =
        |state: &str| assert!(Command::new("ip").args(["link", "set", "lo", state]).status().unwrap().success());
    let server = FaultServer::start(Fault::NeverAnswers).await.unwrap();
    let short = tessera_gateway::Connection { connect_timeout: SHORT, ..connection(&server.url(), SHORT * 4) };
    let gateway = tessera_gateway::Gateway::new(short).unwrap();
    let begin = Instant::now();
    let waiting = tokio::spawn({
        let gateway = gateway.clone();
        async move { call(&gateway, get_session_token()).await }
    });
    while server.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    loopback("down");
    let exchange = waiting.await.unwrap();
    assert_eq!(failure(&exchange, Stage::Wait).cause, FailureKind::NoAnswer { seconds: 2 });
    assert!(begin.elapsed() < LONG / 2, "{:?}", begin.elapsed());
    let down = call(&gateway, get_session_token()).await;
    failure(&down, Stage::Connect);
    loopback("up");
    let server = FaultServer::start(Fault::json(200, "{}")).await.unwrap();
    assert_eq!(ask(&server.url(), LONG, get_session_token()).await.answer().unwrap().status, 200);
}
