//! The request log: what was asked and answered, with the simulator's own reason for each refusal.
//!
//! It holds no body, no header but the correlation id, no value of a query, and no signature; so it may be shown.
//! It is bounded: the oldest entries go first.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde::Serialize;
use tessera_protocol::{Call, CorrelationId};
use tokio::sync::broadcast;
use ts_rs::TS;

/// Entries that are kept, and that a slow listener may fall behind.
const KEPT: usize = 500;

/// One request and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LoggedRequest {
    /// Counts from 1.
    #[ts(type = "number")]
    pub number: u64,
    /// When it came, by the simulator's clock.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// `GET`, `POST`, ...
    pub method: String,
    /// The path, and the names in the query: `/ias/v2/content_token?content_id=…&type=…`.
    pub path: String,
    /// Which call that is; `null` where there is none at this path.
    pub call: Option<Call>,
    /// Status of the answer.
    pub status: u16,
    /// `x-correlation-id` of the request.
    pub correlation_id: Option<CorrelationId>,
    /// How long the answer took, in microseconds.
    #[ts(type = "number")]
    pub microseconds: u64,
    /// Why it was refused. The caller is not told.
    pub why: Option<String>,
}

pub(crate) struct RequestLog {
    kept: Mutex<VecDeque<LoggedRequest>>,
    listeners: broadcast::Sender<LoggedRequest>,
}

impl Default for RequestLog {
    fn default() -> Self {
        Self { kept: Mutex::default(), listeners: broadcast::Sender::new(KEPT) }
    }
}

impl RequestLog {
    /// Adds an entry and gives it its number.
    pub(crate) fn add(&self, mut entry: LoggedRequest) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        entry.number = kept.back().map_or(1, |last| last.number + 1);
        if self.listeners.receiver_count() > 0 {
            // It fails only when the last listener has just gone.
            let _ = self.listeners.send(entry.clone());
        }
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back(entry);
    }

    pub(crate) fn entries(&self) -> Vec<LoggedRequest> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Those after the one of that number, oldest first.
    pub(crate) fn entries_after(&self, number: u64) -> Vec<LoggedRequest> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.range(kept.partition_point(|entry| entry.number <= number)..).cloned().collect()
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<LoggedRequest> {
        self.listeners.subscribe()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_log_is_bounded_and_numbers_go_on() {
        let log = RequestLog::default();
        for _ in 0..KEPT + 7 {
            log.add(LoggedRequest {
                number: 0,
                at: Timestamp::UNIX_EPOCH,
                method: "GET".into(),
                path: "/".into(),
                call: None,
                status: 404,
                correlation_id: None,
                microseconds: 1,
                why: None,
            });
        }
        let entries = log.entries();
        assert_eq!((entries.len(), entries[0].number, entries[KEPT - 1].number), (KEPT, 8, 507));
        assert_eq!(log.entries_after(0), entries, "those that have gone are not waited for");
        assert_eq!(log.entries_after(505), entries[KEPT - 2..]);
        assert_eq!((log.entries_after(507), log.entries_after(u64::MAX)), (vec![], vec![]));
    }
}
