//! The moment at which a token is judged: by this computer's clock, and by that of the server where it is known to differ.

use jiff::{SignedDuration, Timestamp};

/// Clocks that differ by less agree: `Date` has whole seconds, and a call takes its time.
const AGREE: SignedDuration = SignedDuration::from_secs(5);

/// A moment by one clock or by two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocks {
    /// By this computer's clock.
    pub here: Timestamp,
    /// By that of the server; `None` where it is not known, or agrees.
    pub server: Option<Timestamp>,
}

impl Clocks {
    /// A moment here, and how far the server's clock is ahead of ours.
    pub fn new(here: Timestamp, skew: Option<SignedDuration>) -> Self {
        let skew = skew.filter(|skew| skew.abs() >= AGREE);
        Self { here, server: skew.and_then(|skew| here.checked_add(skew).ok()) }
    }

    /// By the clock that counts.
    pub fn counting(self) -> Timestamp {
        self.server.unwrap_or(self.here)
    }

    /// How far the server's clock is ahead of ours; nothing where they agree.
    pub fn skew(self) -> SignedDuration {
        self.counting().duration_since(self.here)
    }
}

impl From<Timestamp> for Clocks {
    fn from(here: Timestamp) -> Self {
        Self { here, server: None }
    }
}
