//! Cutting: what leaves the program (to the window, a terminal, a log, a file) keeps header and claims of a token
//! readable, and loses what would let its reader act in somebody's name.
//!
//! A JWT is found by its shape and loses its signature: `eyJ….eyJ….…sig:3fa9c1`. Opaque secrets (a session token)
//! have to be made known, and are then replaced wherever they stand and in whatever form: `…cut:3fa9c1`. Equal
//! tokens have equal marks, so that a person can follow one through a run.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

/// All but the unreserved characters of RFC 3986.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The first six hex digits of the SHA-256 of a text.
pub fn fingerprint(text: &str) -> String {
    fingerprint_of(text.as_bytes())
}

pub(crate) fn fingerprint_of(bytes: &[u8]) -> String {
    hex(&digest(&SHA256, bytes).as_ref()[..3])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |out, byte| out + &format!("{byte:02x}"))
}

/// Cuts texts. Holds the secrets it knows, so its `Debug` shows only how many.
#[derive(Clone, Default)]
pub struct Cutter {
    known: Vec<(String, String)>,
}

impl Cutter {
    /// Makes an opaque secret known, with the forms in which it may stand in a text: base64, base64url, hex,
    /// percent-encoded, escaped for JSON. A secret of fewer than four characters is left: cutting it would
    /// blot out half of every text.
    pub fn know(&mut self, secret: &str) {
        if secret.chars().count() < 4 {
            return;
        }
        let mark = format!("\u{2026}cut:{}", fingerprint(secret));
        let json = serde_json::Value::from(secret).to_string();
        let forms = [
            secret.to_owned(),
            STANDARD.encode(secret),
            STANDARD_NO_PAD.encode(secret),
            URL_SAFE_NO_PAD.encode(secret),
            hex(secret.as_bytes()),
            hex(secret.as_bytes()).to_uppercase(),
            percent(secret),
            json.trim_matches('"').to_owned(),
        ];
        for form in forms {
            if !self.known.iter().any(|(known, _)| *known == form) {
                self.known.push((form, mark.clone()));
            }
        }
        self.known.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    }

    /// The text without signatures and known secrets.
    pub fn cut(&self, text: &str) -> String {
        let mut cut = cut_signatures(text);
        for (form, mark) in &self.known {
            if cut.contains(form.as_str()) {
                cut = cut.replace(form.as_str(), mark);
            }
        }
        cut
    }
}

impl std::fmt::Debug for Cutter {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Cutter({} forms)", self.known.len())
    }
}

fn percent(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, UNRESERVED).to_string()
}

fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'=')
}

/// Replaces the third part of everything that looks like a JWT: three parts, the first beginning with `ey` or `ew`,
/// which is how `{"` and `{` with white space look in base64.
fn cut_signatures(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.bytes().position(is_token_byte) {
        let (before, from) = rest.split_at(start);
        let length = from.bytes().position(|byte| !is_token_byte(byte)).unwrap_or(from.len());
        let (word, after) = from.split_at(length);
        out.push_str(before);
        push_word(&mut out, word);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn push_word(out: &mut String, word: &str) {
    let start = ["ey", "ew"].iter().filter_map(|begin| word.find(begin)).min();
    let Some((before, token)) = start.map(|at| word.split_at(at)) else { return out.push_str(word) };
    let mut parts = token.splitn(3, '.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(header), Some(claims), Some(signature))
            if header.len() > 8 && !claims.is_empty() && !signature.is_empty() =>
        {
            *out += &format!("{before}{header}.{claims}.\u{2026}sig:{}", fingerprint(signature));
        }
        _ => out.push_str(word),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_documented_answer_keeps_its_claims_and_loses_its_signatures() {
        let text = include_str!("../../protocol/fixtures/sign_on_answer.json");
        let answer: serde_json::Value = serde_json::from_str(text).unwrap();
        let cut = Cutter::default().cut(text);
        for name in ["access_token", "refresh_token"] {
            let token = answer[name].as_str().unwrap();
            let (kept, signature) = token.rsplit_once('.').unwrap();
            assert!(cut.contains(kept) && !cut.contains(signature), "{name}");
            assert!(cut.contains(&format!("\u{2026}sig:{}", fingerprint(signature))));
        }
        assert!(cut.contains("\"expires_in\": 3600"), "what is no token stays");
    }

    #[test]
    fn a_token_is_found_in_a_query_and_behind_a_scheme_word() {
        let token = "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl";
        for text in
            [format!("Bearer {token}"), format!("/t?x=1&refresh_token={token}&y=2"), format!("a,{token},{token}")]
        {
            assert!(!Cutter::default().cut(&text).contains("c2lnbmF0dXJl"), "{text}");
        }
    }

    #[test]
    fn a_known_secret_is_cut_in_every_form() {
        let secret = "abc3/fj6+se\"hd";
        let mut cutter = Cutter::default();
        cutter.know(secret);
        let forms = [
            secret.to_owned(),
            STANDARD.encode(secret),
            URL_SAFE_NO_PAD.encode(secret),
            hex(secret.as_bytes()),
            percent(secret),
            "abc3/fj6+se\\\"hd".to_owned(),
        ];
        for form in forms {
            assert_eq!(cutter.cut(&format!("<{form}>")), format!("<\u{2026}cut:{}>", fingerprint(secret)));
        }
    }

    proptest! {
        #[test]
        fn no_signature_survives(claims in "[A-Za-z0-9_-]{4,60}", signature in "[A-Za-z0-9_-]{20,60}", before in ".{0,20}", after in "[^A-Za-z0-9_.=-].{0,20}") {
            let cut = Cutter::default().cut(&format!("{before} eyJhbGciOiJIUzI1NiJ9.{claims}.{signature}{after}"));
            prop_assert!(!cut.contains(&signature));
        }
    }
}
