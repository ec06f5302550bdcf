//! The secrets of a run, and the search for them.

use tessera_journeys::{Run, TokenSlot};

use super::forms;

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
