//! The gateway over real sockets: what is sent, and what is made of every answer and every fault.
#![allow(clippy::unwrap_used)]

mod addresses;
mod before_head;
mod connection;
mod content;
mod ended;
mod forms;
mod framing;
mod http2;
mod json;
mod packed;
mod proxies;
mod redirects;
mod roads;
mod sent;
mod shape;
mod silence;
mod simulated;
mod support;
mod tls;
mod within_body;
