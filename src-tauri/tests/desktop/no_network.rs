//! The window where there is no network but loopback. The test runs itself again in a network namespace of its own; what
//! would leave has no way there, and the kernel counts it.

use std::env;
use std::fs;
use std::net::{TcpStream, UdpSocket};
use std::process::Command;

use crate::desk::Desk;
use crate::sign_on::{inside, sign_on};

const INSIDE: &str = "TESSERA_TEST_WITHOUT_NETWORK";

/// Connections and packets that found no way out of this namespace.
fn without_a_way() -> u64 {
    let old = fs::read_to_string("/proc/net/snmp").unwrap();
    let mut lines = old.lines().filter(|line| line.starts_with("Ip:")).map(str::split_whitespace);
    let (names, values) = (lines.next().unwrap(), lines.next().unwrap());
    let of_4 = names.zip(values).find(|(name, _)| *name == "OutNoRoutes").unwrap().1.parse::<u64>().unwrap();
    let new = fs::read_to_string("/proc/net/snmp6").unwrap_or_default();
    let of_6 = new.lines().find_map(|line| line.strip_prefix("Ip6OutNoRoutes")).unwrap_or("0");
    of_4 + of_6.trim().parse::<u64>().unwrap()
}

#[test]
fn the_window_works_without_a_network_and_reaches_for_none() {
    if env::var_os(INSIDE).is_none() {
        in_a_namespace_of_its_own("no_network::the_window_works_without_a_network_and_reaches_for_none");
        return;
    }
    // The bus may be reached by a name that this namespace does not have.
    let desk = Desk::new().with("DBUS_SESSION_BUS_ADDRESS", None);
    let before = without_a_way();
    let window = desk.start();
    let page = &window.page;
    sign_on(page);
    let content = inside(page, "content_token", "Content token");
    assert!(content.contains("May play"), "{content}");
    for section in ["Tokens", "Devices", "History", "Simulator", "Environments", "Credentials", "Settings"] {
        page.go(section);
    }
    let output = window.close();
    assert!(!output.contains("panicked"), "{output}");
    assert_eq!(without_a_way(), before, "something reached for a network");
    assert!(TcpStream::connect("192.0.2.1:9").is_err());
    let _ = UdpSocket::bind("0.0.0.0:0").unwrap().send_to(b"x", "192.0.2.1:9");
    assert_eq!(without_a_way(), before + 2, "the kernel counts what has no way");
}

#[allow(clippy::print_stderr, reason = "what was not tested has to be seen")]
fn in_a_namespace_of_its_own(test: &str) {
    let unshare = |more: &[&str]| {
        let mut unshare = Command::new("unshare");
        unshare.args(more).args([
            "--net",
            "sh",
            "-c",
            "PATH=$PATH:/usr/sbin:/sbin; ip link set lo up && exec \"$0\" \"$@\"",
        ]);
        unshare
    };
    let ways: [&[&str]; 2] = [&[], &["--user", "--map-root-user"]];
    let Some(way) = ways.into_iter().find(|way| unshare(way).arg("true").output().is_ok_and(|it| it.status.success()))
    else {
        eprintln!("!!!! SKIPPED: this system lets nobody make a network namespace !!!!");
        return;
    };
    let mut again = unshare(way);
    again.arg(env::current_exe().unwrap()).args(["--exact", test, "--nocapture"]).env(INSIDE, "1");
    let output = again.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{said}");
}
