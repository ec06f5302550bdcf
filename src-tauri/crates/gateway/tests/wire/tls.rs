//! TLS: what is wrong with a certificate is said apart, with what mends it; client certificates; the wrong scheme.

use tessera_gateway::{CertificateCheck, Connection, Exchange, FailureKind, Gateway, Stage};
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
        assert_eq!(failure.remedy, "Add the issuer's certificate as CA file in the environment.");
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
    for (connection, reason) in [
        (trusting(&server, &authority), "none was sent"),
        (with(authority.expired_client().unwrap(), trusting(&server, &authority)), "expired"),
        (with(stranger.client().unwrap(), trusting(&server, &authority)), "issuer is not trusted"),
    ] {
        let failure = failure(&through(connection).await, Stage::Tls);
        assert!(matches!(failure.cause, FailureKind::ClientCertificate { .. }), "{failure:?}");
        assert!(failure.headline.contains(reason), "{}", failure.headline);
        assert_eq!(failure.remedy, "Set client certificate and key in the environment.");
    }
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
