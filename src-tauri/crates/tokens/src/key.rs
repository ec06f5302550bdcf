//! The key of an operator credential: the shared secret, decoded as its encoding says.
//!
//! Whether the secret is raw text or base64 is not documented, so the encoding is always chosen and never guessed;
//! when a text could well be another encoding, that is said.

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde::{Deserialize, Serialize};
use tessera_protocol::Finding;
use ts_rs::TS;

use crate::cut::fingerprint_of;

/// RFC 7518, section 3.2: a key for HS256 has at least the size of the hash.
const HS256_KEY_BYTES: usize = 32;

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const BASE64URL: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// How the shared secret was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum SecretEncoding {
    /// The characters are the key, as UTF-8.
    #[default]
    Text,
    /// RFC 4648 section 4, with or without padding.
    Base64,
    /// RFC 4648 section 5, with or without padding.
    Base64Url,
    /// Two digits a byte.
    Hex,
}

impl SecretEncoding {
    /// Every encoding.
    pub const ALL: [Self; 4] = [Self::Text, Self::Base64, Self::Base64Url, Self::Hex];

    /// The name in commands and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Base64 => "base64",
            Self::Base64Url => "base64url",
            Self::Hex => "hex",
        }
    }

    fn decode(self, secret: &str) -> Option<Vec<u8>> {
        match self {
            Self::Text => Some(secret.as_bytes().to_vec()),
            Self::Base64 => BASE64.decode(secret.trim()).ok(),
            Self::Base64Url => BASE64URL.decode(secret.trim()).ok(),
            Self::Hex => decode_hex(secret.trim()),
        }
    }
}

impl std::str::FromStr for SecretEncoding {
    type Err = KeyError;

    fn from_str(name: &str) -> Result<Self, KeyError> {
        Self::ALL
            .into_iter()
            .find(|encoding| encoding.name() == name)
            .ok_or_else(|| KeyError::UnknownEncoding { name: name.to_owned() })
    }
}

/// Why no key could be made of a secret. Never holds any of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No bytes at all: anybody could sign with it.
    #[error("the operator secret is empty; enter the secret that belongs to the kid")]
    Empty,
    /// The text does not fit the encoding.
    #[error("the operator secret is not {}{}", .encoding.name(), fits(.fitting))]
    NotEncoded {
        /// The encoding that was chosen.
        encoding: SecretEncoding,
        /// Encodings that the text would fit.
        fitting: Vec<SecretEncoding>,
    },
    /// No encoding has this name.
    #[error("\u{201c}{name}\u{201d} is no encoding of a secret; use text, base64, base64url or hex")]
    UnknownEncoding {
        /// The name that was given.
        name: String,
    },
}

fn fits(fitting: &[SecretEncoding]) -> String {
    let names: Vec<_> = fitting.iter().map(|encoding| encoding.name()).collect();
    format!("; it would fit {}. Choose the encoding in which you were given it", names.join(", "))
}

/// A key for HS256. Its `Debug` shows length and fingerprint only; the key's bytes are zeroed by `jsonwebtoken`.
#[derive(Clone)]
pub struct SigningKey {
    pub(crate) encoding_key: EncodingKey,
    pub(crate) decoding_key: DecodingKey,
    length: usize,
    fingerprint: String,
}

impl SigningKey {
    /// Decodes a secret as its encoding says.
    pub fn new(secret: &str, encoding: SecretEncoding) -> Result<Self, KeyError> {
        let bytes = encoding
            .decode(secret)
            .ok_or_else(|| KeyError::NotEncoded { encoding, fitting: other_encodings(secret, encoding) })?;
        if bytes.is_empty() {
            return Err(KeyError::Empty);
        }
        Ok(Self {
            encoding_key: EncodingKey::from_secret(&bytes),
            decoding_key: DecodingKey::from_secret(&bytes),
            length: bytes.len(),
            fingerprint: fingerprint_of(&bytes),
        })
    }

    /// Bytes of the key after decoding.
    pub fn length(&self) -> usize {
        self.length
    }

    /// Six hex digits by which a person recognises the key: the first of its SHA-256.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// What is to be said of the key's strength.
    pub fn judge(&self) -> Option<Finding> {
        (self.length < HS256_KEY_BYTES).then(|| {
            Finding::warning(
                "operator-secret-short",
                format!("The operator secret has {} bytes.", self.length),
                "HS256 wants a key of at least 32 bytes (RFC 7518, section 3.2); a shorter one can be guessed from a single JWT.",
                "Check that the encoding is the right one; if it is, ask for a longer secret.",
            )
        })
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SigningKey([redacted], {} bytes, {})", self.length, self.fingerprint)
    }
}

/// The encodings other than the chosen one that a secret would fit and that would make another key, likeliest first.
///
/// `text` fits everything, so it comes last.
pub fn other_encodings(secret: &str, chosen: SecretEncoding) -> Vec<SecretEncoding> {
    let key = chosen.decode(secret);
    [SecretEncoding::Hex, SecretEncoding::Base64, SecretEncoding::Base64Url, SecretEncoding::Text]
        .into_iter()
        .filter(|&encoding| encoding != chosen)
        .filter(|encoding| {
            encoding.decode(secret).is_some_and(|bytes| !bytes.is_empty() && Some(&bytes) != key.as_ref())
        })
        .collect()
}

fn decode_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_same_key_comes_from_each_of_its_encodings() {
        let keys = [
            ("hello", SecretEncoding::Text),
            ("aGVsbG8=", SecretEncoding::Base64),
            ("aGVsbG8", SecretEncoding::Base64Url),
            ("68656c6c6F", SecretEncoding::Hex),
        ];
        for (secret, encoding) in keys {
            let key = SigningKey::new(secret, encoding).unwrap();
            assert_eq!((key.length(), key.fingerprint()), (5, "2cf24d"), "{}", encoding.name());
        }
    }

    #[test]
    fn an_empty_secret_is_refused_in_every_encoding() {
        for encoding in SecretEncoding::ALL {
            assert_eq!(SigningKey::new("", encoding).unwrap_err(), KeyError::Empty);
        }
    }

    #[test]
    fn a_secret_in_the_wrong_encoding_is_told_which_it_would_fit_and_is_not_repeated() {
        let error = SigningKey::new("canary-secret!", SecretEncoding::Hex).unwrap_err();
        assert_eq!(error, KeyError::NotEncoded { encoding: SecretEncoding::Hex, fitting: vec![SecretEncoding::Text] });
        assert!(!error.to_string().contains("canary"));
    }

    #[test]
    fn base64_taken_as_text_is_recognised() {
        let secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ=";
        assert_eq!(other_encodings(secret, SecretEncoding::Text)[0], SecretEncoding::Base64);
    }

    #[test]
    fn a_short_secret_is_warned_about_and_a_long_one_is_not() {
        assert!(SigningKey::new("short", SecretEncoding::Text).unwrap().judge().is_some());
        assert!(SigningKey::new(&"x".repeat(32), SecretEncoding::Text).unwrap().judge().is_none());
    }

    #[test]
    fn a_key_does_not_show_in_debug_output() {
        let key = SigningKey::new("canary-secret", SecretEncoding::Text).unwrap();
        assert!(!format!("{key:?}").contains("canary"));
    }
}
