//! Faults to order: the simulator refuses, dawdles or breaks off on purpose, on calls that somebody named beforehand.
//!
//! They go through the simulator's own HTTP server, so its state moves on as it would. What no HTTP server can send
//! (a bad status line, a bomb, a port that never accepts) is for the raw servers of the tests, in `faults`.

mod all;
mod body;
mod line;
mod order;
mod play;

pub(crate) use self::all::{Orders, call_at};
pub(crate) use self::line::{Ending, Lines};
pub use self::order::{BadOrder, FaultOrder, FaultView, OrderedFault, When};
pub(crate) use self::play::play;
