//! Signing the operator JWT.

use jiff::Timestamp;
use serde_json::{Map, Value};
use tessera_tokens::{ReadToken, in_words, mint, operator_claims, verify};

use super::QrSignOn;
use super::outcome::{Gained, StepOutcome};
use crate::{Explanation, HeadEnd, HeldToken, Plan, Step, TokenSlot};

impl Plan {
    /// The claims that the operator JWT is going to have: the documented ones with those of the plan set over them.
    pub fn operator_claims(&self, now: Timestamp) -> Map<String, Value> {
        let mut claims = operator_claims(&self.account, &self.connection.tenant, now, self.lifetime);
        for (name, value) in &self.claims {
            if value.is_null() {
                claims.shift_remove(name);
            } else {
                claims.insert(name.clone(), value.clone());
            }
        }
        claims
    }
}

impl QrSignOn {
    pub(super) fn mint_operator_jwt(&self, now: Timestamp) -> StepOutcome {
        let HeadEnd::Played(operator) = &self.plan.head_end else {
            return StepOutcome::stopped("nothing signed", Explanation::missing_step(Step::Scan));
        };
        let jwt = match mint(&operator.key, &operator.kid, &self.plan.operator_claims(now)) {
            Ok(jwt) => jwt,
            Err(error) => return StepOutcome::stopped("nothing signed", Explanation::not_minted(&error)),
        };
        let token = ReadToken::read(jwt.expose());
        let exp =
            tessera_tokens::ReadTime::read(token.claims().and_then(|claims| claims.get("exp")).unwrap_or(&Value::Null));
        let mut outcome = StepOutcome::done(match exp.at() {
            Some(at) if at > now => format!("signs operator JWT, exp in {}", in_words(at.duration_since(now))),
            Some(_) => "signs operator JWT, expired already".into(),
            None => "signs operator JWT without exp".into(),
        });
        outcome.findings.extend(operator.key.judge());
        let signature = verify(&token, &operator.key);
        outcome.secrets.push(jwt.expose().to_owned());
        outcome.tokens.push(HeldToken { slot: TokenSlot::OperatorJwt, step: Step::MintOperatorJwt, token, signature });
        outcome.gained = Gained { operator_jwt: Some(jwt), ..Gained::default() };
        outcome
    }
}
