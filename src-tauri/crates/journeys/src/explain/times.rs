//! What is wrong with a token by the clock: by ours, and by that of the server, which its `Date` header tells.

use jiff::Timestamp;
use tessera_gateway::Exchange;
use tessera_protocol::Severity;
use tessera_tokens::{Clocks, judge};

use super::{Cause, Remedy};
use crate::HeldToken;

/// What is wrong with a token by the clock of the server where its answer tells it, which is the one that counts; else by
/// this computer's.
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
                let what = &finding.what;
                let headline = match (what.strip_prefix("It "), what.strip_prefix("Its ")) {
                    (Some(rest), _) => format!("{clock}he {name} {rest}"),
                    (None, Some(rest)) => format!("{clock}he {name}'s {rest}"),
                    (None, None) => finding.what,
                };
                let claim = claim_of(&finding.rule);
                Cause::likely(headline, finding.why, Some(remedy(claim)))
            })
            .collect()
    };
    match Clocks::new(now, exchange.clock_skew()).server {
        Some(server) => judged(server, "By the server's clock t"),
        None => judged(now, "T"),
    }
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
    Clocks::new(now, exchange.clock_skew()).counting()
}
