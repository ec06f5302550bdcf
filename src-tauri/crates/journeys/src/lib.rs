//! The chains of calls; a run with its steps, exchanges and findings.
//!
//! A journey is a state machine that goes one step at a time: to run through, to stop at each step, to cancel and to
//! repeat from any step are four ways of calling it. It holds whole tokens; what it reports is cut.

mod companion;
mod cut;
mod document;
mod drive;
mod explain;
mod goal;
mod head_end;
mod held;
pub mod passwords;
mod phone;
mod plan;
mod playing;
pub mod prepare;
pub mod record;
mod report;
mod run;
pub mod secrets;
pub mod session;
mod step;
mod steps;
mod token_sets;

pub use companion::{Approver, CompanionSignOn, KeptIn};
pub use document::RunDocument;
pub use drive::{Clock, Mode, Observer, drive};
pub use explain::{Cause, Explanation, Likelihood, Remedy};
pub use goal::{
    DeviceTokens, Goal, GuestSignOn, PasswordKeeping, PasswordSignOn, PasswordSource, Playback, QrSignOn, Refresh,
    SignOut,
};
pub use head_end::{HeadEnd, OperatorKey, QrChoice};
pub use held::{HeldToken, TokenSlot};
pub use plan::{ParameterNames, Plan};
pub use playing::{ApprovalCheck, LicenceProbe, Playing};
pub use report::{
    Candidate, DeviceReport, JourneyName, RunEvent, RunReport, StepReport, StepState, TokenReport, Verdict,
};
pub use run::Run;
pub use step::Step;
pub use steps::{DrawnCode, Judged, TokenSet};
pub use tessera_qr::Picture;
pub use token_sets::TokenSets;
