//! Where dependencies come from: crates.io and the npm registry, each with its checksum, nothing else.

use serde_json::Value;

use crate::checkout::{self, Checkout};
use crate::stop::Outcome;

/// As cargo writes it; a mirror is set in a person's own configuration, never in the lock file.
const CRATES: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";

/// Dependencies of the two lock files from anywhere else, or without a checksum.
pub(super) fn foreign_sources(checkout: &Checkout) -> Outcome<Vec<String>> {
    let cargo = checkout::text(&checkout.root().join("Cargo.lock"))?;
    let npm = checkout::json(&checkout.ui().join("package-lock.json"))?;
    Ok(of_cargo(&cargo).into_iter().chain(of_npm(&npm)).collect())
}

fn of_cargo(lock: &str) -> Vec<String> {
    let foreign = lock.lines().filter(|line| line.starts_with("source = ") && *line != CRATES);
    foreign.map(|line| format!("Cargo.lock: not from crates.io: {line}")).collect()
}

fn of_npm(lock: &Value) -> Vec<String> {
    let packages = lock["packages"].as_object().into_iter().flatten();
    packages
        .filter(|(path, _)| !path.is_empty())
        .filter_map(|(path, package)| {
            if package["resolved"].is_string() {
                Some(format!(
                    "package-lock.json: {path} names the address it came from; other people have other registries"
                ))
            } else if !package["integrity"].is_string() {
                Some(format!("package-lock.json: {path} has no checksum"))
            } else {
                None
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_from_elsewhere_is_named() {
        assert!(of_cargo(CRATES).is_empty());
        assert_eq!(of_cargo("source = \"git+https://example.com/fork\"").len(), 1);
    }

    #[test]
    fn npm_packages_have_a_checksum_and_no_address() {
        let lock = |package: &str| {
            serde_json::from_str(&format!(r#"{{"packages":{{"":{{}},"a":{package}}}}}"#)).unwrap_or_default()
        };
        assert!(of_npm(&lock(r#"{"integrity":"sha512-x"}"#)).is_empty());
        assert_eq!(of_npm(&lock("{}")).len(), 1);
        assert_eq!(of_npm(&lock(r#"{"integrity":"sha512-x","resolved":"https://registry.example/a.tgz"}"#)).len(), 1);
    }
}
