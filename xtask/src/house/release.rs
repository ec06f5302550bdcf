//! The build that people get: it checks at least what the others check, and says what went wrong.

use super::Source;

/// Each line that the manifest of the whole has to have, and why.
const WANTED: [(&str, &str); 4] = [
    ("unsafe_code = \"forbid\"", "no crate of ours needs unsafe code"),
    ("overflow-checks = true", "a number that runs over is a fault, also in a release"),
    ("lto = ", "the programs are to be small"),
    ("strip = \"symbols\"", "the programs are to be small"),
];

/// A panic has to unwind: a task that faults must not take the others with it unsaid.
const UNWANTED: &str = "panic = \"abort\"";

pub(super) fn checks_less(sources: &[Source]) -> Vec<String> {
    let whole = sources.iter().find(|source| source.path == "Cargo.toml").map_or("", |source| source.text.as_str());
    let missing = WANTED.iter().filter(|(line, _)| !whole.lines().any(|found| found.trim().starts_with(line)));
    let mut complaints: Vec<_> =
        missing.map(|(line, why)| format!("Cargo.toml lacks `{}`: {why}", line.trim_end_matches(" = "))).collect();
    if whole.contains(UNWANTED) {
        complaints.push(format!("Cargo.toml has `{UNWANTED}`: a fault has to unwind"));
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    #[test]
    fn a_release_build_that_checks_less_is_named() {
        let good = "[workspace.lints.rust]\nunsafe_code = \"forbid\"\n[profile.release]\nlto = \"thin\"\noverflow-checks = true\nstrip = \"symbols\"\n";
        assert!(checks_less(&[source("Cargo.toml", good)]).is_empty());
        for (line, number) in [("overflow-checks = true\n", 1), ("unsafe_code = \"forbid\"\n", 1), ("", 0)] {
            assert_eq!(checks_less(&[source("Cargo.toml", &good.replacen(line, "", 1))]).len(), number, "{line}");
        }
        let aborting = format!("{good}panic = \"abort\"\n");
        assert_eq!(checks_less(&[source("Cargo.toml", &aborting)]).len(), 1);
        assert_eq!(checks_less(&[]).len(), WANTED.len(), "a manifest that is not there checks nothing");
    }
}
