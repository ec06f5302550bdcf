//! The simulator over a real socket: each success and each refusal, by the rule it follows from.
#![allow(clippy::unwrap_used, missing_docs)]

mod content_token;
mod desk;
mod discovery;
#[cfg(feature = "faults")]
mod faults;
mod golden;
mod guard;
mod life;
mod log;
mod session_token;
mod sign_on;
