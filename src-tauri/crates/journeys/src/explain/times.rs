//! What is wrong with a token by the clock: by ours, and by that of the server, which its `Date` header tells.

use jiff::{SignedDuration, Timestamp};
use tessera_gateway::Exchange;
use tessera_protocol::Severity;
use tessera_tokens::judge;

use super::{Cause, Remedy};
use crate::HeldToken;

/// Clocks that differ by less agree: `Date` has whole seconds, and the call took its time.
const AGREE: SignedDuration = SignedDuration::from_secs(5);

/// What is wrong with a token by this computer's clock, or else by that of the server, which is the one that counts.
pub(super) fn wrong(
    held: &HeldToken,
    name: &str,
    exchange: &Exchange,
    now: Timestamp,
    remedy: impl Fn(Option<&str>) -> Remedy,
) -> Vec<Cause> {
    let judged = |at: Timestamp, clock: &str| -> Vec<Cause> {
        let findings = judge(&held.token, held.slot.expected().as_ref(), at);
        let errors = findings.into_iter().filter(|finding| finding.severity == Severity::Error);
        errors
            .map(|finding| {
                let headline = match finding.what.strip_prefix("It ") {
                    Some(rest) => format!("{clock}he {name} {rest}"),
                    None => finding.what,
                };
                let claim = claim_of(&finding.rule);
                Cause::likely(headline, finding.why, Some(remedy(claim)))
            })
            .collect()
    };
    let here = judged(now, "T");
    if here.is_empty() { judged(server_time(exchange, now), "By the server's clock t") } else { here }
}

/// The claim that a finding on a token's time is about.
fn claim_of(rule: &str) -> Option<&'static str> {
    match rule {
        "token-expired" => Some("exp"),
        "token-not-yet-valid" => Some("nbf"),
        "token-of-another-kind" => Some("typ"),
        _ => None,
    }
}

/// The server's clock by its `Date`; ours where it sent none, or where they agree.
pub(super) fn server_time(exchange: &Exchange, now: Timestamp) -> Timestamp {
    let skew = exchange.clock_skew().filter(|skew| skew.abs() >= AGREE);
    skew.and_then(|skew| now.checked_add(skew).ok()).unwrap_or(now)
}
