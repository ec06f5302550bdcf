//! Asking AGS for a session token.

use jiff::Timestamp;
use tessera_gateway::Request;
use tessera_protocol::{NamedValue, ParametersBody, SessionToken, SessionTokenAnswer};
use tessera_tokens::{ReadToken, Signature};

use super::outcome::{Gained, StepOutcome};
use super::{Issued, QrSignOn};
use crate::{Explanation, HeldToken, Step, TokenSlot};

impl QrSignOn {
    pub(super) async fn get_session_token(&self, now: Timestamp) -> StepOutcome {
        let (Some(discovered), Some(jwt)) = (&self.gained.discovered, &self.gained.operator_jwt) else {
            return StepOutcome::stopped("nothing asked", Explanation::missing_step(Step::MintOperatorJwt));
        };
        let route = &discovered.get_session_token;
        let body = ParametersBody {
            parameters: vec![NamedValue { name: route.parameter.clone(), value: jwt.expose().to_owned() }],
        };
        let request = Request::get_session_token(&discovered.service, &body).at(route.path.clone());
        let exchange = self.gateway.call(request, &self.correlation_id, now).await;
        let answer = match exchange.read::<SessionTokenAnswer>() {
            Ok(answer) => answer,
            Err(trouble) => {
                let explanation = Explanation::of(Step::GetSessionToken, &exchange, &trouble, self, now);
                return StepOutcome::trouble(exchange, trouble, explanation);
            }
        };
        let token = SessionToken::new(answer.session_token);
        let mut outcome = StepOutcome::done(format!("session token of {} characters", token.expose().chars().count()))
            .with_exchange(exchange);
        outcome.secrets.push(token.expose().to_owned());
        outcome.tokens.push(HeldToken {
            slot: TokenSlot::SessionToken,
            step: Step::GetSessionToken,
            token: ReadToken::read(token.expose()),
            signature: Signature::NotCheckable,
        });
        outcome.gained = Gained { issued: Some(Issued { token, at: now }), ..Gained::default() };
        outcome
    }
}
