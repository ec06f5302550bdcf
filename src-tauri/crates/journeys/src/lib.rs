//! The chains of calls; a run with its steps, exchanges and findings.
//!
//! A journey is a state machine that goes one step at a time: to run through, to stop at each step, to cancel and to
//! repeat from any step are four ways of calling it. It holds whole tokens; what it reports is cut.

mod cut;
mod drive;
mod explain;
mod held;
mod plan;
pub mod prepare;
mod qr_sign_on;
pub mod record;
mod report;
pub mod secrets;
mod step;

pub use drive::{Clock, Mode, Observer, drive};
pub use explain::{Cause, Explanation, Likelihood, Remedy};
pub use held::{HeldToken, TokenSlot};
pub use plan::{HeadEnd, OperatorKey, ParameterNames, Plan, QrChoice};
pub use qr_sign_on::{DrawnCode, Picture, QrSignOn, TokenSet};
pub use report::{DeviceReport, JourneyName, RunEvent, RunReport, StepReport, StepState, TokenReport, Verdict};
pub use step::Step;
