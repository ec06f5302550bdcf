//! What the steps of the journeys do, each in a file of its own.

mod content_token;
mod discover;
mod get_session_token;
mod mint_operator_jwt;
mod refresh;
mod scan;
mod show_qr;
mod sign_on;
mod sign_out;
mod token_answer;

pub(crate) use discover::Discovered;
pub(crate) use get_session_token::Issued;
pub use scan::Picture;
pub use show_qr::DrawnCode;
pub use token_answer::TokenSet;
