//! What the calls of a sign-on cost over a real socket: one connection, one request at a time.
//!
//! The client is as thin as it can be, so that nearly all of the time is the simulator's and the system's.

use std::io::{Read, Write};
use std::net::TcpStream;

use divan::{Bencher, main as run};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tessera_simulator::{RunningSimulator, Simulator, SimulatorConfig};
use tessera_tokens::{SigningKey, mint, operator_claims};
use tokio::runtime::Runtime;

fn main() {
    run();
}

/// A simulator with a runtime of its own, and one connection to it.
struct Line {
    _runtime: Runtime,
    simulator: RunningSimulator,
    stream: TcpStream,
    answer: Vec<u8>,
}

impl Line {
    fn open() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let simulator = runtime.block_on(Simulator::start(SimulatorConfig::default(), None)).expect("a simulator");
        let stream = TcpStream::connect(simulator.base_url().replace("http://", "")).expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Self { _runtime: runtime, simulator, stream, answer: vec![0; 64 * 1024] }
    }

    /// Sends a request and gives the body of its answer.
    fn ask(&mut self, line: &str, headers: &str, body: &str, status: &str) -> serde_json::Value {
        let host = self.simulator.base_url().replace("http://", "");
        let length = body.len();
        let request = format!(
            "{line} HTTP/1.1\r\nHost: {host}\r\nnv-tenant-id: nagra\r\n{headers}content-length: {length}\r\n\r\n{body}"
        );
        self.stream.write_all(request.as_bytes()).expect("sent");
        let mut read = 0;
        loop {
            read += self.stream.read(&mut self.answer[read..]).expect("an answer");
            let text = std::str::from_utf8(&self.answer[..read]).expect("text");
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                assert!(head.contains(status), "{text}");
                return serde_json::from_str(body).expect("JSON");
            }
        }
    }

    fn session_token(&mut self, jwt: &str) -> String {
        let body = json!({ "parameters": [{ "name": "OperatorAuthToken", "value": jwt }] }).to_string();
        let answer = self.ask("POST /ags/getSessionToken", SERVICE, &body, " 200 ");
        answer["sessionToken"].as_str().expect("a session token").to_owned()
    }

    fn sign_on(&mut self, session_token: &str, member: &str) -> serde_json::Value {
        let body = format!(r#"{{"parameters":[{{"name":"sessionToken","value":"{session_token}"}}],{member}}}"#);
        self.ask("POST /ags/signOnWithSessionToken", SERVICE, &body, " 201 ")
    }

    fn jwt(&self) -> String {
        let credential = self.simulator.operator_credential();
        let key = SigningKey::new(credential.expose_secret(), credential.encoding()).expect("a key");
        let claims = operator_claims(&"ACC-1".into(), &"nagra".into(), Timestamp::now(), SignedDuration::from_hours(9));
        mint(&key, credential.kid(), &claims).expect("a JWT").expose().to_owned()
    }
}

const SERVICE: &str = "x-auth-service-id: Simulator Auth Service\r\n";
const SET_TOP_BOX: &str = r#""deviceInformation":{"deviceType":"MANAGED"}"#;

#[divan::bench]
fn unknown_path(bencher: Bencher<'_, '_>) {
    let mut line = Line::open();
    bencher.bench_local(|| line.ask("GET /", "", "", " 404 "));
}

#[divan::bench]
fn get_session_token(bencher: Bencher<'_, '_>) {
    let mut line = Line::open();
    let jwt = line.jwt();
    bencher.bench_local(|| line.session_token(&jwt));
}

#[divan::bench]
fn session_token_and_nth_time_sign_on(bencher: Bencher<'_, '_>) {
    let mut line = Line::open();
    let jwt = line.jwt();
    let token = line.session_token(&jwt);
    let client_id = line.sign_on(&token, SET_TOP_BOX)["client_id"].clone();
    let member = format!(r#""clientId":{client_id}"#);
    bencher.bench_local(|| {
        let token = line.session_token(&jwt);
        line.sign_on(&token, &member)
    });
}

#[divan::bench]
fn content_token(bencher: Bencher<'_, '_>) {
    let mut line = Line::open();
    let jwt = line.jwt();
    let token = line.session_token(&jwt);
    let access = line.sign_on(&token, SET_TOP_BOX)["access_token"].as_str().expect("a token").to_owned();
    let headers = format!("authorization: Bearer {access}\r\n");
    bencher.bench_local(|| line.ask("POST /ias/v2/content_token?content_id=CH015&type=device", &headers, "", " 200 "));
}

#[divan::bench]
fn refresh(bencher: Bencher<'_, '_>) {
    let mut line = Line::open();
    let jwt = line.jwt();
    let token = line.session_token(&jwt);
    let refresh = line.sign_on(&token, SET_TOP_BOX)["refresh_token"].as_str().expect("a token").to_owned();
    let headers = format!("authorization: Bearer {refresh}\r\n");
    bencher.bench_local(|| line.ask("POST /ias/v3/token/actions/refresh", &headers, "", " 200 "));
}
