//! Runs the body of a test in a process of its own, inside a session of its own: bus, home, keyring.
//!
//! The keyring crates find the bus by an environment variable, which belongs to the whole process. So a test starts
//! itself again: the first process makes the session and cleans up after the second, which runs the body. Works under
//! `cargo test` and under nextest.

mod processes;
mod session;

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

pub(crate) use processes::Process;
pub(crate) use session::{
    PASSWORD, PATIENCE, SERVICE, Session, files_with, open_keychain, operator_secret, until, user,
};

/// Set in the second process: the folder of the session.
const FOLDER: &str = "TESSERA_TEST_SESSION";

/// The most that the body of one test may take.
const LIMIT: Duration = Duration::from_secs(120);

/// What a session has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Has {
    Nothing,
    Bus,
    BusAndScreen,
}

/// Runs `body` in a session with a bus on which nothing offers a keychain yet, and without a screen.
pub(crate) fn in_session<Body: AsyncFnOnce(Session)>(body: Body) {
    run(Has::Bus, body);
}

/// Runs `body` in a session with a bus and an empty screen.
pub(crate) fn in_session_with_screen<Body: AsyncFnOnce(Session)>(body: Body) {
    run(Has::BusAndScreen, body);
}

/// Runs `body` where no session bus can be found.
pub(crate) fn without_a_bus<Body: AsyncFnOnce(Session)>(body: Body) {
    run(Has::Nothing, body);
}

fn run<Body: AsyncFnOnce(Session)>(has: Has, body: Body) {
    if let Some(folder) = std::env::var_os(FOLDER) {
        let folder = PathBuf::from(folder);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(body(Session::new(folder.clone())));
        fs::write(folder.join("done"), "").unwrap();
    } else {
        // `keychain::store::a_test::{{closure}}`, as the compiler names the body.
        let path = std::any::type_name::<Body>().split_once("::").unwrap().1;
        start_again(path.split_once("::{{closure}}").unwrap().0, has);
    }
}

fn start_again(test: &str, has: Has) {
    let folder = tempfile::Builder::new().prefix("tessera-keychain-").tempdir().unwrap();
    let path = folder.path();
    for name in ["home", "data", "config", "cache", "run"] {
        fs::create_dir(path.join(name)).unwrap();
        fs::set_permissions(path.join(name), fs::Permissions::from_mode(0o700)).unwrap();
    }
    let _leftovers = processes::Leftovers(path.to_owned());
    let output = File::create(path.join("output")).unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env_clear()
        .envs(std::env::vars().filter(|(name, _)| ["PATH", "LD_LIBRARY_PATH", "RUST_BACKTRACE"].contains(&&**name)))
        .env(FOLDER, path)
        .env("LANG", "C.UTF-8")
        .env("HOME", path.join("home"))
        .env("XDG_DATA_HOME", path.join("data"))
        .env("XDG_CONFIG_HOME", path.join("config"))
        .env("XDG_CACHE_HOME", path.join("cache"))
        .env("XDG_RUNTIME_DIR", path.join("run"))
        .stdin(Stdio::null())
        .stderr(output.try_clone().unwrap())
        .stdout(output);
    let _bus = (has != Has::Nothing).then(|| {
        let (process, address) = start_bus(path);
        command.env("DBUS_SESSION_BUS_ADDRESS", address);
        process
    });
    let _screen = (has == Has::BusAndScreen).then(|| {
        let (process, display) = start_screen();
        command.env("DISPLAY", display);
        process
    });
    let ended = Process::start("the test itself", &mut command).wait(LIMIT);
    let output = fs::read_to_string(path.join("output")).unwrap();
    assert!(ended.is_some(), "{test} took longer than {LIMIT:?}:\n{output}");
    assert!(path.join("done").exists(), "{test} did not reach its end:\n{output}");
}

/// A bus that starts no program by itself, so that a test knows every process there is.
fn start_bus(folder: &Path) -> (Process, String) {
    let address = format!("unix:path={}", folder.join("run/bus").display());
    let config = folder.join("bus.conf");
    let text = include_str!("../../../../../tests/empty-bus.conf").replace("ADDRESS", &address);
    fs::write(&config, text).unwrap();
    let log = File::create(folder.join("bus.log")).unwrap();
    let mut command = Command::new("dbus-daemon");
    command.args(["--nofork", "--nopidfile", "--nosyslog", "--print-address", "--config-file"]).arg(config).stderr(log);
    let mut process = Process::start("dbus-daemon", command.stdout(Stdio::piped()));
    assert!(process.first_line().starts_with(&address), "the bus listens where it was told to");
    (process, address)
}

fn start_screen() -> (Process, String) {
    let mut command = Command::new("Xvfb");
    // The server chooses a free number and tells it.
    command.args(["-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"]);
    let mut server = Process::start("Xvfb", command.stdout(Stdio::piped()).stderr(Stdio::null()));
    let display = format!(":{}", server.first_line());
    (server, display)
}
