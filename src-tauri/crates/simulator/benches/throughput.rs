//! How many sign-ons a second a simulator takes over loopback, with all its checks: each is a session token for an
//! operator JWT, and an nth-time sign-on with it, over connections that are kept open.
//!
//! The clients are threads of the same process and on the same cores, so their time is in every number, and so is their
//! memory. `TESSERA_BENCH_CORES` says how many threads the simulator has; 2 when it is not set. `TESSERA_BENCH_COUNT` lets
//! it end after so many sign-ons over one connection, for a tool that counts instructions (`valgrind --tool=callgrind
//! --separate-threads=yes`): counts do not depend on what else the machine does.
#![allow(clippy::print_stdout, reason = "a bench tells its numbers")]

#[path = "../tests/line/mod.rs"]
#[allow(dead_code, reason = "other programs use the rest")]
mod line;

use std::thread;
use std::time::{Duration, Instant};

use line::{Line, SET_TOP_BOX, jwt, member, resident};
use tessera_simulator::{RunningSimulator, Simulator, SimulatorConfig};

/// Threads of clients, and the connections of each. A thread has a request under way on all of its connections, so that
/// it is woken once for several answers: being woken costs more here than answering.
const CLIENTS: usize = 2;
const CONNECTIONS: usize = 16;

/// Processor time that this process has had; `None` where the system does not tell. On a machine that has other things
/// to do, this says more than the rate.
fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // User and system time, after the name in brackets: hundredths of a second.
    let ticks = stat.rsplit_once(") ")?.1.split(' ').skip(11).take(2);
    let hundredths = ticks.map(|ticks| ticks.parse::<u64>().ok()).sum::<Option<u64>>()?;
    Some(Duration::from_millis(hundredths * 10))
}

/// Signs on until a moment; gives how long each sign-on took, of its own request alone.
fn sign_on(simulator: &RunningSimulator, until: Instant) -> Vec<Duration> {
    let jwt = jwt(simulator, "ACC-1");
    let mut lines: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let mut line = Line::to(simulator);
            let token = line.session_token(&jwt);
            let device = format!(r#""clientId":"{}""#, member(line.sign_on(&token, SET_TOP_BOX), "client_id"));
            (line, device)
        })
        .collect();
    let mut took = Vec::new();
    while Instant::now() < until {
        for (line, _) in &mut lines {
            line.ask_for_session_token(&jwt);
        }
        let sent: Vec<_> = lines
            .iter_mut()
            .map(|(line, device)| {
                let token = member(line.receive(" 200 "), "sessionToken");
                line.ask_to_sign_on(&token, device);
                Instant::now()
            })
            .collect();
        for ((line, _), sent) in lines.iter_mut().zip(sent) {
            line.receive(" 201 ");
            took.push(sent.elapsed());
        }
    }
    took
}

/// Signs on so many times, one after the other.
fn count(simulator: &RunningSimulator, sign_ons: usize) {
    let (jwt, mut line) = (jwt(simulator, "ACC-1"), Line::to(simulator));
    let token = line.session_token(&jwt);
    let device = format!(r#""clientId":"{}""#, member(line.sign_on(&token, SET_TOP_BOX), "client_id"));
    for _ in 1..sign_ons {
        let token = line.session_token(&jwt);
        line.sign_on(&token, &device);
    }
    println!("{sign_ons} sign-ons over one connection");
}

/// A number from the environment.
fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok().and_then(|number| number.parse().ok())
}

fn main() {
    // `cargo test --benches` only wants to see that it runs.
    let measured = std::env::args().any(|argument| argument == "--bench");
    let span = Duration::from_millis(if measured { 5_000 } else { 100 });
    let cores = number("TESSERA_BENCH_CORES").unwrap_or(2);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(cores).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let simulator = runtime.block_on(Simulator::start(SimulatorConfig::default(), None)).expect("a simulator");
    if let Some(sign_ons) = number("TESSERA_BENCH_COUNT") {
        count(&simulator, sign_ons);
        return;
    }
    let (before, used) = (resident().unwrap_or_default(), processor_time().unwrap_or_default());
    let begin = Instant::now();
    let mut took: Vec<Duration> = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(|| sign_on(&simulator, begin + span))).collect();
        clients.into_iter().flat_map(|client| client.join().expect("a client")).collect()
    });
    let seconds = begin.elapsed().as_secs_f64();
    let (after, used) = (resident().unwrap_or_default(), processor_time().unwrap_or_default().saturating_sub(used));
    took.sort_unstable();
    let at = |hundredth: usize| took[(took.len() - 1) * hundredth / 100].as_secs_f64() * 1e6;
    #[allow(clippy::cast_precision_loss, reason = "for people")]
    let (per_second, each) = (took.len() as f64 / seconds, used.as_secs_f64() * 1e6 / took.len() as f64);
    println!(
        "{per_second:.0} sign-ons/s (two requests each), {CLIENTS} clients with {CONNECTIONS} connections each, {cores} threads; {each:.0} µs of processor time each, clients included: {:.0}/s on two whole cores; a sign-on's own request p50 {:.0} µs, p99 {:.0} µs; {} KiB before, {} KiB after",
        2e6 / each,
        at(50),
        at(99),
        before / 1024,
        after / 1024
    );
}
