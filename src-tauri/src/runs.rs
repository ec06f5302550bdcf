//! Runs under way and at rest, by id. A run's tokens live here and nowhere else, until the program ends.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tessera_journeys::Verdict;
use tessera_storage::EnvironmentId;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::companion::Shown;
use crate::error::{Answer, CommandError};

/// Runs whose tokens are held at once; older ones are forgotten with theirs.
const HELD: usize = 20;

/// One run.
pub(crate) struct Run {
    /// Where it signs on.
    pub(crate) environment: EnvironmentId,
    /// Held by the task that drives it, for as long as it does.
    pub(crate) journey: tokio::sync::Mutex<tessera_journeys::Run>,
    /// The stored device that approves its code.
    pub(crate) approver: Option<Uuid>,
    /// Its code, also while it is driven.
    pub(crate) shown: Shown,
    cancel: Mutex<CancellationToken>,
}

impl Run {
    /// A fresh token: one that was cancelled stays so.
    pub(crate) fn cancellation(&self) -> CancellationToken {
        let token = CancellationToken::new();
        *self.cancel.lock().unwrap_or_else(PoisonError::into_inner) = token.clone();
        token
    }

    pub(crate) fn cancel(&self) {
        self.cancel.lock().unwrap_or_else(PoisonError::into_inner).cancel();
    }
}

/// Every run that is held.
#[derive(Default)]
pub(crate) struct Runs(Mutex<Held>);

#[derive(Default)]
struct Held {
    runs: HashMap<Uuid, Arc<Run>>,
    order: Vec<Uuid>,
}

impl Runs {
    pub(crate) fn add(
        &self,
        environment: EnvironmentId,
        approver: Option<Uuid>,
        journey: tessera_journeys::Run,
    ) -> (Uuid, Arc<Run>) {
        let id = journey.report().id;
        let journey = tokio::sync::Mutex::new(journey);
        let run = Run { environment, journey, approver, shown: Shown::default(), cancel: Mutex::default() };
        let run = Arc::new(run);
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.runs.insert(id, Arc::clone(&run));
        held.order.push(id);
        if held.order.len() > HELD {
            let oldest = held.order.remove(0);
            held.runs.remove(&oldest);
        }
        (id, run)
    }

    pub(crate) fn get(&self, id: Uuid) -> Answer<Arc<Run>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.runs.get(&id).cloned().ok_or_else(|| CommandError::gone("The run"))
    }

    /// Every run at an environment.
    pub(crate) fn of(&self, environment: &EnvironmentId) -> Vec<(Uuid, Arc<Run>)> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let here = held.runs.iter().filter(|(_, run)| run.environment == *environment);
        here.map(|(id, run)| (*id, Arc::clone(run))).collect()
    }

    /// Forgets a run, with its tokens and its key.
    pub(crate) fn forget(&self, id: Uuid) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.runs.remove(&id);
        held.order.retain(|held| *held != id);
    }

    /// Runs that wait for a word of the person.
    #[cfg(target_os = "linux")]
    pub(crate) fn waiting(&self) -> Vec<Arc<Run>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waits =
            |run: &&Arc<Run>| run.journey.try_lock().is_ok_and(|journey| journey.report().verdict == Verdict::Paused);
        held.runs.values().filter(waits).cloned().collect()
    }

    /// Runs that have not come to their end: under way, or waiting for the person.
    pub(crate) fn unfinished(&self) -> Vec<Arc<Run>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_unfinished = |run: &&Arc<Run>| {
            run.journey.try_lock().map_or(true, |journey| journey.report().verdict == Verdict::Paused)
        };
        held.runs.values().filter(is_unfinished).cloned().collect()
    }
}
