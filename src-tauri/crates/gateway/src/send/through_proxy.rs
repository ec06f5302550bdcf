//! What went wrong on the way to a proxy, or with it letting a call through.

use std::io;

use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use tower_service::Service;
use url::Url;

use super::classify::{Known, find, of_the_system};
use crate::failure::ProxyTrouble;
use crate::timings::NameNotFound;
use crate::{FailureKind, proxy};

/// The library does not name this type, and gives it to whoever asks for the error of its tunnel.
type TunnelError = <Tunnel<HttpConnector> as Service<http::Uri>>::Error;

/// `None` when it was not for the proxy that the call failed.
pub(super) fn failure(error: &reqwest::Error, proxy: &Url, known: Known<'_>) -> Option<FailureKind> {
    if !error.is_connect() {
        return None;
    }
    let tunnel = find::<TunnelError>(error);
    // What TLS says is about the platform, once the tunnel stands.
    let of_the_platform = tunnel.is_none() && known.url.scheme() == "https";
    let io = of_the_system(error).map(io::Error::kind);
    let trouble = if find::<NameNotFound>(error).is_some() {
        ProxyTrouble::NameNotFound
    } else if error.is_timeout() || io == Some(io::ErrorKind::TimedOut) {
        ProxyTrouble::TimedOut { seconds: known.connect }
    } else if of_the_platform {
        return None;
    } else {
        let port = known.url.port_or_known_default().unwrap_or_default();
        let to = format!("{}:{port}", known.url.host_str().unwrap_or_default());
        match tunnel {
            Some(TunnelError::ProxyAuthRequired) => ProxyTrouble::WantsLogin,
            Some(TunnelError::TunnelUnsuccessful | TunnelError::ProxyHeadersTooLong) => ProxyTrouble::NoTunnel { to },
            Some(TunnelError::TunnelUnexpectedEof | TunnelError::Io(_)) => ProxyTrouble::Closed { to },
            _ if io == Some(io::ErrorKind::ConnectionRefused) => ProxyTrouble::Refused,
            _ => ProxyTrouble::NotReached,
        }
    };
    Some(FailureKind::Proxy { proxy: proxy::place(proxy), trouble })
}
