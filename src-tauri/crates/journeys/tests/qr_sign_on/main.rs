//! The QR sign-on over real sockets, against the simulator and against servers that misbehave.
#![allow(clippy::unwrap_used)]

mod cancel;
mod content;
mod discovery;
mod good;
mod on_the_way;
mod operator_jwt;
mod pictures;
mod recorded;
mod secret_bound;
mod session_token;
mod silence;
mod support;
mod token_forms;
