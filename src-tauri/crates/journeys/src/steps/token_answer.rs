//! The answer of a sign-on or a refresh: a token set, and what is to be said of it.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use tessera_protocol::{ClientId, Finding, SignOn, TokenAnswer, TokenField};
use tessera_tokens::{Clocks, ReadTime, ReadToken, Signature};

use super::lifetimes;
use crate::report::DeviceReport;
use crate::run::{Gain, StepOutcome};
use crate::{HeldToken, Run, TokenSlot};

/// The tokens of a device. Its `Debug` shows nothing of them.
#[derive(Clone)]
pub struct TokenSet {
    /// `DevAuthN`.
    pub access: TokenField,
    /// `RefreshAuthN`; missing in the older form of the answer.
    pub refresh: Option<TokenField>,
    /// When the answer came, by this computer's clock.
    pub issued_at: Timestamp,
    /// How far the clock of whoever issued it was ahead of ours then.
    pub skew: SignedDuration,
}

impl TokenSet {
    /// The tokens of an answer.
    pub(crate) fn of(answer: &TokenAnswer, clocks: Clocks) -> Self {
        Self {
            access: answer.access_token.clone(),
            refresh: answer.refresh_token.clone(),
            issued_at: clocks.here,
            skew: clocks.skew(),
        }
    }

    /// Both clocks at a moment of ours.
    pub fn clocks(&self, now: Timestamp) -> Clocks {
        Clocks::new(now, Some(self.skew))
    }

    /// When the access token ends, by its own `exp`.
    pub fn access_ends_at(&self) -> Option<Timestamp> {
        time_claim(&ReadToken::of_field(&self.access), "exp")
    }

    /// When the refresh token ends, by its own `exp`.
    pub fn refresh_ends_at(&self) -> Option<Timestamp> {
        time_claim(&ReadToken::of_field(self.refresh.as_ref()?), "exp")
    }

    /// When to refresh it, by this computer's clock: so long before its end, but not in the first half of its life, and not
    /// once the whole sign-on has ended. `None` where it cannot be refreshed or tells no end.
    pub fn refresh_due(&self, margin: SignedDuration) -> Option<Timestamp> {
        self.refresh.as_ref().and_then(TokenField::text)?;
        let ours = |moment: Timestamp| moment.checked_sub(self.skew).ok();
        let ends = self.access_ends_at().and_then(ours)?;
        let half = self.issued_at.checked_add(ends.duration_since(self.issued_at) / 2).ok()?;
        let due = ends.checked_sub(margin).ok()?.max(half);
        self.chain_ends_at().and_then(ours).is_none_or(|end| due < end).then_some(due)
    }

    /// When no refresh is possible any more: `fixed_exp`.
    pub fn chain_ends_at(&self) -> Option<Timestamp> {
        time_claim(&ReadToken::of_field(&self.access), "fixed_exp")
    }

    /// Whether the whole sign-on has ended at a moment of ours, by the clock of whoever issued it.
    pub fn sign_on_is_over(&self, now: Timestamp) -> bool {
        self.chain_ends_at().is_some_and(|end| end <= self.clocks(now).counting())
    }
}

fn time_claim(token: &ReadToken, name: &str) -> Option<Timestamp> {
    ReadTime::read(token.claims()?.get(name)?).at()
}

impl fmt::Debug for TokenSet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "TokenSet(issued at {})", self.issued_at)
    }
}

impl Run {
    /// A device is signed on: its tokens, and what is to be said of them.
    pub(super) fn signed_on(&self, answer: &TokenAnswer, clocks: Clocks) -> StepOutcome {
        let sent = match &self.plan.sign_on {
            SignOn::FirstTime(_) => None,
            SignOn::NthTime(client_id) => Some(client_id),
        };
        let new = sent.is_none();
        let mut outcome = self.with_tokens(answer, sent, clocks);
        let access = ReadToken::of_field(&answer.access_token);
        outcome.findings.extend(lifetimes::of_the_sign_on(answer, Some(&access), clocks.counting()));
        outcome.note = match (&answer.client_id, new) {
            (Some(id), true) => format!("new device {id}"),
            (Some(id), false) => format!("signed on as {id}"),
            (None, _) => "signed on".into(),
        };
        let account = answer.account_id.clone().or_else(|| self.plan.account.clone());
        // The device that was named is the one that signed on, also where the answer does not say so.
        let client_id = answer.client_id.as_ref().or(sent).cloned();
        outcome.gain.device =
            client_id.zip(account).map(|(client_id, account)| DeviceReport { client_id, account, new });
        outcome
    }

