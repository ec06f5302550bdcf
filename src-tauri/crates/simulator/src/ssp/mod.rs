//! The security services platform: the session manager, which counts streams, and the licence servers.
//!
//! Below `/{tenant}`, which is the SSP tenant and not the one of `nv-tenant-id`.

mod authorizations;
mod certificates;
mod challenge;
mod licences;
mod ssm;
mod streams;
mod written;

pub(crate) use self::certificates::{fair_play_certificate, widevine_certificate};
pub use self::challenge::SIMULATED_CHALLENGE;
pub(crate) use self::licences::licence;
pub(crate) use self::ssm::{heartbeat, renewal, setup, teardown};
pub(crate) use self::streams::Streams as RunningStreams;
