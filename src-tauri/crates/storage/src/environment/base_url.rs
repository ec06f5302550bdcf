//! The base URL of a service, refused at entry where it is not what it looks like.
//!
//! The library takes whatever a browser takes: `http:/host`, `%61gs.example`, `0x7f.1`. A person who enters a platform
//! did not mean that, and what is stored has to be what is connected to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;
use url::{Host, ParseError, Url};

/// An `http` or `https` URL that paths are added to: a host, perhaps a port and a path, and nothing else.
///
/// Written without a slash at its end, a name in the form in which it is looked up (`xn--…`).
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
        /// In plain words.
        why: &'static str,
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
    /// A host that is not what it looks like.
    #[error("has a host that cannot be meant: {why}")]
    Host {
        /// In plain words.
        why: &'static str,
    },
    /// `:0`.
    #[error("has port 0, at which nobody can listen")]
    Port,
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
        let text = text.trim();
        let not_a_url = |why| BaseUrlError::NotAUrl { why };
        let authority = authority(text);
        let mut url = Url::parse(text).map_err(|error| not_parsed(error, authority))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(BaseUrlError::Scheme { scheme: url.scheme().to_owned() });
        }
        if !url.username().is_empty() || url.password().is_some() || authority.contains('@') {
            return Err(BaseUrlError::UserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::Query);
        }
        if text.contains(|letter: char| letter.is_control() || letter.is_whitespace()) {
            return Err(not_a_url("it holds a space or a line end"));
        }
        if text.contains('\\') {
            return Err(not_a_url("it holds a backslash"));
        }
        if authority.is_empty() {
            return Err(not_a_url("two slashes have to follow the scheme"));
        }
        if url.port() == Some(0) {
            return Err(BaseUrlError::Port);
        }
        check_host(&mut url, authority)?;
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }
}

/// What stands between `://` and the path; empty when there is no `://`.
fn authority(text: &str) -> &str {
    let after = text.split_once("://").map_or("", |(_, after)| after);
    after.split(['/', '?', '#', '\\']).next().unwrap_or_default()
}

fn not_parsed(error: ParseError, authority: &str) -> BaseUrlError {
    let not_a_url = |why| BaseUrlError::NotAUrl { why };
    let host = |why| BaseUrlError::Host { why };
    match error {
        ParseError::RelativeUrlWithoutBase => not_a_url("it does not begin with https://"),
        ParseError::EmptyHost => not_a_url("it has no host"),
        ParseError::InvalidPort => not_a_url("its port is no number up to 65535"),
        ParseError::InvalidIpv6Address if authority.contains('%') => {
            host("an IPv6 zone (%) has a meaning on one computer alone, and cannot be sent")
        }
        ParseError::InvalidIpv6Address => host("it looks like an IPv6 address, and is none"),
        ParseError::InvalidIpv4Address => host("it looks like an IPv4 address, and is none"),
        ParseError::IdnaError | ParseError::InvalidDomainCharacter => host("it holds a character that no name has"),
        _ => not_a_url("it cannot be read"),
    }
}

