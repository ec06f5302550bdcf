//! What a phone that confirmed a sign-on is told of the run: one word of six, which holds no token and no id.

use tessera_phone::Outcome;

use crate::{RunReport, Verdict};

impl From<&RunReport> for Outcome {
    fn from(report: &RunReport) -> Self {
        match report.verdict {
            Verdict::Done => Self::Done,
            _ if report.device.is_some() => Self::DeviceOnly,
            Verdict::Refused => Self::Refused,
            Verdict::NotReached => Self::NotReached,
            Verdict::Unreadable => Self::Unreadable,
            Verdict::Cancelled => Self::Cancelled,
            Verdict::Stopped | Verdict::Running | Verdict::Paused => Self::Stopped,
        }
    }
}
