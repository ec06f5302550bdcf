//! What a failure is called and what to do about it, one sentence each.

use super::{AddressFamilies, FailureKind};

impl FailureKind {
    pub(super) fn headline(&self) -> String {
        match self {
            Self::NotSendable { reason } => format!("The request could not be made: {reason}."),
            Self::NoAddress { of } => format!("The environment has no URL of {of}."),
            Self::Proxy { proxy, trouble } => trouble.headline(proxy),
            Self::NameNotFound { host } => format!("Name not found: {host}."),
            Self::ConnectionRefused { host, port, tried } => {
                format!("Nobody listens at {host}, port {port}{}.", over(*tried))
            }
            Self::ConnectTimedOut { seconds, tried } => format!("No connection within {seconds} s{}.", over(*tried)),
            Self::NoRoute { host, tried } => format!("No network of this computer leads to {host}{}.", over(*tried)),
            Self::NotConnected { reason } => format!("No connection: {reason}."),
            Self::UnknownIssuer => "The server's certificate comes from an issuer that is not trusted here.".into(),
            Self::WrongName { host } => format!("The server's certificate is not for {host}."),
            Self::CertificateExpired => "The server's certificate has expired.".into(),
            Self::CertificateNotYetValid => "The server's certificate is not valid yet.".into(),
            Self::BadCertificate { reason } => format!("The server's certificate is not good: {reason}."),
            Self::ClientCertificate { trouble } => trouble.headline().into(),
            Self::NotTls => "The server does not speak TLS on this port.".into(),
            Self::TlsTooOld => "The server speaks only versions of TLS that are no longer safe.".into(),
            Self::Tls { reason } => format!("TLS failed: {reason}."),
            Self::NoAnswer { seconds } => format!("No answer within {seconds} s."),
            Self::ClosedWithoutAnswer => "The server closed the connection without an answer.".into(),
            Self::Reset => "The connection was reset before an answer came.".into(),
            Self::EndedByServer { code, untouched: true } => {
                format!("The server ended the call with {code} (HTTP/2) before it looked at the request.")
            }
            Self::EndedByServer { code, untouched: false } => {
                format!("The server ended the call with {code} (HTTP/2) instead of an answer.")
            }
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
            Self::UnpackedTooLarge { coding, limit } => {
                format!(
                    "The body is packed with {coding} and has more than {} MiB unpacked; it was left packed.",
                    limit >> 20
                )
            }
            Self::Ended => "Ended by you before the answer was there.".into(),
            Self::Other { reason } => format!("The call failed: {reason}."),
        }
    }

    pub(super) fn remedy(&self) -> &'static str {
        match self {
            Self::NotSendable { .. } => "Check the environment's URLs and headers.",
            Self::NoAddress { .. } => "Enter it in the environment; nothing was sent.",
            Self::Proxy { trouble, .. } => trouble.remedy(),
            Self::NameNotFound { .. } => "Check the host in the environment, and whether a VPN has to be on.",
            Self::ConnectionRefused { .. } => "Check host and port in the environment, and whether the server runs.",
            Self::ConnectTimedOut { .. } => {
                "Check whether a VPN or firewall is in the way; a longer limit can be set in the environment."
            }
            Self::NoRoute { tried: Some(AddressFamilies::Ipv6), .. } => {
                "The host has an IPv6 address only: check whether this network has IPv6, or use a name that has IPv4 too."
            }
            Self::NoRoute { .. } => "Check whether the network is up, and whether a VPN has to be on.",
            Self::NotConnected { .. } => "Check the network, and the host in the environment.",
            Self::UnknownIssuer => {
                "Add the issuer's certificate as CA file in the environment. If its issuer is well known, the server leaves out an intermediate certificate, which it has to send."
            }
            Self::WrongName { .. } => "Use the name the certificate is for, or have the certificate replaced.",
            Self::CertificateExpired => {
                "Have the certificate replaced; if it looks fresh, check this computer's clock."
            }
            Self::CertificateNotYetValid => "Check this computer's clock; if it is right, the certificate is too new.",
            Self::BadCertificate { .. } => "Have the certificate replaced by one that is issued as is usual today.",
            Self::ClientCertificate { trouble } => trouble.remedy(),
            Self::NotTls => "Use http:// in the environment if that is meant (and allow it there), or another port.",
            Self::TlsTooOld => "Have TLS 1.2 or newer switched on at the server.",
            Self::Tls { .. } => "Check the server's TLS set-up, and whether it wants a client certificate.",
            Self::NoAnswer { .. } => {
                "Look into the server's log by the correlation id; a longer limit can be set in the environment."
            }
            Self::ClosedWithoutAnswer | Self::Reset => {
                "Look into the log of the server, or of a proxy between. The request may have been carried out; it was not repeated."
            }
            Self::EndedByServer { untouched: true, .. } => {
                "The request was not carried out, and was not repeated. Repeat the step; if it stays, look into the log of the server, or of a proxy between."
            }
            Self::EndedByServer { .. } => {
                "The request may have been carried out; it was not repeated. Look into the log of the server, or of a proxy between."
            }
            Self::NotHttp { .. } => {
                "Check scheme, host and port in the environment: another service answers there, or TLS (https) is wanted."
            }
            Self::BodyTimedOut { .. } | Self::ResetInBody { .. } | Self::BodyIncomplete { .. } => {
                "The call may have been carried out. Look into the log of the server, or of a proxy between; what came is kept."
            }
            Self::HeadTooLarge => "Check what answers there: the platform's answers have a few short headers.",
            Self::BodyTooLarge { .. } | Self::UnpackedTooLarge { .. } => {
                "Check what answers there: the platform's answers are a few kilobytes."
            }
            Self::Ended => {
                "The request may have been carried out. Look into the server's log by the correlation id, or repeat the step."
            }
            Self::Other { .. } => "Repeat the step; if it stays, look into the server's log by the correlation id.",
        }
    }
}

/// The families that were tried, as the end of a sentence.
fn over(tried: Option<AddressFamilies>) -> &'static str {
    match tried {
        None => "",
        Some(AddressFamilies::Ipv4) => ", tried over IPv4",
        Some(AddressFamilies::Ipv6) => ", tried over IPv6",
        Some(AddressFamilies::Both) => ", tried over IPv6 and IPv4",
    }
}
