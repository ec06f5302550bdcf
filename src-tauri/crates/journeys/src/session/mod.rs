//! Playback sessions: set up at SSM with a content token, kept alive by heartbeats, torn down.
//!
//! A [`PlaybackSession`] reads no clock and waits for nothing: whoever holds it calls `set_up`, `beat` when
//! `next_beat_at` has come, and `tear_down`. So a terminal's loop, a task of the window and a test with a moved clock run
//! the same code. Whole tokens stay in memory; what is told is cut. What survives the program's own end stands in `left`.

mod explain;
mod judge;
mod left;
mod plan;
mod playback;
mod report;

pub use left::{LeftSession, LeftSessions, LeftSessionsError};
pub use plan::{Beating, NoSession, SessionPlan};
pub use playback::PlaybackSession;
pub use report::{SessionCall, SessionExchange, SessionReport, SessionState};

#[cfg(test)]
mod tests;
