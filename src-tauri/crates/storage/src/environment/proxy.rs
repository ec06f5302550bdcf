//! The proxy that an environment names: none, or one by its URL. Without a name the system's is taken.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

use super::{BaseUrl, BaseUrlError};

const NONE: &str = "none";

/// Which proxy to take in place of the system's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(as = "String")]
pub enum ProxySetting {
    /// None: `none`.
    Direct,
    /// This HTTP proxy.
    At(BaseUrl),
}

/// Why a text names no proxy. Does not repeat the text, which may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProxyError {
    /// Neither `none` nor a URL that can be taken.
    #[error("{0}")]
    Url(BaseUrlError),
    /// A proxy that speaks another language.
    #[error("is a proxy of {scheme}, and this program speaks to HTTP proxies alone")]
    OtherKind {
        /// What it begins with.
        scheme: String,
    },
    /// A proxy is a place, without a path.
    #[error("holds a path, and a proxy has none")]
    Path,
}

impl FromStr for ProxySetting {
    type Err = ProxyError;

    fn from_str(text: &str) -> Result<Self, ProxyError> {
        if text.trim() == NONE {
            return Ok(Self::Direct);
        }
        let url: BaseUrl = text.parse().map_err(|error| match error {
            BaseUrlError::Scheme { scheme } if text.contains("://") => ProxyError::OtherKind { scheme },
            error => ProxyError::Url(error),
        })?;
        if url.as_url().path() == "/" { Ok(Self::At(url)) } else { Err(ProxyError::Path) }
    }
}

impl TryFrom<String> for ProxySetting {
    type Error = ProxyError;

    fn try_from(text: String) -> Result<Self, ProxyError> {
        text.parse()
    }
}

impl From<ProxySetting> for String {
    fn from(proxy: ProxySetting) -> Self {
        proxy.to_string()
    }
}

impl fmt::Display for ProxySetting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Direct => out.write_str(NONE),
            Self::At(url) => url.fmt(out),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_proxy_is_none_or_a_place_without_a_password() {
        for (written, kept) in [
            ("none", "none"),
            (" http://Proxy.example:3128/ ", "http://proxy.example:3128"),
            ("http://[::1]:8", "http://[::1]:8"),
        ] {
            assert_eq!(written.parse::<ProxySetting>().unwrap().to_string(), kept);
        }
        for (written, expected) in [
            ("http://ada:canary@proxy.example:3128", ProxyError::Url(BaseUrlError::UserInfo)),
            ("socks5://proxy.example:1080", ProxyError::OtherKind { scheme: "socks5".into() }),
            ("http://proxy.example/pac", ProxyError::Path),
            ("http://proxy.example:0", ProxyError::Url(BaseUrlError::Port)),
        ] {
            let error = written.parse::<ProxySetting>().unwrap_err();
            assert_eq!(error, expected);
            assert!(!error.to_string().contains("canary"));
        }
        for written in ["", "direct", "proxy.example:3128", "NONE"] {
            assert!(written.parse::<ProxySetting>().is_err(), "{written}");
        }
    }
}
