//! A run as the JSON document that `docs/json.md` describes, the one that `tessera run --format json` prints. It is made of
//! what is stored, so it holds no token that could be used.

use serde_json::Value;
use tessera_journeys::RunDocument;
use tessera_storage::EnvironmentId;
use uuid::Uuid;

use crate::error::{Answer, CommandError, ErrorKind};
use crate::journey;
use crate::state::App;

/// The document, ready to be written.
pub(crate) struct RunFile {
    /// What the file may be called.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// A past run, or one on screen that is not kept because it waits for the person.
pub(crate) async fn of(app: &App, id: Uuid) -> Answer<RunFile> {
    if let Some(stored) = app.database.runs().get(id)? {
        return written(&stored.summary.environment, &stored.summary.environment_name, &stored.report);
    }
    let run = app.runs.get(id)?;
    let (environment, _) = journey::environment(app, &run.environment)?;
    let mut report = run.journey.lock().await.report();
    for step in &mut report.steps {
        // What a foreign code holds is for the person who is asked about it.
        step.confirm = None;
    }
    written(&run.environment, &environment.name, &serde_json::to_value(report).map_err(|error| unwritable(&error))?)
}

fn written(id: &EnvironmentId, environment: &str, run: &Value) -> Answer<RunFile> {
    let document = RunDocument::new(environment, id.is_simulator(), run);
    let mut bytes = serde_json::to_vec_pretty(&document).map_err(|error| unwritable(&error))?;
    bytes.push(b'\n');
    let began: String = run["startedAt"].as_str().unwrap_or_default().chars().take(19).collect();
    let journey = run["journey"].as_str().unwrap_or("run");
    // Not every system takes a colon in a name.
    Ok(RunFile { name: format!("{journey}-{}.json", began.replace(':', "-")), bytes })
}

/// Another version of the program kept it in another form.
fn unwritable(error: &serde_json::Error) -> CommandError {
    let headline = format!("The run could not be written as JSON: {error}.");
    CommandError::new(ErrorKind::Storage, headline, "Sign on once more and save that run.")
}
