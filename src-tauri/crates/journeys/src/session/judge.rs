//! What is to be said of an answer of SSM that went well: departures from the documents that a player would stumble over.

use jiff::{SignedDuration, Timestamp};
use tessera_protocol::{Finding, SessionControl};
use tessera_tokens::in_words;

/// Seconds between two beats where SSM gives none: the documents' example.
pub(super) const USUAL_PERIOD: SignedDuration = SignedDuration::from_secs(30);

const BEATS: &str = "SSP, Secure Session Manager: a session whose beat is missed expires, and its streams stop.";

/// Whether a set-up says when to beat.
pub(super) fn period(given: Option<SignedDuration>) -> Option<Finding> {
    if given.is_some() {
        return None;
    }
    Some(Finding::warning(
        "no-heartbeat-period",
        "The set-up gives no period: neither heartBeat nor heartbeat is a number above 0.",
        BEATS,
        "Every 30 seconds are taken, as in the documents. Ask whoever runs SSM.",
    ))
}

/// Whether the session token lasts until the next beat.
pub(super) fn lasts(ends_at: Option<Timestamp>, next_beat_at: Timestamp) -> Option<Finding> {
    let early = next_beat_at.duration_since(ends_at?);
    (!early.is_negative()).then(|| {
        let what = format!("The session token expires {} before the next beat is due.", in_words(early));
        Finding::error(
            "session-token-too-short",
            what,
            BEATS,
            "The period and the token's exp have to fit: tell whoever runs SSM.",
        )
    })
}

/// Whether a beat brought a new token.
pub(super) fn renewed(before: &str, now: &str) -> Option<Finding> {
    (before == now).then(|| {
        Finding::warning(
            "session-token-not-renewed",
            "The beat brought the session token of before.",
            "SSP, Secure Session Manager: each heartbeat returns a new session token, which the next call has to use.",
            "Nothing has to be done; the token is used again.",
        )
    })
}

/// Whether a session was needed at all.
pub(super) fn needed(limit: Option<&SessionControl>) -> Option<Finding> {
    (limit?.enabled == Some(false)).then(|| {
        Finding::note(
            "session-control-off",
            "The content token says sessionControlEnabled: false; no session has to be set up for it.",
            "A player that reads the token plays without one, and its streams are not counted.",
        )
    })
}

/// Whether a beat was sent in time.
pub(super) fn in_time(late: Option<SignedDuration>) -> Option<Finding> {
    let what = format!("The beat was sent {} late.", in_words(late?));
    Some(Finding::warning("beat-late", what, BEATS, "Look whether this computer slept, or had too much to do."))
}
