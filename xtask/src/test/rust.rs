//! The parts that ask cargo and its tools.

use std::time::Duration;

use super::{Done, passed};
use crate::call::Call;
use crate::checkout::{self, Checkout};
use crate::stop::{Outcome, Stop};
use crate::tools;

/// Everything, always with the same features: what clippy, the tests and the documentation share is built once.
const WHOLE: [&str; 3] = ["--locked", "--workspace", "--all-features"];

fn cargo(checkout: &Checkout, verb: &str) -> Call {
    Call::cargo().arg(verb).at(checkout.root())
}

fn nextest(checkout: &Checkout) -> Call {
    // A snapshot that differs is a failure, never a new file.
    tools::NEXTEST.call(checkout).arg("run").set("INSTA_UPDATE", "no")
}

/// All crates of the lock file, for every system, as the checks of the whole graph want them.
pub(super) fn fetch(checkout: &Checkout) -> Outcome<Done> {
    cargo(checkout, "fetch").arg("--locked").run().map(passed)
}

pub(super) fn format(checkout: &Checkout) -> Outcome<Done> {
    cargo(checkout, "fmt").args(["--all", "--check"]).remedy("Run `cargo fmt --all`.").run().map(passed)
}

pub(super) fn deny(checkout: &Checkout) -> Outcome<Done> {
    let deny = tools::DENY.call(checkout).args(["--offline", "--locked", "--all-features"]);
    deny.args(["check", "--hide-inclusion-graph", "bans", "licenses", "sources"]).run().map(passed)
}

/// The database of advisories is on the network; without it nothing can be said.
pub(super) fn advisories(checkout: &Checkout) -> Outcome<Done> {
    let fetch = tools::DENY.call(checkout).args(["--locked", "fetch", "db"]).limit(Duration::from_secs(60));
    if let Err(stop) = fetch.run() {
        println!("{stop}");
        return Ok(Done::Skipped("no network: nobody looked for advisories"));
    }
    let deny = tools::DENY.call(checkout).args(["--offline", "--locked", "--all-features"]);
    deny.args(["check", "--hide-inclusion-graph", "advisories"]).run().map(passed)
}

pub(super) fn clippy(checkout: &Checkout) -> Outcome<Done> {
    cargo(checkout, "clippy").args(WHOLE).args(["--all-targets", "--", "-D", "warnings"]).run().map(passed)
}

/// Compiles every test, apart from running them so that their times are seen apart.
pub(super) fn build_tests(checkout: &Checkout) -> Outcome<Done> {
    nextest(checkout).args(WHOLE).arg("--no-run").run().map(passed)
}

/// Everything but the real window, which needs a desktop of its own.
pub(super) fn tests(checkout: &Checkout) -> Outcome<Done> {
    nextest(checkout).args(WHOLE).args(["--filterset", "not binary(desktop)"]).run().map(passed)
}

pub(super) fn domain_tests(checkout: &Checkout) -> Outcome<Done> {
    nextest(checkout).args(["--locked", "--workspace", "--exclude", "tessera"]).run().map(passed)
}

pub(super) fn doc_tests(checkout: &Checkout) -> Outcome<Done> {
    cargo(checkout, "test").args(WHOLE).args(["--doc", "--quiet"]).run().map(passed)
}

pub(super) fn documentation(checkout: &Checkout) -> Outcome<Done> {
    let doc = cargo(checkout, "doc").args(WHOLE).arg("--no-deps");
    doc.set("RUSTDOCFLAGS", "-D warnings").run().map(passed)
}

/// The tests of the window, inside the environment that `enter` gives.
pub(super) fn desktop_tests(checkout: &Checkout, enter: impl FnOnce(Call) -> Call) -> Outcome<Done> {
    let window = ["--profile", "desktop", "--filterset", "binary(desktop)"];
    enter(nextest(checkout)).args(WHOLE).args(window).run().map(passed)
}

/// The types that the page shares with Rust: made again, they must come out as they stand there.
pub(super) fn bindings(checkout: &Checkout) -> Outcome<Done> {
    let file = checkout.ui().join("src/host/bindings.ts");
    let before = checkout::text(&file)?;
    let remedy = "Look at `git diff ui/src/host/bindings.ts`: it is made by the test `bindings`, never by hand.";
    let made = nextest(checkout).args(WHOLE).args(["--filterset", "binary(bindings)"]).remedy(remedy).run();
    if checkout::text(&file)? == before {
        made.map(passed)
    } else {
        Err(Stop::new("ui/src/host/bindings.ts was not what Rust says today; it is now.", remedy))
    }
}
