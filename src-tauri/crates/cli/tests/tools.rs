//! `tessera decode`, `qr`, `scan` and `platforms`.
#![allow(clippy::unwrap_used)]

mod support;

use std::process::Command;

use support::{Simulate, Terminal, path};

const DOCUMENTED: &str = include_str!("../../protocol/fixtures/operator_jwt.txt");

#[test]
fn a_token_is_taken_apart_without_its_signature() {
    let ended = Terminal::new().run_with_input(&["decode", "-"], DOCUMENTED);
    assert_eq!(ended.code, 0, "{}", ended.err);
    for said in ["operator JWT", "OpfAccountId", "2024-12-25T00:00:00Z", "signature not checked", "It expired"] {
        assert!(ended.out.contains(said), "{said} is missing in {}", ended.out);
    }
    let signature = DOCUMENTED.trim().rsplit('.').next().unwrap();
    assert!(!ended.out.contains(signature));
}

#[test]
fn an_opaque_token_is_called_so() {
    let ended = Terminal::new().run(&["decode", "abc3fj6sdehd529ng33dg", "--format", "json"]);
    assert_eq!((ended.code, ended.json()["form"].as_str()), (1, Some("opaque")));
}

#[test]
fn what_is_no_token_is_told_with_what_to_do_and_not_repeated() {
    let jwt = DOCUMENTED.trim();
    let (header, rest) = jwt.split_once('.').unwrap();
    let (claims, _) = rest.split_once('.').unwrap();
    for (text, code, said) in [
        ("abc3fj6sdehd529ng33dg", 1, "opaque text of 21 characters"),
        ("", 1, "nothing to decode"),
        (r#"{"typ":"DevAuthN","exp":1}"#, 0, "no signature to check"),
        (&format!(r#"{{"access_token":"{jwt}","expires_in":1}}"#), 0, "OpfAccountId"),
        (claims, 1, "one part of a JWT"),
        (&format!("{header}.{claims}"), 1, "without its third part"),
        ("YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo=", 1, "base64 of 26 bytes"),
        ("a.b.c.d.e", 1, "encrypted JWT"),
    ] {
        let ended = Terminal::new().run_with_input(&["decode", "-"], text);
        assert_eq!(ended.code, code, "{text}: {}{}", ended.out, ended.err);
        assert!(ended.out.contains(said), "{text}: {}", ended.out);
        assert!(code == 0 || text.is_empty() || !ended.out.contains(text), "{}", ended.out);
    }
}

#[test]
fn a_token_of_a_megabyte_is_taken_apart_and_more_than_a_token_is_refused() {
    use base64::Engine as _;
    let part = |json: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(json);
    let filler = "x".repeat(740_000);
    let claims = part(&format!(r#"{{"typ":"DevAuthN","filler":"{filler}"}}"#));
    let token = format!("{}.{claims}.c2lnbmF0dXJl", part(r#"{"alg":"HS256"}"#));
    assert!(token.len() > 980_000);
    let ended = Terminal::new().run_with_input(&["decode", "-"], &token);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.contains("access token") && ended.out.contains(&format!("{} characters", token.len())));
    let opaque = Terminal::new().run_with_input(&["decode", "-"], &"!".repeat(1_000_000));
    assert!(opaque.code == 1 && opaque.out.contains("opaque text of 1000000 characters"), "{}", opaque.err);
    for (input, said) in [("x".repeat(3 << 20), "more than 2097152 bytes"), ("a\u{0}b".repeat(10), "opaque text of 30")]
    {
        let ended = Terminal::new().run_with_input(&["decode", "-"], &input);
        assert!(ended.code != 0 && format!("{}{}", ended.out, ended.err).contains(said), "{}{}", ended.out, ended.err);
    }
}

#[test]
fn of_several_tokens_in_an_answer_one_has_to_be_chosen() {
    let jwt = DOCUMENTED.trim();
    let answer = format!(r#"{{"access_token":"{jwt}","refresh_token":"{jwt}"}}"#);
    let ended = Terminal::new().run_with_input(&["decode", "-"], &answer);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("decode access_token or refresh_token by itself"), "{}", ended.err);
    assert!(!ended.err.contains(jwt) && ended.out.is_empty());
}

#[test]
fn the_help_says_what_to_do_without_a_keychain() {
    let help = Terminal::new().run(&["--help"]).out;
    for said in ["Without a keychain", "--operator-secret -", "TESSERA_OPERATOR_SECRET", "TESSERA_REFRESH_TOKEN"] {
        assert!(help.contains(said), "{said} is missing in {help}");
    }
}

#[test]
fn what_is_drawn_is_read_back_by_us_and_by_zbarimg() {
    let terminal = Terminal::new();
    let picture = terminal.file("code.png");
    let drawn = terminal.run_with_input(&["qr", "-", "--png", path(&picture)], "abc3fj6sdehd529ng33dg\n");
    assert_eq!(drawn.code, 0, "{}", drawn.err);
    let read = terminal.run(&["scan", path(&picture)]);
    assert_eq!((read.code, read.out.trim()), (0, "abc3fj6sdehd529ng33dg"));
    let zbarimg =
        Command::new("zbarimg").args(["--quiet", "--raw", path(&picture)]).output().expect("install zbar-tools");
    assert_eq!(String::from_utf8_lossy(&zbarimg.stdout).trim(), "abc3fj6sdehd529ng33dg");
}

#[test]
fn an_svg_is_black_on_white() {
    let terminal = Terminal::new();
    let drawing = terminal.file("code.svg");
    assert_eq!(terminal.run(&["qr", "text", "--svg", path(&drawing)]).code, 0);
    let svg = std::fs::read_to_string(drawing).unwrap();
    assert!(svg.contains("<svg") && svg.contains("#fff") && svg.contains("#000"), "{svg}");
}

#[test]
fn a_file_that_is_no_picture_is_exit_code_1() {
    let terminal = Terminal::new();
    let file = terminal.file("no.png");
    std::fs::write(&file, "no picture").unwrap();
    let ended = terminal.run(&["scan", path(&file)]);
    assert_eq!(ended.code, 1);
    assert!(!ended.err.is_empty() && ended.out.is_empty());
}

#[test]
fn the_sixteen_platforms_are_listed() {
    let ended = Terminal::new().run(&["platforms"]);
    assert_eq!((ended.code, ended.out.lines().count()), (0, 16));
}

#[test]
fn a_simulator_starts_with_a_configuration_and_tells_what_is_wrong_with_one() {
    let terminal = Terminal::new();
    let config = terminal.file("sim.toml");
    std::fs::write(&config, "[[accounts]]\nid = \"ONLY\"\nmax-devices = \"many\"\n").unwrap();
    let wrong = terminal.run(&["simulate", "--config", path(&config)]);
    assert_eq!(wrong.code, 2, "{}", wrong.out);
    assert!(wrong.err.contains("line 3") && !wrong.err.contains("ONLY"), "{}", wrong.err);
    std::fs::write(
        &config,
        "[[faults]]\ncall = \"sign-on\"\nfault = { refusal = { status = 403, code = \"20019\" } }\n",
    )
    .unwrap();
    let simulator = Simulate::start_with(&terminal, &["--config", path(&config)]);
    let options =
        ["run", "password-sign-on", "--env", path(&simulator.environment), "--user", "ACC-1", "--password", "-"];
    let refused = terminal.run_with_input(&options, "tessera");
    assert_eq!(refused.code, 1);
    assert!(refused.out.contains("20019"), "{}", refused.out);
}

#[test]
fn a_self_test_says_what_this_build_and_this_computer_have() {
    let terminal = Terminal::new();
    let ended = terminal.run(&["self-test"]);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    for said in ["ok     signing", "absent keychain", "dbus-run-session", "ok     folders"] {
        assert!(ended.out.contains(said), "{said} is missing in {}", ended.out);
    }
    let found = terminal.run(&["self-test", "--format", "json"]).json();
    assert_eq!((&found["parts"][0]["state"], &found["parts"][1]["state"]), (&"works".into(), &"absent".into()));

    let file = terminal.file("taken");
    std::fs::write(&file, "").unwrap();
    let output = terminal.command(&["self-test"]).env("TESSERA_HOME", &file).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("absent folders") && said.contains("TESSERA_HOME to another folder"), "{said}");
}
