//! What the tests of the network want of the system. Without it they look at nothing, and that is said here.

use super::Done;
use crate::call::Call;

/// A network of one's own, in which names and links are free; and a view of the calls that a program makes.
pub(super) fn tools() -> Done {
    if !cfg!(target_os = "linux") {
        return Done::Skipped("networks of their own for the tests are had on Linux only");
    }
    if let Err(stop) = Call::new("unshare").args(["-rmn", "ip", "link", "set", "lo", "up"]).run() {
        println!("{stop}");
        return Done::Skipped("no namespaces: dead links, dead addresses and work without a network were not tested");
    }
    if let Err(stop) = Call::new("strace").args(["-f", "-qq", "-e", "trace=connect", "true"]).run() {
        println!("{stop}");
        return Done::Skipped("no strace: nobody looked whom the terminal program contacts");
    }
    Done::Passed
}
