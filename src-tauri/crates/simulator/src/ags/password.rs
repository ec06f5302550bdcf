//! `POST /ags/signOn`: a device signs on with user name and password, or with the user name alone where the service
//! wants no more. Where several accounts match, the answer is 300 with a user account token for each of them, or one for all.
//!
//! Source: AGS, *Signing on*. How an account is then chosen stands in `subsequent`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use tessera_protocol::{AccountId, AccountsAnswer, MatchingAccount, SignOn};

use super::sign_on::SignOnRequest;
use crate::platform::Platform;
use crate::refusal::Refusal;
use crate::request::{Body, parameter};
use crate::state::Offered;
use crate::{Account, UserTokenPlace, one_time_tokens};

pub(crate) async fn sign_on(
    State(platform): State<Arc<Platform>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let service = platform.auth_service(&headers)?;
    let (parameters, sign_on) = SignOnRequest::read(&body)?;
    let user = parameter(&parameters, &service.user_name_parameter)?;
    let password = service.password_parameter.as_deref().map(|name| parameter(&parameters, name)).transpose()?;
    let now = platform.clock.now();

    let mut state = platform.state();
    let matching = state.accounts.of_user(user, password)?;
    if let [one] = matching.as_slice() {
        let (account, device) = state.sign_on(&one.id, sign_on, now, &platform.choices())?;
        drop(state);
        Ok((StatusCode::CREATED, platform.first_tokens(&account, &device, now)?).into_response())
    } else {
        drop(state);
        offer(&platform, matching, sign_on, now)
    }
}

/// Asks which of several accounts it is to be.
fn offer(platform: &Platform, matching: Vec<Account>, sign_on: SignOn, now: Timestamp) -> Result<Response, Refusal> {
    let sign_on = Arc::new(sign_on);
    let lifetime = platform.issuer.lifetimes().user_account_token;
    let ids: Vec<AccountId> = matching.iter().map(|account| account.id.clone()).collect();
    let give = |accounts: Vec<AccountId>| {
        let token = one_time_tokens::fresh()?;
        let offered = Offered { accounts, sign_on: sign_on.clone() };
        platform.state().user_tokens.add(&token, offered, now, lifetime);
        Ok::<_, Refusal>(Some(token))
    };
    let once = platform.choices().user_account_token == UserTokenPlace::Once;
    let mut accounts = Vec::with_capacity(matching.len());
    for Account { id, name, .. } in matching {
        accounts.push(MatchingAccount {
            account_information: Some(Value::String(json!({ "accountId": id, "name": name }).to_string())),
            user_account_token: if once { None } else { give(vec![id])? },
            other: Map::new(),
        });
    }
    let user_account_token = if once { give(ids)? } else { None };
    let answer = AccountsAnswer { accounts, user_account_token, other: Map::new() };
    Ok((StatusCode::MULTIPLE_CHOICES, Json(answer)).into_response())
}
