//! How long the parts of a call took: name look-up, connecting (TCP and TLS), waiting, reading the body.
//!
//! `reqwest` tells only the whole, so its resolver and its connector are wrapped and write their times into a
//! slot that belongs to the call under way.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use crate::failure::AddressFamilies;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use serde::{Deserialize, Serialize};
use tower_layer::Layer;
use tower_service::Service;
use ts_rs::TS;

/// Parts of a call, in microseconds. A part that did not happen (a connection was there already) is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Timings {
    /// Looking up the host's name.
    #[ts(type = "number | null")]
    pub dns: Option<u64>,
    /// TCP and TLS, without the name look-up.
    #[ts(type = "number | null")]
    pub connect: Option<u64>,
    /// From the request's sending to the answer's head.
    #[ts(type = "number | null")]
    pub wait: Option<u64>,
    /// Reading the body.
    #[ts(type = "number | null")]
    pub body: Option<u64>,
    /// The whole call.
    #[ts(type = "number")]
    pub total: u64,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Setup {
    pub(crate) dns: Option<Duration>,
    /// With the name look-up.
    pub(crate) connect: Option<Duration>,
    /// What the look-up gave.
    pub(crate) families: Option<AddressFamilies>,
}

pub(crate) type Slot = Arc<Mutex<Setup>>;

tokio::task_local! {
    pub(crate) static SETUP: Slot;
}

fn note(write: impl FnOnce(&mut Setup)) {
    let _ = SETUP.try_with(|slot| {
        if let Ok(mut setup) = slot.lock() {
            write(&mut setup);
        }
    });
}

pub(crate) fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

impl Setup {
    pub(crate) fn timings(self, head: Option<Duration>, total: Duration) -> Timings {
        let connect = self.connect.map(|whole| whole.saturating_sub(self.dns.unwrap_or_default()));
        Timings {
            dns: self.dns.map(micros),
            connect: connect.map(micros),
            wait: head.map(|head| micros(head.saturating_sub(self.connect.unwrap_or_default()))),
            body: head.map(|head| micros(total.saturating_sub(head))),
            total: micros(total),
        }
    }
}

/// The host's name could not be resolved.
#[derive(Debug, thiserror::Error)]
#[error("the name could not be resolved")]
pub(crate) struct NameNotFound;

/// The system's resolver, timed.
pub(crate) struct TimedResolver;

impl Resolve for TimedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let begin = Instant::now();
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            note(|setup| setup.dns = Some(begin.elapsed()));
            let addresses: Vec<_> = found.map_err(|_| NameNotFound)?.collect();
            note(|setup| setup.families = families(&addresses));
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

fn families(addresses: &[SocketAddr]) -> Option<AddressFamilies> {
    match (addresses.iter().any(SocketAddr::is_ipv4), addresses.iter().any(SocketAddr::is_ipv6)) {
        (true, true) => Some(AddressFamilies::Both),
        (true, false) => Some(AddressFamilies::Ipv4),
        (false, true) => Some(AddressFamilies::Ipv6),
        (false, false) => None,
    }
}

/// Times the connector it is laid around.
#[derive(Clone)]
pub(crate) struct TimedConnector<S = ()>(S);

impl TimedConnector {
    pub(crate) fn layer() -> Self {
        Self(())
    }
}

impl<S> Layer<S> for TimedConnector {
    type Service = TimedConnector<S>;

    fn layer(&self, inner: S) -> Self::Service {
        TimedConnector(inner)
    }
}

impl<S, R> Service<R> for TimedConnector<S>
where
    S: Service<R>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let begin = Instant::now();
        let connecting = self.0.call(request);
        Box::pin(async move {
            let connected = connecting.await;
            note(|setup| setup.connect = Some(begin.elapsed()));
            connected
        })
    }
}
