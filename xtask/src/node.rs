//! The UI's side of the house: Node, the packages of `ui/package-lock.json`, the scripts of `ui/package.json`.

use std::fs;
use std::time::SystemTime;

use crate::call::Call;
use crate::checkout::Checkout;
use crate::stop::{Outcome, Stop};

/// The oldest Node that the build tools run on.
const OLDEST: (u32, u32) = (20, 19);

/// Sees to it that the packages of the lock file are installed, exactly and without running their scripts.
pub(crate) fn ensure_packages(checkout: &Checkout) -> Outcome {
    check_node()?;
    if is_installed(checkout) { Ok(()) } else { install(checkout) }
}

/// Installs the packages of the lock file afresh.
pub(crate) fn install(checkout: &Checkout) -> Outcome {
    check_node()?;
    npm(checkout).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).run()
}

/// Builds the page that the window shows, into `ui/dist`.
pub(crate) fn build(checkout: &Checkout) -> Outcome {
    ensure_packages(checkout)?;
    script(checkout, "build").run()
}

/// A script of `ui/package.json`.
pub(crate) fn script(checkout: &Checkout, name: &str) -> Call {
    npm(checkout).args(["run", "--silent", name])
}

fn npm(checkout: &Checkout) -> Call {
    Call::new(if cfg!(windows) { "npm.cmd" } else { "npm" }).at(&checkout.ui())
}

fn is_installed(checkout: &Checkout) -> bool {
    let changed = |file: &str| -> Option<SystemTime> { fs::metadata(checkout.ui().join(file)).ok()?.modified().ok() };
    // npm writes the first of them when it is done.
    changed("node_modules/.package-lock.json") >= changed("package-lock.json")
        && changed("node_modules/.package-lock.json").is_some()
}

fn check_node() -> Outcome {
    let remedy = format!("Install Node {}.{} or newer from https://nodejs.org.", OLDEST.0, OLDEST.1);
    let version = Call::new("node")
        .arg("--version")
        .read()
        .map_err(|_| Stop::new("Node is not there; the window is built with it.", &remedy))?;
    match parse(&version) {
        Some(found) if found < OLDEST => Err(Stop::new(format!("Node {} is too old.", version.trim()), remedy)),
        _ => Ok(()),
    }
}

/// `v20.20.2` as (20, 20).
fn parse(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map_while(|number| number.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_compared_as_numbers() {
        assert_eq!(parse("v20.20.2\n"), Some((20, 20)));
        assert!(parse("v20.9.0").is_some_and(|version| version < OLDEST));
        assert!(parse("v100.0.0").is_some_and(|version| version > OLDEST));
        assert_eq!(parse("nightly"), None);
    }
}
