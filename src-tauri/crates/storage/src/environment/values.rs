//! Values of an environment that check themselves: a base URL, a number of seconds, an error-correction level; and who
//! gives content tokens.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;
use ts_rs::TS;
use url::Url;

/// An `http` or `https` URL that paths are added to: a host, perhaps a port and a path, and nothing else.
///
/// Written without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(as = "String")]
pub struct BaseUrl(Url);

/// Why a text is no base URL. Does not repeat the text, which may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BaseUrlError {
    /// Not a URL at all.
    #[error("is no URL: {why}")]
    NotAUrl {
        /// What the parser said.
        why: url::ParseError,
    },
    /// Another scheme than `http` and `https`.
    #[error("begins with {scheme}:, not with https://")]
    Scheme {
        /// The one it has.
        scheme: String,
    },
    /// `user:password@`.
    #[error("holds a user name or password, and no secret may be in an environment")]
    UserInfo,
    /// `?…` or `#…`.
    #[error("holds a query (?) or a fragment (#)")]
    Query,
}

impl BaseUrl {
    /// The URL; its path ends without a slash unless it is the root.
    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// Whether it is `https`.
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, BaseUrlError> {
        let mut url = Url::parse(text.trim()).map_err(|why| BaseUrlError::NotAUrl { why })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(BaseUrlError::Scheme { scheme: url.scheme().to_owned() });
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BaseUrlError::UserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::Query);
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }
}

impl TryFrom<String> for BaseUrl {
    type Error = BaseUrlError;

    fn try_from(text: String) -> Result<Self, BaseUrlError> {
        text.parse()
    }
}

impl From<BaseUrl> for String {
    fn from(url: BaseUrl) -> Self {
        url.to_string()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

/// A whole number of seconds, from one to a year's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "Value", into = "u32")]
#[ts(as = "u32")]
pub struct Seconds(u32);

/// The value is no number of seconds that can be meant.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("is not a whole number of seconds from 1 to {}", Seconds::LONGEST.0)]
pub struct SecondsError;

impl Seconds {
    /// 365 days.
    pub const LONGEST: Self = Self(365 * 24 * 60 * 60);

    /// So many seconds; none and more than the longest become the nearest that can be meant.
    pub const fn of(seconds: u32) -> Self {
        match seconds {
            0 => Self(1),
            seconds if seconds > Self::LONGEST.0 => Self::LONGEST,
            seconds => Self(seconds),
        }
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// For timers.
    pub const fn duration(self) -> Duration {
        Duration::from_secs(self.0 as u64)
    }
}

impl TryFrom<Value> for Seconds {
    type Error = SecondsError;

    fn try_from(value: Value) -> Result<Self, SecondsError> {
        let seconds = value.as_u64().and_then(|seconds| u32::try_from(seconds).ok()).ok_or(SecondsError)?;
        if (1..=Self::LONGEST.0).contains(&seconds) { Ok(Self(seconds)) } else { Err(SecondsError) }
    }
}

impl From<Seconds> for u32 {
    fn from(seconds: Seconds) -> Self {
        seconds.0
    }
}

/// How much of a QR code may be unreadable: 7, 15, 25 or 30 per cent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(expecting = "L, M, Q or H")]
pub enum ErrorCorrection {
    /// 7 per cent.
    L,
    /// 15 per cent.
    #[default]
    M,
    /// 25 per cent.
    Q,
    /// 30 per cent.
    H,
}

/// Who is asked for a content token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ContentTokenSource {
    /// IAS: `POST /ias/v2/content_token`.
    #[default]
    Ias,
    /// URL Builder, where CDN tokens are in use: `GET /urlbuilder/v1/playout/content/token`.
    UrlBuilder,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_slash_at_the_end_of_a_base_url_makes_no_difference() {
        for (written, kept) in [
            ("https://ags.example.com/", "https://ags.example.com"),
            (" https://ags.example.com ", "https://ags.example.com"),
            ("https://ags.example.com:8443/opf//", "https://ags.example.com:8443/opf"),
            ("HTTP://[::1]:80/", "http://[::1]"),
        ] {
            assert_eq!(written.parse::<BaseUrl>().unwrap().to_string(), kept);
        }
    }

    #[test]
    fn a_base_url_holds_a_place_and_nothing_else() {
        let refused = |text: &str| text.parse::<BaseUrl>().unwrap_err();
        assert!(matches!(refused("ags.example.com"), BaseUrlError::NotAUrl { .. }));
        assert!(matches!(refused("https://"), BaseUrlError::NotAUrl { .. }));
        assert!(matches!(refused("ftp://ags.example.com"), BaseUrlError::Scheme { .. }));
        assert_eq!(refused("https://ags.example.com/?tenant=x"), BaseUrlError::Query);
        assert_eq!(refused("https://ags.example.com/#x"), BaseUrlError::Query);
    }

    #[test]
    fn a_password_in_a_url_is_refused_and_not_repeated() {
        let error = "https://user:canary@ags.example.com".parse::<BaseUrl>().unwrap_err();
        assert_eq!(error, BaseUrlError::UserInfo);
        assert!(!error.to_string().contains("canary"));
    }

    #[test]
    fn seconds_are_whole_and_at_least_one() {
        for value in ["0", "-1", "1.5", "\"5\"", "31536001", "null"] {
            assert!(serde_json::from_str::<Seconds>(value).is_err(), "{value}");
        }
        assert_eq!(serde_json::from_str::<Seconds>("31536000").unwrap(), Seconds::LONGEST);
    }
}
