//! Why no whole answer came: at which stage, what happened, what to do.
//!
//! `reqwest` tells these apart only in the chain of causes below its error, so the chain is walked and its types are
//! asked; no text of a library is ever matched or shown as the whole message. The words stand in `words`, those of a
//! proxy and of a client certificate with their troubles.

mod client_certificate;
mod proxy;
mod words;

pub use client_certificate::ClientCertificateTrouble;
pub use proxy::ProxyTrouble;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far the request got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// Before anything was sent.
    Prepare,
    /// Reaching a proxy, and having it let the call through.
    Proxy,
    /// Looking up the host's name.
    Dns,
    /// Making the TCP connection.
    Connect,
    /// TLS, the certificates included.
    Tls,
    /// Sending, and waiting for the answer's head.
    Wait,
    /// Reading the body.
    Body,
}

/// What happened. Each has a headline and a remedy.
#[allow(missing_docs, reason = "the fields say what they are, and the headline what they mean")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FailureKind {
    /// The URL or a header cannot be sent.
    NotSendable { reason: String },
    /// The environment does not say where whoever answers the call is.
    NoAddress { of: String },
    /// A proxy is in the way, and something is wrong with it.
    Proxy { proxy: String, trouble: ProxyTrouble },
    /// The name is not known.
    NameNotFound { host: String },
    /// Nobody listens there. `tried` says which families of addresses the name has, where it was looked up.
    ConnectionRefused { host: String, port: u16, tried: Option<AddressFamilies> },
    /// No connection within the time limit.
    ConnectTimedOut { seconds: u64, tried: Option<AddressFamilies> },
    /// No network leads there.
    NoRoute { host: String, tried: Option<AddressFamilies> },
    /// The connection could not be made for another reason.
    NotConnected { reason: String },
    /// The certificate's issuer is not trusted.
    UnknownIssuer,
    /// The certificate is for other names.
    WrongName { host: String },
    /// The certificate has expired.
    CertificateExpired,
    /// The certificate is not valid yet.
    CertificateNotYetValid,
    /// The certificate has another fault.
    BadCertificate { reason: String },
    /// The server wants a client certificate, or another one.
    ClientCertificate {
        #[serde(default)]
        trouble: ClientCertificateTrouble,
    },
    /// The server does not speak TLS on this port.
    NotTls,
    /// The server speaks no version of TLS that is still safe.
    TlsTooOld,
    /// TLS failed for another reason.
    Tls { reason: String },
    /// No answer within the time limit.
    NoAnswer { seconds: u64 },
    /// The connection was closed before an answer.
    ClosedWithoutAnswer,
    /// The connection was reset before an answer.
    Reset,
    /// With HTTP/2, the server ended the call without an answer.
    EndedByServer { code: String, untouched: bool },
    /// What came is not HTTP.
    NotHttp { reason: String },
    /// The answer's head is larger than this program reads.
    HeadTooLarge,
    /// The time limit passed within the body.
    BodyTimedOut { bytes: usize, seconds: u64 },
    /// The connection was reset within the body.
    ResetInBody { bytes: usize },
    /// The body ended early.
    BodyIncomplete { bytes: usize, promised: Option<u64> },
    /// The body is larger than this program reads.
    BodyTooLarge { limit: usize },
    /// The body unpacks to more than this program reads.
    UnpackedTooLarge { coding: String, limit: usize },
    /// The person ended it.
    Ended,
    /// Something else.
    Other { reason: String },
}

/// Which families of addresses a name has, as the look-up said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AddressFamilies {
    /// IPv4 alone.
    Ipv4,
    /// IPv6 alone.
    Ipv6,
    /// Both.
    Both,
}

/// Why no whole answer came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// How far it got.
    pub stage: Stage,
    /// What happened.
    pub cause: FailureKind,
    /// What happened, in one sentence.
    pub headline: String,
    /// What to do.
    pub remedy: String,
}

impl Failure {
    pub(crate) fn new(cause: FailureKind) -> Self {
        Self { stage: cause.stage(), headline: cause.headline(), remedy: cause.remedy().to_owned(), cause }
    }
}

impl FailureKind {
    fn stage(&self) -> Stage {
        match self {
            Self::NotSendable { .. } | Self::NoAddress { .. } => Stage::Prepare,
            Self::Proxy { .. } => Stage::Proxy,
            Self::NameNotFound { .. } => Stage::Dns,
            Self::ConnectionRefused { .. }
            | Self::ConnectTimedOut { .. }
            | Self::NoRoute { .. }
            | Self::NotConnected { .. } => Stage::Connect,
            Self::UnknownIssuer
            | Self::WrongName { .. }
            | Self::CertificateExpired
            | Self::CertificateNotYetValid
            | Self::BadCertificate { .. }
            | Self::ClientCertificate { .. }
            | Self::NotTls
            | Self::TlsTooOld
            | Self::Tls { .. } => Stage::Tls,
            Self::NoAnswer { .. }
            | Self::ClosedWithoutAnswer
            | Self::Reset
            | Self::EndedByServer { .. }
            | Self::NotHttp { .. }
            | Self::HeadTooLarge
            | Self::Ended
            | Self::Other { .. } => Stage::Wait,
            Self::BodyTimedOut { .. }
            | Self::ResetInBody { .. }
            | Self::BodyIncomplete { .. }
            | Self::BodyTooLarge { .. }
            | Self::UnpackedTooLarge { .. } => Stage::Body,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn failures_of_runs_that_were_stored_before_are_read() {
        let read = |text: &str| serde_json::from_str::<FailureKind>(text).unwrap();
        let refused = FailureKind::ConnectionRefused { host: "a".into(), port: 1, tried: None };
        assert_eq!(read(r#"{"kind":"connectionRefused","host":"a","port":1}"#), refused);
        let certificate = FailureKind::ClientCertificate { trouble: ClientCertificateTrouble::Refused };
        assert_eq!(read(r#"{"kind":"clientCertificate","reason":"it has expired"}"#), certificate);
    }
}
