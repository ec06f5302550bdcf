//! `POST /ags/getSessionToken`: a good operator JWT gets a session token for the account it names.
//!
//! Source: AGS, *Requesting a session token*.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::Map;
use tessera_protocol::{ParametersBody, SessionTokenAnswer};

use crate::operators::GoodJwt;
use crate::platform::Platform;
use crate::refusal::Refusal;
use crate::request::{Body, mandatory, parameter};
use crate::{OperatorJwtPlace, OperatorJwtReplay, one_time_tokens};

pub(crate) async fn get_session_token(
    State(platform): State<Arc<Platform>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<SessionTokenAnswer>, Refusal> {
    let service = platform.auth_service(&headers)?;
    let choices = platform.choices();
    let name = service.operator_jwt_parameter.as_str();
    let request: ParametersBody;
    let jwt = match choices.operator_jwt_place {
        OperatorJwtPlace::Header => mandatory(&headers, name)?,
        OperatorJwtPlace::Parameter => {
            request = body.json()?;
            parameter(&request.parameters, name)?.into()
        }
    };
    let now = platform.clock.now();
    let GoodJwt { account, jti, exp } = platform.operators.admit(&jwt, now)?;
    let session_token = one_time_tokens::fresh()?;
    let mut state = platform.state();
    state.accounts.admitted(&account)?;
    if let Some(jti) = jti.filter(|_| choices.operator_jwt_replay == OperatorJwtReplay::Refused)
        && !state.used_operator_jwts.insert(jti, exp.as_second(), now)
    {
        return Err(Refusal::unauthorized("operator JWT: its jti has been used"));
    }
    state.session_tokens.add(&session_token, account, now, platform.issuer.lifetimes().session_token);
    drop(state);
    Ok(Json(SessionTokenAnswer { session_token, other: Map::new() }))
}
