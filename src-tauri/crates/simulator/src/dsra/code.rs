//! `GET /dsra/v1/user/deviceRegistrationCode`: a code to show, and the token to poll with.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::SignedDuration;
use serde_json::Map;
use tessera_protocol::{ExpiryUnit, RegistrationCodeAnswer, TokenField};

use crate::platform::Platform;
use crate::refusal::Refusal;
use crate::{one_time_tokens, random};

/// How often a code is drawn before it is said that there is none.
const DRAWS: usize = 10;

pub(crate) async fn device_registration_code(
    State(platform): State<Arc<Platform>>,
) -> Result<Json<RegistrationCodeAnswer>, Refusal> {
    let rules = platform.config.companion;
    let lifetime = platform.issuer.lifetimes().registration_code;
    let now = platform.clock.now();
    let ends = now.saturating_add(SignedDuration::from_secs(lifetime.into())).unwrap_or(now);
    let token = one_time_tokens::fresh()?;
    let expires_after = match platform.choices().registration_expiry {
        ExpiryUnit::Milliseconds => u64::from(lifetime) * 1000,
        ExpiryUnit::Seconds => lifetime.into(),
    };
    for _ in 0..DRAWS {
        let code = random::code(rules.code_length.into())?;
        if platform.state().registrations.add(&code, &token, now, ends) {
            return Ok(Json(RegistrationCodeAnswer {
                device_registration_code: code,
                dsra_token: TokenField::Text(token),
                expires_after_millis: Some(expires_after.into()),
                polling_period_seconds: Some(rules.polling_period.into()),
                other: Map::new(),
            }));
        }
    }
    Err(Refusal::new(StatusCode::CONFLICT, "no code could be made that is not in use"))
}
