//! `WebKitWebDriver` spoken to directly: sessions, elements, keys, scripts. It is plain HTTP on loopback.
//!
//! Which element a test means is found in `page`; which program runs in which home is decided in `desk`.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use serde_json::{Value, json};

use crate::waiting::until;

/// The driver answers nothing for longer than this.
const LIMIT: Duration = Duration::from_secs(60);

/// The name under which the protocol hands elements around.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One session of a driver: one open window.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    address: SocketAddr,
    id: String,
}

/// An element of the page, by the driver's name for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element(pub(crate) String);

impl Element {
    pub(crate) fn read(value: &Value) -> Option<Self> {
        Some(Self(value.get(ELEMENT)?.as_str()?.to_owned()))
    }

    pub(crate) fn argument(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

/// A loopback address on which nothing listens now.
pub(crate) fn free_address() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}

impl Session {
    /// Asks the driver at `address` to start a program.
    pub(crate) fn start(address: SocketAddr, program: &str, arguments: &[String]) -> Self {
        until("WebKitWebDriver listens", || request(address, "GET", "/status", None).ok());
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "webkitgtk:browserOptions": { "binary": program, "args": arguments },
        } } });
        let answer = request(address, "POST", "/session", Some(&wanted)).unwrap();
        let id = answer["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {answer}")).to_owned();
        let session = Self { address, id };
        session
            .ask("POST", "/timeouts", Some(&json!({ "script": 30_000, "pageLoad": 30_000, "implicit": 0 })))
            .unwrap();
        session
    }

    pub(crate) fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Value> {
        request(self.address, method, &format!("/session/{}{path}", self.id), body)
    }

    /// The result of the body of a function. It is not bound by the page's content security policy.
    pub(crate) fn run(&self, body: &str, arguments: &[Value]) -> Value {
        let call = json!({ "script": body, "args": arguments });
        self.ask("POST", "/execute/sync", Some(&call)).unwrap_or_else(|error| panic!("{error}\nin: {body}"))
    }

    /// As `run`, where the body returns a promise; `{ok}` or `{failed}`.
    pub(crate) fn promise(&self, body: &str, arguments: &[Value]) -> Result<Value, Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async function () {{ {body} }}).apply(null, arguments).then(
               (ok) => done({{ ok: ok ?? null }}),
               (failed) => done({{ failed: failed instanceof Error ? String(failed) : (failed ?? null) }}));"
        );
        let call = json!({ "script": script, "args": arguments });
        let mut answer =
            self.ask("POST", "/execute/async", Some(&call)).unwrap_or_else(|error| panic!("{error}\nin: {body}"));
        if answer.get("ok").is_some() { Ok(answer["ok"].take()) } else { Err(answer["failed"].take()) }
    }

    /// Presses keys together, as `["Control", "k"]`, wherever the focus is.
    pub(crate) fn press(&self, keys: &[&str]) {
        let code = |key: &str| match key {
            "Control" => "\u{e009}".to_owned(),
            "Shift" => "\u{e008}".to_owned(),
            "Enter" => "\u{e007}".to_owned(),
            "Escape" => "\u{e00c}".to_owned(),
            "Tab" => "\u{e004}".to_owned(),
            "ArrowDown" => "\u{e015}".to_owned(),
            other => other.to_owned(),
        };
        let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": code(key) }));
        let up = keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": code(key) }));
        let actions: Vec<Value> = down.chain(up).collect();
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] });
        self.ask("POST", "/actions", Some(&actions)).unwrap();
    }
}

/// The `value` of the driver's answer; `Err` with its error object.
fn request(address: SocketAddr, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Value> {
    let lost = |error: std::io::Error| json!({ "error": "connection", "message": error.to_string() });
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect_timeout(&address, LIMIT).map_err(lost)?;
    stream.set_read_timeout(Some(LIMIT)).map_err(lost)?;
    let head =
        format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}", body.len());
    stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).map_err(lost)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).map_err(lost)?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let mut body: Value = serde_json::from_str(body)
        .map_err(|error| json!({ "error": "answer", "message": format!("{error}: {answer}") }))?;
    let value = body["value"].take();
    if head.split(' ').nth(1) == Some("200") { Ok(value) } else { Err(value) }
}
