//! A call that is ended by whoever waits for it, at each stage: it is over at once, and the other side sees that.
//!
//! Not the look-up of the name: the system does it in a thread of ours that nobody waits for, and there is no connection yet.

use std::time::{Duration, Instant};

use tessera_gateway::{Exchange, Request};
use tessera_protocol::{NamedValue, ParametersBody};
use tessera_simulator::faults::{Fault, FaultServer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::support::*;

/// Long before any limit of the call, also on a machine that is busy.
const AT_ONCE: Duration = Duration::from_secs(1);

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}

fn begin(url: &str, request: Request) -> JoinHandle<Exchange> {
    let gateway = gateway(url);
    tokio::spawn(async move { call(&gateway, request).await })
}

/// Ends the call and waits for what has to follow.
async fn end(call: JoinHandle<Exchange>, followed: impl Future<Output = ()>) {
    let begin = Instant::now();
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    tokio::time::timeout(LONG, followed).await.unwrap();
    assert!(begin.elapsed() < AT_ONCE, "after {:?}", begin.elapsed());
}

/// Reads until the other side has closed; how much came.
async fn until_closed(stream: &mut TcpStream) -> usize {
    let (mut all, mut bytes) = (0, vec![0; 1 << 16]);
    loop {
        match stream.read(&mut bytes).await {
            Ok(0) | Err(_) => return all,
            Ok(more) => all += more,
        }
    }
}

/// Connections that wait to be taken by a port, as the kernel lists them.
#[cfg(target_os = "linux")]
fn waiting_for(port: u16) -> bool {
    const SYN_SENT: &str = "02";
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
    let to = format!(":{port:04X}");
    table.lines().any(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        fields.get(2).is_some_and(|remote| remote.ends_with(&to)) && fields[3] == SYN_SENT
    })
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_call_that_is_ended_while_it_connects_leaves_no_connection() {
    let server = FaultServer::start(Fault::NeverAccepts).await.unwrap();
    let port = server.port();
    let before = waiting_for(port);
    assert!(!before, "the server's own connections stand in its queue");
    let call = begin(&server.url(), get_session_token());
    while !waiting_for(port) {
        tokio::task::yield_now().await;
    }
    end(call, async {
        while waiting_for(port) {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_call_that_is_ended_in_the_handshake_of_tls_closes_its_connection() {
    let (listener, address) = listen().await;
    let call = begin(&format!("https://{address}"), get_session_token());
    let (mut stream, _) = listener.accept().await.unwrap();
    assert_eq!(stream.read_u8().await.unwrap(), 22, "it begins with a record of a handshake");
    end(call, async {
        until_closed(&mut stream).await;
    })
    .await;
}

/// What the platform is sent fits into what the system takes at once, so sending is no stage of its own: it is on its way.
#[tokio::test]
async fn a_call_that_is_ended_before_the_server_has_read_anything_closes_its_connection() {
    let (listener, address) = listen().await;
    let parameters = vec![NamedValue { name: "OperatorAuthToken".into(), value: "x".repeat(16 << 10) }];
    let request = Request::get_session_token(&"Customer Auth Service".into(), &ParametersBody { parameters });
    let call = begin(&format!("http://{address}"), request);
    let (mut stream, _) = listener.accept().await.unwrap();
    stream.readable().await.unwrap();
    end(call, async {
        until_closed(&mut stream).await;
    })
    .await;
}

#[tokio::test]
async fn a_call_that_is_ended_while_it_waits_closes_its_connection() {
    let (listener, address) = listen().await;
    let call = begin(&format!("http://{address}"), get_session_token());
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut asked = [0; 4096];
    assert!(stream.read(&mut asked).await.unwrap() > 0);
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-ty").await.unwrap();
    end(call, async {
        until_closed(&mut stream).await;
    })
    .await;
}

#[tokio::test]
async fn a_call_that_is_ended_in_the_body_closes_its_connection() {
    let (listener, address) = listen().await;
    let call = begin(&format!("http://{address}"), get_session_token());
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut asked = [0; 4096];
    assert!(stream.read(&mut asked).await.unwrap() > 0);
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"sessionToken\":").await.unwrap();
    end(call, async {
        until_closed(&mut stream).await;
    })
    .await;
}
