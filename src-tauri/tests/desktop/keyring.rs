//! The keyring as another program sees it: `secret-tool`, which is not ours.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// What the program files its items under.
const SERVICE: &str = "dev.tessera.Tessera";

fn secret_tool(arguments: &[&str]) -> String {
    let output = Command::new("secret-tool").args(arguments).output();
    let output = output.expect("secret-tool is in the Debian package libsecret-tools");
    // Attributes go to standard error.
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Removes what an earlier test left.
pub(crate) fn clear() {
    secret_tool(&["clear", "service", SERVICE]);
    assert_eq!(users(), Vec::<String>::new());
}

/// The items of the program: `OWNER/KIND`, sorted by kind.
pub(crate) fn users() -> Vec<String> {
    let seen = everything();
    let users = seen.lines().filter_map(|line| line.strip_prefix("attribute.username = "));
    let mut users: Vec<String> = users.map(str::to_owned).collect();
    users.sort_by_key(|user| user.split('/').next_back().map(str::to_owned));
    users
}

/// The kinds of the items, sorted.
pub(crate) fn kinds() -> Vec<String> {
    users().iter().map(|user| user.split_once('/').unwrap().1.to_owned()).collect()
}

/// The secret of an item.
pub(crate) fn secret_of(user: &str) -> String {
    secret_tool(&["lookup", "service", SERVICE, "username", user]).trim_end().to_owned()
}

/// Stores a secret in an item, as another program does.
pub(crate) fn put(user: &str, secret: &str) {
    let mut tool = Command::new("secret-tool");
    tool.args(["store", "--label=put back", "service", SERVICE, "username", user]).stdin(Stdio::piped());
    let mut child = tool.spawn().expect("secret-tool is in the Debian package libsecret-tools");
    child.stdin.take().unwrap().write_all(secret.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

/// All that `secret-tool` tells of the program's items.
pub(crate) fn everything() -> String {
    secret_tool(&["search", "--all", "service", SERVICE])
}
