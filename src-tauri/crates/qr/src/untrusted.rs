//! Text that somebody else wrote, and that may be a secret: what was read from a picture.
//!
//! Cutting secrets is done elsewhere, by who knows them; here is what keeps the text from slipping out before that.

use std::fmt;

/// Text read from a code. Foreign, unchecked, perhaps a session token.
#[derive(Clone, PartialEq, Eq)]
pub struct UntrustedText(String);

impl UntrustedText {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The whole text, as read. Cut secrets before it leaves the memory of the program.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UntrustedText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "UntrustedText({} bytes)", self.0.len())
    }
}

/// The text for a person's eyes: at most `limit` characters of it, with an ellipsis when there were more, and every
/// control, bidirectional, invisible or unassigned character as `\u{202e}`.
///
/// A cut secret stays recognisable only if it is cut before this, not after.
pub fn excerpt(text: &str, limit: usize) -> String {
    let mut shown = String::new();
    let mut rest = text.chars();
    for character in rest.by_ref().take(limit) {
        match character {
            '"' | '\'' => shown.push(character),
            other => shown.extend(other.escape_debug()),
        }
    }
    if rest.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_shows_no_character_that_could_rearrange_the_screen() {
        let hostile = "a\u{202e}b\u{2066}c\u{200b}d\u{1b}[31me\u{0}f\u{feff}g\u{2028}h\ni";
        let shown = excerpt(hostile, 80);
        assert_eq!(shown, r"a\u{202e}b\u{2066}c\u{200b}d\u{1b}[31me\0f\u{feff}g\u{2028}h\ni");
        assert!(shown.chars().all(|c| c.is_ascii_graphic()));
    }

    #[test]
    fn an_excerpt_says_that_it_is_one() {
        assert_eq!(excerpt("abcdef", 6), "abcdef");
        assert_eq!(excerpt("abcdefg", 6), "abcdef…");
        assert_eq!(excerpt("ééé", 2), "éé…", "characters are counted, not bytes");
    }

    #[test]
    fn ordinary_text_is_shown_as_it_is() {
        let json = r#"{"t":"it's Zürich"}"#;
        assert_eq!(excerpt(json, 80), json);
    }

    #[test]
    fn debug_gives_away_the_length_alone() {
        assert_eq!(format!("{:?}", UntrustedText::new("a-session-token")), "UntrustedText(15 bytes)");
    }
}
