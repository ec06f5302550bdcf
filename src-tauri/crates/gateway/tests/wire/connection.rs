//! What cannot work is refused when the client is made, by the name of what is wrong.

use tessera_gateway::{Connection, ConnectionError, FailureKind, Gateway, Request, Stage};
use tessera_simulator::faults::TestAuthority;

use crate::support::*;

fn https() -> Connection {
    connection("https://ags.example", LONG)
}

fn refused(connection: Connection) -> ConnectionError {
    Gateway::new(connection).err().unwrap()
}

#[test]
fn a_ca_file_without_a_certificate_is_refused_and_not_silently_ignored() {
    let authority = TestAuthority::new().unwrap();
    let key = authority.client().unwrap().key_pem;
    let damaged = authority.certificate_pem().replace("MII", "!!!");
    for pem in ["", "garbage", "-----BEGIN CERTIFICATE-----\n", &key, &damaged] {
        let error = refused(Connection { ca_pem: Some(pem.as_bytes().to_vec()), ..https() });
        assert_eq!(error, ConnectionError::Ca, "{pem}");
        assert!(error.to_string().contains("PEM"));
    }
    let der = Connection { ca_pem: Some(b"\x30\x82\x01\x0a\x02\x82".to_vec()), ..https() };
    assert_eq!(refused(der), ConnectionError::Ca);
    let several = (0..3).map(|_| TestAuthority::new().unwrap().certificate_pem()).collect::<String>();
    assert!(Gateway::new(Connection { ca_pem: Some(several.into_bytes()), ..https() }).is_ok());
}

#[test]
fn a_client_identity_that_cannot_be_used_is_refused_without_its_key() {
    let authority = TestAuthority::new().unwrap();
    let (one, other) = (authority.client().unwrap(), authority.client().unwrap());
    for pem in ["", "garbage", &one.certificate_pem, &one.key_pem] {
        let error = refused(Connection { identity_pem: Some(pem.as_bytes().to_vec()), ..https() });
        assert!(matches!(error, ConnectionError::Identity(_)), "{error:?}");
        let key = one.key_pem.lines().nth(1).unwrap();
        assert!(!error.to_string().contains(key) && !format!("{error:?}").contains(key));
    }
    let mismatch = (one.certificate_pem + &other.key_pem).into_bytes();
    let error = refused(Connection { identity_pem: Some(mismatch), ..https() });
    assert_eq!(error, ConnectionError::OtherKey);
}

#[test]
fn a_header_of_the_environment_that_cannot_be_sent_is_refused_by_its_name() {
    for (name, value) in [
        ("x-region", "a\r\nx-injected: 1"),
        ("x-region", "a\nb"),
        ("x-region", "z\u{fc}rich"),
        ("x-region", "a\0b"),
        ("x region", "a"),
        ("x-r\u{e9}gion", "a"),
        ("", "a"),
        ("x\r\ny", "a"),
    ] {
        let error = refused(Connection { headers: vec![(name.into(), value.into())], ..https() });
        assert_eq!(error, ConnectionError::Header { name: name.into() });
        assert!(error.to_string().contains(&format!("{name:?}")) && !error.to_string().contains('\n'));
    }
}

#[tokio::test]
async fn a_value_that_no_header_can_carry_is_told_by_the_headers_name_and_nothing_is_sent() {
    let server = tessera_simulator::faults::FaultServer::start(tessera_simulator::faults::Fault::json(200, "{}"));
    let server = server.await.unwrap();
    for bad in ["a\r\nx-injected: 1", "z\u{fc}rich", "a\u{1}"] {
        let mut tenant = connection(&server.url(), LONG);
        tenant.tenant = bad.into();
        let exchange = call(&Gateway::new(tenant).unwrap(), Request::service_discovery(None)).await;
        assert!(failure(&exchange, Stage::Prepare).headline.contains("nv-tenant-id"));

        let body = tessera_protocol::ParametersBody { parameters: vec![] };
        let service = Request::get_session_token(&bad.into(), &body);
        let exchange = ask(&server.url(), LONG, service).await;
        assert!(failure(&exchange, Stage::Prepare).headline.contains("x-auth-service-id"));

        let exchange = ask(&server.url(), LONG, Request::content_token(bad, &"CH015".into())).await;
        let failure = failure(&exchange, Stage::Prepare);
        assert!(matches!(failure.cause, FailureKind::NotSendable { .. }));
        assert!(failure.headline.contains("authorization") && !failure.headline.contains(bad));
        assert_eq!(exchange.timings.wait, None);
    }
    assert_eq!(server.hits(), 0);
}
