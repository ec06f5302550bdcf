//! Files that are named on the command line: refused by kind and size before they are read, written whole or not at all.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod support;

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::{Ended, Terminal, path};

/// A file of two gigabytes that takes no room on the disk.
const HUGE: u64 = 2 << 30;
/// Reading a huge file, or waiting for a pipe, takes longer.
const AT_ONCE: Duration = Duration::from_secs(20);
const NOBODY: u32 = 65534;

/// Every command that reads a file, with the file's name last.
fn readers(file: &str) -> Vec<Vec<&str>> {
    vec![
        vec!["scan", file],
        vec!["run", "qr-sign-on", "--scan", file],
        vec!["run", "guest-sign-on", "--licence", "widevine", "--challenge", file],
        vec!["session", "--renewal-challenge", file],
        vec!["run", "qr-sign-on", "--device-information", file],
        vec!["simulate", "--config", file],
        vec!["run", "guest-sign-on", "--env", file],
    ]
}

fn is_refused(terminal: &Terminal, arguments: &[&str], said: &str) {
    let start = Instant::now();
    let ended = terminal.run(arguments);
    assert_eq!(ended.code, 2, "{arguments:?}: {}{}", ended.out, ended.err);
    let all = ended.err.to_lowercase();
    assert!(all.contains(said) && !all.contains("os error"), "{arguments:?}: {}", ended.err);
    assert!(ended.err.contains(arguments.last().unwrap()), "it is named: {}", ended.err);
    assert!(ended.err.trim_end().ends_with('.'), "with what to do: {}", ended.err);
    assert!(start.elapsed() < AT_ONCE, "{arguments:?} took {:?}", start.elapsed());
}

#[test]
fn what_is_no_file_or_too_large_is_refused_by_every_command_before_it_is_read() {
    let terminal = Terminal::new();
    let file = |name: &str| terminal.file(name).to_str().unwrap().to_owned();
    let (folder, pipe, huge) = (file("folder.toml"), file("pipe.toml"), file("huge.toml"));
    fs::create_dir(&folder).unwrap();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    File::create(&huge).unwrap().set_len(HUGE).unwrap();
    let missing = file("missing.toml");
    for (named, said) in
        [(&missing, "exist"), (&folder, "folder"), (&pipe, "pipe or a device"), (&huge, "2147483648 bytes")]
    {
        for reader in readers(named) {
            let said = if reader.contains(&"--env") && *named == missing { "no environment file" } else { said };
            is_refused(&terminal, &reader, said);
        }
    }
    for reader in readers("/dev/zero") {
        is_refused(&terminal, &reader, "pipe or a device");
    }
}

/// A command of the program in a copy of it that every user may start, as one who owns nothing.
fn as_nobody(terminal: &Terminal, arguments: &[&str]) -> Command {
    let program = terminal.file("tessera");
    if !program.exists() {
        fs::copy(env!("CARGO_BIN_EXE_tessera"), &program).unwrap();
        for (path, mode) in [(program.as_path(), 0o755), (terminal.home.path(), 0o755)] {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
    }
    let mut command = Command::new(program);
    command.args(arguments).env_clear().env("TESSERA_HOME", "/nonexistent").stdin(Stdio::null());
    if fs::metadata(terminal.home.path()).unwrap().uid() == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

#[test]
fn what_may_not_be_read_is_told_without_a_word_of_the_system() {
    let terminal = Terminal::new();
    let secret = terminal.file("secret.toml");
    fs::write(&secret, "not for everybody").unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    for reader in readers(path(&secret)).iter().filter(|reader| !reader.contains(&"--env")) {
        let ended = Ended::of(&as_nobody(&terminal, reader).output().unwrap());
        assert_eq!(ended.code, 2, "{reader:?}: {}{}", ended.out, ended.err);
        assert!(ended.err.contains("may not be read by you. Check who may read it."), "{reader:?}: {}", ended.err);
    }
}

const CODE: [&str; 3] = ["qr", "abc3fj6sdehd529ng33dg", "--svg"];

fn is_a_code(file: &Path) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.starts_with("<svg") && text.trim_end().ends_with("</svg>"), "{text:.80}");
}

#[test]
fn a_code_takes_the_place_of_a_file_and_goes_through_a_link() {
    let terminal = Terminal::new();
    let (new, old, link) = (terminal.file("new.svg"), terminal.file("old.svg"), terminal.file("link.svg"));
    fs::write(&old, "something longer than a code ".repeat(10_000)).unwrap();
    fs::set_permissions(&old, fs::Permissions::from_mode(0o644)).unwrap();
    symlink("old.svg", &link).unwrap();
    for (file, real, mode) in [(&new, &new, 0o600), (&link, &old, 0o644)] {
        let ended = terminal.run(&[&CODE[..], &[path(file)]].concat());
        assert_eq!(ended.code, 0, "{}", ended.err);
        is_a_code(real);
        assert_eq!(fs::metadata(real).unwrap().permissions().mode() & 0o777, mode, "a code is a secret while it lasts");
    }
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink(), "the link stays one");
    assert_eq!(fs::read_dir(terminal.home.path()).unwrap().count(), 3, "nothing half-written is left");
    let out = terminal.run(&[&CODE[..], &["/dev/stdout"]].concat());
    assert!(out.code == 0 && out.out.starts_with("<svg"), "{}", out.err);
}

#[test]
fn what_cannot_be_written_is_told_and_what_was_there_stays() {
    let terminal = Terminal::new();
    let folder = terminal.file("folder");
    fs::create_dir(&folder).unwrap();
    let kept = folder.join("kept.svg");
    fs::write(&kept, "kept").unwrap();
    let gone = terminal.file("gone/code.svg");
    for (target, said) in [
        (path(&folder), "is a folder, not a file"),
        (path(&gone), "there is no folder"),
        ("/dev/full", "the disk is full"),
    ] {
        let ended = terminal.run(&[&CODE[..], &[target]].concat());
        assert_eq!(ended.code, 2, "{}", ended.err);
        assert!(ended.err.contains(said) && !ended.err.contains("os error"), "{}", ended.err);
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    for target in [&kept, &folder.join("new.svg")] {
        let ended = Ended::of(&as_nobody(&terminal, &[&CODE[..], &[path(target)]].concat()).output().unwrap());
        assert_eq!(ended.code, 2, "{}{}", ended.out, ended.err);
        assert!(ended.err.contains("may not be written by you. Choose another place"), "{}", ended.err);
    }
    assert_eq!((fs::read_to_string(&kept).unwrap().as_str(), fs::read_dir(&folder).unwrap().count()), ("kept", 1));
}
