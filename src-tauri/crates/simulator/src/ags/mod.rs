//! AGS: service discovery, session tokens, sign-on, refresh, sign-out.

mod discovery;
mod password;
mod refresh;
mod session_token;
mod sign_on;
mod sign_out;
mod subsequent;

pub(crate) use discovery::service_discovery;
pub(crate) use password::sign_on;
pub(crate) use refresh::refresh;
pub(crate) use session_token::get_session_token;
pub(crate) use sign_on::sign_on_with_session_token;
pub(crate) use sign_out::sign_out;
pub(crate) use subsequent::subsequent_sign_on;
