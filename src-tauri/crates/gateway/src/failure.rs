//! Why no whole answer came: at which stage, what happened, what to do.
//!
//! `reqwest` tells these apart only in the chain of causes below its error, so the chain is walked and its types are
//! asked; no text of a library is ever matched or shown as the whole message.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far the request got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// Before anything was sent.
    Prepare,
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
    /// The name is not known.
    NameNotFound { host: String },
    /// Nobody listens there.
    ConnectionRefused { host: String, port: u16 },
    /// No connection within the time limit.
    ConnectTimedOut { seconds: u64 },
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
    /// The server wants a client certificate, or another one.
    ClientCertificate { reason: String },
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
    /// The person ended it.
    Ended,
    /// Something else.
    Other { reason: String },
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
            Self::NameNotFound { .. } => Stage::Dns,
            Self::ConnectionRefused { .. } | Self::ConnectTimedOut { .. } | Self::NotConnected { .. } => Stage::Connect,
            Self::UnknownIssuer
            | Self::WrongName { .. }
            | Self::CertificateExpired
            | Self::CertificateNotYetValid
            | Self::ClientCertificate { .. }
            | Self::NotTls
            | Self::TlsTooOld
            | Self::Tls { .. } => Stage::Tls,
            Self::NoAnswer { .. }
            | Self::ClosedWithoutAnswer
            | Self::Reset
            | Self::NotHttp { .. }
            | Self::HeadTooLarge
            | Self::Ended
            | Self::Other { .. } => Stage::Wait,
            Self::BodyTimedOut { .. }
            | Self::ResetInBody { .. }
            | Self::BodyIncomplete { .. }
            | Self::BodyTooLarge { .. } => Stage::Body,
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::NotSendable { reason } => format!("The request could not be made: {reason}."),
            Self::NoAddress { of } => format!("The environment has no URL of {of}."),
            Self::NameNotFound { host } => format!("Name not found: {host}."),
            Self::ConnectionRefused { host, port } => format!("Nobody listens at {host}, port {port}."),
            Self::ConnectTimedOut { seconds } => format!("No connection within {seconds} s."),
            Self::NotConnected { reason } => format!("No connection: {reason}."),
            Self::UnknownIssuer => "The server's certificate comes from an issuer that is not trusted here.".into(),
            Self::WrongName { host } => format!("The server's certificate is not for {host}."),
            Self::CertificateExpired => "The server's certificate has expired.".into(),
            Self::CertificateNotYetValid => "The server's certificate is not valid yet.".into(),
            Self::ClientCertificate { reason } => format!("The server refused the client certificate: {reason}."),
            Self::NotTls => "The server does not speak TLS on this port.".into(),
            Self::TlsTooOld => "The server speaks only versions of TLS that are no longer safe.".into(),
            Self::Tls { reason } => format!("TLS failed: {reason}."),
            Self::NoAnswer { seconds } => format!("No answer within {seconds} s."),
            Self::ClosedWithoutAnswer => "The server closed the connection without an answer.".into(),
            Self::Reset => "The connection was reset before an answer came.".into(),
            Self::NotHttp { reason } => format!("What came back is not HTTP: {reason}."),
            Self::HeadTooLarge => {
                "The head of the answer has more than 100 headers or 400 KiB; reading stopped there.".into()
            }
            Self::BodyTimedOut { bytes, seconds } => {
                format!("The time limit of {seconds} s passed while reading the body; {bytes} bytes had come.")
            }
            Self::ResetInBody { bytes } => format!("The connection was reset after {bytes} bytes of the body."),
            Self::BodyIncomplete { bytes, promised: Some(promised) } => {
                format!("The body is incomplete: {bytes} of {promised} bytes came.")
            }
            Self::BodyIncomplete { bytes, promised: None } => {
                format!("The body is incomplete: it broke off after {bytes} bytes.")
            }
            Self::BodyTooLarge { limit } => {
                format!("The body is larger than {} MiB; reading stopped there.", limit >> 20)
            }
            Self::Ended => "Ended by you before the answer was there.".into(),
            Self::Other { reason } => format!("The call failed: {reason}."),
        }
    }

    fn remedy(&self) -> &'static str {
        match self {
            Self::NotSendable { .. } => "Check the environment's URLs and headers.",
            Self::NoAddress { .. } => "Enter it in the environment; nothing was sent.",
            Self::NameNotFound { .. } => "Check the host in the environment, and whether a VPN has to be on.",
            Self::ConnectionRefused { .. } => "Check host and port in the environment, and whether the server runs.",
            Self::ConnectTimedOut { .. } => {
                "Check whether a VPN or firewall is in the way; a longer limit can be set in the environment."
            }
            Self::NotConnected { .. } => "Check the network, and the host in the environment.",
            Self::UnknownIssuer => "Add the issuer's certificate as CA file in the environment.",
            Self::WrongName { .. } => "Use the name the certificate is for, or have the certificate replaced.",
            Self::CertificateExpired => {
                "Have the certificate replaced; if it looks fresh, check this computer's clock."
            }
            Self::CertificateNotYetValid => "Check this computer's clock; if it is right, the certificate is too new.",
            Self::ClientCertificate { .. } => "Set client certificate and key in the environment.",
            Self::NotTls => "Use http:// in the environment if that is meant (and allow it there), or another port.",
            Self::TlsTooOld => "Have TLS 1.2 or newer switched on at the server.",
            Self::Tls { .. } => "Check the server's TLS set-up.",
            Self::NoAnswer { .. } => {
                "Look into the server's log by the correlation id; a longer limit can be set in the environment."
            }
            Self::ClosedWithoutAnswer | Self::Reset => {
                "Look into the log of the server, or of a proxy between. The request may have been carried out; it was not repeated."
            }
            Self::NotHttp { .. } => {
                "Check scheme, host and port in the environment: another service answers there, or TLS (https) is wanted."
            }
            Self::BodyTimedOut { .. } | Self::ResetInBody { .. } | Self::BodyIncomplete { .. } => {
                "The call may have been carried out. Look into the log of the server, or of a proxy between; what came is kept."
            }
            Self::HeadTooLarge => "Check what answers there: the platform's answers have a few short headers.",
            Self::BodyTooLarge { .. } => "Check what answers there: the platform's answers are a few kilobytes.",
            Self::Ended => {
                "The request may have been carried out. Look into the server's log by the correlation id, or repeat the step."
            }
            Self::Other { .. } => "Repeat the step; if it stays, look into the server's log by the correlation id.",
        }
    }
}
