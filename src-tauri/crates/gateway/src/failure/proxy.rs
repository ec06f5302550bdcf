//! What can be wrong with a proxy between this program and the platform.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is wrong with a proxy.
#[allow(missing_docs, reason = "the fields say what they are, and the headline what they mean")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ProxyTrouble {
    /// It speaks another language than HTTP.
    OtherKind { scheme: String },
    /// Its name is not known.
    NameNotFound,
    /// Nobody listens there.
    Refused,
    /// No connection through it within the time limit.
    TimedOut { seconds: u64 },
    /// It could not be reached for another reason.
    NotReached,
    /// It wants to know who asks.
    WantsLogin,
    /// It answered, and did not let the call through.
    NoTunnel { to: String },
    /// It closed the connection instead of letting the call through.
    Closed { to: String },
}

impl ProxyTrouble {
    pub(super) fn headline(&self, proxy: &str) -> String {
        match self {
            Self::OtherKind { scheme } => {
                format!("The proxy {proxy} is one of {scheme}, and this program speaks to HTTP proxies alone.")
            }
            Self::NameNotFound => format!("The name of the proxy {proxy} is not found."),
            Self::Refused => format!("The proxy {proxy} refused the connection."),
            Self::TimedOut { seconds } => format!("No connection through the proxy {proxy} within {seconds} s."),
            Self::NotReached => format!("The proxy {proxy} cannot be reached."),
            Self::WantsLogin => format!("The proxy {proxy} wants a user name and a password."),
            Self::NoTunnel { to } => format!("The proxy {proxy} answered, and does not let calls through to {to}."),
            Self::Closed { to } => {
                format!("The proxy {proxy} closed the connection instead of letting the call through to {to}.")
            }
        }
    }

    pub(super) fn remedy(&self) -> &'static str {
        match self {
            Self::OtherKind { .. } => {
                "Name an HTTP proxy in the environment, or set it to use none; without a setting there, HTTPS_PROXY, HTTP_PROXY and ALL_PROXY of the system count."
            }
            Self::NameNotFound | Self::Refused | Self::TimedOut { .. } | Self::NotReached => {
                "Check the proxy of the environment; without one there, HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the system. Nothing reached the platform."
            }
            Self::WantsLogin => {
                "An environment holds no password: set HTTPS_PROXY of the system to http://USER:PASSWORD@HOST:PORT and leave the environment's proxy to the system, or ask for a way past the proxy."
            }
            Self::NoTunnel { .. } | Self::Closed { .. } => {
                "Ask whoever runs the proxy to let this host and port through, or name the host in NO_PROXY. Nothing reached the platform."
            }
        }
    }
}
