//! Build, run, test, package: `cargo xtask`.
//!
//! Here is what a person may type; each command has a file of its own. Nothing here is part of the program.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

mod bench;
mod call;
mod checkout;
mod house;
mod node;
mod package;
mod run;
mod session;
mod snapshot;
mod stop;
mod system;
mod test;
mod tools;
mod webdriver;
mod window_bench;

use std::env;
use std::process::ExitCode;

use checkout::Checkout;
use stop::{Outcome, Stop};

const USAGE: &str = "\
cargo xtask run [-- ARGUMENTS]   build the program and start it; without a display, the same sign-on in this terminal
cargo xtask test [--fast]        everything that is checked before a change goes in; --fast: domain crates and UI units
cargo xtask test --only PART     one part of it, by its name
cargo xtask package              the package for this system: .deb, .dmg or .msi
cargo xtask bench                the benchmarks, and the window against an empty one";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match obey(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("\n{stop}");
            ExitCode::FAILURE
        }
    }
}

fn obey(arguments: &[String]) -> Outcome {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run"] => run::run(&Checkout::find()?, &[]),
        ["run", "--", rest @ ..] => run::run(&Checkout::find()?, rest),
        ["test"] => test::test(&Checkout::find()?, test::Extent::Everything),
        ["test", "--only", part] => test::test(&Checkout::find()?, test::Extent::Only(part)),
        ["test", "--fast"] => test::test(&Checkout::find()?, test::Extent::Fast),
        ["package"] => package::package(&Checkout::find()?),
        ["bench"] => bench::bench(&Checkout::find()?),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(Stop::new(format!("`cargo xtask {}` is not known.", words.join(" ")), USAGE)),
    }
}
