//! `POST /ias/v2/token?grant_type=refresh_token` and `POST /ias/v3/token/actions/refresh`.
//!
//! Source: IAS, *Refreshing the access token*; the second is that of clients. Bodies, which clients send with either,
//! are not looked at. The rule itself stands in the crate's `refresh`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use tessera_protocol::TokenAnswer;

use crate::AuthorizationScheme;
use crate::platform::Platform;
use crate::refresh;
use crate::refusal::{Refusal, quoted};
use crate::request::{Asked, authorization};

pub(crate) async fn token(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
    uri: Uri,
) -> Result<Json<TokenAnswer>, Refusal> {
    let tenant = super::tenant(&platform, &from)?;
    let asked = Asked::of(&uri)?;
    let grant_type = asked.get("grant_type")?;
    if grant_type != "refresh_token" {
        let why = format!("grant_type: it is {}, and must be refresh_token", quoted(grant_type));
        return Err(Refusal::bad_request(why));
    }
    refresh::refresh(&platform, Ok(asked.get("refresh_token")?), &tenant, None)
}

pub(crate) async fn refresh(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
) -> Result<Json<TokenAnswer>, Refusal> {
    let tenant = super::tenant(&platform, &from)?;
    refresh::refresh(&platform, authorization(&from, AuthorizationScheme::Bearer), &tenant, None)
}
