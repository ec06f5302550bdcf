//! The forms in which a secret might be written, and the search for them.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tessera_journeys::{Run, TokenSlot};

/// Every secret that a run holds: each opaque token, each signature.
pub(crate) fn secrets(run: &Run) -> Vec<String> {
    use TokenSlot as Slot;
    let slots = [Slot::OperatorJwt, Slot::SessionToken, Slot::ScannedToken, Slot::AccessToken, Slot::RefreshToken];
    let renewed = [Slot::ContentToken, Slot::RenewedAccessToken, Slot::RenewedRefreshToken];
    let companion =
        [Slot::DsraToken, Slot::SignOnActivationToken, Slot::ApproverAccessToken, Slot::ApproverRefreshToken];
    let held = slots.into_iter().chain(renewed).chain(companion).filter_map(|slot| run.token(slot));
    held.map(|held| held.token.expose())
        .filter(|token| !token.is_empty())
        .map(|token| token.rsplit('.').next().unwrap().to_owned())
        .collect()
}

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

/// No form of any secret stands in some bytes, in UTF-8 or UTF-16.
pub(crate) fn assert_silent(place: &str, bytes: &[u8], secrets: &[String]) {
    assert!(!secrets.is_empty() && secrets.iter().all(|secret| secret.len() >= 16), "there is something to look for");
    // Bytes as characters, because texts are searched fast.
    let text = |bytes: &[u8]| -> String { bytes.iter().copied().map(char::from).collect() };
    let all = text(bytes);
    for secret in secrets {
        for form in forms(secret) {
            let wide: Vec<u8> = form.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(!all.contains(&text(form.as_bytes())) && !all.contains(&text(&wide)), "{place} holds {form}");
        }
    }
}
