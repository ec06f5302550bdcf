//! A proxy in the way: which one is taken, what is wrong with it, and that loopback goes past all of them.

use std::sync::Arc;

use tessera_gateway::{Connection, Exchange, FailureKind, Gateway, ProxyChoice, ProxyTrouble, Stage};
use tessera_simulator::faults::{
    ClientCertificates, FAR_AWAY, Fault, FaultServer, ServerCertificate, TestAuthority, refused_url,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::*;

/// A connection to the platform that is not on this computer.
fn far(scheme: &str, proxy: ProxyChoice) -> Connection {
    Connection { proxy, ..connection(&format!("{scheme}://{FAR_AWAY}"), LONG) }
}

fn at(url: &str) -> ProxyChoice {
    ProxyChoice::At(url.parse().unwrap())
}

async fn through(connection: Connection) -> Exchange {
    call(&Gateway::new(connection).unwrap(), get_session_token()).await
}

/// Why the proxy did not serve. Nothing of what was to be sent may have reached it.
async fn trouble(connection: Connection) -> ProxyTrouble {
    let ProxyChoice::At(url) = &connection.proxy else { panic!("{connection:?}") };
    let place = format!("{}:{}", url.host_str().unwrap(), url.port_or_known_default().unwrap());
    let failure = failure(&through(connection).await, Stage::Proxy);
    assert!(failure.headline.contains(&format!("proxy {place}")), "{}", failure.headline);
    let FailureKind::Proxy { proxy, trouble } = failure.cause else { panic!("{failure:?}") };
    assert_eq!(proxy, place);
    trouble
}

#[tokio::test]
async fn a_proxy_that_refuses_is_named_and_not_the_platform() {
    let url = refused_url().unwrap();
    for scheme in ["http", "https"] {
        assert_eq!(trouble(far(scheme, at(&url))).await, ProxyTrouble::Refused, "{scheme}");
        assert_eq!(trouble(far(scheme, at("http://proxy.invalid:3128"))).await, ProxyTrouble::NameNotFound);
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_proxy_that_is_a_black_hole_ends_with_the_connect_limit() {
    let server = FaultServer::start(Fault::NeverAccepts).await.unwrap();
    let connection = Connection { connect_timeout: SHORT, ..far("https", at(&server.url())) };
    assert_eq!(trouble(connection).await, ProxyTrouble::TimedOut { seconds: 1 });
}

#[tokio::test]
async fn a_proxy_that_does_not_let_a_call_through_is_told_by_what_it_did() {
    let to = format!("{FAR_AWAY}:443");
    let answers = |head: &str| Fault::Raw(format!("HTTP/1.1 {head}\r\ncontent-length: 0\r\n\r\n").into_bytes());
    for (fault, expected) in [
        (answers("407 Proxy Authentication Required\r\nproxy-authenticate: Basic"), ProxyTrouble::WantsLogin),
        (answers("502 Bad Gateway"), ProxyTrouble::NoTunnel { to: to.clone() }),
        (answers("403 Forbidden"), ProxyTrouble::NoTunnel { to: to.clone() }),
        (Fault::Raw(b"<html>log in</html>\r\n\r\n".to_vec()), ProxyTrouble::NoTunnel { to: to.clone() }),
        (Fault::ClosesBeforeHeaders, ProxyTrouble::Closed { to: to.clone() }),
    ] {
        let server = FaultServer::start(fault.clone()).await.unwrap();
        assert_eq!(trouble(far("https", at(&server.url()))).await, expected, "{fault:?}");
        assert_eq!(server.hits(), 1);
        let asked = String::from_utf8(server.requests().concat()).unwrap();
        assert!(asked.starts_with(&format!("CONNECT {to} HTTP/1.1\r\n")), "{asked}");
        assert!(!asked.contains("eyJ") && !asked.contains("nv-tenant-id"), "the proxy learns where to, and no more");
    }
}

#[tokio::test]
async fn a_proxy_between_plain_http_answers_in_its_own_name() {
    let headers = vec![("proxy-authenticate".to_owned(), "Basic".to_owned())];
    let proxy = FaultServer::start(Fault::Answer { status: 407, headers, body: vec![] }).await.unwrap();
    let exchange = through(far("http", at(&proxy.url()))).await;
    assert_eq!(exchange.answer().unwrap().status, 407);
    let asked = String::from_utf8(proxy.requests().concat()).unwrap();
    assert!(asked.starts_with(&format!("POST http://{FAR_AWAY}/ags/getSessionToken HTTP/1.1\r\n")), "{asked}");
}

/// A proxy that lets everything through to one address, whatever it was asked for.
async fn open_proxy(to: u16) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(client.read_u8().await.unwrap());
            }
            let mut server = TcpStream::connect(("127.0.0.1", to)).await.unwrap();
            client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
            tokio::spawn(async move { tokio::io::copy_bidirectional(&mut client, &mut server).await });
        }
    });
    url
}

