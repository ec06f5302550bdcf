//! The requests of the platform, one constructor a call: here those of sign-on and the life of its tokens. Companion
//! sign-on stands in `companion`, playback in `playback`. Headers of the deployment are added when they are sent.

mod companion;
mod playback;

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use tessera_protocol::{
    AuthServiceId, AuthorizationScheme, Call, ContentId, ParametersBody, PasswordBody, SignOnBody, TenantId, headers,
};

pub use self::playback::ChallengeForm;

/// All but the unreserved characters of RFC 3986.
const QUERY_VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What is to be asked. Holds tokens: its `Debug` shows the call and the path only.
#[derive(Clone)]
pub struct Request {
    pub(crate) call: Call,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The operator JWT in a header whose name the deployment chose.
    pub(crate) operator_jwt: Option<(String, String)>,
    pub(crate) body: Option<Vec<u8>>,
    /// Of the body.
    pub(crate) content_type: &'static str,
    pub(crate) accept: &'static str,
}

const JSON: &str = "application/json";

impl Request {
    /// `GET /ags/servicediscovery`; `token` is what deployments may want in the header of that name.
    pub fn service_discovery(token: Option<&str>) -> Self {
        let mut request = Self::new(Call::ServiceDiscovery);
        request.headers.extend(token.map(|token| (headers::TOKEN, token.to_owned())));
        request
    }

    /// `POST /ags/getSessionToken`.
    pub fn get_session_token(service: &AuthServiceId, body: &ParametersBody) -> Self {
        Self::new(Call::GetSessionToken).with_service(service).with_body(body)
    }

    /// `POST /ags/getSessionToken` with the operator JWT in a header, as an overview has it, and no parameter.
    pub fn get_session_token_by_header(service: &AuthServiceId, header: &str, operator_jwt: &str) -> Self {
        let mut request = Self::get_session_token(service, &ParametersBody { parameters: vec![] });
        request.operator_jwt = Some((header.to_owned(), operator_jwt.to_owned()));
        request
    }

    /// `POST /ags/signOnWithSessionToken`.
    pub fn sign_on_with_session_token(service: &AuthServiceId, body: &SignOnBody) -> Self {
        Self::new(Call::SignOnWithSessionToken).with_service(service).with_body(body)
    }

    /// `POST /ags/signOn`.
    pub fn sign_on(service: &AuthServiceId, body: &SignOnBody) -> Self {
        Self::new(Call::SignOn).with_service(service).with_body(body)
    }

    /// `POST /ags/subsequentSignOn`; `user_token` is the `userAccountToken` of the account chosen.
    pub fn subsequent_sign_on(service: &AuthServiceId, user_token: &str, body: &SignOnBody) -> Self {
        let mut request = Self::new(Call::SubsequentSignOn).with_service(service).with_body(body);
        request.headers.push((headers::USER_TOKEN, user_token.to_owned()));
        request
    }

    /// `POST /ias/v3/token/actions/signOnByUserNamePassword`.
    pub fn sign_on_by_user_name_password(body: &PasswordBody) -> Self {
        Self::new(Call::SignOnByUserNamePassword).with_body(body)
    }

    /// `POST /ias/v2/anonymoustoken`; no body. Its page knows the tenant under its older name.
    pub fn anonymous_token(tenant: &TenantId, country: Option<&str>) -> Self {
        let mut request = Self::new(Call::AnonymousToken);
        request.headers.push((headers::OLD_TENANT_ID, tenant.to_string()));
        request.headers.extend(country.map(|country| (headers::COUNTRY_CODE, country.to_owned())));
        request
    }

    /// `POST /ags/refresh`.
    pub fn ags_refresh(
        service: &AuthServiceId,
        refresh_token: &str,
        scheme: AuthorizationScheme,
        body: &ParametersBody,
    ) -> Self {
        Self::new(Call::AgsRefresh).with_service(service).authorized(refresh_token, scheme).with_body(body)
    }

    /// `POST /ias/v2/token?grant_type=refresh_token&refresh_token=..`; no body.
    pub fn ias_token_refresh(refresh_token: &str) -> Self {
        let mut request = Self::new(Call::IasTokenRefresh);
        let token = utf8_percent_encode(refresh_token, QUERY_VALUE);
        request.query = format!("grant_type=refresh_token&refresh_token={token}");
        request
    }

    /// `POST /ias/v3/token/actions/refresh` with an empty object.
    pub fn ias_refresh(refresh_token: &str) -> Self {
        let empty = serde_json::Map::new();
        Self::new(Call::IasRefresh).authorized(refresh_token, AuthorizationScheme::Bearer).with_body(&empty)
    }

    /// `POST /ags/signOut`.
    pub fn sign_out(
        service: &AuthServiceId,
        access_token: &str,
        scheme: AuthorizationScheme,
        body: &ParametersBody,
    ) -> Self {
        Self::new(Call::SignOut).with_service(service).authorized(access_token, scheme).with_body(body)
    }

    /// `POST /ias/v2/content_token?content_id=..&type=device`; no body.
    pub fn content_token(access_token: &str, content: &ContentId) -> Self {
        let mut request = Self::new(Call::ContentToken);
        request.query = format!("content_id={}&type=device", utf8_percent_encode(content.as_str(), QUERY_VALUE));
        request.authorized(access_token, AuthorizationScheme::Bearer)
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
        Self {
            call,
            path: call.path().to_owned(),
            query: String::new(),
            headers: Vec::new(),
            operator_jwt: None,
            body: None,
            content_type: JSON,
            accept: JSON,
        }
    }

    fn authorized(mut self, token: &str, scheme: AuthorizationScheme) -> Self {
        let value = match scheme {
            AuthorizationScheme::Bearer => format!("Bearer {token}"),
            AuthorizationScheme::Bare => token.to_owned(),
        };
        self.headers.push((headers::AUTHORIZATION, value));
        self
    }

    fn with_service(mut self, service: &AuthServiceId) -> Self {
        self.headers.push((headers::AUTH_SERVICE_ID, service.to_string()));
        self
    }

    /// A body that is no JSON, and what is wanted back.
    fn with_bytes(mut self, body: Vec<u8>, content_type: &'static str, accept: &'static str) -> Self {
        self.body = Some(body);
        (self.content_type, self.accept) = (content_type, accept);
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
