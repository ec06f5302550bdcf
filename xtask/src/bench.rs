//! `cargo xtask bench`: the benchmarks of the crates, then the window beside an empty one.

use crate::call::Call;
use crate::checkout::Checkout;
use crate::node;
use crate::run::PROGRAMS;
use crate::stop::Outcome;
use crate::system;
use crate::window_bench;

/// Prints; asserts nothing.
pub(crate) fn bench(checkout: &Checkout) -> Outcome {
    system::ensure(&[system::WINDOW, system::TESTS])?;
    node::build(checkout)?;
    let cargo = |verb: &str| Call::cargo().arg(verb).args(PROGRAMS).at(checkout.root());
    // First of all the programs: the benchmarks start the command.
    cargo("build").args(["--release", "--bins", "--example", "empty_window"]).run()?;
    cargo("bench").args(["--bench", "*"]).run()?;
    if !cfg!(target_os = "linux") {
        println!("The window is measured on Linux only: elsewhere there is no driver for it.");
        return Ok(());
    }
    window_bench::compare(checkout)
}
