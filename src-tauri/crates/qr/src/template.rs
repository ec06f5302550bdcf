//! What the code holds: free text with `{sessionToken}` in it, and how the token is written at that place.
//!
//! The documents say only that the code contains the session token (AGS, *Signing on with a QR code*), so each
//! deployment has its own form. Getting the token back out stands in `extract`.

use std::fmt;
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;
use url::Url;

const PLACEHOLDER: &str = "{sessionToken}";

/// Everything but the unreserved characters of RFC 3986, 2.3: safe at any place of a URL.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How the token is written where it stands in the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TemplateShape {
    /// As it is.
    Text,
    /// Percent-encoded: the template is a URL, with `//` after its scheme or with the token in its query or fragment.
    Url,
    /// Escaped as in a JSON string: the template is a JSON object or array, with the token in one of its strings.
    Json,
}

/// What the code holds: free text with `{sessionToken}` exactly once. A string in files and for the window.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(as = "String")]
pub struct PayloadTemplate {
    pub(crate) before: String,
    pub(crate) after: String,
    shape: TemplateShape,
}

impl PayloadTemplate {
    /// Reads a template; white space counts.
    pub fn parse(template: &str) -> Result<Self, TemplateError> {
        let (before, after) = template.split_once(PLACEHOLDER).ok_or(TemplateError::NoPlaceholder)?;
        match after.matches(PLACEHOLDER).count() {
            0 => {
                let shape = shape(before, after);
                Ok(Self { before: before.to_owned(), after: after.to_owned(), shape })
            }
            further => Err(TemplateError::SeveralPlaceholders { count: further + 1 }),
        }
    }

    /// How the token is written.
    pub fn shape(&self) -> TemplateShape {
        self.shape
    }

    /// What the code holds for this token.
    pub fn fill(&self, token: &str) -> String {
        let Self { before, after, shape } = self;
        match shape {
            TemplateShape::Text => format!("{before}{token}{after}"),
            TemplateShape::Url => format!("{before}{}{after}", utf8_percent_encode(token, RESERVED)),
            TemplateShape::Json => {
                let quoted = serde_json::Value::from(token).to_string();
                format!("{before}{}{after}", &quoted[1..quoted.len() - 1])
            }
        }
    }
}

/// Judges the template by what it becomes with a letter for the token: a letter needs no escape anywhere.
fn shape(before: &str, after: &str) -> TemplateShape {
    let filled = format!("{before}x{after}");
    let is_json =
        filled.trim_start().starts_with(['{', '[']) && serde_json::from_str::<serde_json::Value>(&filled).is_ok();
    let is_url = (before.contains("://") || (before.contains(':') && before.contains(['?', '#'])))
        && !filled.contains(char::is_whitespace)
        && Url::parse(&filled).is_ok();
    if is_json {
        TemplateShape::Json
    } else if is_url {
        TemplateShape::Url
    } else {
        TemplateShape::Text
    }
}

impl Default for PayloadTemplate {
    /// The bare token.
    fn default() -> Self {
        Self { before: String::new(), after: String::new(), shape: TemplateShape::Text }
    }
}

impl fmt::Display for PayloadTemplate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{PLACEHOLDER}{}", self.before, self.after)
    }
}

impl FromStr for PayloadTemplate {
    type Err = TemplateError;

    fn from_str(template: &str) -> Result<Self, TemplateError> {
        Self::parse(template)
    }
}

impl TryFrom<String> for PayloadTemplate {
    type Error = TemplateError;

    fn try_from(template: String) -> Result<Self, TemplateError> {
        Self::parse(&template)
    }
}

impl From<PayloadTemplate> for String {
    fn from(template: PayloadTemplate) -> Self {
        template.to_string()
    }
}

/// Why a text is no template. `Display` says what is wrong, [`remedy`](Self::remedy) what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TemplateError {
    /// The token has no place.
    #[error("The QR template does not say where the session token goes.")]
    NoPlaceholder,
    /// The token has several places, so reading the code back could give several answers.
    #[error("The QR template holds {PLACEHOLDER} {count} times.")]
    SeveralPlaceholders {
        /// Two or more.
        count: usize,
    },
}

impl TemplateError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NoPlaceholder => "Write {sessionToken}, exactly so, where the token belongs.",
            Self::SeveralPlaceholders { .. } => "Keep {sessionToken} once.",
        }
    }
}
