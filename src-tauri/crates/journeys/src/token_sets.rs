//! The token sets that devices have now. They live in memory alone; what outlives the program is the refresh token in
//! the vault.
//!
//! Whoever renews a set holds its lock meanwhile, so two refreshes of one device never run at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use crate::TokenSet;

/// Token sets by the id of the device as it is stored.
#[derive(Debug, Default)]
pub struct TokenSets(Mutex<HashMap<Uuid, Held>>);

#[derive(Debug, Default)]
struct Held {
    set: Option<TokenSet>,
    renewing: Arc<tokio::sync::Mutex<()>>,
}

impl TokenSets {
    /// The newest set of a device.
    pub fn get(&self, device: Uuid) -> Option<TokenSet> {
        self.held().get(&device)?.set.clone()
    }

    /// Takes a set over, both tokens at once.
    pub fn put(&self, device: Uuid, set: TokenSet) {
        self.held().entry(device).or_default().set = Some(set);
    }

    /// Forgets the set of a device that signed out or was forgotten.
    pub fn forget(&self, device: Uuid) {
        if let Some(held) = self.held().get_mut(&device) {
            held.set = None;
        }
    }

    /// Devices that have a set.
    pub fn devices(&self) -> Vec<Uuid> {
        self.held().iter().filter(|(_, held)| held.set.is_some()).map(|(device, _)| *device).collect()
    }

    /// Waits until nobody renews the tokens of a device; while the guard lives, nobody else does.
    pub async fn renewing(&self, device: Uuid) -> OwnedMutexGuard<()> {
        let lock = Arc::clone(&self.held().entry(device).or_default().renewing);
        lock.lock_owned().await
    }

    /// The same, for whoever renews a set only if that is still needed: `None` where somebody else renewed it, or it was
    /// forgotten, while this one waited.
    pub async fn renewing_if(&self, device: Uuid, needed: impl Fn(&TokenSet) -> bool) -> Option<OwnedMutexGuard<()>> {
        let guard = self.renewing(device).await;
        self.get(device).as_ref().is_some_and(needed).then_some(guard)
    }

    fn held(&self) -> MutexGuard<'_, HashMap<Uuid, Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
