//! Processes that a test starts: named by their Debian package when missing, ended when dropped.

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Output};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// Which Debian package has which program.
pub(crate) const PACKAGES: [(&str, &str); 6] = [
    ("dbus-daemon", "dbus"),
    ("gnome-keyring-daemon", "gnome-keyring"),
    ("secret-tool", "libsecret-tools"),
    ("Xvfb", "xvfb"),
    ("xdotool", "xdotool"),
    ("/usr/libexec/gcr-prompter", "gcr"),
];

/// A child process. Dropping it kills it, also when it is stopped.
pub(crate) struct Process(Child);

impl Process {
    pub(crate) fn start(program: &str, command: &mut Command) -> Self {
        match command.spawn() {
            Ok(child) => {
                note(child.id());
                Self(child)
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let package = PACKAGES.iter().find(|(name, _)| *name == program).map_or("?", |(_, package)| package);
                panic!("{program} is not installed; it is in the Debian package {package}");
            }
            Err(error) => panic!("{program} does not start: {error}"),
        }
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.0), signal).unwrap();
    }

    /// The first line that it prints; its standard output must be piped.
    pub(crate) fn first_line(&mut self) -> String {
        let mut line = String::new();
        BufReader::new(self.0.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    pub(crate) fn stdin(&mut self) -> std::process::ChildStdin {
        self.0.stdin.take().unwrap()
    }

    /// Waits for its end and everything that it prints; its outputs must be piped.
    pub(crate) fn output(mut self) -> Output {
        let mut output = Output { status: ExitStatus::default(), stdout: Vec::new(), stderr: Vec::new() };
        self.0.stdout.take().unwrap().read_to_end(&mut output.stdout).unwrap();
        self.0.stderr.take().unwrap().read_to_end(&mut output.stderr).unwrap();
        output.status = self.0.wait().unwrap();
        output
    }

    /// Waits for its end; `None` when it takes too long.
    pub(crate) fn wait(&mut self, limit: Duration) -> Option<ExitStatus> {
        let began = Instant::now();
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return Some(status);
            }
            if began.elapsed() > limit {
                return None;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Writes down what the second process starts, for the case that it cannot clean up.
fn note(pid: u32) {
    use std::io::Write;
    if let Some(folder) = std::env::var_os(super::FOLDER) {
        let list = PathBuf::from(folder).join("pids");
        let mut list = fs::OpenOptions::new().append(true).create(true).open(list).unwrap();
        writeln!(list, "{pid}").unwrap();
    }
}

/// Kills, when dropped, what the second process has started and left: only processes that live in the session's folder.
pub(super) struct Leftovers(pub(super) PathBuf);

impl Drop for Leftovers {
    fn drop(&mut self) {
        let ours = self.0.display().to_string();
        for pid in fs::read_to_string(self.0.join("pids")).unwrap_or_default().lines() {
            let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
            if String::from_utf8_lossy(&environment).contains(&ours)
                && let Some(pid) = pid.parse().ok().and_then(Pid::from_raw)
            {
                let _ = kill_process(pid, Signal::KILL);
            }
        }
    }
}
