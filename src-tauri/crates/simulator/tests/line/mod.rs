//! One connection that is kept open, and a client as thin as can be: what is measured over it is the simulator's time
//! and the system's.

use std::io::{Read, Write};
use std::net::TcpStream;

use jiff::SignedDuration;
use serde_json::{Value, json};
use tessera_simulator::RunningSimulator;
use tessera_tokens::{SigningKey, mint, operator_claims};

pub(crate) const SERVICE: &str = "x-auth-service-id: Simulator Auth Service\r\n";
pub(crate) const SET_TOP_BOX: &str = r#""deviceInformation":{"deviceType":"MANAGED"}"#;

pub(crate) struct Line {
    host: String,
    stream: TcpStream,
    answer: Vec<u8>,
}

impl Line {
    pub(crate) fn to(simulator: &RunningSimulator) -> Self {
        let host = simulator.base_url().replace("http://", "");
        let stream = TcpStream::connect(&host).expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Self { host, stream, answer: vec![0; 64 * 1024] }
    }

    /// Sends a request and gives the body of its answer.
    pub(crate) fn ask(&mut self, line: &str, headers: &str, body: &str, status: &str) -> &str {
        self.send(line, headers, body);
        self.receive(status)
    }

    pub(crate) fn send(&mut self, line: &str, headers: &str, body: &str) {
        let (host, length) = (&self.host, body.len());
        let request = format!(
            "{line} HTTP/1.1\r\nHost: {host}\r\nnv-tenant-id: nagra\r\n{headers}content-length: {length}\r\n\r\n{body}"
        );
        self.stream.write_all(request.as_bytes()).expect("sent");
    }

    /// The body of the answer to what was sent last.
    pub(crate) fn receive(&mut self, status: &str) -> &str {
        let mut read = 0;
        let begin = loop {
            let more = self.stream.read(&mut self.answer[read..]).expect("an answer");
            assert_ne!(more, 0, "the connection was closed");
            read += more;
            let text = std::str::from_utf8(&self.answer[..read]).expect("text");
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                assert!(head.contains(status), "{text}");
                break head.len() + 4;
            }
        };
        std::str::from_utf8(&self.answer[begin..read]).expect("text")
    }

    pub(crate) fn session_token(&mut self, jwt: &str) -> String {
        self.ask_for_session_token(jwt);
        member(self.receive(" 200 "), "sessionToken")
    }

    pub(crate) fn ask_for_session_token(&mut self, jwt: &str) {
        let body = json!({ "parameters": [{ "name": "OperatorAuthToken", "value": jwt }] }).to_string();
        self.send("POST /ags/getSessionToken", SERVICE, &body);
    }

    /// Signs on with a session token; `who` is the member that says as which device.
    pub(crate) fn sign_on(&mut self, session_token: &str, who: &str) -> &str {
        self.ask_to_sign_on(session_token, who);
        self.receive(" 201 ")
    }

    pub(crate) fn ask_to_sign_on(&mut self, session_token: &str, who: &str) {
        let body = format!(r#"{{"parameters":[{{"name":"sessionToken","value":"{session_token}"}}],{who}}}"#);
        self.send("POST /ags/signOnWithSessionToken", SERVICE, &body);
    }
}

/// A member of an answer that is text.
pub(crate) fn member(answer: &str, name: &str) -> String {
    let answer: Value = serde_json::from_str(answer).expect("JSON");
    answer[name].as_str().unwrap_or_else(|| panic!("no {name}")).to_owned()
}

/// An operator JWT for an account, good for some hours.
pub(crate) fn jwt(simulator: &RunningSimulator, account: &str) -> String {
    let credential = simulator.operator_credential();
    let key = SigningKey::new(credential.expose_secret(), credential.encoding()).expect("a key");
    let now = simulator.clock().now();
    let claims = operator_claims(&account.into(), &"nagra".into(), now, SignedDuration::from_hours(9));
    mint(&key, credential.kid(), &claims).expect("a JWT").expose().to_owned()
}

/// Memory of this process that is in use, in bytes; `None` where the system does not tell.
pub(crate) fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}
