//! TLS: what is wrong with a certificate is said apart, with what mends it; client certificates; the wrong scheme.

use tessera_gateway::{CertificateCheck, ClientCertificateTrouble, Connection, Exchange, FailureKind, Gateway, Stage};
use tessera_simulator::faults::{
    ClientCertificates, ClientIdentity, Fault, FaultServer, ServerCertificate, TestAuthority,
};

use crate::support::*;

async fn server(authority: &TestAuthority, certificate: ServerCertificate, client: ClientCertificates) -> FaultServer {
    FaultServer::start_tls(Fault::json(200, r#"{"sessionToken":"abc"}"#), authority, certificate, client).await.unwrap()
}

/// A connection that trusts an authority.
fn trusting(server: &FaultServer, authority: &TestAuthority) -> Connection {
    Connection { ca_pem: Some(authority.certificate_pem().into_bytes()), ..connection(&server.url(), LONG) }
}

async fn through(connection: Connection) -> Exchange {
    call(&Gateway::new(connection).unwrap(), get_session_token()).await
}

#[tokio::test]
async fn an_unknown_authority_is_refused_until_it_is_added() {
    let authority = TestAuthority::new().unwrap();
    for certificate in [ServerCertificate::Good, ServerCertificate::SelfSigned] {
        let server = server(&authority, certificate, ClientCertificates::NotAsked).await;
        let failure = failure(&through(connection(&server.url(), LONG)).await, Stage::Tls);
        assert_eq!(failure.cause, FailureKind::UnknownIssuer);
        assert!(failure.remedy.starts_with("Add the issuer's certificate as CA file"), "{}", failure.remedy);
        assert!(server.requests().is_empty(), "nothing was sent to a server that is not known");
    }
    let server = server(&authority, ServerCertificate::Good, ClientCertificates::NotAsked).await;
    assert_eq!(through(trusting(&server, &authority)).await.answer().unwrap().status, 200);
}

#[tokio::test]
async fn each_bad_certificate_has_its_own_name() {
    let authority = TestAuthority::new().unwrap();
    for (certificate, cause, remedy) in [
        (ServerCertificate::WrongName, FailureKind::WrongName { host: "127.0.0.1".into() }, "name"),
        (ServerCertificate::Expired, FailureKind::CertificateExpired, "clock"),
        (ServerCertificate::NotYetValid, FailureKind::CertificateNotYetValid, "clock"),
    ] {
        let server = server(&authority, certificate, ClientCertificates::NotAsked).await;
        let failure = failure(&through(trusting(&server, &authority)).await, Stage::Tls);
        assert_eq!(failure.cause, cause);
        assert!(failure.remedy.contains(remedy), "{}", failure.remedy);
        assert!(server.requests().is_empty());
    }
}

#[tokio::test]
async fn a_certificate_with_another_fault_says_which() {
    let authority = TestAuthority::new().unwrap();
    for (certificate, reason) in [
        (ServerCertificate::WeakSignature, "no longer safe"),
        (ServerCertificate::ForgedSignature, "its signature does not fit"),
        (ServerCertificate::ForClients, "not one for servers"),
    ] {
        let server = server(&authority, certificate, ClientCertificates::NotAsked).await;
        let failure = failure(&through(trusting(&server, &authority)).await, Stage::Tls);
        assert!(matches!(failure.cause, FailureKind::BadCertificate { .. }), "{certificate:?}: {failure:?}");
        assert!(failure.headline.contains(reason), "{certificate:?}: {}", failure.headline);
        assert!(server.requests().is_empty());
    }
}

#[tokio::test]
async fn a_missing_intermediate_is_hinted_at() {
    let authority = TestAuthority::new().unwrap();
    let server = server(&authority, ServerCertificate::IntermediateMissing, ClientCertificates::NotAsked).await;
    let failure = failure(&through(trusting(&server, &authority)).await, Stage::Tls);
    assert_eq!(failure.cause, FailureKind::UnknownIssuer);
    assert!(failure.remedy.contains("leaves out an intermediate certificate"), "{}", failure.remedy);
}

/// A server's first answer in TLS 1.0 or 1.1: AES-128, no extensions.
fn server_hello(version: u8) -> Vec<u8> {
    let body = [&[3, version][..], &[7; 32], &[0, 0, 0x2f, 0]].concat();
    let length = u8::try_from(body.len()).unwrap();
    [&[0x16, 3, version, 0, length + 4, 2, 0, 0, length][..], &body].concat()
}

fn alert(description: u8) -> Fault {
    Fault::Raw(vec![0x15, 3, 1, 0, 2, 2, description])
}

async fn raw_tls(fault: Fault) -> (FaultServer, Exchange) {
    let server = FaultServer::start(fault).await.unwrap();
    let exchange = through(connection(&server.url().replace("http:", "https:"), LONG)).await;
    (server, exchange)
}

#[tokio::test]
async fn a_server_of_old_tls_is_called_too_old() {
    let protocol_version = 70;
    for fault in [alert(protocol_version), Fault::Raw(server_hello(1)), Fault::Raw(server_hello(2))] {
        let (server, exchange) = raw_tls(fault.clone()).await;
        let failure = failure(&exchange, Stage::Tls);
        assert_eq!(failure.cause, FailureKind::TlsTooOld, "{fault:?}");
        assert_eq!(failure.remedy, "Have TLS 1.2 or newer switched on at the server.");
        assert_eq!(server.hits(), 1, "no second try with less");
    }
}

#[tokio::test]
async fn a_handshake_that_the_server_ends_says_why_in_plain_words() {
    for (description, words) in [
        (40, "no version or cipher in common, or the server wants a client certificate and none is set"),
        (71, "no version or cipher in common"),
        (20, "the server ended the handshake"),
        (80, "trouble of its own"),
        (112, "does not know the name 127.0.0.1"),
    ] {
        let failure = failure(&raw_tls(alert(description)).await.1, Stage::Tls);
        assert!(matches!(failure.cause, FailureKind::Tls { .. }), "{failure:?}");
        assert!(failure.headline.contains(words), "{}", failure.headline);
    }
    for (fault, words) in [
        (Fault::ClosesBeforeHeaders, "closed the connection during the handshake"),
        (Fault::Raw(vec![0x16, 3, 3, 0, 4, 99, 0, 0, 0]), "damaged, or no TLS"),
    ] {
        let failure = failure(&raw_tls(fault).await.1, Stage::Tls);
        assert!(failure.headline.contains(words), "{}", failure.headline);
    }
}

#[tokio::test]
async fn an_invalid_certificate_is_taken_only_where_a_person_said_so() {
    let authority = TestAuthority::new().unwrap();
    for certificate in [ServerCertificate::WrongName, ServerCertificate::Expired, ServerCertificate::SelfSigned] {
        let server = server(&authority, certificate, ClientCertificates::NotAsked).await;
        let mut connection = connection(&server.url(), LONG);
        connection.certificates = CertificateCheck::AcceptInvalid;
        assert_eq!(through(connection).await.answer().unwrap().status, 200, "{certificate:?}");
    }
}

fn with(identity: ClientIdentity, mut connection: Connection) -> Connection {
    connection.identity_pem = Some((identity.certificate_pem + &identity.key_pem).into_bytes());
    connection
}

#[tokio::test]
async fn a_server_that_wants_a_client_certificate_says_what_it_has_against_ours() {
    let authority = TestAuthority::new().unwrap();
    let stranger = TestAuthority::new().unwrap();
    let server = server(&authority, ServerCertificate::Good, ClientCertificates::Required).await;
    let known = with(authority.client().unwrap(), trusting(&server, &authority));
    assert_eq!(through(known).await.answer().unwrap().status, 200);
    for (connection, trouble, remedy) in [
        (trusting(&server, &authority), ClientCertificateTrouble::Missing, "Set client certificate"),
        (
            with(authority.expired_client().unwrap(), trusting(&server, &authority)),
            ClientCertificateTrouble::Expired,
            "Have a new client certificate issued",
        ),
        (
            with(stranger.client().unwrap(), trusting(&server, &authority)),
            ClientCertificateTrouble::UnknownIssuer,
            "that this deployment issued",
        ),
    ] {
        let failure = failure(&through(connection).await, Stage::Tls);
        assert_eq!(failure.cause, FailureKind::ClientCertificate { trouble });
        assert!(failure.headline.contains("client certificate"), "{}", failure.headline);
        assert!(failure.remedy.contains(remedy), "{}", failure.remedy);
    }
    assert_eq!(server.requests().len(), 1, "the known one alone was asked for anything");
}

#[tokio::test]
async fn https_to_a_port_without_tls_is_said() {
    let server = FaultServer::start(Fault::json(200, "{}")).await.unwrap();
    let exchange = through(connection(&server.url().replace("http:", "https:"), LONG)).await;
    let failure = failure(&exchange, Stage::Tls);
    assert_eq!(failure.cause, FailureKind::NotTls);
    assert!(failure.remedy.contains("http://"));
}

#[tokio::test]
async fn http_to_a_port_with_tls_is_a_failure_that_hints_at_the_scheme() {
    let authority = TestAuthority::new().unwrap();
    let server = server(&authority, ServerCertificate::Good, ClientCertificates::NotAsked).await;
    let exchange = through(connection(&server.url().replace("https:", "http:"), LONG)).await;
    let failure = failure(&exchange, Stage::Wait);
    assert!(matches!(failure.cause, FailureKind::NotHttp { .. }), "{failure:?}");
    assert!(failure.remedy.contains("TLS (https) is wanted"));
}

#[tokio::test]
async fn faults_within_tls_are_the_same_faults() {
    let authority = TestAuthority::new().unwrap();
    for (fault, stage, cause) in [
        (Fault::ClosesBeforeHeaders, Stage::Wait, FailureKind::ClosedWithoutAnswer),
        (Fault::CutContentLength, Stage::Body, FailureKind::BodyIncomplete { bytes: 27, promised: Some(1_000_000) }),
    ] {
        let none = ClientCertificates::NotAsked;
        let server = FaultServer::start_tls(fault, &authority, ServerCertificate::Good, none).await.unwrap();
        assert_eq!(failure(&through(trusting(&server, &authority)).await, stage).cause, cause);
    }
}
