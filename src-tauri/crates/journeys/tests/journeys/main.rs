//! The journeys over real sockets, against the simulator and against servers that misbehave.
#![allow(clippy::unwrap_used)]

mod cancel;
mod clocks;
mod companion;
mod companion_refused;
mod content;
mod device_approval;
mod discovery;
mod good;
mod guest;
mod kept_passwords;
mod licence;
mod on_the_way;
mod operator_jwt;
mod password;
mod pictures;
mod playback;
mod recorded;
mod refresh;
mod secret_bound;
mod session_token;
mod sign_out;
mod silence;
mod support;
mod token_forms;
mod url_builder;
mod ways;
