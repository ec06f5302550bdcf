//! Cutting: what leaves the program (to the window, a terminal, a log, a file) keeps header and claims of a token
//! readable, and loses what would let its reader act in somebody's name.
//!
//! A JWT is found by its shape and loses its signature: `eyJ….eyJ….…sig:3fa9c1`. Opaque secrets (a session token)
//! have to be made known, and are then replaced wherever they stand and in whatever form: `…cut:3fa9c1`. Equal
//! tokens have equal marks, so that a person can follow one through a run. Both are found however much of them is
//! escaped for a URL or for JSON (`escape`).

mod escape;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use escape::{escaped, spelt};

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
    /// Makes an opaque secret known, with the forms in which it may stand in a text: base64, base64url, hex, escaped
    /// for JSON. Each form is also found when any of its characters are percent-encoded. A secret of fewer than four
    /// characters is left: cutting it would blot out half of every text.
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
        // A token has dots, as they are or escaped.
        let mut cut = if text.contains(['.', '%', '\\']) { cut_signatures(text) } else { text.to_owned() };
        for (form, mark) in &self.known {
            if cut.contains(form.as_str()) {
                cut = cut.replace(form.as_str(), mark);
            }
        }
        if may_be_escaped(&cut) { self.cut_escaped(&cut) } else { cut }
    }

    /// Replaces what is known where some of its characters are escaped.
    fn cut_escaped(&self, text: &str) -> String {
        let mut begins = [false; 256];
        let firsts = self.known.iter().filter_map(|(form, _)| form.bytes().next());
        firsts.chain(*b"%\\").for_each(|byte| begins[usize::from(byte)] = true);
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| begins[usize::from(byte)]) {
            let (before, from) = rest.split_at(at);
            let mut forms = self.known.iter();
            let found = forms.find_map(|(form, mark)| Some((spelt(form.as_bytes(), from.as_bytes())?, mark.as_str())));
            let (length, kept) = found.unwrap_or_else(|| {
                let length = from.chars().next().map_or(0, char::len_utf8);
                (length, &from[..length])
            });
            out.push_str(before);
            out.push_str(kept);
            rest = &from[length..];
        }
        out.push_str(rest);
        out
    }
}

impl std::fmt::Debug for Cutter {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Cutter({} forms)", self.known.len())
    }
}

fn may_be_escaped(text: &str) -> bool {
    text.contains(['%', '\\'])
}

fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'=')
}

/// Replaces the third part of everything that looks like a JWT: three parts, the first beginning with `ey` or `ew`,
/// which is how `{"` and `{` with white space look in base64.
fn cut_signatures(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (length, word) = first_word(rest.as_bytes());
        let length = if length == 0 { rest.chars().next().map_or(1, char::len_utf8) } else { length };
        let (written, after) = rest.split_at(length);
        out.push_str(&without_signature(&word).unwrap_or_else(|| written.to_owned()));
        rest = after;
    }
    out
}

/// The characters at the beginning of a text that a token may have, escapes resolved, and how many bytes they take up.
fn first_word(text: &[u8]) -> (usize, String) {
    let (mut length, mut word) = (0, String::new());
    while let Some(rest) = text.get(length..).filter(|rest| !rest.is_empty()) {
        let plain = rest.first().copied().filter(|byte| is_token_byte(*byte)).map(|byte| (byte, 1));
        let Some((byte, taken)) = plain.or_else(|| escaped(rest, is_token_byte)) else { break };
        word.push(char::from(byte));
        length += taken;
    }
    (length, word)
}

fn without_signature(word: &str) -> Option<String> {
    let start = ["ey", "ew"].iter().filter_map(|begin| word.find(begin)).min()?;
    let (before, token) = word.split_at(start);
    let mut parts = token.splitn(3, '.');
    let (header, claims, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let is_token = header.len() > 8 && !claims.is_empty() && !signature.is_empty();
    is_token.then(|| format!("{before}{header}.{claims}.\u{2026}sig:{}", fingerprint(signature)))
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
            percent_encoding::utf8_percent_encode(secret, percent_encoding::NON_ALPHANUMERIC).to_string(),
            "abc3/fj6+se\\\"hd".to_owned(),
        ];
        for form in forms {
            assert_eq!(cutter.cut(&format!("<{form}>")), format!("<\u{2026}cut:{}>", fingerprint(secret)));
        }
    }

    /// A text with each character as it is or escaped, as the choices say.
    fn disguised(text: &str, choices: &[u8]) -> String {
        let byte = |byte: u8, choice: u8| match choice % 6 {
            // Whoever escapes anything escapes the signs of escaping.
            _ if matches!(byte, b'%' | b'\\') => format!("%{byte:02X}"),
            0 => format!("%{byte:02x}"),
            1 => format!("%{byte:02X}"),
            2 => format!("%25{byte:02X}"),
            3 if byte.is_ascii() => format!("\\u{byte:04x}"),
            _ if byte.is_ascii() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        };
        text.bytes().zip(choices.iter().cycle()).map(|(one, choice)| byte(one, *choice)).collect()
    }

    proptest! {
        #[test]
        fn a_secret_is_found_in_any_mixture_of_escapes(
            secret in "[!-~\u{e9}\u{20ac}]{8,40}", choices in proptest::collection::vec(any::<u8>(), 1..40), form in 0..4_usize,
            before in "[ -~]{0,12}", after in "[ -~]{0,12}",
        ) {
            let mut cutter = Cutter::default();
            cutter.know(&secret);
            let written = [secret.clone(), STANDARD.encode(&secret), URL_SAFE_NO_PAD.encode(&secret), hex(secret.as_bytes())];
            let hidden = disguised(&written[form], &choices);
            let cut = cutter.cut(&format!("{before} {hidden} {after}"));
            prop_assert!(cut.contains(&format!("\u{2026}cut:{}", fingerprint(&secret))), "{}", cut);
            prop_assert!(!cut.contains(&hidden), "{}", cut);
        }

        #[test]
        fn a_signature_is_found_in_any_mixture_of_escapes(signature in "[A-Za-z0-9_-]{20,60}", choices in proptest::collection::vec(any::<u8>(), 1..40)) {
            let hidden = disguised(&format!("eyJhbGciOiJIUzI1NiJ9.e30.{signature}"), &choices);
            let cut = Cutter::default().cut(&format!("/t?token={hidden}&x=1"));
            prop_assert_eq!(cut, format!("/t?token=eyJhbGciOiJIUzI1NiJ9.e30.\u{2026}sig:{}&x=1", fingerprint(&signature)));
        }

        #[test]
        fn what_holds_no_secret_stays_as_it_is(text in "[ -~\n\u{e9}\u{20ac}]{0,60}") {
            let mut cutter = Cutter::default();
            cutter.know("a secret that is in no such text \u{1f511}");
            let text = text.replace("ey", "").replace("ew", "").replace(['%', '\\'], "%4");
            prop_assert_eq!(cutter.cut(&text), text);
        }

        #[test]
        fn no_signature_survives(claims in "[A-Za-z0-9_-]{4,60}", signature in "[A-Za-z0-9_-]{20,60}", before in ".{0,20}", after in "[^A-Za-z0-9_.=-].{0,20}") {
            let cut = Cutter::default().cut(&format!("{before} eyJhbGciOiJIUzI1NiJ9.{claims}.{signature}{after}"));
            prop_assert!(!cut.contains(&signature));
        }
    }
}
