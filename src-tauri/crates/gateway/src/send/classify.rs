//! Finding out what went wrong, from the chain of causes below a `reqwest` error.
//!
//! What TLS has to say stands in `tls`, what a proxy has in `through_proxy`.

use std::error::Error;
use std::io;

use url::Url;

use super::{through_proxy, tls};
use crate::FailureKind;
use crate::connection::reason;
use crate::failure::AddressFamilies;
use crate::timings::NameNotFound;

/// What is known of a call besides its error.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'call> {
    /// Where it went.
    pub(super) url: &'call Url,
    /// The proxy between, if there is one.
    pub(super) proxy: Option<&'call Url>,
    /// Whether this program had a certificate to name itself by.
    pub(super) named: bool,
    /// Which families of addresses the look-up gave, where there was one.
    pub(super) tried: Option<AddressFamilies>,
    /// The time limits, in seconds.
    pub(super) connect: u64,
    pub(super) answer: u64,
}

/// The first cause of a type, also inside `io::Error`, which hides what it wraps from `source`.
pub(super) fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
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

/// What the system has to say at the bottom of it: above, it may be wrapped as something else.
pub(super) fn of_the_system<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a io::Error> {
    let mut found = find::<io::Error>(error)?;
    while let Some(below) = found.get_ref().and_then(|inner| find::<io::Error>(inner)) {
        found = below;
    }
    Some(found)
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
pub(super) fn before_head(error: &reqwest::Error, known: Known<'_>) -> FailureKind {
    if let Some(failure) = known.proxy.and_then(|proxy| through_proxy::failure(error, proxy, known)) {
        return failure;
    }
    let host = known.url.host_str().unwrap_or_default().to_owned();
    if find::<NameNotFound>(error).is_some() {
        return FailureKind::NameNotFound { host };
    }
    if let Some(error) = find::<rustls::Error>(error) {
        return tls::failure(error, &host, known.named);
    }
    if error.is_connect() && error.is_timeout() {
        return FailureKind::ConnectTimedOut { seconds: known.connect, tried: known.tried };
    }
    if error.is_timeout() {
        return FailureKind::NoAnswer { seconds: known.answer };
    }
    let io = of_the_system(error);
    if error.is_connect() {
        return not_connected(io, host, known);
    }
    if let Some(error) = find::<h2::Error>(error).filter(|error| !error.is_io()) {
        return http2(error);
    }
    match io {
        // So HTTP/2 calls a connection that ended; the system would give a number.
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe && error.raw_os_error().is_none() => {
            return FailureKind::ClosedWithoutAnswer;
        }
        Some(error) if matches!(error.kind(), io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe) => {
            return FailureKind::Reset;
        }
        Some(error) if error.kind() == io::ErrorKind::UnexpectedEof => return FailureKind::ClosedWithoutAnswer,
        _ => {}
    }
    let not_http = |reason: &str| FailureKind::NotHttp { reason: reason.to_owned() };
    match http(error) {
        Some(error) if error.is_incomplete_message() => FailureKind::ClosedWithoutAnswer,
        Some(error) if error.is_parse_too_large() => FailureKind::HeadTooLarge,
        Some(error) if error.is_parse_status() => not_http("its status is no number from 100 to 999"),
        Some(error) if error.is_parse() => not_http(
            "its head begins otherwise, holds a character that none may hold, or says two different lengths of the body",
        ),
        Some(error) if spoke_first(error) => not_http("the server spoke before it was asked"),
        _ if error.is_builder() => FailureKind::NotSendable { reason: reason(error) },
        _ => FailureKind::Other { reason: reason(error) },
    }
}

fn not_connected(error: Option<&io::Error>, host: String, known: Known<'_>) -> FailureKind {
    use io::ErrorKind as K;
    let tried = known.tried;
    match error.map(io::Error::kind) {
        Some(K::ConnectionRefused) => {
            let port = known.url.port_or_known_default().unwrap_or_default();
            FailureKind::ConnectionRefused { host, port, tried }
        }
        Some(K::NetworkUnreachable | K::HostUnreachable | K::NetworkDown | K::AddrNotAvailable) => {
            FailureKind::NoRoute { host, tried }
        }
        Some(K::TimedOut) => FailureKind::ConnectTimedOut { seconds: known.connect, tried },
        Some(K::UnexpectedEof) if known.url.scheme() == "https" => {
            FailureKind::Tls { reason: "the server closed the connection during the handshake".into() }
        }
        Some(K::ConnectionReset) if known.url.scheme() == "https" => {
            FailureKind::Tls { reason: "the server reset the connection during the handshake".into() }
        }
        Some(K::PermissionDenied) => {
            FailureKind::NotConnected { reason: "this computer does not allow it, a firewall perhaps".into() }
        }
        _ => {
            let code = error.and_then(io::Error::raw_os_error).map(io::Error::from_raw_os_error);
            let reason =
                code.map_or("no reason was given".to_owned(), |said| format!("the system says \u{201c}{said}\u{201d}"));
            FailureKind::NotConnected { reason }
        }
    }
}

/// The server ended one stream, or all of them.
fn http2(error: &h2::Error) -> FailureKind {
    if !error.is_remote() {
        return FailureKind::NotHttp { reason: "it breaks the rules of HTTP/2".into() };
    }
    let code = error.reason().map_or_else(|| "no code".to_owned(), |reason| format!("{reason:?}"));
    // Whoever goes away in peace says up to which request it looked; those beyond end this way (RFC 9113, 6.8).
    let beyond = error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR);
    let untouched = beyond || error.reason() == Some(h2::Reason::REFUSED_STREAM);
    FailureKind::EndedByServer { code, untouched }
}

/// The head came, and the body broke off.
pub(super) fn within_body(error: &reqwest::Error, bytes: usize, promised: Option<u64>) -> FailureKind {
    let reset = of_the_system(error).is_some_and(|error| error.kind() == io::ErrorKind::ConnectionReset);
    if reset || find::<h2::Error>(error).is_some_and(h2::Error::is_reset) {
        return FailureKind::ResetInBody { bytes };
    }
    FailureKind::BodyIncomplete { bytes, promised }
}