/// Refuses hosts that are written so that another one is meant than is seen; takes the dot at the end of a name away.
fn check_host(url: &mut Url, authority: &str) -> Result<(), BaseUrlError> {
    let refused = |why| Err(BaseUrlError::Host { why });
    if authority.contains('%') {
        return refused("it is percent-encoded; write the name itself");
    }
    match url.host() {
        Some(Host::Ipv4(address)) => {
            let written = authority.split(':').next().unwrap_or_default();
            if written != address.to_string() {
                return refused("it is an IPv4 address in an unusual form; write four numbers with dots");
            }
        }
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name).to_owned();
            if name.len() > 253 || name.split('.').any(|part| part.is_empty() || part.len() > 63) {
                return refused("a part between its dots is empty, or longer than 63 letters");
            }
            if url.set_host(Some(&name)).is_err() {
                return refused("it cannot be read");
            }
        }
        _ => {}
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn kept(written: &str) -> String {
        written.parse::<BaseUrl>().unwrap_or_else(|error| panic!("{written}: {error}")).to_string()
    }

    fn refused(written: &str) -> BaseUrlError {
        written.parse::<BaseUrl>().map(|url| panic!("{written} is taken as {url}")).unwrap_err()
    }

    #[test]
    fn a_slash_at_the_end_of_a_base_url_makes_no_difference() {
        for (written, expected) in [
            ("https://ags.example.com/", "https://ags.example.com"),
            (" https://ags.example.com ", "https://ags.example.com"),
            ("https://ags.example.com:8443/opf//", "https://ags.example.com:8443/opf"),
            ("HTTP://[::1]:80/", "http://[::1]"),
        ] {
            assert_eq!(kept(written), expected);
        }
    }

    #[test]
    fn a_host_is_kept_in_the_form_in_which_it_is_looked_up() {
        for (written, expected) in [
            ("https://Z\u{fc}rich.example", "https://xn--zrich-kva.example"),
            ("https://xn--zrich-kva.example", "https://xn--zrich-kva.example"),
            ("https://\u{430}gs.example.com", "https://xn--gs-6kc.example.com"),
            ("https://AGS.example.com.", "https://ags.example.com"),
            ("https://ags.example.com.:8443/opf", "https://ags.example.com:8443/opf"),
            ("https://127.0.0.1:65535", "https://127.0.0.1:65535"),
            ("https://[2001:DB8::0:1]:443", "https://[2001:db8::1]"),
        ] {
            assert_eq!(kept(written), expected);
        }
    }

    #[test]
    fn a_host_that_is_not_what_it_looks_like_is_refused() {
        for written in [
            "https://%61gs.example.com",
            "https://ags.example.com%2f@evil.example",
            "https://0x7f.1",
            "https://2130706433",
            "https://127.1",
            "https://0177.0.0.1",
            "https://1.2.3.4.",
            "https://1.2.3.256",
            "https://ags..example.com",
            "https://.example.com",
            "https://ags.example.com..",
            "https://[fe80::1%25eth0]",
            "https://[fe80::1%eth0]",
            "https://[1:2]",
            "https://ags_\u{fffd}.example",
            "https://ags<b>.example",
        ] {
            let error = refused(written);
            assert!(matches!(error, BaseUrlError::Host { .. } | BaseUrlError::UserInfo), "{written}: {error}");
        }
        assert!(refused("https://[fe80::1%25eth0]").to_string().contains("zone"));
        assert!(matches!(refused(&format!("https://{}.example", "a".repeat(64))), BaseUrlError::Host { .. }));
    }

    #[test]
    fn a_base_url_holds_a_place_and_nothing_else() {
        for written in [
            "ags.example.com",
            "https://",
            "http:/ags.example.com",
            "https:ags.example.com",
            "https:\\\\ags.example.com",
            "https://ags.example.com\\opf",
            "https://ags.exa mple.com",
            "https://ags.example.com/o pf",
            "https://ags.exam\nple.com",
            "https://ags.example.com:65536",
            "https://ags.example.com:-1",
            "https://ags.example.com:80a",
        ] {
            let error = refused(written);
            assert!(matches!(error, BaseUrlError::NotAUrl { .. } | BaseUrlError::Host { .. }), "{written}: {error}");
        }
        assert_eq!(refused("https://ags.example.com:0"), BaseUrlError::Port);
        assert!(matches!(refused("ftp://ags.example.com"), BaseUrlError::Scheme { .. }));
        assert_eq!(refused("https://ags.example.com/?tenant=x"), BaseUrlError::Query);
        assert_eq!(refused("https://ags.example.com/#x"), BaseUrlError::Query);
    }

    #[test]
    fn a_password_in_a_url_is_refused_and_not_repeated() {
        for written in ["https://user:canary@ags.example.com", "https://canary@ags.example.com", "https://@a.example"] {
            let error = refused(written);
            assert_eq!(error, BaseUrlError::UserInfo, "{written}");
            assert!(!error.to_string().contains("canary"));
        }
    }
}
