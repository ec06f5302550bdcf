//! The simulator over a real socket: each success and each refusal, by the rule it follows from.
#![allow(clippy::unwrap_used, missing_docs)]

mod admin;
mod companion;
mod content_token;
mod desk;
mod discovery;
#[cfg(feature = "faults")]
mod faults;
mod golden;
mod guard;
mod guest;
mod kept;
mod licences;
mod life;
mod log;
mod network;
mod orders;
mod password;
mod playout;
mod refresh;
mod rights;
mod rotation;
mod session_token;
mod sign_on;
mod sign_out;
mod streams;
mod subsequent;
mod ways;
