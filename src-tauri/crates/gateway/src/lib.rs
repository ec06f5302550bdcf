//! HTTP to the platform; every call leaves an exchange, good or bad.
//!
//! One call is one request: nothing is retried and no redirect is followed. Three failures stay apart: the platform
//! refused (`Trouble::Refused`), the request failed (`Trouble::Failed`), the answer could not be read
//! (`Trouble::Unreadable`, the bytes kept). Which calls are made in which order is for `journeys` to say.

mod answer;
mod body;
mod connection;
mod curl;
mod exchange;
mod failure;
mod judge;
mod proxy;
mod request;
mod send;
mod timings;
mod unpack;
mod view;

pub use answer::{Refusal, Trouble, Unreadable, UnreadableKind};
pub use body::{BodyForm, BodyView};
pub use connection::{CertificateCheck, Connection, ConnectionError};
pub use exchange::{Answer, Exchange, Header, Outcome, Packed, Sent};
pub use failure::{AddressFamilies, ClientCertificateTrouble, Failure, FailureKind, ProxyTrouble, Stage};
pub use judge::judge;
pub use proxy::ProxyChoice;
pub use request::{ChallengeForm, Request};
pub use send::Gateway;
pub use timings::Timings;
pub use view::{AnswerView, ExchangeView, RequestView};
