//! The guard: only programs on this machine that mean the simulator are let in.
//!
//! A web page could reach a loopback port in two ways: with its own `Origin`, or with a name of its own that it
//! made point to 127.0.0.1 (DNS rebinding). Both show in the headers. Nothing here ever sends a CORS header.

use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, Uri};

use crate::refusal::{Refusal, quoted};

/// Lets a request in, or says why not.
pub(crate) fn admit(headers: &HeaderMap, uri: &Uri, port: u16) -> Result<(), Refusal> {
    if let Some(origin) = headers.get(ORIGIN) {
        let origin = quoted(&String::from_utf8_lossy(origin.as_bytes()));
        return Err(Refusal::forbidden(format!("Origin: {origin}; web pages are not let in")));
    }
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Err(Refusal::bad_request("Host: there has to be one, and only one"));
    };
    let host = String::from_utf8_lossy(host.as_bytes());
    let target = uri.authority().map(Authority::as_str);
    match [Some(host.as_ref()), target].into_iter().flatten().find(|host| !is_here(host, port)) {
        None => Ok(()),
        Some(other) => {
            let why = format!("Host: {} is not this simulator", quoted(other));
            Err(Refusal::new(StatusCode::MISDIRECTED_REQUEST, why))
        }
    }
}

fn is_here(host: &str, port: u16) -> bool {
    let (name, number) = host.split_once(':').unwrap_or((host, "80"));
    let same_port = number.bytes().all(|digit| digit.is_ascii_digit()) && number.parse() == Ok(port);
    same_port && (name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_loopback_address_and_localhost_with_our_port_are_here() {
        for here in ["127.0.0.1:8080", "localhost:8080", "LocalHost:8080"] {
            assert!(is_here(here, 8080), "{here}");
        }
        assert!(is_here("127.0.0.1", 80));
        for other in [
            "127.0.0.1",
            "127.0.0.1:8081",
            "127.0.0.1:",
            "127.0.0.1:+8080",
            "127.0.0.1:8080:8080",
            "127.0.0.2:8080",
            "127.0.0.1.evil.example:8080",
            "localhost.:8080",
            "localhost.evil.example:8080",
            "evil.example:8080",
            "user@127.0.0.1:8080",
            "[::1]:8080",
            "0.0.0.0:8080",
            "2130706433:8080",
            " 127.0.0.1:8080",
            "",
        ] {
            assert!(!is_here(other, 8080), "{other}");
        }
    }
}
