//! Each fault, as a client meets it.

use std::error::Error;
use std::time::Duration;

use reqwest::{Certificate, Client, ClientBuilder, Identity};
use tessera_simulator::faults::{
    ClientCertificates, ClientIdentity, Fault, FaultServer, ServerCertificate, TestAuthority, refused_url,
};

const SHORT: Duration = Duration::from_millis(300);

fn plain() -> ClientBuilder {
    let none: [Certificate; 0] = [];
    Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).tls_certs_only(none)
}

/// What a client says of its failure, with all its causes.
fn causes(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text += &format!(": {cause}");
        source = cause.source();
    }
    text
}

async fn post(server: &FaultServer) -> Result<reqwest::Response, reqwest::Error> {
    let client = plain().timeout(SHORT).build().unwrap();
    client.post(format!("{}/ags/getSessionToken", server.url())).body("{\"parameters\":[]}").send().await
}

/// Starts a server, asks it once, and gives why no head came back.
async fn no_head(fault: Fault) -> (FaultServer, reqwest::Error) {
    let server = FaultServer::start(fault).await.unwrap();
    let error = post(&server).await.unwrap_err();
    (server, error)
}

/// Starts a server, asks it once, gets a head, and gives why no body came.
async fn no_body(fault: Fault) -> (FaultServer, reqwest::Error) {
    let server = FaultServer::start(fault).await.unwrap();
    let response = post(&server).await.unwrap();
    assert_eq!(response.status(), 200);
    let error = response.bytes().await.unwrap_err();
    (server, error)
}

