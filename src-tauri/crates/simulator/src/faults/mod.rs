//! Servers that misbehave on purpose: raw TCP, one scripted bad answer on every connection.
//!
//! For the tests of whatever calls the platform; behind the feature `faults`, so no release build carries them.
//! A well-behaved server could not send most of this, so nothing here shares code with the simulator;
//! what one can send is ordered of the simulator itself, in `orders`. What is
//! played stands in `fault`, of HTTP/2 in `http2`, certificates in `authority`.
//!
//! A server of an unknown authority is one whose [`TestAuthority`] the client was not given. A name that does not
//! resolve needs no server, and a port that refuses is [`refused_url`].

mod authority;
mod conversation;
mod fault;
mod http2;
mod server;

pub use authority::{ClientCertificates, ClientIdentity, FAR_AWAY, ServerCertificate, TestAuthority};
pub use fault::Fault;
pub use http2::Http2;
pub use server::{FaultServer, refused_url};
