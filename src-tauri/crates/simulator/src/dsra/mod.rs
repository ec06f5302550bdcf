//! DSRA: companion sign-on. A device shows a code, another that is signed on approves it, and the first one signs on
//! to the same account.
//!
//! Source: DSRA, *Companion app sign-on*. The last step, the sign-on itself, is IAS's.

mod approve;
mod code;
mod poll;

pub(crate) use self::approve::approve;
pub(crate) use self::code::device_registration_code;
pub(crate) use self::poll::sign_on_activation_token;
