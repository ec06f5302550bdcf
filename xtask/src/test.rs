//! `cargo xtask test`: everything that is checked before a change goes in, part by part, each with its time.
//!
//! Here is the order and the report; what a part does stands in `rust`, `page` and `desktop`. The order is by price, and
//! all builds of the workspace ask for the same features, so that each dependency is built once for checking and once
//! for running.

mod desktop;
mod network;
mod page;
mod rust;

use std::time::{Duration, Instant};

use crate::checkout::Checkout;
use crate::node;
use crate::snapshot::{self, Snapshot};
use crate::stop::{Outcome, Stop};
use crate::system;
use crate::tools;

/// How much is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent<'a> {
    /// The domain crates and the units of the UI.
    Fast,
    /// All of it.
    Everything,
    /// One part, by its name.
    Only(&'a str),
}

/// What became of a part that did not fail.
#[derive(Debug, PartialEq, Eq)]
enum Done {
    Passed,
    Skipped(&'static str),
}

type Part = (&'static str, fn(&Checkout) -> Outcome<Done>);

/// Runs the parts until one fails; then that part's advice is the answer.
pub(crate) fn test(checkout: &Checkout, extent: Extent<'_>) -> Outcome {
    let parts: Vec<Part> = match extent {
        Extent::Fast => FAST.to_vec(),
        Extent::Everything => EVERYTHING.to_vec(),
        Extent::Only(wanted) => {
            EVERYTHING.iter().chain(FAST).copied().find(|(name, _)| *name == wanted).into_iter().collect()
        }
    };
    if parts.is_empty() {
        let names: Vec<&str> = EVERYTHING.iter().map(|(name, _)| *name).collect();
        return Err(Stop::new("There is no such part.", format!("The parts are:\n  {}", names.join("\n  "))));
    }
    let before = Before::take(checkout);
    let mut report = Report::default();
    let outcome = parts.into_iter().try_for_each(|(name, work)| {
        report
            .note(name, || work(checkout))
            .inspect_err(|_| println!("\nThis part alone: cargo xtask test --only \"{name}\""))
    });
    let outcome = outcome.and_then(|()| report.note("nothing left behind", || before.must_still_hold(checkout)));
    report.print();
    outcome
}

const FAST: &[Part] = &[
    ("cargo tools", |checkout| tools::NEXTEST.ensure(checkout).map(passed)),
    ("packages of the UI", |checkout| node::ensure_packages(checkout).map(passed)),
    ("tests of the domain crates", rust::domain_tests),
    ("units of the UI", page::units),
];

const EVERYTHING: &[Part] = &[
    ("packages of the system", |_| system::ensure(&[system::WINDOW, system::TESTS]).map(passed)),
    ("packages of the UI", |checkout| node::ensure_packages(checkout).map(passed)),
    ("packages of Rust", rust::fetch),
    ("format", rust::format),
    ("house rules", |checkout| crate::house::check(checkout).map(passed)),
    ("types of the UI", page::types),
    ("a planted type error is found", page::planted_type_error),
    ("lint of the UI", page::lint),
    ("units of the UI", page::units),
    ("build of the UI", |checkout| node::build(checkout).map(passed)),
    ("cargo tools", |checkout| {
        tools::NEXTEST.ensure(checkout)?;
        tools::DENY.ensure(checkout).map(passed)
    }),
    ("bans, licences, sources", rust::deny),
    ("advisories", rust::advisories),
    ("clippy", rust::clippy),
    ("build of the tests", rust::build_tests),
    ("networks and traces for the tests", |_| Ok(network::tools())),
    // Before the tests, one of which would bring them up to date.
    ("bindings are up to date", rust::bindings),
    ("tests of Rust", rust::tests),
    ("examples in the documentation", rust::doc_tests),
    ("documentation", rust::documentation),
    ("UI in a browser", page::in_browser),
    ("the real window", desktop::tests),
];

fn passed((): ()) -> Done {
    Done::Passed
}

/// The times of the parts so far.
#[derive(Debug, Default)]
struct Report(Vec<(&'static str, Duration, &'static str)>);

impl Report {
    fn note(&mut self, name: &'static str, work: impl FnOnce() -> Outcome<Done>) -> Outcome {
        println!("\n== {name}");
        let began = Instant::now();
        let outcome = work();
        let verdict = match &outcome {
            Ok(Done::Passed) => "passed",
            Ok(Done::Skipped(why)) => {
                println!("\n!!!! SKIPPED: {why} !!!!\n");
                why
            }
            Err(_) => "FAILED",
        };
        self.0.push((name, began.elapsed(), verdict));
        outcome.map(drop)
    }

    fn print(&self) {
        println!();
        for (name, took, word) in &self.0 {
            println!("{name:<32} {:>8.1} s  {word}", took.as_secs_f32());
        }
        let all: Duration = self.0.iter().map(|(_, took, _)| *took).sum();
        println!("{:<32} {:>8.1} s", "together", all.as_secs_f32());
    }
}

/// What the tests must not change.
#[derive(Debug)]
struct Before {
    sources: Snapshot,
    of_the_user: Snapshot,
}

impl Before {
    fn take(checkout: &Checkout) -> Self {
        Self { sources: Snapshot::of_sources(checkout), of_the_user: Snapshot::of(&snapshot::of_the_user()) }
    }

    fn must_still_hold(&self, checkout: &Checkout) -> Outcome<Done> {
        let now = Self::take(checkout);
        self.of_the_user.must_equal(&now.of_the_user, "the user's own files")?;
        self.sources.must_equal(&now.sources, "the sources").map(passed)
    }
}
