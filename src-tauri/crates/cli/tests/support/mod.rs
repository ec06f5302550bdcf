//! The real program in a process of its own, with a home of its own.
#![allow(clippy::unwrap_used, unreachable_pub, dead_code)]

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// `tessera` with a home that is gone when the test ends, and nothing of the person's own environment.
pub struct Terminal {
    pub home: tempfile::TempDir,
}

impl Terminal {
    pub fn new() -> Self {
        Self { home: tempfile::tempdir().unwrap() }
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tessera"));
        command.args(arguments).env_clear().env("TESSERA_HOME", self.home.path()).env("HOME", self.home.path());
        command.env("XDG_RUNTIME_DIR", "/nonexistent").stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(&self.command(arguments).output().unwrap())
    }

    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Ended {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that has read enough need not read the rest.
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap_or_default();
        Ended::of(&child.wait_with_output().unwrap())
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }
}

/// A program that has ended.
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ended {
    pub fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}

/// `tessera simulate` in a process of its own; ended when it is dropped.
pub struct Simulate {
    child: Child,
    pub environment: PathBuf,
    pub kid: String,
    pub secret: String,
    pub encoding: String,
}

impl Simulate {
    pub fn start(terminal: &Terminal) -> Self {
        Self::start_with(terminal, &[])
    }

    /// With further options.
    pub fn start_with(terminal: &Terminal, options: &[&str]) -> Self {
        let environment = terminal.file("simulator.toml");
        let mut child = terminal
            .command(&["simulate", "--environment-file", path(&environment)])
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let printed: Vec<String> = lines.take_while(|line| !line.contains("To sign on")).collect();
        let after = |begin: &str| {
            let line = printed.iter().find(|line| line.starts_with(begin)).unwrap();
            line.split_whitespace().last().unwrap().to_owned()
        };
        let encoding = printed.iter().find_map(|line| line.strip_prefix("Secret, ")).unwrap();
        Self {
            child,
            environment,
            kid: after("Operator kid:"),
            secret: after("Secret, "),
            encoding: encoding.split(':').next().unwrap().to_owned(),
        }
    }

    /// Arguments of a run against it.
    pub fn run<'a>(&'a self, more: &[&'a str]) -> Vec<&'a str> {
        let mut arguments = vec!["run", "qr-sign-on", "--env", path(&self.environment)];
        arguments.extend(["--operator-kid", &self.kid, "--operator-secret-encoding", &self.encoding]);
        arguments.extend(more);
        arguments
    }

    /// A refresh token, got as a client program would.
    pub fn refresh_token(&self) -> String {
        let file = std::fs::read_to_string(&self.environment).unwrap();
        let host = file.lines().find_map(|line| line.strip_prefix("ags = \"http://")).unwrap().trim_end_matches('"');
        let body = r#"{"username":"ACC-1","password":"tessera","deviceInformation":{}}"#;
        let mut stream = TcpStream::connect(host).unwrap();
        let path = "/ias/v3/token/actions/signOnByUserNamePassword";
        let head = format!("POST {path} HTTP/1.1\r\nHost: {host}\r\nnv-tenant-id: nagra\r\nConnection: close");
        stream.write_all(format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let json: serde_json::Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
        json["refresh_token"].as_str().unwrap().to_owned()
    }

    pub fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Simulate {
    fn drop(&mut self) {
        self.stop();
    }
}

pub fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}
