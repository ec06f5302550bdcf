//! The program as a process: what a release keeps other programs from. The build under test is asked to behave as one.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use support::Terminal;

#[test]
fn a_release_writes_no_picture_of_its_memory() {
    let terminal = Terminal::new();
    let mut simulate = terminal.command(&["simulate"]);
    let mut simulate = simulate.env("TESSERA_TRIAL_RELEASE", "1").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(simulate.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let limits = fs::read_to_string(format!("/proc/{}/limits", simulate.id())).unwrap();
    simulate.kill().unwrap();
    simulate.wait().unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().filter(|word| *word == "0").count(), 2, "{core}");
}