    /// What a sign-on and a refresh have in common: both tokens, judged, and kept together. `sent` is the device that was
    /// meant, where it was known.
    pub(super) fn with_tokens(&self, answer: &TokenAnswer, sent: Option<&ClientId>, clocks: Clocks) -> StepOutcome {
        let now = clocks.counting();
        let access = held(TokenSlot::AccessToken, &answer.access_token);
        let refresh = answer.refresh_token.as_ref().map(|token| held(TokenSlot::RefreshToken, token));
        let mut outcome = StepOutcome::done("");
        outcome.findings = [
            judge_client_id(answer, sent, &access.token),
            self.judge_account(answer),
            judge_token_type(answer),
            lifetimes::of_the_token(answer.expires_in.as_ref(), &access.token, now),
            lifetimes::of_the_refresh_token(answer, refresh.as_ref().map(|held| &held.token), now),
        ]
        .into_iter()
        .flatten()
        .collect();
        outcome.tokens = std::iter::once(access).chain(refresh).collect();
        outcome.gain = Gain { token_set: Some(TokenSet::of(answer, clocks)), ..Gain::default() };
        outcome
    }

    fn judge_account(&self, answer: &TokenAnswer) -> Option<Finding> {
        let asked = self.plan.account.as_ref()?;
        let account = answer.account_id.as_ref().filter(|account| *account != asked)?;
        Some(Finding::note(
            "account-id-differs",
            format!("Account {asked} was meant, and {account} was signed on."),
            "Operator and platform may have different ids for one account.",
        ))
    }
}

fn judge_client_id(answer: &TokenAnswer, sent: Option<&ClientId>, access: &ReadToken) -> Option<Finding> {
    let Some(client_id) = &answer.client_id else {
        let why = match sent {
            None => {
                "Without it the next sign-on has to be first-time again, and makes another device (First time and n-th time sign on)."
            }
            Some(_) => {
                "In the documents it names the device also in this answer; the one that was sent is kept, and an app that wants it from the answer loses its device."
            }
        };
        return Some(Finding::warning(
            "client-id-missing",
            "The answer has no client_id.",
            why,
            "Tell whoever runs the server.",
        ));
    };
    if let Some(sent) = sent
        && sent != client_id
    {
        return Some(Finding::warning(
            "client-id-changed",
            format!("The answer has client_id {client_id}; {sent} was sent."),
            "An nth-time sign-on goes to the device that was named; another id may be a new device that eats the limit.",
            "Look at the account's devices.",
        ));
    }
    access.claim_text("deviceId").filter(|device| *device != client_id.as_str()).map(|device| {
        Finding::warning(
            "device-id-differs",
            format!("The access token names device {device}, the answer client_id {client_id}."),
            "In the documents both are the same.",
            "Tell whoever runs the server.",
        )
    })
}

pub(super) fn held(slot: TokenSlot, field: &TokenField) -> HeldToken {
    HeldToken::new(slot, ReadToken::of_field(field), Signature::NotChecked)
}

fn judge_token_type(answer: &TokenAnswer) -> Option<Finding> {
    let said = answer.token_type.as_deref().filter(|said| !said.eq_ignore_ascii_case("bearer"))?;
    Some(Finding::warning(
        "token-type-unknown",
        format!("token_type is \u{201c}{said}\u{201d}."),
        "The documents give bearer, in lower case for a sign-on and as Bearer for a content token.",
        "Tell whoever runs the server; the token is sent as Bearer.",
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    fn due(exp: i64, fixed_exp: i64, margin: i64) -> Option<i64> {
        due_with(0, exp, fixed_exp, margin)
    }

    /// Seconds after the issue at which a refresh is due, with a server whose clock is so far ahead.
    fn due_with(skew: i64, exp: i64, fixed_exp: i64, margin: i64) -> Option<i64> {
        let answer = json!({
            "access_token": { "exp": 1_000_000 + exp, "fixed_exp": 1_000_000 + fixed_exp },
            "refresh_token": "opaque",
        });
        let issued = Timestamp::from_second(1_000_000).unwrap();
        let skew = SignedDuration::from_secs(skew);
        let set = TokenSet::of(&serde_json::from_value(answer).unwrap(), Clocks::new(issued - skew, Some(skew)));
        set.refresh_due(SignedDuration::from_secs(margin)).map(|at| at.as_second() + skew.as_secs() - 1_000_000)
    }

    #[test]
    fn a_refresh_is_due_a_margin_before_the_end() {
        assert_eq!(due(3600, 86_400, 300), Some(3300));
    }

    #[test]
    fn a_margin_longer_than_the_life_does_not_refresh_without_end() {
        assert_eq!(due(60, 86_400, 300), Some(30));
    }

    #[test]
    fn a_refresh_is_due_by_the_clock_of_whoever_issued_the_tokens() {
        for day in [-86_400, 86_400] {
            assert_eq!(due_with(day, 3600, 186_400, 300), Some(3300), "neither at once nor a day late");
        }
    }

    #[test]
    fn no_refresh_is_due_after_the_end_of_the_whole_sign_on() {
        assert_eq!(due(3600, 3300, 300), None);
        assert_eq!(due(3600, 3301, 300), Some(3300));
    }
}
