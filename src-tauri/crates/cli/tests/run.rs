//! `tessera run` as a person or a CI job uses it: verdicts, exit codes, where the secret may come from.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Simulate, Terminal};

#[test]
fn without_any_set_up_a_person_sees_a_whole_sign_on() {
    let ended = Terminal::new().run(&["run", "qr-sign-on"]);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    for said in ["simulated", "will make a new device", "may play CH015 in HD", "Nothing was stored"] {
        assert!(ended.out.contains(said), "{said} is missing in {}", ended.out);
    }
}

#[test]
fn a_file_and_a_variable_are_all_that_a_ci_job_needs() {
    let terminal = Terminal::new();
    let simulator = Simulate::start(&terminal);
    let output = terminal
        .command(&simulator.run(&["--format", "json"]))
        .env("TESSERA_OPERATOR_SECRET", &simulator.secret)
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), report["verdict"].as_str()), (Some(0), Some("done")));
    assert_eq!(report["format"], 1);
    assert!(!terminal.file("config").exists() && !terminal.file("data").exists(), "nothing is stored");
}

#[test]
fn the_secret_may_come_by_standard_input_and_never_as_an_argument() {
    let terminal = Terminal::new();
    let simulator = Simulate::start(&terminal);
    let piped = terminal.run_with_input(&simulator.run(&["--operator-secret", "-"]), &simulator.secret);
    assert_eq!(piped.code, 0, "{}{}", piped.out, piped.err);
    let password = ["run", "password-sign-on", "--env", "simulator", "--user", "dave", "--password"];
    for arguments in [simulator.run(&["--operator-secret"]), password.to_vec()] {
        let argument = terminal.run(&[&arguments[..], &["canary-secret"]].concat());
        assert_eq!(argument.code, 2);
        assert!(argument.err.contains("takes - alone: arguments are seen by every program."), "{}", argument.err);
        assert!(!argument.err.contains("canary"), "what was typed in error goes to no log: {}", argument.err);
    }
}

#[test]
fn what_is_printed_holds_no_secret() {
    let terminal = Terminal::new();
    let simulator = Simulate::start(&terminal);
    for format in ["human", "json"] {
        let ended =
            terminal.run_with_input(&simulator.run(&["--operator-secret", "-", "--format", format]), &simulator.secret);
        assert!(!ended.out.contains(&simulator.secret) && !ended.err.contains(&simulator.secret), "{format}");
        let jwt_with_signature =
            ended.out.split(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c)).find(|word| {
                word.starts_with("eyJ") && word.split('.').nth(2).is_some_and(|signature| signature.len() > 20)
            });
        assert_eq!(jwt_with_signature, None, "{format}");
    }
}

#[test]
fn a_wrong_secret_is_refused_with_a_reason_and_exit_code_1() {
    let terminal = Terminal::new();
    let simulator = Simulate::start(&terminal);
    let mut arguments = simulator.run(&["--operator-secret", "-"]);
    let at = arguments.iter().position(|argument| *argument == simulator.encoding).unwrap();
    arguments[at] = "text";
    let ended = terminal.run_with_input(&arguments, "canary-secret-that-is-long-enough-for-hs256");
    assert_eq!(ended.code, 1, "{}", ended.err);
    assert!(ended.out.contains("AGS did not accept the operator JWT"), "{}", ended.out);
    assert!(ended.out.contains("nothing was signed on, no device made"));
    assert!(!ended.out.contains("canary-secret"));
}

#[test]
fn a_server_that_is_down_is_exit_code_3() {
    let terminal = Terminal::new();
    let mut simulator = Simulate::start(&terminal);
    simulator.stop();
    let ended = terminal.run_with_input(&simulator.run(&["--operator-secret", "-"]), &simulator.secret);
    assert_eq!(ended.code, 3, "{}{}", ended.out, ended.err);
    assert!(ended.out.contains("Nobody listens at 127.0.0.1"), "{}", ended.out);
}

#[test]
fn wrong_usage_is_exit_code_2_and_says_what_to_do() {
    let terminal = Terminal::new();
    for (arguments, said) in [
        (vec!["run", "qr-sign-on", "--env", "nowhere"], "There is no environment"),
        (vec!["run", "qr-sign-on", "--env", "nowhere.toml"], "There is no environment file"),
        (vec!["run", "qr-sign-on", "--platform", "abacus"], "There is no platform"),
        (vec!["run", "qr-sign-on", "--claim", "=1"], "write NAME=JSON"),
        (vec!["run", "qr-sign-on", "--scan", "no.png"], "The picture could not be read"),
        (vec!["dance"], "unrecognized subcommand"),
    ] {
        let ended = terminal.run(&arguments);
        assert_eq!(ended.code, 2, "{arguments:?}: {}{}", ended.out, ended.err);
        assert!(ended.err.contains(said), "{arguments:?}: {}", ended.err);
    }
}

#[test]
fn a_stored_environment_without_a_credential_says_how_to_give_one() {
    let terminal = Terminal::new();
    let folder = terminal.file("config/environments");
    std::fs::create_dir_all(&folder).unwrap();
    let simulator = Simulate::start(&terminal);
    std::fs::copy(&simulator.environment, folder.join("lab.toml")).unwrap();
    let ended = terminal.run(&["run", "qr-sign-on", "--env", "lab"]);
    assert_eq!(ended.code, 2, "{}{}", ended.out, ended.err);
    assert!(ended.err.contains("--operator-secret -"), "{}", ended.err);
}

