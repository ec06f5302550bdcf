//! The pages on secrets and on the protocol name the test of each promise; this asks whether those tests are there, so that a
//! test which is renamed or removed takes its promise along. Whether a test proves what the page says is for people to judge.

use std::collections::BTreeSet;

use super::Source;
use crate::checkout::{self, Checkout};
use crate::stop::Outcome;

const PAGES: [&str; 2] = ["docs/security.md", "docs/protocol.md"];

/// Tests that the pages name and that are nowhere.
pub(super) fn missing(checkout: &Checkout, sources: &[Source]) -> Outcome<Vec<String>> {
    let mut complaints = Vec::new();
    for name in PAGES {
        complaints.extend(compare(name, &checkout::text(&checkout.root().join(name))?, sources));
    }
    Ok(complaints)
}

fn compare(name_of_page: &str, page: &str, sources: &[Source]) -> Vec<String> {
    let functions: BTreeSet<&str> = texts(sources, "rs").flat_map(functions).collect();
    let named: BTreeSet<&str> =
        page.split('`').skip(1).step_by(2).filter(|span| is_function(span) || is_title(span)).collect();
    if named.is_empty() {
        return vec![format!("{name_of_page} names no test in backquotes")];
    }
    named
        .into_iter()
        .filter(|name| {
            let is_there = |text: &str| text.contains(name);
            if is_title(name) { !texts(sources, "ts").any(is_there) } else { !functions.contains(name) }
        })
        .map(|name| format!("{name_of_page} names the test `{name}`, which is nowhere"))
        .collect()
}

fn texts<'a>(sources: &'a [Source], ending: &'a str) -> impl Iterator<Item = &'a str> {
    sources.iter().filter(move |source| source.is(&[ending])).map(|source| source.text.as_str())
}

fn functions(text: &str) -> impl Iterator<Item = &str> {
    text.split("fn ").skip(1).filter_map(|from| from.split_once('(')).map(|(name, _)| name)
}

/// A test in Rust: its name is a sentence, so it has several words.
fn is_function(span: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    span.bytes().all(letters) && span.matches('_').count() >= 2
}

/// A test in TypeScript: its title in quotes.
fn is_title(span: &str) -> bool {
    span.len() > 2 && span.starts_with('"') && span.ends_with('"')
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    #[test]
    fn a_test_that_is_named_and_not_there_is_told() {
        let sources = [
            source("a.rs", "#[tokio::test]\nasync fn a_door_is_shut() {}"),
            source("b.test.ts", "test(\"a window is shut\", () => {});"),
        ];
        let there = "`a_door_is_shut` in `src/a_folder_of_ours/x.rs`, `copy_token`, and `\"a window is shut\"`";
        assert!(compare(PAGES[0], there, &sources).is_empty());
        let gone = compare(PAGES[0], "`a_door_is_open`, `\"a window is open\"`, `a_door_is`", &sources);
        assert_eq!(gone.len(), 3, "{gone:?}");
        assert!(gone.iter().all(|complaint| complaint.starts_with("docs/security.md names the test `")));
    }

    #[test]
    fn a_page_that_names_nothing_is_told() {
        assert_eq!(compare(PAGES[0], "All is well.", &[]).len(), 1);
    }
}
