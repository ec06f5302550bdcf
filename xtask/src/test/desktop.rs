//! The real window, driven on a desktop of its own.
//!
//! Only where Debian's `WebKitWebDriver` is: macOS has no driver for its web view, and Windows another one.

use super::{Done, rust};
use crate::call::Call;
use crate::checkout::Checkout;
use crate::session::Session;
use crate::stop::Outcome;

/// The tests start the driver themselves; each takes its port and may take a home of its own.
pub(super) fn tests(checkout: &Checkout) -> Outcome<Done> {
    if !cfg!(target_os = "linux") {
        return Ok(Done::Skipped("the window is driven on Linux only"));
    }
    let session = Session::start()?;
    let done = rust::desktop_tests(checkout, |call| session.enter(call))?;
    if !networks_can_be_made() {
        println!(
            "\n!!!! SKIPPED: the window without a network, since this system lets nobody make a network of their own !!!!\n"
        );
    }
    Ok(done)
}

/// As the test itself asks it.
fn networks_can_be_made() -> bool {
    let ways: [&[&str]; 2] = [&[], &["--user", "--map-root-user"]];
    let up = ["--net", "sh", "-c", "PATH=$PATH:/usr/sbin:/sbin; ip link set lo up"];
    ways.into_iter().any(|way| Call::new("unshare").args(way).args(up).succeeds())
}
