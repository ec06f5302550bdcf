//! The simulator's clock: a source of time, and an offset by which a person or a test moves it.
//!
//! Everything the simulator does with time, it does with this clock, the `Date` header included; so a token can be
//! made to expire without waiting.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// A clock that can be moved. Clones share the offset.
#[derive(Clone)]
pub struct Clock {
    source: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    offset_nanoseconds: Arc<AtomicI64>,
}

impl Clock {
    /// A clock that reads `source` at each question.
    pub fn new(source: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { source: Arc::new(source), offset_nanoseconds: Arc::default() }
    }

    /// The clock of this machine.
    pub fn system() -> Self {
        Self::new(Timestamp::now)
    }

    /// A clock that stands still until it is moved.
    pub fn fixed(at: Timestamp) -> Self {
        Self::new(move || at)
    }

    /// The moment it shows.
    pub fn now(&self) -> Timestamp {
        let offset = SignedDuration::from_nanos(self.offset_nanoseconds.load(Ordering::Relaxed));
        (self.source)().checked_add(offset).unwrap_or(Timestamp::MAX)
    }

    /// Moves it, forward or, by a negative duration, back. At most 292 years in all.
    pub fn advance(&self, by: SignedDuration) {
        let limit = if by.is_negative() { i64::MIN } else { i64::MAX };
        let by = i64::try_from(by.as_nanos()).unwrap_or(limit);
        let moved = |offset: i64| Some(offset.saturating_add(by));
        let _ = self.offset_nanoseconds.fetch_update(Ordering::Relaxed, Ordering::Relaxed, moved);
    }
}

impl Clock {
    /// Makes it show a moment, from which it goes on.
    pub fn set(&self, to: Timestamp) {
        self.take_back();
        self.advance(to.duration_since(self.now()));
    }

    /// Takes back every move.
    pub fn take_back(&self) {
        self.offset_nanoseconds.store(0, Ordering::Relaxed);
    }

    /// How far it was moved in all.
    pub fn moved_by(&self) -> SignedDuration {
        SignedDuration::from_nanos(self.offset_nanoseconds.load(Ordering::Relaxed))
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Clock({})", self.now())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_clock_is_moved_for_all_who_hold_it() {
        let clock = Clock::fixed("2022-06-10T15:04:53Z".parse().unwrap());
        let other = clock.clone();
        other.advance(SignedDuration::from_hours(2));
        other.advance(SignedDuration::from_mins(-1));
        assert_eq!(clock.now(), "2022-06-10T17:03:53Z".parse().unwrap());
    }

    #[test]
    fn a_clock_moved_too_far_stands_at_its_end_and_does_not_panic() {
        let clock = Clock::fixed(Timestamp::MAX);
        clock.advance(SignedDuration::MAX);
        clock.advance(SignedDuration::MAX);
        assert_eq!(clock.now(), Timestamp::MAX);
        clock.advance(SignedDuration::MIN);
        assert!(clock.now() <= Timestamp::MAX);
    }
}