#[tokio::test]
async fn a_port_that_refuses_refuses() {
    let error = plain().build().unwrap().get(refused_url().unwrap()).send().await.unwrap_err();
    assert!(error.is_connect() && causes(&error).contains("refused"), "{}", causes(&error));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_queue_leaves_a_connection_hanging() {
    let server = FaultServer::start(Fault::NeverAccepts).await.unwrap();
    let client = plain().connect_timeout(SHORT).build().unwrap();
    let error = client.get(server.url()).send().await.unwrap_err();
    assert!(error.is_connect() && error.is_timeout(), "{}", causes(&error));
    assert_eq!(server.hits(), 0);
}

#[tokio::test]
async fn a_server_that_never_answers_holds_the_request_until_the_client_leaves() {
    let (server, error) = no_head(Fault::NeverAnswers).await;
    assert!(error.is_timeout());
    server.client_left().await;
    let requests = server.requests();
    assert_eq!((server.hits(), requests.len()), (1, 1));
    let request = String::from_utf8(requests[0].clone()).unwrap();
    assert!(request.starts_with("POST /ags/getSessionToken HTTP/1.1\r\n") && request.ends_with("{\"parameters\":[]}"));
}

#[tokio::test]
async fn a_connection_closed_before_the_head_is_an_incomplete_message() {
    let (server, error) = no_head(Fault::ClosesBeforeHeaders).await;
    assert!(causes(&error).contains("connection closed before message completed"), "{}", causes(&error));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn what_is_not_http_does_not_parse() {
    for fault in [Fault::NotHttp, Fault::GarbageStatus, Fault::Raw(b"HTTP/1.1 200 OK\r\n\x01: 1\r\n\r\n".to_vec())] {
        let (_, error) = no_head(fault.clone()).await;
        let causes = causes(&error);
        // A banner may come before the request is on its way.
        let early = fault == Fault::NotHttp && causes.contains("unexpected message");
        assert!(early || causes.contains("invalid HTTP"), "{fault:?}: {causes}");
    }
}

#[tokio::test]
async fn a_reset_in_the_body_is_a_reset() {
    let (_, error) = no_body(Fault::ResetsInBody).await;
    assert!(causes(&error).contains("reset"), "{}", causes(&error));
}

#[tokio::test]
async fn a_body_that_stalls_or_drips_runs_into_the_deadline() {
    for fault in [Fault::StallsInBody, Fault::DripsForever { every: Duration::from_millis(20) }] {
        let (server, error) = no_body(fault).await;
        assert!(error.is_timeout(), "{}", causes(&error));
        server.client_left().await;
    }
}

#[tokio::test]
async fn a_body_cut_short_ends_too_early_without_a_reset() {
    for fault in [Fault::CutContentLength, Fault::CutChunked] {
        let (_, error) = no_body(fault.clone()).await;
        let causes = causes(&error);
        assert!(!error.is_timeout() && !causes.contains("reset"), "{fault:?}: {causes}");
        assert!(causes.contains("end of file") || causes.contains("unexpected EOF"), "{fault:?}: {causes}");
    }
}

#[tokio::test]
async fn an_endless_body_goes_on_until_the_client_leaves() {
    let server = FaultServer::start(Fault::EndlessBody).await.unwrap();
    let client = plain().timeout(Duration::from_secs(20)).build().unwrap();
    let mut response = client.get(server.url()).send().await.unwrap();
    let mut bytes = 0;
    while bytes < 8 * 1024 * 1024 {
        bytes += response.chunk().await.unwrap().unwrap().len();
    }
    drop(response);
    server.client_left().await;
}

#[tokio::test]
async fn a_gzip_bomb_unpacks_to_a_thousand_times_its_size() {
    use std::io::Read as _;

    let server = FaultServer::start(Fault::GzipBomb).await.unwrap();
    let client = plain().timeout(Duration::from_secs(20)).build().unwrap();
    let mut response = client.get(server.url()).send().await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "gzip");
    let mut packed = Vec::new();
    while packed.len() < 16 * 1024 {
        packed.extend(response.chunk().await.unwrap().unwrap());
    }
    let mut unpacked = vec![1; 8 * 1024 * 1024];
    flate2::read::GzDecoder::new(packed.as_slice()).read_exact(&mut unpacked).unwrap();
    assert!(unpacked.iter().all(|byte| *byte == 0));
}

#[tokio::test]
async fn a_redirect_says_where_exactly_as_scripted() {
    let other = FaultServer::start(Fault::json(200, "{}")).await.unwrap();
    for location in [Some(other.url()), Some("javascript:alert(1)".to_owned()), None] {
        for status in [301, 302, 303, 307, 308] {
            let server = FaultServer::start(Fault::Redirect { status, location: location.clone() }).await.unwrap();
            let response = post(&server).await.unwrap();
            assert_eq!(response.status(), status);
            let to = response.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
            assert_eq!(to, location);
        }
    }
    assert_eq!(other.hits(), 0);
}

#[tokio::test]
async fn an_answer_is_sent_as_scripted_on_every_connection() {
    let body = b"\xef\xbb\xbf\xff\xfe\0".to_vec();
    let headers = vec![("Content-Type".to_owned(), "text/html; charset=latin-1".to_owned())];
    let server = FaultServer::start(Fault::Answer { status: 207, headers, body: body.clone() }).await.unwrap();
    for _ in 0..3 {
        let response = post(&server).await.unwrap();
        assert_eq!(
            (response.status().as_u16(), &response.headers()["content-type"]),
            (207, &"text/html; charset=latin-1".parse().unwrap())
        );
        assert_eq!(response.bytes().await.unwrap(), body);
    }
    assert_eq!((server.hits(), server.requests().len()), (3, 3));
}

#[tokio::test]
async fn a_dropped_server_refuses() {
    let server = FaultServer::start(Fault::NeverAnswers).await.unwrap();
    let url = server.url();
    drop(server);
    let client = plain().timeout(SHORT).build().unwrap();
    while !client.get(&url).send().await.unwrap_err().is_connect() {}
}

fn trusting(authority: &TestAuthority) -> ClientBuilder {
    let certificate = Certificate::from_pem(authority.certificate_pem().as_bytes()).unwrap();
    plain().tls_certs_only([certificate]).timeout(Duration::from_secs(20))
}

/// What comes of asking a TLS server: its status, or why there is none.
async fn ask(client: ClientBuilder, server: &FaultServer) -> Result<u16, String> {
    let response = client.build().unwrap().get(server.url()).send().await;
    response.map(|response| response.status().as_u16()).map_err(|error| causes(&error))
}

#[tokio::test]
async fn each_bad_certificate_is_bad_in_its_own_way() {
    let authority = TestAuthority::new().unwrap();
    for (certificate, expected) in [
        (ServerCertificate::Good, None),
        (ServerCertificate::WrongName, Some("not valid for name")),
        (ServerCertificate::Expired, Some("expired")),
        (ServerCertificate::NotYetValid, Some("not valid yet")),
        (ServerCertificate::SelfSigned, Some("UnknownIssuer")),
    ] {
        let fault = Fault::json(200, "{}");
        let server =
            FaultServer::start_tls(fault, &authority, certificate, ClientCertificates::NotAsked).await.unwrap();
        match (ask(trusting(&authority), &server).await, expected) {
            (Ok(status), None) => assert_eq!(status, 200),
            (Err(causes), Some(expected)) => assert!(causes.contains(expected), "{certificate:?}: {causes}"),
            (other, _) => panic!("{certificate:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_server_of_an_authority_that_the_client_was_not_given_is_of_an_unknown_one() {
    let (fault, good) = (Fault::json(200, "{}"), ServerCertificate::Good);
    let unknown = TestAuthority::new().unwrap();
    let server = FaultServer::start_tls(fault, &unknown, good, ClientCertificates::NotAsked).await.unwrap();
    let causes = ask(trusting(&TestAuthority::new().unwrap()), &server).await.unwrap_err();
    assert!(causes.contains("UnknownIssuer"), "{causes}");
    assert_eq!((server.hits(), server.requests().len()), (1, 0), "nothing was sent");
}

#[tokio::test]
async fn a_server_that_wants_a_client_certificate_takes_only_a_good_one_of_its_authority() {
    let authority = TestAuthority::new().unwrap();
    let (fault, good) = (Fault::json(200, "{}"), ServerCertificate::Good);
    let server = FaultServer::start_tls(fault, &authority, good, ClientCertificates::Required).await.unwrap();
    let with = |identity: ClientIdentity| {
        let pem = identity.certificate_pem + &identity.key_pem;
        trusting(&authority).identity(Identity::from_pem(pem.as_bytes()).unwrap())
    };
    assert_eq!(ask(with(authority.client().unwrap()), &server).await, Ok(200));
    let stranger = TestAuthority::new().unwrap();
    for (client, expected) in [
        (trusting(&authority), "CertificateRequired"),
        (with(authority.expired_client().unwrap()), "CertificateExpired"),
        (with(stranger.client().unwrap()), "UnknownCA"),
    ] {
        let causes = ask(client, &server).await.unwrap_err();
        assert!(causes.contains(expected), "{causes}");
    }
}

#[tokio::test]
async fn faults_are_played_through_tls_too() {
    let authority = TestAuthority::new().unwrap();
    let good = ServerCertificate::Good;
    for (fault, expected) in [
        (Fault::ClosesBeforeHeaders, "connection closed before message completed"),
        (Fault::GarbageStatus, "invalid HTTP"),
    ] {
        let server = FaultServer::start_tls(fault, &authority, good, ClientCertificates::NotAsked).await.unwrap();
        let causes = ask(trusting(&authority), &server).await.unwrap_err();
        assert!(causes.contains(expected), "{causes}");
        assert!(server.requests()[0].starts_with(b"GET / HTTP/1.1\r\n"));
    }
}

#[tokio::test]
async fn the_wrong_scheme_for_a_port_fails_at_once() {
    let authority = TestAuthority::new().unwrap();
    let plain_server = FaultServer::start(Fault::json(200, "{}")).await.unwrap();
    let url = plain_server.url().replace("http:", "https:");
    let error = trusting(&authority).build().unwrap().get(url).send().await.unwrap_err();
    assert!(causes(&error).contains("InvalidContentType"), "{}", causes(&error));

    let (fault, good) = (Fault::json(200, "{}"), ServerCertificate::Good);
    let server = FaultServer::start_tls(fault, &authority, good, ClientCertificates::NotAsked).await.unwrap();
    let url = server.url().replace("https:", "http:");
    let error = trusting(&authority).build().unwrap().get(url).send().await.unwrap_err();
    assert!(!error.is_timeout(), "{}", causes(&error));
}
