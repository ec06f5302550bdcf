//! The threads of one keychain: one at work, and a few more only while others are stuck in a call that never returns.
//!
//! A thread that is stuck is let go: it ends by itself when its call returns. So a keychain that hangs costs each caller
//! one deadline, and works again as soon as it answers; and it cannot fill the process with threads.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::error::KeychainError;
use crate::os::Backend;
use crate::worker::{Turn, Worker};

/// The most threads of one keychain. With all of them stuck, calls are answered at once.
const MOST_THREADS: usize = 3;

#[derive(Debug)]
pub(crate) struct Crew {
    deadline: Duration,
    current: Mutex<Option<Arc<Worker>>>,
    /// One more reference for each thread alive.
    alive: Arc<()>,
    waiting: watch::Sender<bool>,
}

impl Crew {
    pub(crate) fn new(deadline: Duration) -> Self {
        Self { deadline, current: Mutex::new(None), alive: Arc::new(()), waiting: watch::Sender::new(false) }
    }

    /// Whether the system is asking the person to unlock the keychain.
    pub(crate) fn waiting(&self) -> watch::Receiver<bool> {
        self.waiting.subscribe()
    }

    /// Has the work done on a thread that is not stuck; see [`Worker::run`].
    pub(crate) async fn run<T, F>(&self, work: F) -> Result<T, KeychainError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Backend, &mut Turn<'_>) -> Result<T, KeychainError> + Send + 'static,
    {
        let worker = self.worker()?;
        worker.run(work).await
    }

    fn worker(&self) -> Result<Arc<Worker>, KeychainError> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(worker) = current.as_ref().filter(|worker| !worker.is_dead() && !worker.is_stuck()) {
            return Ok(worker.clone());
        }
        if Arc::strong_count(&self.alive) > MOST_THREADS {
            return Err(KeychainError::Hung { after: self.deadline });
        }
        let worker = Worker::start(self.deadline, self.waiting.clone(), self.alive.clone())
            .map_err(|_| KeychainError::Stopped)?;
        Ok(current.insert(Arc::new(worker)).clone())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::mpsc;
    use std::thread::{self, ThreadId};
    use std::time::{Duration, Instant};

    use super::{Crew, MOST_THREADS};
    use crate::error::KeychainError;

    const DEADLINE: Duration = Duration::from_millis(500);
    const HUNG: KeychainError = KeychainError::Hung { after: DEADLINE };

    /// For calls that are expected to be answered, on a machine that may be busy.
    const PATIENCE: Duration = Duration::from_secs(30);

    async fn thread_of(crew: &Crew) -> Result<ThreadId, KeychainError> {
        crew.run(|_, _| Ok(thread::current().id())).await
    }

    #[tokio::test]
    async fn all_calls_run_on_one_thread() {
        let crew = Crew::new(PATIENCE);
        let first = thread_of(&crew).await.unwrap();
        assert_eq!(thread_of(&crew).await.unwrap(), first);
        assert_ne!(thread::current().id(), first);
    }

    #[tokio::test]
    async fn a_stuck_thread_is_replaced_a_few_times_and_then_calls_fail_at_once() {
        let crew = Crew::new(DEADLINE);
        let mut keys = Vec::new();
        for _ in 0..MOST_THREADS {
            let (key, stuck) = mpsc::channel::<()>();
            let outcome = crew.run(move |_, _| Ok(stuck.recv().is_ok())).await;
            assert_eq!(outcome, Err(HUNG));
            keys.push(key);
        }
        let at_once = tokio::select! {
            biased;
            outcome = thread_of(&crew) => Some(outcome),
            () = std::future::ready(()) => None,
        };
        assert_eq!(at_once, Some(Err(HUNG)), "without another deadline");

        drop(keys);
        let asked = Instant::now();
        while thread_of(&crew).await.is_err() {
            assert!(asked.elapsed() < PATIENCE, "works again once the calls have returned");
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn a_call_queued_behind_a_stuck_one_waits_one_deadline_and_is_then_never_made() {
        let crew = Crew::new(DEADLINE);
        let (key, stuck) = mpsc::channel::<()>();
        let (made, seen) = mpsc::channel::<()>();
        let first = crew.run(move |_, _| Ok(stuck.recv().is_ok()));
        let second = crew.run(move |_, _| Ok(made.send(()).is_ok()));
        assert_eq!(tokio::join!(first, second), (Err(HUNG), Err(HUNG)));
        drop(key);
        assert!(seen.recv().is_err(), "its caller was told that it failed");
    }

    #[tokio::test]
    async fn the_time_in_which_the_person_is_asked_does_not_count() {
        let crew = Crew::new(DEADLINE);
        let mut waiting = crew.waiting();
        let call = crew.run(|_, turn| {
            turn.begin_waiting();
            thread::sleep(2 * DEADLINE);
            turn.end_waiting();
            Ok(())
        });
        let (outcome, seen) = tokio::join!(call, async { waiting.wait_for(|asking| *asking).await.is_ok() });
        assert_eq!((outcome, seen), (Ok(()), true));
        assert!(!*waiting.borrow());
    }

    #[tokio::test]
    async fn work_sees_that_its_caller_has_left() {
        let crew = Crew::new(PATIENCE);
        let (begun, mut at_work) = tokio::sync::mpsc::channel(1);
        let (left, noticed) = mpsc::channel();
        let call = crew.run(move |_, turn| {
            begun.blocking_send(()).unwrap();
            while turn.go_on().is_ok() {
                thread::yield_now();
            }
            left.send(()).unwrap();
            Ok(())
        });
        tokio::select! {
            _ = call => unreachable!("the work goes on until its caller leaves"),
            _ = at_work.recv() => {}
        }
        assert!(noticed.recv_timeout(PATIENCE).is_ok());
    }

    #[tokio::test]
    async fn a_thread_that_panics_fails_its_call_and_no_other() {
        let crew = Crew::new(PATIENCE);
        let failed = crew.run::<(), _>(|_, _| panic!("as a keyring crate does when its lock is poisoned")).await;
        assert_eq!(failed, Err(KeychainError::Stopped));
        let asked = Instant::now();
        while thread_of(&crew).await.is_err() {
            assert!(asked.elapsed() < PATIENCE);
        }
    }
}
