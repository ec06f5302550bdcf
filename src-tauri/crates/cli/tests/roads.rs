//! The roads in and the life of the tokens, from the terminal, against a simulator in a process of its own.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Ended, Simulate, Terminal, path};

/// Options of a password sign-on at a simulator.
fn as_user<'a>(simulator: &'a Simulate, user: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["run", "password-sign-on", "--env", path(&simulator.environment), "--user", user];
    arguments.extend(["--password", "-"]);
    arguments.extend(more);
    arguments
}

fn of_device(terminal: &Terminal, simulator: &Simulate, journey: &[&str], token: &str) -> Ended {
    let mut arguments = journey.to_vec();
    arguments.extend(["--env", path(&simulator.environment), "--format", "json"]);
    Ended::of(&terminal.command(&arguments).env("TESSERA_REFRESH_TOKEN", token).output().unwrap())
}

#[test]
fn a_password_signs_on_and_is_not_printed() {
    let terminal = Terminal::new();
    let simulator = Simulate::start(&terminal);
    let ended = terminal.run_with_input(&as_user(&simulator, "ACC-1", &[]), "tessera\n");
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    assert!(ended.out.contains("may play CH015"), "{}", ended.out);
    let wrong = terminal.run_with_input(&as_user(&simulator, "ACC-1", &["--format", "json"]), "hunter2-hunter2");
    assert_eq!((wrong.code, wrong.json()["verdict"].as_str()), (1, Some("refused")));
    assert!(!wrong.out.contains("hunter2") && !wrong.err.contains("hunter2"));
    let none = terminal.run(&["run", "password-sign-on", "--user", "ACC-1"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("TESSERA_PASSWORD"), "{}", none.err);
}

#[test]
fn of_several_accounts_one_is_chosen_by_id_or_by_place() {
    let terminal = Terminal::new();
    let simulator = Simulate::start(&terminal);
    for (choose, account) in [("ACC-7", "ACC-7"), ("1", "ACC-6")] {
        let options = as_user(&simulator, "dave", &["--choose", choose, "--format", "json"]);
        let ended = terminal.run_with_input(&options, "tessera");
        assert_eq!((ended.code, ended.json()["account"].as_str()), (0, Some(account)), "{}", ended.err);
    }
    let ended = terminal.run_with_input(&as_user(&simulator, "dave", &[]), "tessera");
    assert_eq!(ended.code, 1);
    for said in ["1  ACC-6", "2  ACC-7", "2 accounts match"] {
        assert!(ended.out.contains(said), "{said} is missing in {}", ended.out);
    }
}

/// Makes the simulator's environment a stored one.
fn store(terminal: &Terminal, simulator: &Simulate) {
    let folder = terminal.home.path().join("config/environments");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(&simulator.environment, folder.join("lab.toml")).unwrap();
}

#[test]
fn without_a_keychain_no_password_is_kept_and_that_is_said_before_anything_is_sent() {
    let terminal = Terminal::new();
    let simulator = Simulate::start(&terminal);
    store(&terminal, &simulator);
    let run = ["run", "password-sign-on", "--env", "lab", "--user", "ACC-1"];
    let piped = |more: &[&str]| terminal.run_with_input(&[&run[..], &["--password", "-"], more].concat(), "tessera");
    let kept = piped(&["--keep-password"]);
    assert_eq!((kept.code, kept.out.as_str()), (2, ""), "{}", kept.err);
    assert!(kept.err.contains("keychain") && kept.err.contains("--password -"), "{}", kept.err);
    let ended = piped(&[]);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    let none = terminal.run(&run);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("none is kept for ACC-1 at lab"), "{}", none.err);
}

#[test]
fn a_password_is_kept_for_a_stored_environment_only() {
    let options = ["run", "password-sign-on", "--user", "ACC-1", "--password", "-", "--keep-password"];
    let ended = Terminal::new().run_with_input(&options, "tessera");
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("stored environment"), "{}", ended.err);
}

#[test]
fn a_guest_signs_on() {
    let ended = Terminal::new().run(&["run", "guest-sign-on", "--country", "CH"]);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    assert!(ended.out.contains("anonymoustoken"), "{}", ended.out);
}

#[test]
fn a_refresh_token_refreshes_plays_and_signs_out() {
    let terminal = Terminal::new();
    let simulator = Simulate::start(&terminal);
    let token = simulator.refresh_token();
    for journey in [&["refresh"][..], &["run", "refresh"], &["run", "playback"], &["run", "sign-out"]] {
        let ended = of_device(&terminal, &simulator, journey, &token);
        assert_eq!((ended.code, ended.json()["verdict"].as_str()), (0, Some("done")), "{journey:?} {}", ended.out);
        assert!(!ended.out.contains(&token));
    }
    let after = of_device(&terminal, &simulator, &["refresh"], &token);
    assert_eq!((after.code, after.json()["verdict"].as_str()), (1, Some("refused")), "{}", after.out);
}

#[test]
fn without_a_device_a_refresh_says_what_is_missing() {
    let terminal = Terminal::new();
    let ended = terminal.run(&["refresh"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("TESSERA_REFRESH_TOKEN"), "{}", ended.err);
    let devices = terminal.run(&["devices"]);
    assert_eq!(devices.code, 0, "{}", devices.err);
    assert!(devices.out.contains("No device has signed on"), "{}", devices.out);
}
