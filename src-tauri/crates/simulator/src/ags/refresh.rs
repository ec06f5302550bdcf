//! `POST /ags/refresh`.
//!
//! Source: AGS, *Re-authenticating*. The rule itself stands in the crate's `refresh`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use tessera_protocol::{ParametersBody, TokenAnswer};

use crate::platform::Platform;
use crate::refresh;
use crate::refusal::Refusal;
use crate::request::{Body, authorization, find_parameter};

pub(crate) async fn refresh(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
    body: Body,
) -> Result<Json<TokenAnswer>, Refusal> {
    let service = platform.auth_service(&from)?;
    let request: ParametersBody = body.json()?;
    let user = find_parameter(&request.parameters, &service.user_name_parameter);
    let token = authorization(&from, platform.choices().authorization_scheme);
    refresh::refresh(&platform, token, platform.config.tenant.as_str(), user)
}
