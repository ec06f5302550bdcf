//! Mint the operator JWT; read, verify, judge and cut any JWT.
//!
//! Reading, verifying and judging are three things: `read` takes any text apart and never fails, `verify` checks a
//! signature with a key, `judge` says what can be said without asking the server. `cut` removes from a text
//! what would let its reader act in somebody's name, `visible` shows what would hide in it. No I/O, and the time is always an argument.

mod claims;
mod clocks;
mod cut;
mod json;
mod judge;
mod key;
mod mint;
mod pasted;
mod read;
mod times;
mod verify;
mod view;
mod visible;

pub use claims::meaning;
pub use clocks::Clocks;
pub use cut::{Cutter, fingerprint};
pub use json::repeated_members;
pub use judge::{in_words, judge};
pub use key::{KeyError, SecretEncoding, SigningKey, other_encodings};
pub use mint::{JwtHeader, MintError, OperatorJwt, mint, operator_claims};
pub use pasted::pasted;
pub use read::{Form, ReadToken, Section, TokenKind};
pub use times::{ReadTime, TimeUnit};
pub use verify::{Signature, verify};
pub use view::{ClaimRow, TokenView};
pub use visible::{visible, visible_json, visible_lines};
