//! Running one ignored test of this program in a process of its own, to be killed or to race with others.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const FOLDER: &str = "TESSERA_TEST_FOLDER";

/// The test of that name, in another process, with a folder to work in.
pub(crate) fn command(test: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    arguments(&mut command, test, folder);
    command
}

/// The same under a limit of a file's size, which is how a full disk looks to a program.
#[cfg(unix)]
pub(crate) fn command_with_limit(blocks: u32, test: &str, folder: &Path) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
    command.arg(std::env::current_exe().unwrap());
    arguments(&mut command, test, folder);
    command
}

fn arguments(command: &mut Command, test: &str, folder: &Path) {
    command.args([test, "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(FOLDER, folder).stdin(Stdio::null());
}

/// The folder that a child was given.
pub(crate) fn folder() -> PathBuf {
    std::env::var_os(FOLDER).unwrap().into()
}
