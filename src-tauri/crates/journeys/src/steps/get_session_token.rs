//! Asking AGS for a session token.

use jiff::Timestamp;
use tessera_gateway::Request;
use tessera_protocol::{Call, NamedValue, ParametersBody, SessionToken, SessionTokenAnswer};
use tessera_tokens::{ReadToken, Signature};

use crate::run::{Gain, StepOutcome};
use crate::{Explanation, HeldToken, Run, Step, TokenSlot};

/// A session token with the moment it came.
#[derive(Debug, Clone)]
pub(crate) struct Issued {
    pub(super) token: SessionToken,
    pub(super) at: Timestamp,
}

impl Run {
    pub(crate) async fn get_session_token(&self, now: Timestamp) -> StepOutcome {
        let discovered = self.gained(|gain| gain.discovered.as_ref());
        let jwt = self.gained(|gain| gain.operator_jwt.as_ref());
        let (Some(discovered), Some(jwt)) = (discovered, jwt) else {
            return StepOutcome::stopped("nothing asked", Explanation::missing_step(Step::MintOperatorJwt));
        };
        let request = if let Some(header) = &self.plan.operator_jwt_header {
            Request::get_session_token_by_header(&discovered.service, header, jwt.expose())
        } else {
            let name = discovered.parameter(Call::GetSessionToken, &self.plan.names.operator_jwt);
            let body = ParametersBody { parameters: vec![NamedValue { name, value: jwt.expose().to_owned() }] };
            Request::get_session_token(&discovered.service, &body)
        };
        let request = request.at(discovered.path(Call::GetSessionToken));
        let exchange = self.gateway.call(request, self.correlation_id.as_ref(), now).await;
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
        let read = ReadToken::read(token.expose());
        outcome.tokens.push(HeldToken::new(TokenSlot::SessionToken, read, Signature::NotCheckable));
        outcome.gain = Gain { issued: Some(Issued { token, at: now }), ..Gain::default() };
        outcome
    }
}
