//! How long `tessera run qr-sign-on` takes, process start included, against a simulator in a process of its own. The
//! program's own start is measured beside it, and `hurl` for the same four calls where it is installed: compare the rows
//! of one run, machines differ.
#![allow(clippy::unwrap_used)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::process::{Command, Stdio};

use divan::Bencher;
use support::{Simulate, Terminal};

fn main() {
    divan::main();
}

#[divan::bench]
fn start_alone(bencher: Bencher<'_, '_>) {
    let terminal = Terminal::new();
    bencher.bench_local(|| assert!(terminal.command(&["--version"]).stdout(Stdio::null()).status().unwrap().success()));
}

#[divan::bench]
fn four_call_journey(bencher: Bencher<'_, '_>) {
    let terminal = Terminal::new();
    let simulator = Simulate::start(&terminal);
    // As one device again and again: first-time each time would reach the device limit.
    let first =
        terminal.run_with_input(&simulator.run(&["--operator-secret", "-", "--format", "json"]), &simulator.secret);
    let client_id = first.json()["device"]["clientId"].as_str().unwrap().to_owned();
    let arguments = simulator.run(&["--client-id", &client_id, "--format", "json"]);
    bencher.bench_local(|| {
        let mut command = terminal.command(&arguments);
        let ended = command.env("TESSERA_OPERATOR_SECRET", &simulator.secret).stdout(Stdio::null()).status().unwrap();
        assert!(ended.success());
    });
}

/// The same four calls by hurl, which signs nothing and judges nothing: it is handed an operator JWT that lasts.
#[divan::bench(ignore = which_hurl().is_none())]
fn hurl_four_calls(bencher: Bencher<'_, '_>) {
    let terminal = Terminal::new();
    let simulator = Simulate::start(&terminal);
    let device =
        terminal.run_with_input(&simulator.run(&["--operator-secret", "-", "--format", "json"]), &simulator.secret);
    let client_id = device.json()["device"]["clientId"].as_str().unwrap().to_owned();
    let url = std::fs::read_to_string(&simulator.environment).unwrap();
    let url = url.lines().find_map(|line| line.strip_prefix("ags = \"")?.strip_suffix('"')).unwrap().to_owned();
    let script = terminal.file("journey.hurl");
    std::fs::write(&script, include_str!("journey.hurl")).unwrap();
    let jwt = operator_jwt(&simulator);
    bencher.bench_local(|| {
        let mut hurl = Command::new("hurl");
        for (name, value) in [("url", &url), ("jwt", &jwt), ("client_id", &client_id)] {
            hurl.args(["--variable", &format!("{name}={value}")]);
        }
        assert!(hurl.arg(&script).stdout(Stdio::null()).status().unwrap().success());
    });
}

fn operator_jwt(simulator: &Simulate) -> String {
    let key = tessera_tokens::SigningKey::new(&simulator.secret, simulator.encoding.parse().unwrap()).unwrap();
    let hour = jiff::SignedDuration::from_hours(1);
    let claims = tessera_tokens::operator_claims(&"ACC-1".into(), &"nagra".into(), jiff::Timestamp::now(), hour);
    tessera_tokens::mint(&key, &simulator.kid.as_str().into(), &claims).unwrap().expose().to_owned()
}

fn which_hurl() -> Option<()> {
    Command::new("hurl").arg("--version").stdout(Stdio::null()).status().ok().map(drop)
}
