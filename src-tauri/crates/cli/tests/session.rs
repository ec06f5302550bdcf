//! `tessera session`: sessions beat until a signal comes, and are torn down then.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod support;

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use support::{Ended, Simulate, Terminal, path};

/// Starts the program and reads its lines up to the one that says that all is set up.
fn begun(command: &mut Command) -> (Child, impl BufRead + use<>, String) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut read = String::new();
    while !read.contains("until Ctrl-C") {
        assert_ne!(lines.read_line(&mut read).unwrap(), 0, "{read}");
    }
    (child, lines, read)
}

/// Asks the simulator until its answer is as wanted, for ten seconds at most.
fn ask(simulator: &Simulate, line: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let file = std::fs::read_to_string(&simulator.environment).unwrap();
    let host = file.lines().find_map(|line| line.strip_prefix("ags = \"http://")).unwrap().trim_end_matches('"');
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        let mut stream = TcpStream::connect(host).unwrap();
        let head = format!("{line} HTTP/1.1\r\nHost: {host}\r\ntenantId: nagra\r\nConnection: close");
        stream.write_all(format!("{head}\r\nContent-Length: 0\r\n\r\n").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
        if wanted(&value) {
            return value;
        }
        assert!(Instant::now() < end, "{value}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

#[test]
fn a_signal_tears_every_session_down_and_that_is_success() {
    let terminal = Terminal::new();
    for name in ["-INT", "-TERM"] {
        let (mut child, mut lines, begin) = begun(&mut terminal.command(&["session", "--count", "2"]));
        assert!(begin.contains("session 2  set-up          200  session set up; a beat every 30 s"), "{begin}");
        signal(&child, name);
        let mut rest = String::new();
        lines.read_to_string(&mut rest).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{begin}{rest}");
        assert!(rest.contains("2 sessions torn down, 0 refused, 0 lost."), "{rest}");
    }
}

#[test]
fn sessions_beyond_the_limit_are_refused_and_the_others_live_on() {
    let terminal = Terminal::new();
    let (mut child, mut lines, begin) = begun(&mut terminal.command(&["session", "--count", "4"]));
    assert!(begin.contains("It said 1007"), "{begin}");
    assert!(begin.contains("allows 3 sessions at once, and 3 of them are kept here"), "{begin}");
    signal(&child, "-INT");
    let mut rest = String::new();
    lines.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("3 sessions torn down, 1 refused, 0 lost."), "{rest}");
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn a_session_beats_with_the_token_of_the_last_answer_and_json_tells_all_of_it_cut() {
    let terminal = Terminal::new();
    let config = terminal.file("config.toml");
    // Session tokens of the session manager live two seconds.
    std::fs::write(&config, "[streams]\nheartbeat = 1\ngrace = 1\n").unwrap();
    let simulator = Simulate::start_with(&terminal, &["--config", path(&config)]);
    let token = ask(&simulator, "POST /ias/v2/anonymoustoken", |_| true)["refresh_token"].as_str().unwrap().to_owned();
    let mut command = terminal.command(&["session", "--env", path(&simulator.environment), "--format", "json"]);
    let child = command.env("TESSERA_REFRESH_TOKEN", &token).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let child = child.unwrap();
    let beaten = |requests: &Value| requests.to_string().matches("/sessions/heartbeat").count() >= 2;
    ask(&simulator, "GET /_simulator/requests", beaten);
    signal(&child, "-TERM");
    let ended = Ended::of(&child.wait_with_output().unwrap());
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    let document = ended.json();
    assert_eq!((&document["format"], &document["run"]["verdict"]), (&1.into(), &"done".into()));
    let session = &document["sessions"][0];
    assert_eq!(
        (&session["state"], &session["period"], &session["content"]),
        (&"ended".into(), &1.into(), &"CH015".into())
    );
    assert!(session["beats"].as_u64().unwrap() >= 2, "{session}");
    let calls = session["exchanges"].as_array().unwrap();
    assert_eq!((&calls[0]["call"], &calls[calls.len() - 1]["call"]), (&"set-up".into(), &"tear-down".into()));
    assert!(!ended.out.contains(&token) && ended.out.contains("\u{2026}sig:"));
}

#[test]
fn what_is_missing_is_said_before_anything_is_sent() {
    let terminal = Terminal::new();
    let simulator = Simulate::start(&terminal);
    let environment = path(&simulator.environment);
    for (arguments, code, said) in [
        (vec!["session", "--count", "0"], 2, "--count"),
        (vec!["session", "--content", "none"], 2, "--content"),
        (vec!["session", "--device", "0815"], 2, "No device"),
        (vec!["session", "--renewal-challenge", "/nonexistent"], 2, "challenge"),
        (vec!["session", "--env", environment], 2, "TESSERA_REFRESH_TOKEN"),
        (vec!["session", "--content", "VOD-400"], 1, "gave no content token"),
    ] {
        let ended = terminal.run(&arguments);
        assert_eq!(ended.code, code, "{arguments:?}: {}{}", ended.out, ended.err);
        assert!(ended.err.contains(said) || ended.out.contains(said), "{arguments:?}: {}{}", ended.out, ended.err);
    }
}
