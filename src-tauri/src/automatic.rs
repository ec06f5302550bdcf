//! Refreshing tokens before they end, for the devices for which a person switched it on.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tauri::{AppHandle, Manager as _};
use tessera_journeys::record::signed_out;
use tessera_journeys::{TokenSet, TokenSets, Verdict};
use tessera_storage::{Device, DeviceChange, RenewalGuard, Renewals};
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use crate::device;
use crate::error::{Answer, ErrorKind};
use crate::state::App;

/// How often it is looked whether a refresh is due.
const LOOK: Duration = Duration::from_secs(1);

/// How long after a refresh that did not reach the platform, or found the tokens in use elsewhere, the next one is tried.
const AGAIN: SignedDuration = SignedDuration::from_secs(30);

/// The token sets of this session, and for which devices they are kept fresh.
pub(crate) struct Tokens {
    sets: TokenSets,
    renewals: Renewals,
    automatic: Mutex<HashSet<Uuid>>,
    not_before: Mutex<HashMap<Uuid, Timestamp>>,
}

/// While it lives, nobody else renews the tokens of a device: nobody here, and no other process.
pub(crate) struct Renewing {
    _here: OwnedMutexGuard<()>,
    _elsewhere: RenewalGuard,
}

impl Tokens {
    pub(crate) fn new(renewals: Renewals) -> Self {
        Self { sets: TokenSets::default(), renewals, automatic: Mutex::default(), not_before: Mutex::default() }
    }

    pub(crate) fn get(&self, device: Uuid) -> Option<TokenSet> {
        self.sets.get(device)
    }

    pub(crate) fn forget(&self, device: Uuid) {
        self.sets.forget(device);
        self.set_automatic(device, false);
    }

    /// Also leaves nothing of it between processes.
    pub(crate) fn forget_device(&self, device: Uuid) {
        self.forget(device);
        self.renewals.forget(device);
    }

    pub(crate) async fn renewing(&self, device: Uuid) -> Answer<Renewing> {
        let here = self.sets.renewing(device).await;
        self.also_elsewhere(device, here).await
    }

    async fn also_elsewhere(&self, device: Uuid, here: OwnedMutexGuard<()>) -> Answer<Renewing> {
        let renewals = self.renewals.clone();
        // It waits for seconds at most.
        let elsewhere = tokio::task::spawn_blocking(move || renewals.hold(device)).await??;
        Ok(Renewing { _here: here, _elsewhere: elsewhere })
    }

    /// The guard of a renewal that is due, also after everybody else has had their turn.
    pub(crate) async fn renewing_if_due(
        &self,
        device: Uuid,
        margin: SignedDuration,
        now: Timestamp,
    ) -> Answer<Option<Renewing>> {
        let here = self.sets.renewing_if(device, |set| set.refresh_due(margin).is_some_and(|at| at <= now)).await;
        match here {
            Some(here) => self.also_elsewhere(device, here).await.map(Some),
            None => Ok(None),
        }
    }

    pub(crate) fn is_automatic(&self, device: Uuid) -> bool {
        lock(&self.automatic).contains(&device)
    }

    pub(crate) fn set_automatic(&self, device: Uuid, automatic: bool) {
        if automatic {
            lock(&self.automatic).insert(device);
        } else {
            lock(&self.automatic).remove(&device);
        }
        lock(&self.not_before).remove(&device);
    }

    /// Takes over what a run that was kept did to the tokens of its device.
    pub(crate) fn take_over(&self, run: &tessera_journeys::Run, kept: Option<&(Device, DeviceChange)>) {
        let Some((device, change)) = kept else { return };
        if let DeviceChange::OtherAccount { wiped } = change {
            self.forget(wiped.id);
        }
        if signed_out(&run.report()) {
            self.forget(device.id);
        } else if let Some(set) = run.token_set().filter(|_| run.has_new_tokens()) {
            self.sets.put(device.id, set.clone());
        }
    }

    /// Takes over a set that was renewed for a device in the run of another one.
    pub(crate) fn renewed(&self, device: Uuid, set: &TokenSet) {
        if self.get(device).is_none_or(|held| held.issued_at < set.issued_at) {
            self.sets.put(device, set.clone());
        }
    }

    fn wait(&self, device: Uuid, now: Timestamp) {
        lock(&self.not_before).insert(device, now.checked_add(AGAIN).unwrap_or(now));
    }

    fn due(&self, device: Uuid, margin: SignedDuration, now: Timestamp) -> bool {
        let waits = lock(&self.not_before).get(&device).is_some_and(|at| now < *at);
        !waits && self.get(device).and_then(|set| set.refresh_due(margin)).is_some_and(|at| at <= now)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Looks after the tokens for as long as the program runs.
pub(crate) fn watch(handle: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let mut look = tokio::time::interval(LOOK);
        loop {
            look.tick().await;
            let app = handle.state::<App>();
            let devices: Vec<Uuid> = lock(&app.tokens.automatic).iter().copied().collect();
            for id in devices {
                refresh_if_due(&app, id).await;
            }
        }
    });
}

async fn refresh_if_due(app: &App, id: Uuid) {
    let Ok(Some(stored)) = app.database.devices().get(id) else { return };
    let now = (app.clock_of(&stored.environment))();
    if !app.tokens.due(id, device::margin(app, &stored.environment), now) {
        return;
    }
    let what = match device::refresh(app, id).await {
        Ok(Verdict::Done) => return,
        Ok(Verdict::NotReached) => return app.tokens.wait(id, now),
        Err(error) if error.kind == ErrorKind::InUse => return app.tokens.wait(id, now),
        Ok(_) => "the platform did not renew the tokens; History has the run".to_owned(),
        Err(error) => error.headline,
    };
    app.tokens.set_automatic(id, false);
    app.say(vec![format!("Automatic refresh of {} was switched off: {what}.", stored.client_id)]);
}
