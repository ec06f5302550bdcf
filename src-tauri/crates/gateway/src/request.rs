//! The requests of the platform, one constructor a call. Headers of the deployment are added when they are sent.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use tessera_protocol::{AuthServiceId, Call, ContentId, ParametersBody, SignOnBody, headers};

/// All but the unreserved characters of RFC 3986.
const QUERY_VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What is to be asked. Holds tokens: its `Debug` shows the call and the path only.
#[derive(Clone)]
pub struct Request {
    pub(crate) call: Call,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Option<Vec<u8>>,
}

impl Request {
    /// `GET /ags/servicediscovery`.
    pub fn service_discovery() -> Self {
        Self::new(Call::ServiceDiscovery)
    }

    /// `POST /ags/getSessionToken`.
    pub fn get_session_token(service: &AuthServiceId, body: &ParametersBody) -> Self {
        Self::new(Call::GetSessionToken).with_service(service).with_body(body)
    }

    /// `POST /ags/signOnWithSessionToken`.
    pub fn sign_on_with_session_token(service: &AuthServiceId, body: &SignOnBody) -> Self {
        Self::new(Call::SignOnWithSessionToken).with_service(service).with_body(body)
    }

    /// `POST /ias/v2/content_token?content_id=..&type=device`; no body.
    pub fn content_token(access_token: &str, content: &ContentId) -> Self {
        let mut request = Self::new(Call::ContentToken);
        request.query = format!("content_id={}&type=device", utf8_percent_encode(content.as_str(), QUERY_VALUE));
        request.headers.push((headers::AUTHORIZATION, format!("Bearer {access_token}")));
        request
    }

    /// The path that service discovery gave, in place of the documented one.
    #[must_use]
    pub fn at(mut self, path: String) -> Self {
        self.path = path;
        self
    }

    /// Which call this is.
    pub fn call(&self) -> Call {
        self.call
    }

    fn new(call: Call) -> Self {
        Self { call, path: call.path().to_owned(), query: String::new(), headers: Vec::new(), body: None }
    }

    fn with_service(mut self, service: &AuthServiceId) -> Self {
        self.headers.push((headers::AUTH_SERVICE_ID, service.to_string()));
        self
    }

    fn with_body(mut self, body: &impl Serialize) -> Self {
        // Bodies are plain maps and strings, which always serialise.
        self.body = Some(serde_json::to_vec(body).unwrap_or_default());
        self
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Request({} {})", self.call.method(), self.path)
    }
}
