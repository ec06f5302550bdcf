//! The forms in which a secret might be written, to search for. The tests of the journeys have this file, too.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986 are percent-encoded.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A secret in the seven forms in which it might be written.
pub(crate) fn forms(secret: &str) -> [String; 7] {
    let hex = secret.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    [
        secret.to_owned(),
        STANDARD.encode(secret),
        URL_SAFE_NO_PAD.encode(secret),
        hex.to_uppercase(),
        hex,
        utf8_percent_encode(secret, UNRESERVED).to_string(),
        serde_json::Value::from(secret).to_string().trim_matches('"').to_owned(),
    ]
}
