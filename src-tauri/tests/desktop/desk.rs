//! A person's desk: a home of its own in the running desktop, and the program started in it as often as a test likes.
//!
//! Bus, screen and keyring are there already (`cargo xtask test` makes them); a home, and what stands in it, is one
//! test's alone. The program and the driver are ended when dropped.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::page::Page;
use crate::pictures::screenshot;
use crate::waiting::until;
use crate::webdriver::{Session, free_address};

/// The program under test, with its page inside.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_tessera-desktop");

/// Set where a desktop was made for these tests.
const TEST_DESKTOP: &str = "TESSERA_TEST_DESKTOP";

/// One screen, one bus name, one keyring: one test at a time, also under plain `cargo test`.
static DESKTOP: Mutex<()> = Mutex::new(());

/// A home folder with the environment that programs get in it.
pub(crate) struct Desk {
    pub(crate) home: PathBuf,
    variables: Vec<(&'static str, Option<String>)>,
    starts: AtomicU32,
    _alone: MutexGuard<'static, ()>,
}

impl Desk {
    /// An empty home in the desktop.
    pub(crate) fn new() -> Self {
        static HOMES: AtomicU32 = AtomicU32::new(0);
        assert!(
            env::var_os(TEST_DESKTOP).is_some(),
            "the window is tested on a desktop of its own: cargo xtask test --only \"the real window\""
        );
        assert!(!tauri::is_dev(), "the program has to hold its page: build with the feature embedded-assets");
        let alone = DESKTOP.lock().unwrap_or_else(PoisonError::into_inner);
        let number = HOMES.fetch_add(1, Ordering::SeqCst);
        let home = env::temp_dir().join(format!("tessera-desk-{}-{number}", std::process::id()));
        fs::create_dir(&home).unwrap();
        fs::set_permissions(&home, fs::Permissions::from_mode(0o700)).unwrap();
        let mut variables = vec![("HOME", Some(home.display().to_string()))];
        let left_out = [
            "TESSERA_HOME",
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_STATE_HOME",
            "http_proxy",
            "HTTP_PROXY",
            "https_proxy",
            "HTTPS_PROXY",
            "all_proxy",
            "ALL_PROXY",
        ];
        variables.extend(left_out.map(|name| (name, None)));
        Self { home, variables, starts: AtomicU32::new(0), _alone: alone }
    }

    /// Programs see this variable, or see it not at all.
    pub(crate) fn with(mut self, name: &'static str, value: Option<&str>) -> Self {
        self.variables.push((name, value.map(str::to_owned)));
        self
    }

    /// A program started in this home, its output going to a file beside the home's other files.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        for (name, value) in &self.variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.current_dir(&self.home).stdin(Stdio::null());
        command
    }

    /// Starts the program under the driver and waits for its frame.
    pub(crate) fn start(&self) -> Window {
        let window = self.start_bare();
        window.page.frame();
        window
    }

    /// Starts the program under the driver.
    pub(crate) fn start_bare(&self) -> Window {
        let address = free_address();
        let number = self.starts.fetch_add(1, Ordering::SeqCst);
        let output = self.home.join(format!("output-{number}.txt"));
        let mut driver = self.command("WebKitWebDriver");
        driver.args([format!("--port={}", address.port()), "--host=127.0.0.1".to_owned()]);
        driver.env("TAURI_AUTOMATION", "true").env("TAURI_WEBVIEW_AUTOMATION", "true");
        driver.env("RUST_LOG", "trace").env("RUST_BACKTRACE", "1");
        let driver = Process::start(driver.stdout(Stdio::null()).stderr(Stdio::null()));
        // The driver keeps what a program prints to itself, so a shell writes it down.
        let arguments = ["-c", "exec \"$0\" >\"$1\" 2>&1", PROGRAM, output.to_str().unwrap()].map(str::to_owned);
        let session = Session::start(address, "/bin/sh", &arguments);
        Window { page: Page::new(session), driver, output }
    }

    /// The folder where the program keeps what it remembers.
    pub(crate) fn data(&self) -> PathBuf {
        self.home.join(".local/share/tessera")
    }

    /// The folder of what a person writes.
    pub(crate) fn config(&self) -> PathBuf {
        self.home.join(".config/tessera")
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // Its files say what happened; they lie in the system's temporary folder.
            #[allow(clippy::print_stderr, reason = "it is read when a test has failed")]
            {
                eprintln!("the home of the test is kept: {}", self.home.display());
            }
            return;
        }
        // A process of the web view may write its last file just now.
        until("the home can be removed", || fs::remove_dir_all(&self.home).is_ok().then_some(()));
    }
}

/// The open window.
pub(crate) struct Window {
    pub(crate) page: Page,
    driver: Process,
    output: PathBuf,
}

impl Window {
    /// The process id of the program.
    pub(crate) fn program(&self) -> u32 {
        let id = self.driver.0.id();
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap();
        children.split_whitespace().next().expect("the driver runs the program").parse().unwrap()
    }

    /// What the program has printed, both ways.
    pub(crate) fn output(&self) -> String {
        String::from_utf8_lossy(&fs::read(&self.output).unwrap_or_default()).into_owned()
    }

    /// Closes the window as a person does, and waits for the program to end.
    pub(crate) fn close(self) -> String {
        let program = self.program();
        let _ = self.page.session.ask("DELETE", "/window", None);
        until("the program ends", || (!is_running(program)).then_some(()));
        self.output()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let name = self.output.with_extension("png");
            // The window may be what failed.
            if let Ok(picture) = std::panic::catch_unwind(screenshot) {
                let _ = fs::write(&name, picture);
            }
            let page = std::panic::catch_unwind(|| self.page.text());
            let _ = fs::write(name.with_extension("page.txt"), page.unwrap_or_default());
        }
        let family = family(self.driver.0.id());
        // The program may be gone already; its driver ends in any case.
        let _ = self.page.session.ask("DELETE", "", None);
        // The next start must find neither its name on the bus nor its files being written.
        until("the program and its web view end", || (!family.iter().any(|one| is_running(*one))).then_some(()));
    }
}

/// The descendants of a process, without itself.
pub(crate) fn family(of: u32) -> Vec<u32> {
    let children = fs::read_to_string(format!("/proc/{of}/task/{of}/children")).unwrap_or_default();
    let children = children.split_whitespace().filter_map(|child| child.parse().ok());
    children.flat_map(|child| std::iter::once(child).chain(family(child))).collect()
}

/// Whether a process runs; one that has ended and is not collected yet does not.
pub(crate) fn is_running(process: u32) -> bool {
    let stat = fs::read_to_string(Path::new("/proc").join(process.to_string()).join("stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, state)| !state.starts_with(['Z', 'X']))
}

/// A child that is ended when dropped.
pub(crate) struct Process(pub(crate) Child);

impl Process {
    pub(crate) fn start(command: &mut Command) -> Self {
        let program = command.get_program().to_string_lossy().into_owned();
        Self(command.spawn().unwrap_or_else(|error| panic!("{program} does not start: {error}")))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
