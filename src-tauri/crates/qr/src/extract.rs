//! Getting the session token back out of what a code holds: the inverse of filling the template.
//!
//! The errors hold the foreign text for who wants to show it, and print none of it: it may be a session token that fits
//! another template.

use percent_encoding::percent_decode_str;
use thiserror::Error;

use crate::template::{PayloadTemplate, TemplateShape};
use crate::untrusted::{UntrustedText, excerpt};

/// How much of a foreign text an error shows, in characters.
const EXCERPT: usize = 80;

impl PayloadTemplate {
    /// The token in a text that this template was filled to.
    ///
    /// Lenient in one thing: in a URL, a character that did not need to be percent-encoded at its place may stand as it is
    /// (`+` and `=` of base64), as long as it could not end the place (`/ ? # &`).
    pub fn extract(&self, text: &str) -> Result<String, ExtractError> {
        let written = text
            .strip_prefix(self.before.as_str())
            .and_then(|rest| rest.strip_suffix(self.after.as_str()))
            .ok_or_else(|| ExtractError::OtherText {
            expected: self.to_string(),
            found: UntrustedText::new(text),
        })?;
        if written.is_empty() {
            return Err(ExtractError::NoToken { expected: self.to_string() });
        }
        let token = match self.shape() {
            TemplateShape::Text => Some(written.to_owned()),
            TemplateShape::Url => percent_decoded(written),
            TemplateShape::Json => serde_json::from_str(&format!("\"{written}\"")).ok(),
        };
        token.ok_or_else(|| ExtractError::Miswritten {
            expected: self.to_string(),
            shape: self.shape(),
            found: UntrustedText::new(text),
        })
    }
}

fn percent_decoded(written: &str) -> Option<String> {
    let well_formed = written.split('%').skip(1).all(|after| {
        let mut digits = after.bytes();
        digits.next().is_some_and(|d| d.is_ascii_hexdigit()) && digits.next().is_some_and(|d| d.is_ascii_hexdigit())
    });
    if !well_formed || written.contains(['/', '?', '#', '&']) {
        return None;
    }
    percent_decode_str(written).decode_utf8().ok().map(Into::into)
}

/// Why no token could be taken from a code. `Display` says what was expected and what kind of text was there, without
/// any of it; [`remedy`](Self::remedy) what to do; [`describe`](Self::describe) shows the text too.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ExtractError {
    /// The text around the token is another one.
    #[error(
        "The QR code does not hold what its template says: expected “{expected}”, found {} characters of other text.",
        found.as_str().chars().count()
    )]
    OtherText {
        /// The template.
        expected: String,
        /// All that the code holds.
        found: UntrustedText,
    },
    /// The text around the token is right, and nothing is between.
    #[error("The QR code holds no session token: there is nothing in the place of {{sessionToken}} in “{expected}”.")]
    NoToken {
        /// The template.
        expected: String,
    },
    /// The text around the token is right, and what is between could not come from a token.
    #[error(
        "The session token in the QR code cannot be read: in “{expected}” it has to be {}, and it is not.",
        written_as(*shape)
    )]
    Miswritten {
        /// The template.
        expected: String,
        /// How the token should have been written.
        shape: TemplateShape,
        /// All that the code holds.
        found: UntrustedText,
    },
}

fn written_as(shape: TemplateShape) -> &'static str {
    match shape {
        TemplateShape::Text => "plain text",
        TemplateShape::Url => "percent-encoded",
        TemplateShape::Json => "escaped as in a JSON string",
    }
}

impl ExtractError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::OtherText { .. } => {
                "Check that it is the right code, or change the QR template of the environment to what the code holds."
            }
            Self::NoToken { .. } => "Have the code drawn again, with a token in it.",
            Self::Miswritten { .. } => {
                "Check how the head-end writes the token into the code, and change the QR template of the environment to that."
            }
        }
    }

    /// All that the code holds, where the error is about that. Foreign, and perhaps a session token.
    pub fn found(&self) -> Option<&UntrustedText> {
        match self {
            Self::OtherText { found, .. } | Self::Miswritten { found, .. } => Some(found),
            Self::NoToken { .. } => None,
        }
    }

    /// What happened, with the first 80 characters of what the code holds, escaped.
    ///
    /// `cut` gets the whole text before it is shortened and answers it without the secrets in it.
    pub fn describe(&self, cut: impl FnOnce(&str) -> String) -> String {
        match self.found() {
            Some(found) => format!("{self} It holds: {}", excerpt(&cut(found.as_str()), EXCERPT)),
            None => self.to_string(),
        }
    }
}
