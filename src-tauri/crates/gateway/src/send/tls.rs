//! What went wrong in TLS, in our own words: the library's are written for whoever programs with it.

use rustls::{AlertDescription, CertificateError, Error, InvalidMessage, PeerIncompatible};

use crate::FailureKind;
use crate::failure::ClientCertificateTrouble;

/// What a TLS error means at `host`. `named` tells whether this program had a certificate to name itself by.
pub(super) fn failure(error: &Error, host: &str, named: bool) -> FailureKind {
    let tls = |reason: &str| FailureKind::Tls { reason: reason.to_owned() };
    match error {
        Error::InvalidCertificate(certificate) => server_certificate(certificate, host),
        Error::AlertReceived(alert) => alerted(*alert, host, named),
        Error::InvalidMessage(InvalidMessage::InvalidContentType) => FailureKind::NotTls,
        Error::InvalidMessage(_) | Error::InappropriateMessage { .. } | Error::InappropriateHandshakeMessage { .. } => {
            tls("what the server sent is damaged, or no TLS")
        }
        Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13 | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => FailureKind::TlsTooOld,
        Error::PeerIncompatible(PeerIncompatible::NoCertificateRequestSignatureSchemesInCommon) => {
            tls("the server wants a client certificate signed in a way that this one is not")
        }
        Error::PeerIncompatible(_) => tls(NOTHING_IN_COMMON),
        Error::PeerMisbehaved(_) | Error::DecryptError | Error::PeerSentOversizedRecord => {
            tls("the server does not keep to the rules of TLS, or somebody between changed what it sent")
        }
        Error::NoCertificatesPresented => tls("the server sent no certificate"),
        Error::NoApplicationProtocol => tls(NO_PROTOCOL),
        _ => tls("the handshake could not be finished"),
    }
}

const NOTHING_IN_COMMON: &str = "server and this program have no version or cipher in common";
const NO_PROTOCOL: &str = "the server speaks neither HTTP/1.1 nor HTTP/2 there";

fn server_certificate(error: &CertificateError, host: &str) -> FailureKind {
    use CertificateError as E;
    let bad = |reason: &str| FailureKind::BadCertificate { reason: reason.to_owned() };
    match error {
        E::UnknownIssuer => FailureKind::UnknownIssuer,
        E::NotValidForName | E::NotValidForNameContext { .. } => FailureKind::WrongName { host: host.to_owned() },
        E::Expired | E::ExpiredContext { .. } => FailureKind::CertificateExpired,
        E::NotValidYet | E::NotValidYetContext { .. } => FailureKind::CertificateNotYetValid,
        E::Revoked => bad("it was revoked"),
        E::BadEncoding => bad("it is damaged"),
        E::BadSignature => bad("its signature does not fit: it was changed, or another issuer has the same name"),
        E::UnsupportedSignatureAlgorithmContext { .. } | E::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            bad("it is signed in a way that is no longer safe, or not known here")
        }
        E::InvalidPurpose | E::InvalidPurposeContext { .. } => bad("it is not one for servers"),
        E::UnhandledCriticalExtension => bad("it makes a condition that is not known here"),
        // So the verifier of the system calls a certificate for other uses; it does not name its reason's type.
        E::Other(_) => bad("it is not one for servers, or breaks another rule of this system"),
        _ => bad("it did not pass the check"),
    }
}

/// The server told why it ended the handshake.
fn alerted(alert: AlertDescription, host: &str, named: bool) -> FailureKind {
    use AlertDescription as A;
    let client = |trouble| FailureKind::ClientCertificate { trouble };
    let tls = |reason: String| FailureKind::Tls { reason };
    match alert {
        A::ProtocolVersion => FailureKind::TlsTooOld,
        A::CertificateRequired => client(ClientCertificateTrouble::Missing),
        // Without a certificate of ours there is one thing only that can be missing.
        A::BadCertificate | A::NoCertificate | A::CertificateUnknown if !named => {
            client(ClientCertificateTrouble::Missing)
        }
        A::CertificateExpired => client(ClientCertificateTrouble::Expired),
        A::CertificateRevoked => client(ClientCertificateTrouble::Revoked),
        A::UnknownCA => client(ClientCertificateTrouble::UnknownIssuer),
        A::AccessDenied => client(ClientCertificateTrouble::NoAccess),
        A::BadCertificate | A::NoCertificate | A::CertificateUnknown | A::UnsupportedCertificate | A::DecryptError => {
            client(ClientCertificateTrouble::Refused)
        }
        A::HandshakeFailure if !named => {
            tls(format!("{NOTHING_IN_COMMON}, or the server wants a client certificate and none is set"))
        }
        A::HandshakeFailure | A::InsufficientSecurity => tls(NOTHING_IN_COMMON.to_owned()),
        A::UnrecognisedName => tls(format!("the server does not know the name {host}")),
        A::NoApplicationProtocol => tls(NO_PROTOCOL.to_owned()),
        A::InternalError => tls("the server has trouble of its own, and does not say which".to_owned()),
        _ => tls("the server ended the handshake".to_owned()),
    }
}
