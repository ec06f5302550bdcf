//! Ids that are remembered until what they belong to would be over anyway: spent tokens, ended chains.

use std::collections::{BTreeSet, HashSet};
use std::hash::Hash;

use jiff::Timestamp;

/// Ids, each remembered until a moment in seconds since the epoch.
#[derive(Clone)]
pub(crate) struct Remembered<K> {
    ids: HashSet<K>,
    by_end: BTreeSet<(i64, K)>,
}

impl<K> Default for Remembered<K> {
    fn default() -> Self {
        Self { ids: HashSet::new(), by_end: BTreeSet::new() }
    }
}

impl<K: Clone + Eq + Ord + Hash> Remembered<K> {
    pub(crate) fn from_kept(ids: impl Iterator<Item = (K, i64)>, now: Timestamp) -> Self {
        let mut remembered = Self::default();
        ids.for_each(|(id, end)| {
            remembered.insert(id, end, now);
        });
        remembered
    }

    /// What is remembered and not over, each with its end.
    pub(crate) fn kept(&self, now: Timestamp) -> impl Iterator<Item = (K, i64)> {
        let over = move |(end, _): &&(i64, K)| *end <= now.as_second();
        self.by_end.iter().skip_while(over).map(|(end, id)| (id.clone(), *end))
    }

    /// Whether it is remembered.
    pub(crate) fn contains(&self, id: &K) -> bool {
        self.ids.contains(id)
    }

    /// Remembers an id; `false` when it was remembered already. Those that are over are forgotten.
    pub(crate) fn insert(&mut self, id: K, end: i64, now: Timestamp) -> bool {
        while self.by_end.first().is_some_and(|(end, _)| *end <= now.as_second())
            && let Some((_, over)) = self.by_end.pop_first()
        {
            self.ids.remove(&over);
        }
        let new = self.ids.insert(id.clone());
        if new {
            self.by_end.insert((end, id));
        }
        new
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_would_have_expired_is_forgotten() {
        let mut spent = Remembered::default();
        for second in 0..10_000_u32 {
            spent.insert(second, i64::from(second) + 5, Timestamp::from_second(second.into()).unwrap());
        }
        assert_eq!((spent.ids.len(), spent.by_end.len()), (5, 5));
        assert!(spent.ids.contains(&9_995) && !spent.ids.contains(&9_994));
    }
}
