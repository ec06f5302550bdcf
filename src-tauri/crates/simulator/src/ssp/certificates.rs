//! `GET ../certificates`: certificates of the licence servers. Nothing about who may ask is documented.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use tessera_protocol::{CodeFamily, Drm};

use crate::platform::Platform;
use crate::refusal::{Refusal, quoted};

pub(crate) async fn widevine_certificate(
    State(platform): State<Arc<Platform>>,
    Path(tenant): Path<String>,
) -> Result<Response, Refusal> {
    certificate(&platform, Drm::Widevine, &tenant)
}

pub(crate) async fn fair_play_certificate(
    State(platform): State<Arc<Platform>>,
    Path(tenant): Path<String>,
) -> Result<Response, Refusal> {
    certificate(&platform, Drm::FairPlay, &tenant)
}

/// 200 and 500 are all that is documented: so another tenant is 500.
fn certificate(platform: &Platform, drm: Drm, tenant: &str) -> Result<Response, Refusal> {
    if tenant != platform.config.ssp_tenant.as_str() {
        let why = format!("path: there is no SSP tenant {}", quoted(tenant));
        return Err(Refusal::numbered(CodeFamily::Widevine, "4024", why).with(StatusCode::INTERNAL_SERVER_ERROR));
    }
    Ok(bytes(certificate_of(drm)))
}

pub(super) fn certificate_of(drm: Drm) -> Vec<u8> {
    format!("tessera-simulated-certificate:{}", drm.name()).into_bytes()
}

/// A whole answer of bytes.
pub(super) fn bytes(body: Vec<u8>) -> Response {
    ([(CONTENT_TYPE, "application/octet-stream")], body).into_response()
}
