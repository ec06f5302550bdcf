//! A program that is killed around a refresh, or refreshes beside another, with the real keyring: the new refresh token is
//! kept before it is used, no token is used twice, and a spent one is told with the road back.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod support;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use support::{Ended, Simulate, Terminal, path};

const LONG: Duration = Duration::from_secs(60);

/// A session with a keyring of its own, gone when dropped.
struct Keyring {
    terminal: Terminal,
    address: String,
    children: Vec<Child>,
}

impl Keyring {
    fn new() -> Self {
        let terminal = Terminal::new();
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", terminal.home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let mut session = Self { terminal, address: address.trim().to_owned(), children: vec![bus] };
        let mut keyring = Command::new("gnome-keyring-daemon");
        keyring.args(["--foreground", "--components=secrets", "--unlock"]).env_clear().envs(session.variables());
        keyring.env("PATH", std::env::var_os("PATH").unwrap()).stdin(Stdio::piped());
        let mut keyring = keyring.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        keyring.stdin.take().unwrap().write_all(b"password of the keyring").unwrap();
        session.children.push(keyring);
        session
    }

    fn variables(&self) -> Vec<(&'static str, String)> {
        let home = self.terminal.home.path().display().to_string();
        vec![("DBUS_SESSION_BUS_ADDRESS", self.address.clone()), ("HOME", home.clone()), ("XDG_DATA_HOME", home)]
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.terminal.command(arguments);
        command.envs(self.variables());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(&self.command(arguments).output().unwrap())
    }

    /// Signs on anew until the keyring, which may just be starting, has kept the refresh token.
    fn sign_on(&self, simulator: &Simulate) -> Ended {
        let mut arguments = simulator.run(&["--content", "none"]);
        arguments[3] = "lab";
        for _ in 0..50 {
            let mut command = self.command(&arguments);
            let ended = Ended::of(&command.env("TESSERA_OPERATOR_SECRET", &simulator.secret).output().unwrap());
            assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
            if !ended.err.contains("was not stored") {
                return ended;
            }
            thread::sleep(Duration::from_millis(100));
        }
        panic!("the keyring keeps nothing");
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        for child in self.children.iter_mut().rev() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// What the way to the platform holds up.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Held {
    Nothing,
    /// The call for the content token, before it reaches the platform.
    ContentToken,
    /// The answer to a refresh that was carried out.
    RefreshAnswer,
}

/// A way to the platform on which one thing can be held up.
struct Way {
    address: String,
    held: Arc<AtomicU8>,
    arrived: Receiver<()>,
}

impl Way {
    fn to(platform: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let held = Arc::new(AtomicU8::new(Held::Nothing as u8));
        let (teller, arrived) = channel();
        let teller = Arc::new(Mutex::new(teller));
        let holding = Arc::clone(&held);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (platform, held, teller) = (platform.clone(), Arc::clone(&holding), Arc::clone(&teller));
                thread::spawn(move || pass(stream, &platform, &held, &teller));
            }
        });
        Self { address, held, arrived }
    }

    fn hold(&self, what: Held) {
        self.held.store(what as u8, Ordering::SeqCst);
    }

    /// Waits until what is held up has come so far.
    fn wait(&self) {
        self.arrived.recv_timeout(LONG).unwrap();
    }
}