#[tokio::test]
async fn beyond_the_proxy_tls_is_with_the_platform() {
    let authority = TestAuthority::new().unwrap();
    for (certificate, status, cause) in [
        (ServerCertificate::Good, Some(200), None),
        (ServerCertificate::WrongName, None, Some(FailureKind::WrongName { host: FAR_AWAY.into() })),
    ] {
        let none = ClientCertificates::NotAsked;
        let server = FaultServer::start_tls(Fault::json(200, "{}"), &authority, certificate, none).await.unwrap();
        let proxy = at(&open_proxy(server.port()).await);
        let ca_pem = Some(authority.certificate_pem().into_bytes());
        let exchange = through(Connection { ca_pem, ..far("https", proxy) }).await;
        assert_eq!(exchange.answer().map(|answer| answer.status), status, "{exchange:?}");
        assert_eq!(exchange.failure().map(|failure| failure.cause.clone()), cause);
    }
}

#[tokio::test]
async fn loopback_goes_past_the_proxy_of_the_environment_too() {
    let server = FaultServer::start(Fault::json(200, r#"{"sessionToken":"direct"}"#)).await.unwrap();
    let nobody = at(&refused_url().unwrap());
    for host in ["127.0.0.1", "localhost"] {
        let url = server.url().replace("127.0.0.1", host);
        let exchange = through(Connection { proxy: nobody.clone(), ..connection(&url, LONG) }).await;
        assert_eq!(exchange.answer().unwrap().status, 200, "{host}");
    }
    let mixed = Connection { ags: server.url().parse().unwrap(), ..far("http", nobody) };
    assert_eq!(through(mixed.clone()).await.answer().unwrap().status, 200);
    let content = tessera_gateway::Request::content_token(ACCESS_TOKEN, &"CH015".into());
    let far = call(&Gateway::new(mixed).unwrap(), content).await;
    assert!(matches!(failure(&far, Stage::Proxy).cause, FailureKind::Proxy { .. }), "each address by itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_systems_proxy_is_taken_unless_no_proxy_or_the_environment_says_otherwise() {
    const TEST: &str = "proxies::the_systems_proxy_is_taken_unless_no_proxy_or_the_environment_says_otherwise";
    if !is_child() {
        let proxy = Arc::new(FaultServer::start(Fault::json(200, "{}")).await.unwrap());
        let (seen, port) = (Arc::clone(&proxy), proxy.port());
        let child = tokio::task::spawn_blocking(move || {
            let url = format!("http://ada:love%20lace@127.0.0.1:{port}");
            in_a_process_of_its_own(TEST, &[("HTTP_PROXY", &url), ("NO_PROXY", "example.invalid, .lab.invalid")])
        });
        child.await.unwrap();
        let asked = String::from_utf8(seen.requests().concat()).unwrap();
        assert_eq!(seen.hits(), 1, "{asked}");
        assert!(asked.starts_with(&format!("POST http://{FAR_AWAY}/")), "{asked}");
        assert!(asked.contains("proxy-authorization: Basic YWRhOmxvdmUgbGFjZQ=="), "the system's login: {asked}");
        return;
    }
    assert_eq!(through(far("http", ProxyChoice::System)).await.answer().unwrap().status, 200);
    let direct = through(far("http", ProxyChoice::Direct)).await;
    assert_eq!(failure(&direct, Stage::Dns).cause, FailureKind::NameNotFound { host: FAR_AWAY.into() });
    for host in ["example.invalid", "ags.lab.invalid"] {
        let exchange = through(connection(&format!("http://{host}"), LONG)).await;
        failure(&exchange, Stage::Dns);
    }
}

#[tokio::test]
async fn a_proxy_that_does_not_speak_http_is_refused_before_anything_is_sent() {
    const TEST: &str = "proxies::a_proxy_that_does_not_speak_http_is_refused_before_anything_is_sent";
    if !is_child() {
        in_a_process_of_its_own(TEST, &[("ALL_PROXY", "socks5h://ada:lovelace@127.0.0.1:9")]);
        return;
    }
    let failure = failure(&through(far("https", ProxyChoice::System)).await, Stage::Proxy);
    assert!(failure.headline.contains("proxy 127.0.0.1:9 is one of socks5h"), "{}", failure.headline);
    assert!(!format!("{failure:?}").contains("lovelace"));
}
