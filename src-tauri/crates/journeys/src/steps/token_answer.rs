//! The answer of a sign-on or a refresh: a token set, and what is to be said of it.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tessera_protocol::{ClientId, Finding, SignOn, TokenAnswer, TokenField};
use tessera_tokens::{ReadTime, ReadToken, Signature};

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
    /// When the answer came.
    pub issued_at: Timestamp,
}

impl TokenSet {
    /// The tokens of an answer.
    pub(crate) fn of(answer: &TokenAnswer, now: Timestamp) -> Self {
        Self { access: answer.access_token.clone(), refresh: answer.refresh_token.clone(), issued_at: now }
    }

    /// When the access token ends, by its own `exp`.
    pub fn access_ends_at(&self) -> Option<Timestamp> {
        time_claim(&ReadToken::of_field(&self.access), "exp")
    }

    /// When the refresh token ends, by its own `exp`.
    pub fn refresh_ends_at(&self) -> Option<Timestamp> {
        time_claim(&ReadToken::of_field(self.refresh.as_ref()?), "exp")
    }

    /// When to refresh it: so long before its end, but not in the first half of its life, and not once the whole sign-on
    /// has ended. `None` where it cannot be refreshed or tells no end.
    pub fn refresh_due(&self, margin: SignedDuration) -> Option<Timestamp> {
        self.refresh.as_ref().and_then(TokenField::text)?;
        let ends = self.access_ends_at()?;
        let half = self.issued_at.checked_add(ends.duration_since(self.issued_at) / 2).ok()?;
        let due = ends.checked_sub(margin).ok()?.max(half);
        self.chain_ends_at().is_none_or(|end| due < end).then_some(due)
    }

    /// When no refresh is possible any more: `fixed_exp`.
    pub fn chain_ends_at(&self) -> Option<Timestamp> {
        time_claim(&ReadToken::of_field(&self.access), "fixed_exp")
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
    pub(super) fn signed_on(&self, answer: &TokenAnswer, now: Timestamp) -> StepOutcome {
        let sent = match &self.plan.sign_on {
            SignOn::FirstTime(_) => None,
            SignOn::NthTime(client_id) => Some(client_id),
        };
        let new = sent.is_none();
        let mut outcome = self.with_tokens(answer, sent, now);
        outcome.note = match (&answer.client_id, new) {
            (Some(id), true) => format!("new device {id}"),
            (Some(id), false) => format!("signed on as {id}"),
            (None, _) => "signed on".into(),
        };
        let account = answer.account_id.clone().or_else(|| self.plan.account.clone());
        outcome.gain.device =
            answer.client_id.clone().zip(account).map(|(client_id, account)| DeviceReport { client_id, account, new });
        outcome
    }

    /// What a sign-on and a refresh have in common: both tokens, judged, and kept together. `sent` is the device that was
    /// meant, where it was known.
    pub(super) fn with_tokens(&self, answer: &TokenAnswer, sent: Option<&ClientId>, now: Timestamp) -> StepOutcome {
        let access = held(TokenSlot::AccessToken, &answer.access_token);
        let refresh = answer.refresh_token.as_ref().map(|token| held(TokenSlot::RefreshToken, token));
        let mut outcome = StepOutcome::done("");
        outcome.findings = [
            judge_client_id(answer, sent, &access.token),
            self.judge_account(answer),
            judge_token_type(answer),
            judge_lifetime("expires_in", answer.expires_in.as_ref(), &access.token, "exp", now),
            refresh.as_ref().and_then(|refresh| {
                judge_lifetime("refresh_expires_in", answer.refresh_expires_in.as_ref(), &refresh.token, "exp", now)
            }),
        ]
        .into_iter()
        .flatten()
        .collect();
        outcome.tokens = std::iter::once(access).chain(refresh).collect();
        outcome.gain = Gain { token_set: Some(TokenSet::of(answer, now)), ..Gain::default() };
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
        return Some(Finding::warning(
            "client-id-missing",
            "The answer has no client_id.",
            "Without it the next sign-on has to be first-time again, and makes another device (First time and n-th time sign on).",
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

/// How far a token's `exp` may be from what the answer says before it is worth a word: the time a call takes.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(60);

fn judge_lifetime(
    member: &'static str,
    said: Option<&Value>,
    token: &ReadToken,
    claim: &'static str,
    now: Timestamp,
) -> Option<Finding> {
    let said = said?;
    let Some(seconds) = said.as_i64() else {
        return Some(Finding::warning(
            "lifetime-not-a-number",
            format!("{member} is not a whole number."),
            "It is a number of seconds in the documents.",
            "Tell whoever runs the server; the token's own exp is used.",
        ));
    };
    let exp = ReadTime::read(token.claims()?.get(claim)?).at()?;
    let differs = (exp.duration_since(now) - SignedDuration::from_secs(seconds)).abs() > TOLERANCE;
    differs.then(|| {
        Finding::warning(
            "lifetime-differs",
            format!(
                "{member} says {seconds} s, and the token's {claim} is {} away.",
                tessera_tokens::in_words(exp.duration_since(now))
            ),
            "In the documents exp is the time of issue plus that number; the clocks may differ.",
            "Compare the clocks of the server and of this computer.",
        )
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    fn due(exp: i64, fixed_exp: i64, margin: i64) -> Option<i64> {
        let answer = json!({
            "access_token": { "exp": 1_000_000 + exp, "fixed_exp": 1_000_000 + fixed_exp },
            "refresh_token": "opaque",
        });
        let issued = Timestamp::from_second(1_000_000).unwrap();
        let set = TokenSet::of(&serde_json::from_value(answer).unwrap(), issued);
        set.refresh_due(SignedDuration::from_secs(margin)).map(|at| at.as_second() - 1_000_000)
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
    fn no_refresh_is_due_after_the_end_of_the_whole_sign_on() {
        assert_eq!(due(3600, 3300, 300), None);
        assert_eq!(due(3600, 3301, 300), Some(3300));
    }
}
