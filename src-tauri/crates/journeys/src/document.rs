//! The JSON document of a run, which `docs/json.md` describes: what the terminal prints and the window saves.

use serde::Serialize;
use serde_json::Value;
use tessera_protocol::headers::SIMULATOR;

/// A run, cut, with where it was made.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunDocument<'a, R> {
    /// Counts up when a member changes its meaning or goes.
    format: u32,
    environment: &'a str,
    simulated: bool,
    #[serde(flatten)]
    run: &'a R,
}

impl<'a, R: Serialize> RunDocument<'a, R> {
    /// Of a report, or of one as it was stored. It is simulated where the environment is the simulator's own, or where one
    /// answer says that it is of the simulator, at whatever address that was reached.
    pub fn new(environment: &'a str, simulated: bool, run: &'a R) -> Self {
        let simulated = simulated || serde_json::to_value(run).is_ok_and(|run| names_the_simulator(&run));
        Self { format: 1, environment, simulated, run }
    }
}

/// Whether an exchange somewhere in a run has an answer with the simulator's header.
fn names_the_simulator(part: &Value) -> bool {
    match part {
        Value::Object(members) => {
            let headers = members.get("answer").and_then(|answer| answer.get("headers")).and_then(Value::as_array);
            let named = |header: &Value| {
                let name = header.get(0).and_then(Value::as_str);
                name.is_some_and(|name| name.eq_ignore_ascii_case(SIMULATOR))
            };
            headers.is_some_and(|headers| headers.iter().any(named)) || members.values().any(names_the_simulator)
        }
        Value::Array(parts) => parts.iter().any(names_the_simulator),
        _ => false,
    }
}
