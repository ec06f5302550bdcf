//! As much of the `WebDriver` protocol as it takes to open a window and wait for its first element. No driver library: it is plain HTTP.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::call::Running;
use crate::session::Session;
use crate::stop::{Outcome, Stop};

/// Longer than any window needs to open.
const LIMIT: Duration = Duration::from_secs(30);

/// A driver with one window. Dropping it closes both.
#[derive(Debug)]
pub(crate) struct Window {
    address: SocketAddr,
    session: String,
    driver: Running,
    began: SystemTime,
}

impl Window {
    /// Starts `program` and comes back when `selector` is displayed; the time counts from the request for the session.
    pub(crate) fn open(desktop: &Session, program: &Path, selector: &str) -> Outcome<(Self, Duration)> {
        let address = free_address()?;
        let driver = desktop
            .call("WebKitWebDriver")
            .args([format!("--port={}", address.port()), "--host=127.0.0.1".to_owned()])
            .set("TAURI_AUTOMATION", "true")
            .set("TAURI_WEBVIEW_AUTOMATION", "true")
            .start_with(Stdio::null(), Stdio::null())?;
        until("WebKitWebDriver listens", || request(address, "GET", "/status", None).is_ok())?;
        let (began, clock) = (SystemTime::now(), Instant::now());
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "webkitgtk:browserOptions": {"binary": program, "args": []},
        }}});
        let answer = request(address, "POST", "/session", Some(&wanted))?;
        let session = answer["sessionId"].as_str().map(str::to_owned);
        let session = session.ok_or_else(|| broken(&format!("it opened no session: {answer}")))?;
        let window = Self { address, session, driver, began };
        until("the first element is displayed", || window.shows(selector))?;
        Ok((window, clock.elapsed()))
    }

    /// Seconds from the request for the session to the first paint with content, as the page itself tells it.
    pub(crate) fn first_paint(&self) -> Outcome<f64> {
        let script = "const paint = performance.getEntriesByName('first-contentful-paint')[0];
            return paint ? performance.timeOrigin + paint.startTime : null;";
        let path = format!("/session/{}/execute/sync", self.session);
        let mut at = Value::Null;
        // The page may tell of it a little later than it was.
        until("the page tells its first paint", || {
            at = request(self.address, "POST", &path, Some(&json!({"script": script, "args": []}))).unwrap_or_default();
            !at.is_null()
        })?;
        let began = self.began.duration_since(UNIX_EPOCH).map_err(|why| broken(&why.to_string()))?;
        let at = at.as_f64().ok_or_else(|| broken("the page tells no first paint"))?;
        Ok(at / 1000.0 - began.as_secs_f64())
    }

    /// The process that everything of this window descends from.
    pub(crate) fn driver_id(&self) -> u32 {
        self.driver.child.id()
    }

    fn shows(&self, selector: &str) -> bool {
        let path = format!("/session/{}/element", self.session);
        let by_css = json!({"using": "css selector", "value": selector});
        let element = request(self.address, "POST", &path, Some(&by_css)).ok();
        let element = element.as_ref().and_then(|found| found.as_object()?.values().next()?.as_str());
        element.is_some_and(|element| {
            request(self.address, "GET", &format!("{path}/{element}/displayed"), None).is_ok_and(|shown| shown == true)
        })
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // The program may be gone already; its driver ends in any case.
        let _ = request(self.address, "DELETE", &format!("/session/{}", self.session), None);
    }
}

/// The `value` of the driver's answer.
fn request(address: SocketAddr, method: &str, path: &str, body: Option<&Value>) -> Outcome<Value> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let lost = |why: std::io::Error| broken(&format!("the connection was lost: {why}"));
    let mut stream = TcpStream::connect_timeout(&address, LIMIT).map_err(lost)?;
    stream.set_read_timeout(Some(LIMIT)).map_err(lost)?;
    let head =
        format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}", body.len());
    stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).map_err(lost)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).map_err(lost)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(|| broken("its answer has no end"))?;
    let mut body: Value =
        serde_json::from_str(body).map_err(|why| broken(&format!("its answer is not JSON: {why}")))?;
    let value = body["value"].take();
    if head.split(' ').nth(1) == Some("200") { Ok(value) } else { Err(broken(&value.to_string())) }
}

fn until(what: &str, mut holds: impl FnMut() -> bool) -> Outcome {
    let began = Instant::now();
    while !holds() {
        if began.elapsed() > LIMIT {
            return Err(broken(&format!("never: {what}")));
        }
        thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}

fn free_address() -> Outcome<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(|why| broken(&format!("no free port: {why}")))
}

fn broken(how: &str) -> Stop {
    Stop::new(format!("The window cannot be driven: {how}."), "Is the Debian package webkit2gtk-driver installed?")
}
