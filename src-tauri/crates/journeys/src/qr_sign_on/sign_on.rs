//! Signing on with the session token, first-time or nth-time.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tessera_gateway::Request;
use tessera_protocol::{Finding, NamedValue, SignOn, SignOnBody, TokenAnswer, TokenField};
use tessera_tokens::{ReadTime, ReadToken, Signature};

use super::QrSignOn;
use super::outcome::{Gained, StepOutcome};
use crate::report::DeviceReport;
use crate::{Explanation, HeldToken, Step, TokenSlot};

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

impl fmt::Debug for TokenSet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "TokenSet(issued at {})", self.issued_at)
    }
}

impl QrSignOn {
    pub(super) async fn sign_on(&self, now: Timestamp) -> StepOutcome {
        let (Some(discovered), Some(token)) = (&self.gained.discovered, &self.gained.scanned) else {
            return StepOutcome::stopped("nothing sent", Explanation::missing_step(Step::Scan));
        };
        let route = &discovered.sign_on;
        let value = NamedValue { name: route.parameter.clone(), value: token.expose().to_owned() };
        let body = SignOnBody::new(vec![value], self.plan.sign_on.clone());
        let request = Request::sign_on_with_session_token(&discovered.service, &body).at(route.path.clone());
        let exchange = self.gateway.call(request, &self.correlation_id, now).await;
        let answer = match exchange.read::<TokenAnswer>() {
            Ok(answer) => answer,
            Err(trouble) => {
                let explanation = Explanation::of(Step::SignOn, &exchange, &trouble, self, now);
                return StepOutcome::trouble(exchange, trouble, explanation);
            }
        };
        self.signed_on(&answer, now).with_exchange(exchange)
    }

    fn signed_on(&self, answer: &TokenAnswer, now: Timestamp) -> StepOutcome {
        let access = held(TokenSlot::AccessToken, &answer.access_token);
        let refresh = answer.refresh_token.as_ref().map(|token| held(TokenSlot::RefreshToken, token));
        let new = matches!(self.plan.sign_on, SignOn::FirstTime(_));
        let mut outcome = StepOutcome::done(match (&answer.client_id, new) {
            (Some(id), true) => format!("new device {id}"),
            (Some(id), false) => format!("signed on as {id}"),
            (None, _) => "signed on".into(),
        });
        outcome.findings = [
            self.judge_client_id(answer, &access.token),
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
        outcome.secrets = [Some(&access), refresh.as_ref()]
            .into_iter()
            .flatten()
            .map(|held| held.token.expose().to_owned())
            .collect();
        outcome.tokens = std::iter::once(access).chain(refresh).collect();
        let account = answer.account_id.clone().unwrap_or_else(|| self.plan.account.clone());
        outcome.gained = Gained {
            token_set: Some(TokenSet {
                access: answer.access_token.clone(),
                refresh: answer.refresh_token.clone(),
                issued_at: now,
            }),
            device: answer.client_id.clone().map(|client_id| DeviceReport { client_id, account, new }),
            ..Gained::default()
        };
        outcome
    }

    fn judge_client_id(&self, answer: &TokenAnswer, access: &ReadToken) -> Option<Finding> {
        let Some(client_id) = &answer.client_id else {
            return Some(Finding::warning(
                "client-id-missing",
                "The answer has no client_id.",
                "Without it the next sign-on has to be first-time again, and makes another device (First time and n-th time sign on).",
                "Tell whoever runs the server.",
            ));
        };
        if let SignOn::NthTime(sent) = &self.plan.sign_on
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

    fn judge_account(&self, answer: &TokenAnswer) -> Option<Finding> {
        let account = answer.account_id.as_ref().filter(|account| **account != self.plan.account)?;
        Some(Finding::note(
            "account-id-differs",
            format!("The operator JWT asks for account {}, and {account} was signed on.", self.plan.account),
            "Operator and platform may have different ids for one account.",
        ))
    }
}

pub(super) fn held(slot: TokenSlot, field: &TokenField) -> HeldToken {
    let step = if matches!(slot, TokenSlot::AccessToken | TokenSlot::RefreshToken) {
        Step::SignOn
    } else {
        Step::ContentToken
    };
    HeldToken { slot, step, token: ReadToken::of_field(field), signature: Signature::NotChecked }
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
