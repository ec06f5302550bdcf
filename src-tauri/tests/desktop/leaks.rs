//! Looking for secrets in files, in every form in which a program might have written them.

use std::fs;
use std::path::{Path, PathBuf};

/// The letters of base64, in the order of their values.
pub(crate) const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A secret and the byte sequences that would give it away.
#[derive(Debug, Clone)]
pub(crate) struct Canary {
    /// For people.
    pub(crate) what: String,
    forms: Vec<(&'static str, Vec<u8>)>,
}

impl Canary {
    pub(crate) fn new(what: impl Into<String>, secret: &str) -> Self {
        assert!(secret.len() >= 12, "a short text is found by chance");
        let bytes = secret.as_bytes();
        let hex = bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        let mut forms = vec![
            ("UTF-8", bytes.to_vec()),
            ("reversed", bytes.iter().rev().copied().collect()),
            ("UTF-16LE", secret.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            ("UTF-16BE", secret.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            ("hex", hex.clone().into_bytes()),
            ("HEX", hex.to_uppercase().into_bytes()),
            ("percent", percent(bytes).into_bytes()),
        ];
        // Where it begins in a longer text decides how base64 writes it.
        for before in 0..3 {
            let standard = base64_inside(bytes, before);
            forms.push(("base64url", standard.replace('+', "-").replace('/', "_").into_bytes()));
            forms.push(("base64", standard.into_bytes()));
        }
        Self { what: what.into(), forms }
    }

    /// The form in which it stands in `bytes`.
    pub(crate) fn is_in(&self, bytes: &[u8]) -> Option<&'static str> {
        self.forms.iter().find(|(_, form)| contains(bytes, form)).map(|(name, _)| *name)
    }
}

/// Every place under `folder` where one of them stands.
pub(crate) fn search(folder: &Path, canaries: &[Canary]) -> Vec<String> {
    let mut hits = Vec::new();
    for file in files(folder) {
        let Ok(bytes) = fs::read(&file) else { continue };
        let hit = |canary: &Canary| Some(format!("{} as {} in {}", canary.what, canary.is_in(&bytes)?, file.display()));
        hits.extend(canaries.iter().filter_map(hit));
    }
    hits
}

/// Every file under `folder`; what is no file (sockets, pipes) holds nothing.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files.extend(self::files(&entry.path())),
            Ok(kind) if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
    files
}

fn contains(bytes: &[u8], form: &[u8]) -> bool {
    let Some(first) = form.first() else { return false };
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| byte == first) {
        if bytes[from + at..].starts_with(form) {
            return true;
        }
        from += at + 1;
    }
    false
}

fn percent(bytes: &[u8]) -> String {
    let escape = |byte: &u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(*byte).to_string(),
        other => format!("%{other:02X}"),
    };
    bytes.iter().map(escape).collect()
}

/// Base64 of `bytes` after `before` other ones: the letters that depend on `bytes` alone.
fn base64_inside(bytes: &[u8], before: usize) -> String {
    let letters = ALPHABET.as_bytes();
    let padded = [&vec![0; before], bytes].concat();
    let mut text = String::new();
    for three in padded.chunks_exact(3) {
        let value = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
        for shift in [18, 12, 6, 0] {
            text.push(char::from(letters[(value >> shift) as usize & 63]));
        }
    }
    let foreign = [0, 2, 3][before];
    text.split_off(foreign)
}

#[test]
fn every_form_of_a_secret_is_found() {
    let canary = Canary::new("it", "canary: a secret/with+signs?");
    for form in [
        "...canary: a secret/with+signs?...",
        "Y2FuYXJ5OiBhIHNlY3JldC93aXRoK3NpZ25zPw==",
        "eGNhbmFyeTogYSBzZWNyZXQvd2l0aCtzaWducz8=",
        "eHhjYW5hcnk6IGEgc2VjcmV0L3dpdGgrc2lnbnM/",
        "63616e6172793a2061207365637265742f776974682b7369676e733f",
        "canary%3A%20a%20secret%2Fwith%2Bsigns%3F",
    ] {
        assert!(canary.is_in(form.as_bytes()).is_some(), "{form}");
    }
    let wide: Vec<u8> = "canary: a secret/with+signs?".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(canary.is_in(&wide), Some("UTF-16LE"));
    assert_eq!(canary.is_in(b"nothing of the kind"), None);
}
