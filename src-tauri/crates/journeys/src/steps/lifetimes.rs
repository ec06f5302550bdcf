//! The lifetimes that an answer tells beside its tokens, judged field by field. What counts is the token's own claim; a
//! client that goes by the number is what the findings are about.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tessera_protocol::{Finding, TokenAnswer};
use tessera_tokens::{ReadTime, ReadToken, in_words};

/// How far a token's `exp` may be from what the answer says before it is worth a word: the time a call takes.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(60);

/// A number of seconds in an answer, and what it stands for.
struct Field {
    name: &'static str,
    /// The claim that says the same as a moment.
    claim: &'static str,
    /// What has ended when the number is none that lies ahead.
    over: &'static str,
    /// What a client does then that goes by it.
    does: &'static str,
}

const ACCESS: Field = Field {
    name: "expires_in",
    claim: "exp",
    over: "the token has ended as it was given",
    does: "In the documents it is the number of seconds to come; a client that goes by it refreshes at once, and again after that.",
};
const REFRESH: Field = Field {
    name: "refresh_expires_in",
    claim: "exp",
    over: "the refresh token has ended as it was given",
    does: "In the documents it is the number of seconds to come; a client that goes by it never refreshes, and signs on each time.",
};
const SIGN_ON: Field = Field {
    name: "fixed_refresh_expires_in",
    claim: "fixed_exp",
    over: "the sign-on has ended as it began",
    does: "In the documents it is the number of seconds to come; a client that goes by it signs on each time.",
};
const TOKEN_COUNTS: &str = "Tell whoever runs the server; the token's own claim is used.";

/// `expires_in`, beside an access token or a content token.
pub(super) fn of_the_token(said: Option<&Value>, token: &ReadToken, now: Timestamp) -> Option<Finding> {
    ACCESS.judge(said, Some(token), now)
}

/// `refresh_expires_in`.
pub(super) fn of_the_refresh_token(answer: &TokenAnswer, token: Option<&ReadToken>, now: Timestamp) -> Option<Finding> {
    REFRESH.judge(answer.refresh_expires_in.as_ref(), token, now)
}

/// `fixed_refresh_expires_in`, which a sign-on gives in full. What it counts after a refresh, no page says: then there is
/// no token to compare it with.
pub(super) fn of_the_sign_on(answer: &TokenAnswer, token: Option<&ReadToken>, now: Timestamp) -> Option<Finding> {
    SIGN_ON.judge(answer.fixed_refresh_expires_in.as_ref(), token, now)
}

impl Field {
    fn judge(&self, said: Option<&Value>, token: Option<&ReadToken>, now: Timestamp) -> Option<Finding> {
        let Self { name, claim, over, does } = self;
        let said = said?;
        let Some(seconds) = said.as_i64() else {
            let form = if said.is_string() { "is text, not a number" } else { "is not a whole number" };
            let why = "It is a number of seconds in the documents.";
            return Some(Finding::warning("lifetime-not-a-number", format!("{name} {form}."), why, TOKEN_COUNTS));
        };
        if seconds <= 0 {
            let what = format!("{name} is {seconds}: by that {over}.");
            return Some(Finding::warning("lifetime-over", what, does, TOKEN_COUNTS));
        }
        let at = ReadTime::read(token?.claims()?.get(*claim)?).at()?;
        let away = at.duration_since(now);
        let differs = (away - SignedDuration::from_secs(seconds)).abs() > TOLERANCE;
        differs.then(|| {
            let place = if away.is_negative() { "ago" } else { "away" };
            Finding::warning(
                "lifetime-differs",
                format!("{name} says {seconds} s, and the token's {claim} is {} {place}.", in_words(away)),
                "In the documents the claim is the time of issue plus that number; the clocks may differ.",
                "Compare the clocks of the server and of this computer.",
            )
        })
    }
}
