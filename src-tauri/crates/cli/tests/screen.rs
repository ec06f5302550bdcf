//! `tessera scan --screen` and `tessera run qr-sign-on --scan-screen`, on a screen of their own.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod support;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use support::{Ended, Simulate, Terminal, path};

/// An X server without a monitor, ended when it is dropped.
struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    fn start() -> Self {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"]);
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().expect("Xvfb is in the Debian package xvfb");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Self { server, display: format!(":{}", number.trim()) }
    }

    /// Paints a picture on its background, as a program that is not ours does.
    fn show(&self, picture: &Path) {
        let mut display = Command::new("display");
        let display = display.args(["-window", "root"]).arg(picture).env("DISPLAY", &self.display);
        // It answers 1 also when it has painted, so what counts is what is scanned.
        display.status().expect("display is in the Debian package imagemagick");
    }

    fn run(&self, terminal: &Terminal, arguments: &[&str]) -> Ended {
        Ended::of(&terminal.command(arguments).env("DISPLAY", &self.display).output().unwrap())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
fn the_codes_of_the_screen_are_read_and_a_screen_without_one_says_so() {
    let (terminal, screen) = (Terminal::new(), Screen::start());
    let nothing = screen.run(&terminal, &["scan", "--screen"]);
    assert_eq!(nothing.code, 1);
    assert!(nothing.err.contains("There is no QR code in the picture."), "{}", nothing.err);
    let picture = terminal.file("code.png");
    assert_eq!(terminal.run(&["qr", "abc3fj6sdehd529ng33dg", "--png", path(&picture)]).code, 0);
    screen.show(&picture);
    let read = screen.run(&terminal, &["scan", "--screen"]);
    assert_eq!(read.code, 0, "{}", read.err);
    // The background is the picture over and over.
    assert!(
        read.out.lines().count() >= 1 && read.out.lines().all(|line| line == "abc3fj6sdehd529ng33dg"),
        "{}",
        read.out
    );
}

#[test]
fn where_there_is_no_screen_it_is_said_with_what_to_do() {
    let terminal = Terminal::new();
    let none = terminal.run(&["scan", "--screen"]);
    assert_eq!(none.code, 3);
    assert!(none.err.contains("no X11 display") && none.err.contains("choose its file"), "{}", none.err);
    let both = terminal.run(&["scan", "--screen", "photo.png"]);
    let neither = terminal.run(&["scan"]);
    assert_eq!((both.code, neither.code), (2, 2), "{}{}", both.err, neither.err);
}

#[test]
fn what_the_screen_shows_is_sent_only_when_a_person_says_so() {
    let (terminal, screen) = (Terminal::new(), Screen::start());
    let simulator = Simulate::start(&terminal);
    let picture = terminal.file("code.png");
    assert_eq!(terminal.run(&["qr", "not a token of this platform", "--png", path(&picture)]).code, 0);
    screen.show(&picture);
    let scan = ["run", "qr-sign-on", "--env", path(&simulator.environment), "--scan-screen"];
    let asked = screen.run(&terminal, &scan);
    assert_eq!(asked.code, 2, "{}{}", asked.out, asked.err);
    assert!(asked.err.contains("not a token of this platform"), "{}", asked.err);
    assert!(asked.err.contains("Nothing was sent."), "{}", asked.err);
    let sent = screen.run(&terminal, &[&scan[..], &["--send-scanned"]].concat());
    assert_eq!(sent.code, 1, "the platform refuses it: {}{}", sent.out, sent.err);
}
