//! A real phone confirms: the page of `--phone` from the terminal's side, with a plain HTTP client in place of the phone.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use support::{Ended, Simulate, Terminal, path};

const SAID: &str = r#"{"screen":{"width":393,"height":852,"pixelRatio":3},"touchPoints":5,"userAgent":"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604.1"}"#;

/// What a phone does, keeping every byte that it got.
struct Phone {
    host: String,
    secret: String,
    got: String,
}

impl Phone {
    /// Reads the address out of what the program prints.
    fn scan(printed: &mut impl Iterator<Item = String>) -> Self {
        let line = printed.find(|line| line.contains("http://")).unwrap();
        let (host, secret) = line.split_once("http://").unwrap().1.split_once('/').unwrap();
        Self { host: host.to_owned(), secret: format!("/{secret}"), got: String::new() }
    }

    fn ask(&mut self, line: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let head = format!("{line} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}", self.host, body.len());
        stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        self.got += &answer;
        answer
    }

    fn body(answer: &str) -> serde_json::Value {
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    /// Opens the page, confirms and waits for the outcome.
    fn confirm(&mut self) -> serde_json::Value {
        let secret = self.secret.clone();
        assert!(self.ask(&format!("GET {secret}"), "").contains("makes a new device"));
        let offer = Self::body(&self.ask(&format!("GET {secret}/offer"), ""));
        assert_eq!((&offer["environment"], &offer["account"]), (&"Simulator".into(), &"ACC-1".into()));
        let taken = Self::body(&self.ask(&format!("POST {secret}/confirm"), SAID));
        Self::body(&self.ask(&format!("GET {}", taken["outcome"].as_str().unwrap()), ""))
    }
}

/// A way to the simulator that keeps all that goes over it, whole tokens among it.
struct Wire {
    port: u16,
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Wire {
    fn to(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let (kept, server) = (bytes.clone(), server.to_owned());
        thread::spawn(move || {
            for client in listener.incoming() {
                let (client, server_end) = (client.unwrap(), TcpStream::connect(&server).unwrap());
                let names = (format!("127.0.0.1:{port}"), server.clone());
                pass(client.try_clone().unwrap(), server_end.try_clone().unwrap(), kept.clone(), Some(names));
                pass(server_end, client, kept.clone(), None);
            }
        });
        Self { port, bytes }
    }

    /// Every token, id and other word that is long enough to be one.
    fn words(&self) -> BTreeSet<String> {
        let text = String::from_utf8_lossy(&self.bytes.lock().unwrap()).into_owned();
        let part = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        text.split(|letter| !part(letter)).filter(|word| word.len() > 19).map(str::to_owned).collect()
    }
}

/// Passes bytes on and keeps them; the simulator wants to be called by its own name.
fn pass(mut from: TcpStream, mut to: TcpStream, kept: Arc<Mutex<Vec<u8>>>, names: Option<(String, String)>) {
    thread::spawn(move || {
        let mut buffer = vec![0; 65_536];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            kept.lock().unwrap().extend_from_slice(&buffer[..read]);
            let sent = match &names {
                Some((ours, theirs)) => String::from_utf8_lossy(&buffer[..read]).replace(ours, theirs).into_bytes(),
                None => buffer[..read].to_vec(),
            };
            if to.write_all(&sent).is_err() {
                break;
            }
        }
        let _ = to.shutdown(std::net::Shutdown::Write);
    });
}

#[test]
fn a_phone_signs_on_with_its_own_screen_and_gets_no_token() {
    let terminal = Terminal::new();
    let simulator = Simulate::start(&terminal);
    let file = std::fs::read_to_string(&simulator.environment).unwrap();
    let host = file.lines().find_map(|line| line.strip_prefix("ags = \"http://")).unwrap().trim_end_matches('"');
    let wire = Wire::to(host);
    let through = terminal.file("wire.toml");
    std::fs::write(&through, file.replace(host, &format!("127.0.0.1:{}", wire.port))).unwrap();
    let mut arguments = simulator.run(&["--phone", "--interface", "127.0.0.1", "--format", "json"]);
    arguments[3] = path(&through);

    let mut command = terminal.command(&arguments);
    command.env("TESSERA_OPERATOR_SECRET", &simulator.secret).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut printed = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut phone = Phone::scan(&mut printed);
    let told = phone.confirm();
    let rest: Vec<String> = printed.collect();
    let ended = Ended::of(&child.wait_with_output().unwrap());

    let report = ended.json();
    assert_eq!((ended.code, report["verdict"].as_str()), (0, Some("done")), "{rest:?}");
    assert_eq!((&report["platform"], &report["device"]["new"]), (&"iphone".into(), &true.into()));
    assert!(rest.iter().any(|line| line.contains("Mobile, iOS 17.5, 1179 x 2556")), "{rest:?}");
    assert_eq!(told["headline"], "Signed on");
    assert!(TcpStream::connect(&phone.host).is_err(), "nothing listens any more");

    let sent = String::from_utf8_lossy(&wire.bytes.lock().unwrap()).into_owned();
    assert!(sent.contains(r#""screen":{"height":2556,"width":1179,"density":3.0}"#), "{sent}");
    let words = wire.words();
    let client_id = report["device"]["clientId"].as_str().unwrap();
    assert!(words.contains(client_id) && words.iter().filter(|word| word.starts_with("eyJ")).count() >= 4);
    for word in words.iter().map(String::as_str).chain([simulator.secret.as_str(), simulator.kid.as_str()]) {
        assert!(!phone.got.contains(word), "the phone got {word}");
    }
}

#[test]
fn a_person_reads_where_the_page_is_and_the_phone_is_told_of_a_refusal() {
    let terminal = Terminal::new();
    let arguments = ["run", "qr-sign-on", "--phone", "--interface", "127.0.0.1", "--lifetime", "-60"];
    let mut child = terminal.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut printed = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let served = printed.next().unwrap();
    assert!(served.starts_with("A page for one phone is served on 127.0.0.1:"), "{served}");
    let told = Phone::scan(&mut printed).confirm();
    let rest = printed.collect::<Vec<_>>().join("\n");
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(rest.contains("The operator JWT expired"), "{rest}");
    assert_eq!((&told["headline"], told["words"].as_str().unwrap().contains("refused")), (&"Refused".into(), true));
}

#[test]
fn what_the_phone_declines_is_not_done() {
    let terminal = Terminal::new();
    let arguments = ["run", "qr-sign-on", "--phone", "--interface", "127.0.0.1", "--format", "json"];
    let mut child = terminal.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut printed = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut phone = Phone::scan(&mut printed);
    let decline = format!("POST {}/decline", phone.secret);
    assert!(phone.ask(&decline, "").starts_with("HTTP/1.1 204"));
    let said = printed.last().unwrap();
    let ended = Ended::of(&child.wait_with_output().unwrap());
    assert_eq!((ended.code, ended.out.as_str()), (3, ""), "{said}");
    assert!(said.contains("not now"), "{said}");
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_the_wait_for_a_phone() {
    let terminal = Terminal::new();
    let arguments = ["run", "qr-sign-on", "--phone", "--interface", "127.0.0.1"];
    let mut child = terminal.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut printed = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let phone = Phone::scan(&mut printed);
    assert!(printed.next().unwrap().contains("Ctrl-C ends"));
    let asked = Instant::now();
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let ended = Ended::of(&child.wait_with_output().unwrap());
    assert_eq!(ended.code, 3, "{}", ended.err);
    assert!(ended.err.contains("Ended by you before a phone confirmed"), "{}", ended.err);
    assert!(asked.elapsed() < Duration::from_secs(10) && TcpStream::connect(&phone.host).is_err());
}

#[test]
fn the_page_goes_with_no_other_device_and_on_one_address_only() {
    let terminal = Terminal::new();
    for (arguments, said) in [
        (vec!["--phone", "--client-id", "x"], "cannot be used with"),
        (vec!["--phone", "--device-information", "x.json"], "cannot be used with"),
        (vec!["--phone", "--scan", "x.png"], "cannot be used with"),
        (vec!["--interface", "127.0.0.1"], "--phone"),
        (vec!["--phone", "--interface", "0.0.0.0"], "not the address of one interface"),
        (vec!["--phone", "--interface", "192.0.2.1"], "cannot be served on 192.0.2.1"),
    ] {
        let ended = terminal.run(&[&["run", "qr-sign-on"][..], &arguments].concat());
        assert_eq!(ended.code, 2, "{arguments:?}: {}{}", ended.out, ended.err);
        assert!(ended.err.contains(said), "{arguments:?}: {}", ended.err);
    }
}