/// One call, its connection closed after it.
fn pass(mut from: TcpStream, platform: &str, held: &AtomicU8, tell: &Mutex<Sender<()>>) -> Option<()> {
    let mut reader = BufReader::new(from.try_clone().ok()?);
    let (mut call, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some(said) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = said.trim().parse().ok()?;
        }
        if line == "\r\n" {
            break;
        }
        if !line.to_ascii_lowercase().starts_with("host:") {
            call += &line;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let is_held = |what: Held| held.load(Ordering::SeqCst) == what as u8;
    let stop = |from: &mut TcpStream| {
        tell.lock().unwrap().send(()).unwrap();
        // Until whoever called is gone.
        let _ = from.read(&mut [0]);
    };
    if call.contains("/content_token") && is_held(Held::ContentToken) {
        stop(&mut from);
        return None;
    }
    let mut to = TcpStream::connect(platform).ok()?;
    to.write_all(format!("{call}Host: {platform}\r\nConnection: close\r\n\r\n").as_bytes()).ok()?;
    to.write_all(&body).ok()?;
    let mut answer = Vec::new();
    to.read_to_end(&mut answer).ok()?;
    if call.contains("/refresh") && is_held(Held::RefreshAnswer) {
        stop(&mut from);
        return None;
    }
    from.write_all(&answer).ok()
}

/// A device signed on at `lab`, whose way to a platform with one-time refresh tokens is in our hands.
fn signed_on() -> (Keyring, Simulate, Way) {
    let keyring = Keyring::new();
    let config = keyring.terminal.file("config.toml");
    std::fs::write(&config, "[choices]\nrefresh-rotation = \"rotated\"\n").unwrap();
    let simulator = Simulate::start_with(&keyring.terminal, &["--config", path(&config)]);
    let file = std::fs::read_to_string(&simulator.environment).unwrap();
    let platform = file.lines().find_map(|line| line.strip_prefix("ags = \"http://")).unwrap();
    let platform = platform.trim_end_matches('"').to_owned();
    let way = Way::to(platform.clone());
    let folder = keyring.terminal.file("config/environments");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("lab.toml"), file.replace(&platform, &way.address)).unwrap();
    keyring.sign_on(&simulator);
    (keyring, simulator, way)
}

/// Starts playback, and waits until it has come so far.
fn play(keyring: &Keyring, way: &Way, until: Held) -> Child {
    way.hold(until);
    let mut command = keyring.command(&["run", "playback", "--env", "lab", "--content", "CH015"]);
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    way.wait();
    child
}

/// Starts playback and kills it with no chance to do anything more when it has come so far.
fn kill_playback(keyring: &Keyring, way: &Way, at: Held) {
    let mut child = play(keyring, way, at);
    child.kill().unwrap();
    child.wait().unwrap();
    way.hold(Held::Nothing);
}

#[test]
fn a_program_killed_while_it_uses_new_tokens_has_kept_the_new_refresh_token() {
    let (keyring, _simulator, way) = signed_on();
    kill_playback(&keyring, &way, Held::ContentToken);
    let ended = keyring.run(&["refresh", "--env", "lab"]);
    assert_eq!(ended.code, 0, "the old one is spent, and the new one was kept: {}{}", ended.out, ended.err);
    assert!(ended.out.contains("both tokens renewed"), "{}", ended.out);
}

#[test]
fn a_program_killed_before_the_answer_of_a_refresh_is_told_to_sign_on_again() {
    let (keyring, simulator, way) = signed_on();
    kill_playback(&keyring, &way, Held::RefreshAnswer);
    let ended = keyring.run(&["refresh", "--env", "lab"]);
    assert_eq!(ended.code, 1, "{}{}", ended.out, ended.err);
    for said in ["did not accept the refresh token", "It may have been used before", "The way back is a sign-on."] {
        assert!(ended.out.contains(said), "{said} is missing in {}", ended.out);
    }
    let again = keyring.sign_on(&simulator);
    assert!(again.out.contains("Nth-time sign-on as"), "no new device is made: {}", again.out);
    let ended = keyring.run(&["refresh", "--env", "lab"]);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
}

#[test]
fn programs_that_refresh_a_device_at_once_do_so_one_after_the_other() {
    let (keyring, _simulator, _way) = signed_on();
    let both: Vec<_> = (0..2)
        .map(|_| {
            let mut command = keyring.command(&["refresh", "--env", "lab"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for one in both {
        let ended = Ended::of(&one.wait_with_output().unwrap());
        assert_eq!(ended.code, 0, "each token is good once: {}{}", ended.out, ended.err);
    }
}

#[test]
fn a_device_whose_tokens_another_program_works_with_is_left_to_it() {
    let (keyring, _simulator, way) = signed_on();
    let mut player = play(&keyring, &way, Held::ContentToken);
    let ended = keyring.run(&["refresh", "--env", "lab"]);
    assert_eq!(ended.code, 3, "{}{}", ended.out, ended.err);
    assert!(ended.err.contains("are in use by another Tessera"), "{}", ended.err);
    assert!(ended.err.contains("Let its run end, or stop it; then try again."), "{}", ended.err);
    player.kill().unwrap();
    player.wait().unwrap();
    way.hold(Held::Nothing);
    let ended = keyring.run(&["refresh", "--env", "lab"]);
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
}
