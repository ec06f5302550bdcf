//! Every place that takes the plain text out of a secret or a token is counted here, so that a new one is a conscious act.
//!
//! Tests may look as often as they like.

use std::collections::BTreeMap;

use super::Source;

/// How often each file may do it.
const COUNTED: &[(&str, usize)] = &[
    ("src-tauri/crates/cli/src/companion.rs", 1),
    ("src-tauri/crates/cli/src/operator.rs", 1),
    ("src-tauri/crates/cli/src/prepared.rs", 1),
    ("src-tauri/crates/cli/src/self_test.rs", 1),
    ("src-tauri/crates/cli/src/simulate.rs", 2),
    ("src-tauri/crates/credentials/src/keychain.rs", 3),
    ("src-tauri/crates/credentials/src/vault.rs", 1),
    ("src-tauri/crates/journeys/src/explain/causes.rs", 1),
    ("src-tauri/crates/journeys/src/goal.rs", 2),
    ("src-tauri/crates/journeys/src/passwords.rs", 2),
    ("src-tauri/crates/journeys/src/prepare.rs", 2),
    ("src-tauri/crates/journeys/src/run.rs", 1),
    ("src-tauri/crates/journeys/src/secrets.rs", 1),
    ("src-tauri/crates/journeys/src/session/left.rs", 2),
    ("src-tauri/crates/journeys/src/session/plan.rs", 1),
    ("src-tauri/crates/journeys/src/session/playback.rs", 8),
    ("src-tauri/crates/journeys/src/steps/discover.rs", 3),
    ("src-tauri/crates/journeys/src/steps/get_session_token.rs", 4),
    ("src-tauri/crates/journeys/src/steps/licence.rs", 1),
    ("src-tauri/crates/journeys/src/steps/mint_operator_jwt.rs", 1),
    ("src-tauri/crates/journeys/src/steps/refresh.rs", 4),
    ("src-tauri/crates/journeys/src/steps/scan.rs", 4),
    ("src-tauri/crates/journeys/src/steps/show_qr.rs", 1),
    ("src-tauri/crates/journeys/src/steps/sign_on.rs", 2),
    ("src-tauri/crates/simulator/src/issue.rs", 1),
    ("src-tauri/crates/simulator/src/operators.rs", 1),
    ("src-tauri/crates/storage/src/tls/key.rs", 1),
    ("src-tauri/crates/tokens/src/verify.rs", 1),
    ("src-tauri/crates/tokens/src/view.rs", 3),
    ("src-tauri/src/commands/tokens.rs", 1),
    ("src-tauri/src/credentials.rs", 4),
    ("src-tauri/src/passwords.rs", 1),
    ("src-tauri/src/simulated.rs", 2),
];

/// Places that are not on the list, and places on the list that are no longer there.
pub(super) fn uncounted(sources: &[Source]) -> Vec<String> {
    compare(sources, COUNTED)
}

fn compare(sources: &[Source], counted: &[(&str, usize)]) -> Vec<String> {
    let rust = sources.iter().filter(|source| source.is(&["rs"]) && !is_test(&source.path));
    let found: BTreeMap<&str, usize> =
        rust.map(|source| (source.path.as_str(), uses(&source.text))).filter(|(_, uses)| *uses > 0).collect();
    let counted: BTreeMap<&str, usize> = counted.iter().copied().collect();
    let all: std::collections::BTreeSet<&str> = found.keys().chain(counted.keys()).copied().collect();
    let how_often = |list: &BTreeMap<&str, usize>, path: &str| list.get(path).copied().unwrap_or(0);
    all.into_iter()
        .filter(|path| how_often(&found, path) != how_often(&counted, path))
        .map(|path| {
            let (is, may) = (how_often(&found, path), how_often(&counted, path));
            format!("{path} takes the plain text of secrets {is} times, {may} are counted: (\"{path}\", {is}),")
        })
        .collect()
}

fn is_test(path: &str) -> bool {
    ["/tests/", "/benches/"].iter().any(|folder| path.contains(folder))
        || path.ends_with("/tests.rs")
        || path.starts_with("xtask/")
}

fn uses(text: &str) -> usize {
    let program = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    [".expose()", ".expose_secret()", "::expose)", "::expose_secret)"]
        .iter()
        .map(|call| program.matches(call).count())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    #[test]
    fn a_new_place_a_further_one_and_a_lost_one_are_told() {
        let program = source("src-tauri/crates/a/src/b.rs", "let plain = secret.expose();");
        assert!(compare(std::slice::from_ref(&program), &[("src-tauri/crates/a/src/b.rs", 1)]).is_empty());
        assert_eq!(compare(&[program], &[]).len(), 1);
        assert_eq!(compare(&[], &[("src-tauri/crates/a/src/b.rs", 1)]).len(), 1);
    }

    #[test]
    fn tests_may_look() {
        let inside = "fn a() {}\n#[cfg(test)]\nmod tests { fn t() { secret.expose(); } }";
        assert!(compare(&[source("src-tauri/crates/a/src/b.rs", inside)], &[]).is_empty());
        assert!(compare(&[source("src-tauri/crates/a/tests/b.rs", "secret.expose();")], &[]).is_empty());
    }
}
