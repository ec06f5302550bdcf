//! What the calls of a sign-on cost over a real socket: one connection, one request at a time.
//!
//! The client is as thin as it can be, so that nearly all of the time is the simulator's and the system's.

#[path = "../tests/line/mod.rs"]
#[allow(dead_code, reason = "other programs use the rest")]
mod line;

use divan::{Bencher, main as run};
use line::{Line, SET_TOP_BOX, jwt, member};
use tessera_simulator::{RunningSimulator, Simulator, SimulatorConfig};
use tokio::runtime::Runtime;

fn main() {
    run();
}

/// A simulator with a runtime of its own.
struct Server {
    _runtime: Runtime,
    simulator: RunningSimulator,
}

impl Server {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let simulator = runtime.block_on(Simulator::start(SimulatorConfig::default(), None)).expect("a simulator");
        Self { _runtime: runtime, simulator }
    }

    /// A connection, an operator JWT, and a member of what a first sign-on answers.
    fn signed_on(&self, name: &str) -> (Line, String, String) {
        let (mut line, jwt) = (Line::to(&self.simulator), jwt(&self.simulator, "ACC-1"));
        let token = line.session_token(&jwt);
        let said = member(line.sign_on(&token, SET_TOP_BOX), name);
        (line, jwt, said)
    }
}

#[divan::bench]
fn unknown_path(bencher: Bencher<'_, '_>) {
    let server = Server::start();
    let mut line = Line::to(&server.simulator);
    bencher.bench_local(|| line.ask("GET /", "", "", " 404 ").len());
}

#[divan::bench]
fn get_session_token(bencher: Bencher<'_, '_>) {
    let server = Server::start();
    let (mut line, jwt) = (Line::to(&server.simulator), jwt(&server.simulator, "ACC-1"));
    bencher.bench_local(|| line.session_token(&jwt));
}

#[divan::bench]
fn session_token_and_nth_time_sign_on(bencher: Bencher<'_, '_>) {
    let server = Server::start();
    let (mut line, jwt, client_id) = server.signed_on("client_id");
    let device = format!(r#""clientId":"{client_id}""#);
    bencher.bench_local(|| {
        let token = line.session_token(&jwt);
        line.sign_on(&token, &device).len()
    });
}

#[divan::bench]
fn content_token(bencher: Bencher<'_, '_>) {
    with_token(bencher, "access_token", "POST /ias/v2/content_token?content_id=CH015&type=device");
}

#[divan::bench]
fn refresh(bencher: Bencher<'_, '_>) {
    with_token(bencher, "refresh_token", "POST /ias/v3/token/actions/refresh");
}

fn with_token(bencher: Bencher<'_, '_>, name: &str, call: &str) {
    let server = Server::start();
    let (mut line, _, token) = server.signed_on(name);
    let headers = format!("authorization: Bearer {token}\r\n");
    bencher.bench_local(|| line.ask(call, &headers, "", " 200 ").len());
}
