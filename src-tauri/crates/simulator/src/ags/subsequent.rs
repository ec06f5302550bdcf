//! `POST /ags/subsequentSignOn`: the sign-on goes on with one of the accounts of a 300 answer.
//!
//! Source: AGS, *Subsequent sign-on*. The page lists `parameters` only, so what the first request had said of the
//! device holds unless this one says something else.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use tessera_protocol::{TokenAnswer, headers};

use super::sign_on::SignOnRequest;
use crate::platform::Platform;
use crate::refusal::{Refusal, quoted};
use crate::request::{Body, asked_sign_on, mandatory, parameter};

pub(crate) async fn subsequent_sign_on(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<TokenAnswer>), Refusal> {
    let service = platform.auth_service(&from)?;
    let token = mandatory(&from, headers::USER_TOKEN)?;
    let SignOnRequest { parameters, client_id, device_information } = body.json()?;
    let said = asked_sign_on(client_id, device_information)?;
    let now = platform.clock.now();

    let mut state = platform.state();
    let bad = |why: String| Refusal::unauthorized(format!("{}: {why}", headers::USER_TOKEN));
    let offered = state.user_tokens.get(&token, now).map_err(bad)?.clone();
    let account = match offered.accounts.as_slice() {
        [one] => one,
        several => {
            let named = parameter(&parameters, &service.account_parameter)?;
            let offered = several.iter().find(|account| account.as_str() == named);
            offered.ok_or_else(|| bad(format!("the account {} was not offered with it", quoted(named))))?
        }
    };
    let sign_on = said.unwrap_or_else(|| (*offered.sign_on).clone());
    let (account, device) = state.sign_on(account, sign_on, now, &platform.choices())?;
    state.user_tokens.spend(&token);
    drop(state);

    Ok((StatusCode::CREATED, platform.first_tokens(&account, &device, now)?))
}
