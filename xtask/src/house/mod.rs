//! The house rules: what no compiler and no linter says, each as a small question to the sources.
//!
//! A rule answers with its complaints; none means that it is kept. Each complaint names the place.

mod exposed;
mod locks;
mod named_tests;
mod release;
mod trees;
mod window;
mod words;

use std::path::Path;

use crate::checkout::{self, Checkout};
use crate::snapshot;
use crate::stop::{Outcome, Stop};

/// A source file: its path from the root with `/`, and its text.
#[derive(Debug)]
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn is(&self, endings: &[&str]) -> bool {
        Path::new(&self.path).extension().is_some_and(|ending| endings.iter().any(|one| ending == *one))
    }

    /// Made by a program, so nobody keeps it in shape by hand.
    fn is_generated(&self) -> bool {
        self.path == "ui/src/host/bindings.ts"
    }
}

/// Asks every rule and stops when one complains.
pub(crate) fn check(checkout: &Checkout) -> Outcome {
    let sources = read(checkout)?;
    let mut complaints = Vec::new();
    complaints.extend(words::too_long(&sources));
    complaints.extend(words::left_over(&sources));
    complaints.extend(words::tauri_outside_its_file(&sources));
    complaints.extend(words::without_the_lints(&sources));
    complaints.extend(exposed::uncounted(&sources));
    complaints.extend(locks::foreign_sources(checkout)?);
    complaints.extend(named_tests::missing(checkout, &sources)?);
    complaints.extend(release::checks_less(&sources));
    complaints.extend(window::too_open(checkout)?);
    complaints.extend(trees::tauri_in_the_domain(checkout)?);
    complaints.extend(trees::second_crypto(checkout)?);
    if complaints.is_empty() {
        return Ok(());
    }
    Err(Stop::new(
        format!("House rules are broken:\n  {}", complaints.join("\n  ")),
        "Each rule stands with its reason in xtask/src/house.",
    ))
}

fn read(checkout: &Checkout) -> Outcome<Vec<Source>> {
    let files = snapshot::sources(checkout.root());
    let named = files.iter().filter_map(|file| {
        let path = file.strip_prefix(checkout.root()).ok()?.to_string_lossy().replace('\\', "/");
        Some((file, path))
    });
    let ours = |path: &str| {
        let source = Source { path: path.to_owned(), text: String::new() };
        source.is(&["rs", "ts", "js", "mjs", "svelte", "css", "toml"])
    };
    named.filter(|(_, path)| ours(path)).map(|(file, path)| Ok(Source { text: checkout::text(file)?, path })).collect()
}

#[cfg(test)]
fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}
