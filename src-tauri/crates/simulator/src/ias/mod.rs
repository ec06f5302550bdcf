//! IAS: sign-on of its own, refresh, content tokens.

mod companion;
mod content_token;
mod guest;
mod password;
mod refresh;

use std::borrow::Cow;

use axum::http::HeaderMap;

pub(crate) use self::companion::sign_on_by_sign_on_activation_token;
pub(crate) use self::content_token::{content_answer, content_token};
pub(crate) use self::guest::guest;
pub(crate) use self::password::sign_on_by_user_name_password;
pub(crate) use self::refresh::{refresh, token};
use crate::platform::{Platform, TenantPage};
use crate::refusal::Refusal;

/// The tenant, by either name of its header.
fn tenant<'a>(platform: &Platform, from: &'a HeaderMap) -> Result<Cow<'a, str>, Refusal> {
    platform.tenant(from, TenantPage::Either)
}

/// Refuses a request that names no tenant, or another than there is.
fn check_tenant(platform: &Platform, from: &HeaderMap) -> Result<(), Refusal> {
    platform.check_tenant(&tenant(platform, from)?)
}
