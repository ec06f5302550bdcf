//! What the steps of the journeys do, each in a file of its own.

mod approve;
mod content_token;
mod device_approval;
mod discover;
mod get_session_token;
mod licence;
mod lifetimes;
mod mint_operator_jwt;
mod poll;
mod refresh;
mod registration_code;
mod scan;
mod show_qr;
mod sign_on;
mod sign_out;
mod token_answer;

pub(crate) use discover::Discovered;
pub(crate) use get_session_token::Issued;
pub use licence::Judged;
pub(crate) use poll::Polled;
pub(crate) use registration_code::Registration;
pub use show_qr::DrawnCode;
pub use token_answer::TokenSet;
