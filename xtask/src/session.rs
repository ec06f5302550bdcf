//! A desktop of our own for the real window: a home, a session bus, a screen and an open keyring, gone when dropped.
//!
//! Nothing of the person's session reaches it: the variables are listed here, all others are left out. In particular no
//! proxy.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::call::{Call, Running};
use crate::checkout::unwritable;
use crate::stop::{Outcome, Stop};

/// How the variables begin that are taken over: what programs are found by, and what compilers obey, or all would be
/// built anew.
const KEPT: [&str; 9] = ["PATH", "TMPDIR", "LD_LIBRARY_PATH", "CI", "CARGO", "RUST", "PKG_CONFIG", "CC", "CXX"];

/// A running desktop. Its parts end in the order in which they stand.
#[derive(Debug)]
pub(crate) struct Session {
    variables: Vec<(String, OsString)>,
    _keyring: Running,
    _screen: Running,
    _bus: Running,
    _home: Home,
}

impl Session {
    pub(crate) fn start() -> Outcome<Self> {
        let home = Home::make()?;
        let mut variables = variables(&home.0);
        let (bus, address) = start_and_ask(lasting(&variables, "dbus-daemon").args([
            "--session",
            "--nofork",
            "--nopidfile",
            "--print-address=1",
        ]))?;
        variables.push(("DBUS_SESSION_BUS_ADDRESS".into(), address.into()));
        let (screen, number) = start_and_ask(lasting(&variables, "Xvfb").args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x900x24",
            "-nolisten",
            "tcp",
        ]))?;
        variables.push(("DISPLAY".into(), format!(":{number}").into()));
        let keyring = open_keyring(&variables)?;
        Ok(Self { variables, _keyring: keyring, _screen: screen, _bus: bus, _home: home })
    }

    /// A program inside this session.
    pub(crate) fn call(&self, program: impl AsRef<OsStr>) -> Call {
        with(&self.variables, program)
    }

    /// Gives a prepared call this session's environment in place of ours.
    pub(crate) fn enter(&self, call: Call) -> Call {
        call.only(self.variables.clone())
    }
}

fn variables(home: &Path) -> Vec<(String, OsString)> {
    let kept = env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    let kept = kept.filter(|(name, _)| KEPT.iter().any(|start| name.starts_with(start)));
    // Cargo and rustup live in the home that we leave.
    let toolchain = [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")].into_iter().filter_map(|(name, folder)| {
        let set = env::var_os(name).or_else(|| Some(env::home_dir()?.join(folder).into_os_string()))?;
        Some((name.to_owned(), set))
    });
    let own = [
        ("HOME", home.as_os_str().to_owned()),
        ("XDG_RUNTIME_DIR", home.join("run").into_os_string()),
        ("LANG", "C.UTF-8".into()),
        // The tests of the window look for it, so that nobody runs them on the desktop that a person works at.
        ("TESSERA_TEST_DESKTOP", "1".into()),
    ];
    kept.chain(toolchain).chain(own.map(|(name, value)| (name.to_owned(), value))).collect()
}

fn with(variables: &[(String, OsString)], program: impl AsRef<OsStr>) -> Call {
    Call::new(program).only(variables.iter().cloned())
}

/// A program that runs as long as the session, and ends with us even when we are killed.
fn lasting(variables: &[(String, OsString)], program: &str) -> Call {
    with(variables, "setpriv").args(["--pdeathsig", "TERM", program])
}

/// Starts a program that prints one line when it is ready.
fn start_and_ask(call: Call) -> Outcome<(Running, String)> {
    let mut running = call.start_with(Stdio::null(), Stdio::piped())?;
    let mut line = String::new();
    if let Some(output) = running.child.stdout.take() {
        // An unreadable line is as good as none.
        let _ = BufReader::new(output).read_line(&mut line);
    }
    let line = line.trim().to_owned();
    if line.is_empty() {
        return Err(Stop::new("A part of the test desktop (dbus-daemon, Xvfb) ended at its start.", INSTALL));
    }
    Ok((running, line))
}

const INSTALL: &str = "Run `cargo xtask test` once: it installs what the desktop is made of.";

fn open_keyring(variables: &[(String, OsString)]) -> Outcome<Running> {
    let daemon = lasting(variables, "gnome-keyring-daemon").args(["--foreground", "--unlock", "--components=secrets"]);
    let mut daemon = daemon.start_with(Stdio::piped(), Stdio::null())?;
    if let Some(mut input) = daemon.child.stdin.take() {
        // Without a line end, which would be part of the password. A daemon that is gone is found out below.
        let _ = input.write_all(b"keyring of the tests");
    }
    let began = Instant::now();
    let probe =
        |verb: &[&str]| with(variables, "secret-tool").args(verb).args(["tessera-probe", "1"]).succeeds_with(b"x");
    // Asking for the keyring before our daemon has its name would have the bus start another one, locked.
    let has_owner =
        ["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner"];
    let owned = || {
        let asked = with(variables, "dbus-send").args(has_owner).arg("string:org.freedesktop.secrets").output();
        asked.is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).contains("boolean true"))
    };
    while !(owned() && probe(&["store", "--label=probe"])) {
        if began.elapsed() > Duration::from_secs(15) {
            return Err(Stop::new("The keyring of the test desktop does not open.", INSTALL));
        }
        thread::sleep(Duration::from_millis(50));
    }
    probe(&["clear"]);
    Ok(daemon)
}

/// A home folder that is removed when dropped. Short, because sockets in it may have 107 bytes of path.
#[derive(Debug)]
struct Home(PathBuf);

impl Home {
    fn make() -> Outcome<Self> {
        let home = env::temp_dir().join(format!("tessera-desktop-{}", std::process::id()));
        make_private(&home).map_err(|why| unwritable(&home, &why))?;
        let home = Self(home);
        for folder in [home.0.join("run"), home.0.join(".local/share/keyrings")] {
            make_private(&folder).map_err(|why| unwritable(&folder, &why))?;
        }
        Ok(home)
    }
}

fn make_private(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

impl Drop for Home {
    fn drop(&mut self) {
        // Programs of the session may still be writing their last file.
        for _ in 0..20 {
            if fs::remove_dir_all(&self.0).is_ok() || !self.0.exists() {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
}
