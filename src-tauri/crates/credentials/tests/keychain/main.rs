//! The keychain against the real GNOME Keyring daemon, on a bus and in folders of each test's own.
//!
//! `secret-tool` plays the other program. What needs a screen stands in `prompt`. The programs are required: a test
//! whose program is missing fails and names the Debian package.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod absent;
mod faults;
mod foreign;
mod memory;
mod prompt;
mod store;
mod support;
mod vault;
