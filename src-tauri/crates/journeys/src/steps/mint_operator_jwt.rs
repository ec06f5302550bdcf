//! Signing the operator JWT.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};
use tessera_protocol::Finding;
use tessera_tokens::{Clocks, ReadToken, in_words, mint, operator_claims, verify};

use crate::run::{Gain, StepOutcome};
use crate::{Explanation, HeadEnd, HeldToken, Plan, QrSignOn, Run, Step, TokenSlot};

impl Plan {
    /// The claims that the operator JWT of a QR sign-on is going to have: the documented ones with those of the plan set
    /// over them.
    pub fn operator_claims(&self, needs: &QrSignOn, now: Timestamp) -> Map<String, Value> {
        let account = self.account.clone().unwrap_or_else(|| "".into());
        let mut claims = operator_claims(&account, &self.connection.tenant, now, needs.lifetime);
        for (name, value) in &needs.claims {
            if value.is_null() {
                claims.shift_remove(name);
            } else {
                claims.insert(name.clone(), value.clone());
            }
        }
        claims
    }
}

/// By the clock of a server that is behind, the JWT lasts longer than it was meant to. One that is ahead may find it
/// expired; that is judged with the token itself.
fn outlives(exp: Timestamp, meant: SignedDuration, now: Timestamp, skew: Option<SignedDuration>) -> Option<Finding> {
    let server = Clocks::new(now, skew).server.filter(|server| *server < now)?;
    let lasts = exp.duration_since(server);
    (lasts > meant * 2).then(|| {
        Finding::warning(
            "operator-jwt-outlives",
            format!("By the server's clock it lasts {}, and {} was meant.", in_words(lasts), in_words(meant)),
            "The server's clock is behind this computer's; a server may refuse a JWT that lasts too long.",
            "Set this computer's clock, or have the server's set.",
        )
    })
}

impl Run {
    pub(crate) fn mint_operator_jwt(&self, now: Timestamp) -> StepOutcome {
        let needs = self.plan.qr_sign_on();
        let Some(needs @ QrSignOn { head_end: HeadEnd::Played(operator), .. }) = needs else {
            return StepOutcome::stopped("nothing signed", Explanation::missing_step(Step::Scan));
        };
        let jwt = match mint(&operator.key, &operator.kid, &self.plan.operator_claims(needs, now)) {
            Ok(jwt) => jwt,
            Err(error) => return StepOutcome::stopped("nothing signed", Explanation::not_minted(&error)),
        };
        let token = ReadToken::read(jwt.expose());
        let exp =
            tessera_tokens::ReadTime::read(token.claims().and_then(|claims| claims.get("exp")).unwrap_or(&Value::Null));
        let mut outcome = StepOutcome::done(match exp.at() {
            Some(at) if at > now => format!(
                "signs operator JWT, exp in {}",
                in_words(SignedDuration::from_secs(at.as_second() - now.as_second()))
            ),
            Some(_) => "signs operator JWT, expired already".into(),
            None => "signs operator JWT without exp".into(),
        });
        outcome.findings.extend(operator.key.judge());
        outcome.findings.extend(exp.at().and_then(|exp| outlives(exp, needs.lifetime, now, self.skew())));
        let signature = verify(&token, &operator.key);
        outcome.tokens.push(HeldToken::new(TokenSlot::OperatorJwt, token, signature));
        outcome.gain = Gain { operator_jwt: Some(jwt), ..Gain::default() };
        outcome
    }
}