#[test]
fn a_stored_environment_is_found_by_a_name_that_looks_like_a_path() {
    let terminal = Terminal::new();
    let folder = terminal.file("config/environments");
    std::fs::create_dir_all(&folder).unwrap();
    let simulator = Simulate::start(&terminal);
    let file = std::fs::read_to_string(&simulator.environment).unwrap();
    std::fs::write(folder.join("lab.toml"), file.replace("name = \"Simulator\"", "name = \"Lab / EU\"")).unwrap();
    let mut arguments = simulator.run(&["--operator-secret", "-"]);
    arguments[3] = "Lab / EU";
    let ended = terminal.run_with_input(&arguments, &simulator.secret);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    arguments[3] = "no / file";
    assert!(terminal.run_with_input(&arguments, &simulator.secret).err.contains("There is no environment file"));
}

#[test]
fn a_stored_environment_goes_from_first_time_to_nth_time() {
    let terminal = Terminal::new();
    let folder = terminal.file("config/environments");
    std::fs::create_dir_all(&folder).unwrap();
    let simulator = Simulate::start(&terminal);
    std::fs::copy(&simulator.environment, folder.join("lab.toml")).unwrap();
    let mut arguments = simulator.run(&["--operator-secret", "-", "--format", "json"]);
    arguments[3] = "lab";
    let first = terminal.run_with_input(&arguments, &simulator.secret);
    let second = terminal.run_with_input(&arguments, &simulator.secret);
    assert_eq!((first.code, second.code), (0, 0), "{}{}", first.err, second.err);
    assert!(first.err.contains("The refresh token was not stored"), "there is no keychain here: {}", first.err);
    let (first, second) = (first.json(), second.json());
    assert_eq!((&first["device"]["new"], &second["device"]["new"]), (&true.into(), &false.into()));
    assert_eq!(first["device"]["clientId"], second["device"]["clientId"]);
}

#[test]
fn the_operator_jwt_can_be_made_wrong_on_purpose() {
    let terminal = Terminal::new();
    for (more, said) in [
        (["--lifetime", "-60"], "The operator JWT expired 1 min ago."),
        (["--claim", "OpfTenantId=other"], "The tenant in the JWT is other, in the header nagra"),
        (["--claim", "aud=null"], "The JWT's aud is not ags"),
    ] {
        let ended = terminal.run(&["run", "qr-sign-on", more[0], more[1]]);
        assert_eq!(ended.code, 1, "{}", ended.err);
        assert!(ended.out.contains(said), "{more:?}: {}", ended.out);
    }
}

#[test]
fn what_a_picture_holds_is_shown_and_not_sent_unasked() {
    let terminal = Terminal::new();
    let picture = terminal.file("wifi.png");
    let drawn = terminal.run(&["qr", "WIFI:S:guest;T:WPA;P:secretpass;;", "--png", support::path(&picture)]);
    assert_eq!(drawn.code, 0, "{}", drawn.err);
    let scan = ["run", "qr-sign-on", "--scan", support::path(&picture)];
    let ended = terminal.run(&scan);
    assert_eq!(ended.code, 2, "{}{}", ended.out, ended.err);
    assert!(ended.err.contains("WIFI:S:guest") && ended.err.contains("--send-scanned"), "{}", ended.err);
    assert!(!ended.out.contains("signOnWithSessionToken"), "{}", ended.out);
    let sent = terminal.run(&[&scan[..], &["--send-scanned"]].concat());
    assert_eq!(sent.code, 1, "{}", sent.out);
    assert!(sent.out.contains("signOnWithSessionToken"), "{}", sent.out);
}

/// Whoever asks it for anything is refused with this message.
fn refusing(message: &str) -> String {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let body = serde_json::json!({ "code": 77_777, "message": message }).to_string();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let _ = stream.read(&mut vec![0; 65_536]);
            let head = format!("HTTP/1.1 403 Forbidden\r\nContent-Length: {}\r\nConnection: close", body.len());
            let _ = stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes());
        }
    });
    address
}

#[test]
fn what_a_server_says_is_one_line_and_plays_no_tricks_on_the_terminal() {
    let terminal = Terminal::new();
    let hostile = "no\u{1b}[2J\r\nok      signOn 201\u{202e}\u{9b}31m\u{7}";
    let address = refusing(hostile);
    let simulator = Simulate::start(&terminal);
    let file = std::fs::read_to_string(&simulator.environment).unwrap();
    let real = file.lines().find_map(|line| line.strip_prefix("ags = \"http://")).unwrap().trim_end_matches('"');
    let lab = terminal.file("lab.toml");
    std::fs::write(&lab, file.replace(real, &address)).unwrap();
    for format in ["human", "json"] {
        let ended = terminal.run(&["run", "guest-sign-on", "--env", support::path(&lab), "--format", format]);
        assert_eq!(ended.code, 1, "{}{}", ended.out, ended.err);
        let shown = format!("{}{}", ended.out, ended.err);
        let escaped = |character: char| character != '\n' && (character.is_control() || character == '\u{202e}');
        assert!(!shown.contains(escaped), "{shown:?}");
        assert!(shown.contains("77777"), "{shown}");
        assert!(!shown.lines().any(|line| line.starts_with("ok      signOn")), "{shown}");
        if format == "json" {
            let kept = ended.json()["steps"][0]["exchange"]["answer"]["body"]["json"]["message"].clone();
            assert_eq!(kept, hostile, "a program gets it as it was");
        }
    }
}
