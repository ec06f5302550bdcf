//! Which proxy a call goes through: that of the environment, that of the system, or none; loopback never through one.
//!
//! The system's is found by the rules of the HTTP library: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, on
//! macOS and Windows also the settings of the system. Asking here, and not within the library, is how a failure can
//! name the proxy.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use url::{Host, Url};

/// Which proxy an environment wants.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ProxyChoice {
    /// That of the system, which may be none.
    #[default]
    System,
    /// None, whatever the system says.
    Direct,
    /// This one: `http` or `https`, without a password.
    At(Url),
}

/// Finds the proxy for an address.
#[derive(Clone)]
pub(crate) enum Proxies {
    System(Arc<Matcher>),
    Direct,
    At(Url),
}

impl Proxies {
    pub(crate) fn of(choice: &ProxyChoice) -> Self {
        match choice {
            ProxyChoice::System => Self::System(Arc::new(Matcher::from_system())),
            ProxyChoice::Direct => Self::Direct,
            ProxyChoice::At(url) => Self::At(url.clone()),
        }
    }

    /// The proxy for `to`, with the login that the system has for it.
    pub(crate) fn between(&self, to: &Url) -> Option<Url> {
        if is_loopback(to) {
            return None;
        }
        match self {
            Self::Direct => None,
            Self::At(proxy) => Some(proxy.clone()),
            Self::System(matcher) => with_login(&matcher.intercept(&to.as_str().parse().ok()?)?),
        }
    }
}

/// `host:port` of a proxy, for messages.
pub(crate) fn place(proxy: &Url) -> String {
    let host = proxy.host_str().unwrap_or_default();
    proxy.port_or_known_default().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// The HTTP library asks for the address of a proxy, and takes the login from it.
fn with_login(intercept: &Intercept) -> Option<Url> {
    let mut proxy: Url = intercept.uri().to_string().parse().ok()?;
    let login = intercept.basic_auth().and_then(|value| value.to_str().ok()?.strip_prefix("Basic ").map(str::to_owned));
    if let Some(login) = login.and_then(|login| String::from_utf8(STANDARD.decode(login).ok()?).ok()) {
        let (user, password) = login.split_once(':').unwrap_or((&login, ""));
        proxy.set_username(user).ok()?;
        proxy.set_password(Some(password).filter(|password| !password.is_empty())).ok()?;
    }
    Some(proxy)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
