//! A call that is under way: when its future is dropped, what was sent is left behind as an exchange without an answer,
//! so that whoever ended it can still show it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::Exchange;
use crate::timings::Setup;

/// The last call that was dropped.
#[derive(Clone, Default)]
pub(super) struct Ended(Arc<Mutex<Option<Exchange>>>);

impl Ended {
    pub(super) fn take(&self) -> Option<Exchange> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// One call, from its begin to its end.
pub(super) struct UnderWay<'call> {
    /// What is left behind; `None` once the call is done.
    asked: Option<&'call Exchange>,
    begin: Instant,
    ended: &'call Ended,
}

impl<'call> UnderWay<'call> {
    pub(super) fn new(asked: &'call Exchange, begin: Instant, ended: &'call Ended) -> Self {
        Self { asked: Some(asked), begin, ended }
    }

    pub(super) fn done(mut self) {
        self.asked = None;
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        if let Some(asked) = self.asked {
            let timings = Setup::default().timings(None, self.begin.elapsed());
            let left = Exchange { timings, ..asked.clone() };
            *self.ended.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(left);
        }
    }
}
