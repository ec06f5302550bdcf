//! Running other programs: shown before it runs, bounded in time where it could hang, ended when we end.
//!
//! A program gets no standard input unless it is the one that the person wants to use.

use std::env;
use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::stop::{Outcome, Stop};

/// One program about to be run.
#[derive(Debug)]
pub(crate) struct Call {
    command: Command,
    remedy: Option<String>,
    limit: Option<Duration>,
}

impl Call {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        Self { command, remedy: None, limit: None }
    }

    /// The cargo that runs this program.
    pub(crate) fn cargo() -> Self {
        Self::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn args<Argument: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = Argument>) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn set(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Exactly these variables and no others.
    pub(crate) fn only<Value: AsRef<OsStr>>(mut self, variables: impl IntoIterator<Item = (String, Value)>) -> Self {
        self.command.env_clear().envs(variables);
        self
    }

    /// The folder to run in.
    pub(crate) fn at(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// What to do when it fails. Without it, the advice is to run the same again by hand.
    pub(crate) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// The longest it may take.
    pub(crate) fn limit(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Reads what the person types.
    pub(crate) fn interactive(mut self) -> Self {
        self.command.stdin(Stdio::inherit());
        self
    }

    /// Shows the command line and runs it; its output goes to the terminal.
    pub(crate) fn run(mut self) -> Outcome {
        println!("$ {}", self.line());
        let status = match self.limit {
            None => self.command.status().map_err(|why| self.did_not_start(&why))?,
            Some(limit) => self.start()?.wait(limit)?,
        };
        if status.success() { Ok(()) } else { Err(self.failed(&ended(status))) }
    }

    /// Runs it silently and gives back what it printed.
    pub(crate) fn read(mut self) -> Outcome<String> {
        let output = self.output()?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(self.failed(&format!("{} and said:\n{}", ended(output.status), said.trim_end())))
    }

    /// Runs it silently and gives back everything, whether it succeeded or not.
    pub(crate) fn output(&mut self) -> Outcome<Output> {
        self.command.output().map_err(|why| self.did_not_start(&why))
    }

    /// Whether it can be run and succeeds; it says nothing.
    pub(crate) fn succeeds(mut self) -> bool {
        self.command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    /// As `succeeds`, with this on its standard input.
    pub(crate) fn succeeds_with(self, input: &[u8]) -> bool {
        let Ok(mut running) = self.start_with(Stdio::piped(), Stdio::null()) else { return false };
        // A program that does not read may close its input; its exit code says enough.
        let _ = running.child.stdin.take().map(|mut pipe| pipe.write_all(input));
        running.wait(Duration::from_secs(10)).is_ok_and(|status| status.success())
    }

    /// Runs it beside us, its standard output piped if `output` says so.
    pub(crate) fn start_with(mut self, input: Stdio, output: Stdio) -> Outcome<Running> {
        self.command.stdin(input).stdout(output).stderr(Stdio::null());
        self.start()
    }

    fn start(&mut self) -> Outcome<Running> {
        let child = self.command.spawn().map_err(|why| self.did_not_start(&why))?;
        Ok(Running { child, line: self.line() })
    }

    /// The command line as a person would type it.
    fn line(&self) -> String {
        let words = [self.command.get_program()].into_iter().chain(self.command.get_args());
        let line = words.map(|word| quoted(&word.to_string_lossy())).collect::<Vec<_>>().join(" ");
        match self.command.get_current_dir() {
            Some(folder) if env::current_dir().is_ok_and(|here| here != folder) => {
                format!("cd {} && {line}", quoted(&folder.to_string_lossy()))
            }
            _ => line,
        }
    }

    fn failed(&self, how: &str) -> Stop {
        let line = self.line();
        let remedy = self.remedy.clone().unwrap_or_else(|| format!("To see it again: {line}"));
        Stop::new(format!("`{line}` {how}"), remedy)
    }

    fn did_not_start(&self, why: &std::io::Error) -> Stop {
        let program = self.command.get_program().to_string_lossy().into_owned();
        Stop::new(format!("{program} does not start: {why}."), format!("Install {program} or put it on the PATH."))
    }
}

/// A program that runs beside us. Dropping it ends it.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) child: Child,
    line: String,
}

impl Running {
    pub(crate) fn wait(&mut self, limit: Duration) -> Outcome<ExitStatus> {
        let began = Instant::now();
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => return Ok(status),
                Ok(None) if began.elapsed() < limit => thread::sleep(Duration::from_millis(20)),
                Ok(None) => {
                    let what = format!("`{}` did not end within {} s and was stopped.", self.line, limit.as_secs());
                    return Err(Stop::new(what, "Run it by hand to see where it hangs."));
                }
                Err(why) => return Err(Stop::new(format!("`{}` was lost: {why}.", self.line), "Try again.")),
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ended(status: ExitStatus) -> String {
    status.code().map_or_else(|| "was stopped from outside".into(), |code| format!("failed with exit code {code}"))
}

fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:=+,@%".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_can_be_typed_again() {
        assert_eq!(Call::new("echo").args(["a b", "it's", "-x=1"]).line(), r"echo 'a b' 'it'\''s' -x=1");
    }

    #[cfg(unix)]
    #[test]
    fn what_takes_too_long_is_ended() {
        let began = Instant::now();
        let stop =
            Call::new("sleep").arg("60").limit(Duration::from_millis(50)).run().err().map(|stop| stop.to_string());
        assert!(stop.is_some_and(|stop| stop.contains("`sleep 60` did not end")));
        assert!(began.elapsed() < Duration::from_secs(10), "it was ended, not waited for");
    }

    #[cfg(unix)]
    #[test]
    fn a_failure_says_what_the_program_said() {
        let stop = Call::new("sh").args(["-c", "echo no disk >&2; exit 3"]).read().err().map(|stop| stop.to_string());
        assert!(stop.is_some_and(|stop| stop.contains("exit code 3") && stop.contains("no disk")));
    }
}
