//! Refreshing: a good refresh token brings both tokens anew. The rule that the three ways of asking have in common.
//!
//! Source: *First time and n-th time sign on*; AGS, *Re-authenticating*. Account and device are checked again, as at
//! sign-on; where they seem to be is not.

use axum::Json;
use tessera_protocol::TokenAnswer;
use tessera_tokens::TokenKind;

use crate::platform::Platform;
use crate::refusal::{Refusal, quoted};

/// New tokens for a refresh token, or for the reason why there is none. Where a user name is given, it has to be that
/// of the account.
pub(crate) fn refresh(
    platform: &Platform,
    token: Result<&str, String>,
    tenant: &str,
    user: Option<&str>,
) -> Result<Json<TokenAnswer>, Refusal> {
    let bad = |why: String| Refusal::unauthorized(format!("refresh token: {why}"));
    let now = platform.clock.now();
    let rotation = platform.choices().refresh_rotation;
    let held = token.and_then(|token| platform.issuer.read(token, &TokenKind::Refresh, tenant, now)).map_err(bad)?;

    let mut state = platform.state();
    state.chains.admit_refresh(&held, rotation, now).map_err(bad)?;
    let (account, device) = state.signed_on(&held)?;
    if let Some(user) = user.filter(|user| *user != account.user_name()) {
        return Err(bad(format!("it is not that of the user {}", quoted(user))));
    }
    state.chains.refreshed(&held, rotation, now);
    drop(state);

    let time = platform.choices().access_token_time;
    platform.issuer.answer(&account, &device, held.chain, time, now).map(Json)
}
