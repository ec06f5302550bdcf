//! Rules that are seen in the text of one file.

use super::Source;

/// More than this and a file is no longer one thing.
const LINES: usize = 400;

/// Files that have grown too long to be one thing.
pub(super) fn too_long(sources: &[Source]) -> Vec<String> {
    let ours = sources.iter().filter(|source| source.is(&["rs", "svelte", "ts", "css"]) && !source.is_generated());
    ours.map(|source| (source, source.text.lines().count()))
        .filter(|(_, lines)| *lines > LINES)
        .map(|(source, lines)| {
            format!("{} has {lines} lines; more than {LINES} are not one thing any more", source.path)
        })
        .collect()
}

/// Work left for later, and tests that are switched off.
pub(super) fn left_over(sources: &[Source]) -> Vec<String> {
    // Put together here, so that this file does not find itself.
    let in_rust = [["TO", "DO"], ["FIX", "ME"], ["#[ig", "nore]"]].map(|parts| parts.concat());
    let in_script = [["TO", "DO"], ["FIX", "ME"], [".on", "ly("], [".sk", "ip("]].map(|parts| parts.concat());
    let rust = lines_with(sources, &["rs"], &in_rust);
    rust.chain(lines_with(sources, &["ts", "js", "mjs", "svelte"], &in_script))
        .map(|(place, word)| format!("{place} is left over: `{word}`"))
        .collect()
}

/// The page knows Tauri in one file only, so that it also runs in a plain browser.
pub(super) fn tauri_outside_its_file(sources: &[Source]) -> Vec<String> {
    let page = |place: &String| place.starts_with("ui/src/") && !place.starts_with("ui/src/host/tauri.ts:");
    lines_with(sources, &["ts", "js", "svelte"], &["@tauri-apps/".to_owned()])
        .filter(|(place, _)| page(place))
        .map(|(place, _)| format!("{place} imports @tauri-apps; only ui/src/host/tauri.ts does"))
        .collect()
}

/// Crates that do not take over the lints of the workspace, `forbid(unsafe_code)` among them.
pub(super) fn without_the_lints(sources: &[Source]) -> Vec<String> {
    let manifests = sources.iter().filter(|source| source.path.ends_with("Cargo.toml"));
    manifests
        .filter(|manifest| !manifest.text.contains("[lints]\nworkspace = true"))
        .map(|manifest| format!("{} lacks `[lints] workspace = true`", manifest.path))
        .collect()
}

fn lines_with<'a>(
    sources: &'a [Source],
    endings: &'a [&'a str],
    words: &'a [String],
) -> impl Iterator<Item = (String, &'a str)> {
    sources.iter().filter(|source| source.is(endings) && !source.is_generated()).flat_map(|source| {
        source.text.lines().enumerate().filter_map(|(number, line)| {
            let word = words.iter().find(|word| line.contains(word.as_str()))?;
            Some((format!("{}:{}", source.path, number + 1), word.as_str()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    #[test]
    fn a_file_of_401_lines_is_too_long() {
        let lines = |count| source("a.rs", &"x\n".repeat(count));
        assert!(too_long(&[lines(400)]).is_empty());
        assert_eq!(too_long(&[lines(401)]).len(), 1);
        assert!(too_long(&[source("ui/src/host/bindings.ts", &"x\n".repeat(900))]).is_empty(), "it is generated");
    }

    #[test]
    fn tauri_belongs_into_one_file_of_the_page() {
        let text = "import { invoke } from \"@tauri-apps/api/core\";";
        assert!(tauri_outside_its_file(&[source("ui/src/host/tauri.ts", text)]).is_empty());
        let found = tauri_outside_its_file(&[source("ui/src/app/App.svelte", text)]);
        assert!(found.iter().any(|complaint| complaint.starts_with("ui/src/app/App.svelte:1 ")), "{found:?}");
    }

    #[test]
    fn what_is_left_over_is_named_with_its_line() {
        let rust = source("a.rs", &format!("fn a() {{}}\n// {} later", ["TO", "DO"].concat()));
        let script = source("a.test.ts", &format!("it{}\"x\")", [".sk", "ip("].concat()));
        let found = left_over(&[rust, script, source("b.rs", "iterator.skip(1)")]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().any(|complaint| complaint.starts_with("a.rs:2 ")), "{found:?}");
    }

    #[test]
    fn a_crate_without_the_lints_is_named() {
        assert!(without_the_lints(&[source("a/Cargo.toml", "[lints]\nworkspace = true\n")]).is_empty());
        assert_eq!(without_the_lints(&[source("a/Cargo.toml", "[package]\n")]).len(), 1);
    }
}
