//! Companion sign-on and what is done around a content token, from the terminal.
#![allow(clippy::unwrap_used)]

mod support;

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use support::{Ended, Simulate, Terminal, path};

/// Polls follow each other at once.
const QUICK: &str = "[companion]\npolling-period = 1\n";

fn quick(terminal: &Terminal) -> Simulate {
    let config = terminal.file("quick.toml");
    std::fs::write(&config, QUICK).unwrap();
    Simulate::start_with(terminal, &["--config", path(&config)])
}

fn names(ended: &Ended) -> Vec<String> {
    let run = ended.json();
    let steps = run["steps"].as_array().unwrap();
    steps.iter().map(|step| step["step"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_device_signs_on_with_a_code_at_the_first_start() {
    let ended = Terminal::new().run(&["run", "companion-sign-on"]);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    for said in ["deviceRegistrationCode", "not approved yet", "approved", "a new device", "may play CH015"] {
        assert!(ended.out.contains(said), "{said} is missing in {}", ended.out);
    }
}

#[test]
fn a_device_whose_refresh_token_is_given_approves() {
    let terminal = Terminal::new();
    let simulator = quick(&terminal);
    let token = simulator.refresh_token();
    let claims = terminal.run_with_input(&["decode", "-", "--format", "json"], &token).json();
    let claims = claims["claims"].as_array().unwrap().clone();
    let id = claims.iter().find(|row| row["name"] == "deviceId").unwrap()["value"].as_str().unwrap().to_owned();
    let run = |approver: &str| {
        let environment = path(&simulator.environment);
        let arguments =
            ["run", "companion-sign-on", "--env", environment, "--approve-as", approver, "--format", "json"];
        Ended::of(&terminal.command(&arguments).env("TESSERA_REFRESH_TOKEN", &token).output().unwrap())
    };
    let ended = run(&id);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    let first = ["registration-code", "show-qr", "poll", "discover", "refresh", "approve", "await-approval", "sign-on"];
    assert_eq!(names(&ended)[..8], first);
    assert_eq!(ended.json()["steps"][2]["exchange"]["answer"]["status"], 204);
    let other = run("0815");
    assert_eq!(other.code, 2);
    assert!(other.err.contains(&format!("that of device {id}, not of 0815")), "{}", other.err);
}

#[test]
fn without_anybody_to_approve_the_code_is_told_and_the_waiting_can_be_ended() {
    let terminal = Terminal::new();
    let simulator = quick(&terminal);
    let environment = path(&simulator.environment);
    let mut command = terminal.command(&["run", "companion-sign-on", "--env", environment, "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines();
    let line = told.find(|line| line.as_ref().unwrap().contains("Code  ")).unwrap().unwrap();
    assert!(line.contains("Approve it in the app of a device that is signed on"), "{line}");
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let output = child.wait_with_output().unwrap();
    let ended = Ended::of(&output);
    assert_eq!((ended.code, ended.json()["verdict"].as_str()), (3, Some("cancelled")));
}

#[test]
fn what_is_done_around_a_content_token_is_said_in_words() {
    let terminal = Terminal::new();
    let challenge = terminal.file("challenge");
    std::fs::write(&challenge, "no challenge").unwrap();
    let url = ["--content-token-from", "url-builder", "--content-url", "https://cdn.example.com/x.mpd"];
    let all = ["run", "guest-sign-on", "--approval", "--certificate", "widevine", "--licence", "widevine"];
    let ended = terminal.run(&[&all[..], &url].concat());
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    for said in
        ["the device is approved", "playout/content/token", "certificate of Widevine", "accepts the content token"]
    {
        assert!(ended.out.contains(said), "{said} is missing in {}", ended.out);
    }
    let probed = ["run", "guest-sign-on", "--licence", "playready", "--challenge", path(&challenge)];
    let refused = terminal.run(&probed);
    assert_eq!(refused.code, 1);
    assert!(refused.out.contains("accepted the content token and refused the challenge"), "{}", refused.out);
}

#[test]
fn wrong_usage_is_told_before_anything_is_sent() {
    for (options, said) in [
        (&["--content-token-from", "url-builder"][..], "--content-url"),
        (&["--certificate", "playready"], "PlayReady has no certificate"),
        (&["--challenge", "x"], "--licence"),
        (&["--licence", "clearkey"], "widevine, playready or fairplay"),
        (&["--licence", "widevine", "--challenge", "/nonexistent"], "The challenge could not be read"),
    ] {
        let ended = Terminal::new().run(&[&["run", "guest-sign-on"], options].concat());
        assert_eq!(ended.code, 2, "{options:?}: {}{}", ended.out, ended.err);
        assert!(ended.err.contains(said), "{options:?}: {}", ended.err);
    }
}
