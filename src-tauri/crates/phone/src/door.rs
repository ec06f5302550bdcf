//! The door: who is let in, and to what. Whoever is refused gets a status and nothing else.
//!
//! A web page elsewhere could make a browser send requests here, with its own `Origin`, or with a name that it made
//! point to this address (DNS rebinding). Both show in the headers. Then comes the secret, and only who knows it
//! learns which methods there are.

use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, StatusCode, Uri};

use crate::one_time::is_a_guess;
use crate::sitting::Sitting;

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Page,
    Offer,
    Confirm,
    Decline,
    Outcome,
}

impl Place {
    pub(crate) fn method(self) -> Method {
        match self {
            Self::Page | Self::Offer | Self::Outcome => Method::GET,
            Self::Confirm | Self::Decline => Method::POST,
        }
    }
}

/// Why somebody is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotLetIn {
    /// From another page or for another host.
    Foreign,
    /// There is nothing there.
    Nothing,
    /// A wrong secret.
    WrongSecret,
    /// The place is there, the method is another.
    Method(Place),
}

impl NotLetIn {
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Foreign => StatusCode::FORBIDDEN,
            Self::Nothing | Self::WrongSecret => StatusCode::NOT_FOUND,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
        }
    }
}

/// What a request asks for, if it may.
pub(crate) fn admit(sitting: &Sitting, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<Place, NotLetIn> {
    if !is_meant(sitting, uri, headers) {
        return Err(NotLetIn::Foreign);
    }
    let path = uri.path().strip_prefix('/').unwrap_or_default();
    let (tried, rest) = path.split_once('/').map_or((path, None), |(tried, rest)| (tried, Some(rest)));
    let place = if sitting.secret.is(tried) {
        match rest {
            None => Place::Page,
            Some("offer") => Place::Offer,
            Some("confirm") => Place::Confirm,
            Some("decline") => Place::Decline,
            Some(_) => return Err(NotLetIn::Nothing),
        }
    } else if sitting.receipt.is(tried) && rest.is_none() {
        Place::Outcome
    } else {
        return Err(if is_a_guess(tried) { NotLetIn::WrongSecret } else { NotLetIn::Nothing });
    };
    if *method == place.method() { Ok(place) } else { Err(NotLetIn::Method(place)) }
}

/// Whether exactly this address is meant, by nobody else's page.
fn is_meant(sitting: &Sitting, uri: &Uri, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let host = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.as_bytes(),
        _ => return false,
    };
    let own = sitting.authority.as_bytes();
    let target = uri.authority().map(Authority::as_str).is_none_or(|target| target.as_bytes() == own);
    let ours = format!("http://{}", sitting.authority);
    host == own && target && headers.get_all(ORIGIN).iter().all(|origin| origin.as_bytes() == ours.as_bytes())
}
