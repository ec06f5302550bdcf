//! A certificate authority for tests: made anew each time, trusted by nobody who is not told to.

use std::fmt;
use std::io;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::RootCertStore;
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;

/// A certificate authority for tests.
pub struct TestAuthority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

/// What is wrong with a server's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerCertificate {
    /// Nothing: for 127.0.0.1, localhost and [`FAR_AWAY`], from the authority.
    Good,
    /// It is for another host.
    WrongName,
    /// It ended yesterday.
    Expired,
    /// It begins tomorrow.
    NotYetValid,
    /// It is signed by itself.
    SelfSigned,
    /// It is signed with a hash that is no longer taken (SHA-224).
    WeakSignature,
    /// Its signature is that of something else.
    ForgedSignature,
    /// It is one for clients.
    ForClients,
    /// Its issuer is one whose own certificate, from the authority, the server does not send.
    IntermediateMissing,
}

/// Whether a server asks for a certificate of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientCertificates {
    /// No.
    NotAsked,
    /// Yes, and only those of the authority are good.
    Required,
}

/// A client's certificate with its key. `Debug` shows neither.
pub struct ClientIdentity {
    /// The certificate.
    pub certificate_pem: String,
    /// Its key, PKCS#8.
    pub key_pem: String,
}

/// A name of a platform that is not on this computer, and resolves nowhere: a proxy has to know it.
pub const FAR_AWAY: &str = "platform.invalid";

/// Days from now on which a certificate begins and ends.
type Days = (i64, i64);

const VALID: Days = (-1, 30);
const PAST: Days = (-30, -1);

impl TestAuthority {
    /// Makes one.
    pub fn new() -> io::Result<Self> {
        // Authorities are told apart by their names: two of one name would be one with a wrong signature.
        let name = format!("Test authority {}", uuid::Uuid::new_v4());
        let key = KeyPair::generate().map_err(io::Error::other)?;
        Ok(Self { issuer: CertifiedIssuer::self_signed(of_an_authority(&name)?, key).map_err(io::Error::other)? })
    }

    fn intermediate(&self) -> io::Result<CertifiedIssuer<'static, KeyPair>> {
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let params = of_an_authority("Test intermediate")?;
        CertifiedIssuer::signed_by(params, key, &self.issuer).map_err(io::Error::other)
    }

    /// Its certificate, for a client that is to trust it.
    pub fn certificate_pem(&self) -> String {
        self.issuer.pem()
    }

    /// A good certificate for a client.
    pub fn client(&self) -> io::Result<ClientIdentity> {
        self.client_for(VALID)
    }

    /// A client's certificate that ended yesterday.
    pub fn expired_client(&self) -> io::Result<ClientIdentity> {
        self.client_for(PAST)
    }

    fn client_for(&self, days: Days) -> io::Result<ClientIdentity> {
        let mut params = params("Test client", &[], days)?;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let certificate = params.signed_by(&key, &self.issuer).map_err(io::Error::other)?;
        Ok(ClientIdentity { certificate_pem: certificate.pem(), key_pem: key.serialize_pem() })
    }

    pub(super) fn server_config(
        &self,
        certificate: ServerCertificate,
        clients: ClientCertificates,
    ) -> io::Result<ServerConfig> {
        let here = ["127.0.0.1", "localhost", FAR_AWAY];
        let (names, days) = match certificate {
            ServerCertificate::WrongName => (&["other.example"][..], VALID),
            ServerCertificate::Expired => (&here[..], PAST),
            ServerCertificate::NotYetValid => (&here[..], (1, 30)),
            _ => (&here[..], VALID),
        };
        let mut params = params("Test server", names, days)?;
        params.extended_key_usages = vec![match certificate {
            ServerCertificate::ForClients => ExtendedKeyUsagePurpose::ClientAuth,
            _ => ExtendedKeyUsagePurpose::ServerAuth,
        }];
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let signed = match certificate {
            ServerCertificate::SelfSigned => params.self_signed(&key),
            ServerCertificate::IntermediateMissing => {
                let intermediate = self.intermediate()?;
                params.signed_by(&key, &*intermediate)
            }
            _ => params.signed_by(&key, &self.issuer),
        };
        let mut der = signed.map_err(io::Error::other)?.der().to_vec();
        match certificate {
            ServerCertificate::WeakSignature => weaken(&mut der),
            ServerCertificate::ForgedSignature => der.last_mut().into_iter().for_each(|last| *last ^= 1),
            _ => {}
        }
        let chain = vec![CertificateDer::from(der)];
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));

        let provider = Arc::new(default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?;
        let builder = match clients {
            ClientCertificates::NotAsked => builder.with_no_client_auth(),
            ClientCertificates::Required => {
                let mut roots = RootCertStore::empty();
                roots.add(self.issuer.der().clone()).map_err(io::Error::other)?;
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
                builder.with_client_cert_verifier(verifier.build().map_err(io::Error::other)?)
            }
        };
        builder.with_single_cert(chain, key).map_err(io::Error::other)
    }
}

fn of_an_authority(name: &str) -> io::Result<CertificateParams> {
    let mut params = params(name, &[], VALID)?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(params)
}

/// Says ECDSA with SHA-224 where a certificate says ECDSA with SHA-256, in both places. No library signs so any more.
fn weaken(der: &mut [u8]) {
    const SHA_256: [u8; 8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
    for at in 0..der.len().saturating_sub(SHA_256.len()) {
        if der[at..].starts_with(&SHA_256) {
            der[at + SHA_256.len() - 1] = 0x01;
        }
    }
}

fn params(name: &str, hosts: &[&str], (begin, end): Days) -> io::Result<CertificateParams> {
    let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
    let mut params = CertificateParams::new(hosts).map_err(io::Error::other)?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.use_authority_key_identifier_extension = true;
    let day = |days: i64| {
        let at = Timestamp::now().saturating_add(SignedDuration::from_hours(24 * days)).map_err(io::Error::other)?;
        let date = at.to_zoned(TimeZone::UTC).date();
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        Ok::<_, io::Error>(date_time_ymd(date.year().into(), month, day))
    };
    params.not_before = day(begin)?;
    params.not_after = day(end)?;
    Ok(params)
}

impl fmt::Debug for TestAuthority {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("TestAuthority")
    }
}

impl fmt::Debug for ClientIdentity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("ClientIdentity([redacted])")
    }
}
