//! Pictures of a real screen: an X server without a monitor, and a portal of our own on a bus of our own.
//!
//! `support` starts both; `portal` is what stands on the bus in place of a desktop's.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod by_portal;
mod by_x11;
mod portal;
mod support;
mod without;
