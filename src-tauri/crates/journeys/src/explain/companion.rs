//! What can be seen from here when a call of a companion sign-on was refused.

use jiff::Timestamp;
use tessera_gateway::Exchange;
use tessera_tokens::{ReadToken, Signature, in_words};

use super::times::wrong;
use super::{Cause, Remedy};
use crate::{HeldToken, Run, Step, TokenSlot};

const ANEW: Option<Remedy> = Some(Remedy::RepeatFrom { step: Step::RegistrationCode });

/// 409 of the registration code.
pub(super) fn no_code() -> Vec<Cause> {
    let detail = "The documents say so of 409: no unique code could be made. Codes become free as they expire.";
    vec![Cause::likely("All registration codes are in use", detail, ANEW)]
}

/// A poll, whose DSRA token and body are to blame.
pub(super) fn poll(run: &Run, status: u16, now: Timestamp) -> Vec<Cause> {
    match status {
        401 => vec![Cause::possible(
            "The DSRA token may have been used already, or be gone",
            "The platform forgets a code when its device has got its activation token.",
            ANEW,
        )],
        403 => vec![expired(run, now).unwrap_or_else(|| {
            let detail = "The documents say so of 403. By this computer's clock the code is still good.";
            Cause::possible("The DSRA token may have expired with its code", detail, ANEW)
        })],
        _ => vec![Cause::possible(
            "The body may not be what DSRA wants",
            "It takes one of clientId and deviceInformation; what deviceInformation has to hold is not documented.",
            None,
        )],
    }
}

/// An approval: the access token of the one who approves, or the code.
pub(super) fn approval(run: &Run, status: u16, exchange: &Exchange, now: Timestamp) -> Vec<Cause> {
    if status == 404 {
        return vec![Cause::likely(
            "The code was not given out there",
            "Both devices have to be at the same deployment.",
            ANEW,
        )];
    }
    let mut causes = Vec::new();
    if let Some(set) = run.approver_set() {
        let held =
            HeldToken::new(TokenSlot::ApproverAccessToken, ReadToken::of_field(&set.access), Signature::NotChecked);
        causes = wrong(&held, "access token of the device that approves", exchange, now, |_| Remedy::RepeatFrom {
            step: Step::Approve,
        });
    }
    causes.extend(expired(run, now));
    if causes.is_empty() {
        causes.push(Cause::possible(
            "The code may have been approved already, by this device or another",
            "The documents give 403 for a code that is expired, invalid, approved or registered, and for a token that is no good, and no way to tell them apart.",
            ANEW,
        ));
        causes.push(Cause::fine("exp of the code and of the access token", "By this computer's clock."));
    }
    causes
}

/// The sign-on with the activation token.
pub(super) fn activation() -> Vec<Cause> {
    vec![Cause::possible(
        "The activation token may have expired, or have been used",
        "Its lifetime is a setting of the deployment. The way back is a new code.",
        ANEW,
    )]
}

fn expired(run: &Run, now: Timestamp) -> Option<Cause> {
    let registration = run.registration().filter(|registration| registration.expires_at <= now)?;
    let ago = in_words(now.duration_since(registration.expires_at));
    let detail = format!("{}. It ended {ago} ago.", registration.expiry);
    Some(Cause::likely("The registration code has expired", detail, ANEW))
}
