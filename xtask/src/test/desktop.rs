//! The real window, driven on a desktop of its own.
//!
//! Only where Debian's `WebKitWebDriver` is: macOS has no driver for its web view, and Windows another one.

use super::{Done, rust};
use crate::checkout::Checkout;
use crate::session::Session;
use crate::stop::Outcome;

/// The tests start the driver themselves; each takes its port and may take a home of its own.
pub(super) fn tests(checkout: &Checkout) -> Outcome<Done> {
    if !cfg!(target_os = "linux") {
        return Ok(Done::Skipped("the window is driven on Linux only"));
    }
    let session = Session::start()?;
    rust::desktop_tests(checkout, |call| session.enter(call))
}
