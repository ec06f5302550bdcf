//! Whom the terminal program talks to: the hosts of its environment, and nobody else.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod support;

use std::io::Write as _;
use std::process::Command;

use support::{Ended, Simulate, Terminal};

/// Runs the program under another one, which gets it and its arguments at the end of its own.
fn under(terminal: &Terminal, tool: &[&str], arguments: &[&str]) -> Command {
    let inner = terminal.command(arguments);
    let mut outer = Command::new(tool[0]);
    outer.args(&tool[1..]).arg(inner.get_program()).args(inner.get_args()).env_clear();
    outer.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    outer.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?)))).stdin(std::process::Stdio::null());
    outer
}

/// Whether this computer lets a tool do its work. It is said where it does not.
fn works(tool: &[&str], without: &str) -> bool {
    let works = Command::new(tool[0]).args(&tool[1..]).output().is_ok_and(|output| output.status.success());
    if !works {
        let _ = writeln!(std::io::stderr(), "SKIPPED: {} does not work here, so {without}", tool[0]);
    }
    works
}

#[test]
fn the_terminal_works_where_there_is_no_network_but_loopback() {
    if !works(&["unshare", "-rn", "ip", "link", "set", "lo", "up"], "nobody looked whether a network is needed") {
        return;
    }
    let terminal = Terminal::new();
    let alone = ["unshare", "-rn", "sh", "-c", r#"ip link set lo up && exec "$0" "$@""#];
    for (arguments, said) in [
        (&["run", "qr-sign-on"][..], "may play CH015 in HD"),
        (&["platforms"], "stb-opentv-os"),
        (&["--help"], "tessera"),
    ] {
        let ended = Ended::of(&under(&terminal, &alone, arguments).output().unwrap());
        assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
        assert!(ended.out.contains(said), "{}", ended.out);
    }
}

#[test]
fn only_the_hosts_of_the_environment_are_contacted() {
    if !works(&["strace", "-f", "-e", "trace=connect", "true"], "nobody looked who is contacted") {
        return;
    }
    let terminal = Terminal::new();
    let simulator = Simulate::start(&terminal);
    let file = std::fs::read_to_string(&simulator.environment).unwrap();
    let port = file.lines().find_map(|line| line.strip_prefix("ags = \"http://127.0.0.1:")).unwrap().trim_matches('"');
    let calls = terminal.file("calls");
    let trace = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", support::path(&calls)];
    let mut command = under(&terminal, &trace, &simulator.run(&[]));
    let ended = Ended::of(&command.env("TESSERA_OPERATOR_SECRET", &simulator.secret).output().unwrap());
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    let calls = std::fs::read_to_string(calls).unwrap();
    let addressed: Vec<_> = calls.lines().filter(|line| line.contains("sa_family=AF_INET")).collect();
    assert!(!addressed.is_empty(), "the calls to the simulator are seen: {calls}");
    for line in addressed {
        let simulators = line.contains(&format!("htons({port})")) && line.contains("127.0.0.1");
        assert!(simulators, "somebody else is contacted: {line}");
    }
}
