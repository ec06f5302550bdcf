//! Finding out what went wrong, from the chain of causes below a `reqwest` error.

use std::error::Error;
use std::io;

use rustls::{AlertDescription, CertificateError, InvalidMessage};
use url::Url;

use crate::FailureKind;
use crate::connection::reason;
use crate::timings::NameNotFound;

/// The time limits, in seconds, for the messages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) connect: u64,
    pub(super) answer: u64,
}

/// The first cause of a type, also inside `io::Error`, which hides what it wraps from `source`.
fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<E>() {
            return Some(found);
        }
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if let Some(found) = inner.and_then(|inner| find(inner)) {
            return Some(found);
        }
        next = error.source();
    }
    None
}

/// What HTTP has to say at the bottom of it: above, it may say only that the request was given up.
fn http<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a hyper::Error> {
    let mut found = find::<hyper::Error>(error)?;
    while let Some(below) = found.source().and_then(|source| find::<hyper::Error>(source)) {
        found = below;
    }
    Some(found)
}

/// Whether the server spoke before it was asked, as an SSH server does. The library has no question for this kind, so
/// it is what is left.
fn spoke_first(error: &hyper::Error) -> bool {
    let other =
        error.is_canceled() || error.is_closed() || error.is_user() || error.is_shutdown() || error.is_timeout();
    error.source().is_none() && !other && !error.is_body_write_aborted()
}

/// No head came.
pub(super) fn before_head(error: &reqwest::Error, url: &Url, limits: Limits) -> FailureKind {
    let host = url.host_str().unwrap_or_default().to_owned();
    if find::<NameNotFound>(error).is_some() {
        return FailureKind::NameNotFound { host };
    }
    if let Some(error) = find::<rustls::Error>(error) {
        return tls(error, host);
    }
    if error.is_connect() && error.is_timeout() {
        return FailureKind::ConnectTimedOut { seconds: limits.connect };
    }
    if error.is_timeout() {
        return FailureKind::NoAnswer { seconds: limits.answer };
    }
    let io = find::<io::Error>(error).map(io::Error::kind);
    if error.is_connect() {
        return match io {
            Some(io::ErrorKind::ConnectionRefused) => {
                FailureKind::ConnectionRefused { host, port: url.port_or_known_default().unwrap_or_default() }
            }
            Some(io::ErrorKind::UnexpectedEof) if url.scheme() == "https" => {
                FailureKind::Tls { reason: "the server closed the connection during the handshake".into() }
            }
            _ => FailureKind::NotConnected { reason: reason(error) },
        };
    }
    match io {
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe) => return FailureKind::Reset,
        Some(io::ErrorKind::UnexpectedEof) => return FailureKind::ClosedWithoutAnswer,
        _ => {}
    }
    match http(error) {
        Some(error) if error.is_incomplete_message() => FailureKind::ClosedWithoutAnswer,
        Some(error) if error.is_parse_too_large() => FailureKind::HeadTooLarge,
        Some(error) if error.is_parse() => FailureKind::NotHttp { reason: reason(error) },
        Some(error) if spoke_first(error) => {
            FailureKind::NotHttp { reason: "the server spoke before it was asked".into() }
        }
        _ if error.is_builder() => FailureKind::NotSendable { reason: reason(error) },
        _ => FailureKind::Other { reason: reason(error) },
    }
}

/// The head came, and the body broke off.
pub(super) fn within_body(error: &reqwest::Error, bytes: usize, promised: Option<u64>) -> FailureKind {
    match find::<io::Error>(error).map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionReset) => FailureKind::ResetInBody { bytes },
        _ => FailureKind::BodyIncomplete { bytes, promised },
    }
}

fn tls(error: &rustls::Error, host: String) -> FailureKind {
    use rustls::Error as E;
    match error {
        E::InvalidCertificate(certificate) => match certificate {
            CertificateError::UnknownIssuer => FailureKind::UnknownIssuer,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                FailureKind::WrongName { host }
            }
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => FailureKind::CertificateExpired,
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                FailureKind::CertificateNotYetValid
            }
            other => FailureKind::Tls { reason: other.to_string() },
        },
        E::InvalidMessage(InvalidMessage::InvalidContentType) => FailureKind::NotTls,
        E::AlertReceived(AlertDescription::ProtocolVersion) | E::PeerIncompatible(_) => FailureKind::TlsTooOld,
        E::AlertReceived(
            alert @ (AlertDescription::CertificateRequired
            | AlertDescription::BadCertificate
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnknownCA
            | AlertDescription::AccessDenied),
        ) => FailureKind::ClientCertificate { reason: client_certificate(*alert).to_owned() },
        other => FailureKind::Tls { reason: other.to_string() },
    }
}

/// What a server that refuses the client certificate has against it.
fn client_certificate(alert: AlertDescription) -> &'static str {
    match alert {
        AlertDescription::CertificateRequired => "it wants one, and none was sent",
        AlertDescription::CertificateExpired => "it has expired",
        AlertDescription::UnknownCA => "its issuer is not trusted there",
        AlertDescription::AccessDenied => "it gives no access",
        _ => "it is not good there",
    }
}
