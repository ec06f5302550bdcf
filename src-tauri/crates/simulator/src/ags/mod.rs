//! AGS: service discovery, session tokens, sign-on.

mod discovery;
mod session_token;
mod sign_on;

pub(crate) use discovery::service_discovery;
pub(crate) use session_token::get_session_token;
pub(crate) use sign_on::{sign_on, sign_on_with_session_token};
