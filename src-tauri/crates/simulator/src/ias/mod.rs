//! IAS: sign-on of its own, refresh, content tokens.

mod companion;
mod content_token;
mod guest;
mod password;
mod refresh;

use std::borrow::Cow;

use axum::http::HeaderMap;
use tessera_protocol::headers;

pub(crate) use self::companion::sign_on_by_sign_on_activation_token;
pub(crate) use self::content_token::{content_answer, content_token};
pub(crate) use self::guest::guest;
pub(crate) use self::password::sign_on_by_user_name_password;
pub(crate) use self::refresh::{refresh, token};
use crate::platform::Platform;
use crate::refusal::Refusal;
use crate::request::{header, mandatory};

/// The tenant, by either name of its header.
fn tenant(from: &HeaderMap) -> Result<Cow<'_, str>, Refusal> {
    header(from, headers::OLD_TENANT_ID).map_or_else(|| mandatory(from, headers::TENANT_ID), Ok)
}

/// Refuses a request that names no tenant, or another than there is.
fn check_tenant(platform: &Platform, from: &HeaderMap) -> Result<(), Refusal> {
    platform.check_tenant(headers::TENANT_ID, &tenant(from)?)
}
