//! The thread that owns the keychain's store, and what a caller sees of it: an answer, or the end of the deadline.
//!
//! The calls of the keyring crates block and cannot be cancelled, so they never run on a thread of the async runtime.
//! The work itself stands in `keychain` and `os`; replacing a thread that is stuck in `crew`.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot, watch};

use crate::error::KeychainError;
use crate::os::Backend;

/// One piece of work, which answers to its own caller.
type Job = Box<dyn FnOnce(&mut Backend, &Stage) + Send>;

/// What the thread is doing.
#[derive(Debug, Clone, Copy)]
enum Activity {
    Idle,
    /// On one piece of work, since then.
    Working(Instant),
    /// The system is asking the person. Nobody's deadline runs.
    Waiting,
}

/// Where the thread announces what it is doing.
pub(crate) struct Stage {
    activity: watch::Sender<Activity>,
    /// Shared by all threads of a keychain: whether the system is asking the person.
    waiting: watch::Sender<bool>,
}

impl Stage {
    fn enter(&self, activity: Activity) {
        self.activity.send_replace(activity);
        let waiting = matches!(activity, Activity::Waiting);
        self.waiting.send_if_modified(|was| std::mem::replace(was, waiting) != waiting);
    }
}

/// What a piece of work knows of its caller.
pub(crate) struct Turn<'a> {
    /// When the caller asked.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "see the methods"))]
    pub asked: Instant,
    /// Closed when the caller stops waiting for the answer; nothing is ever sent.
    caller: mpsc::Receiver<Infallible>,
    stage: &'a Stage,
    deadline: Duration,
}

#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only the Secret Service can be waited for with care"))]
impl Turn<'_> {
    /// Resolves when the caller no longer waits.
    pub(crate) async fn abandoned(&mut self) {
        while self.caller.recv().await.is_some() {}
    }

    /// To be asked before each call that changes something: `Err` when nobody waits for it any more.
    pub(crate) fn go_on(&self) -> Result<(), KeychainError> {
        if self.caller.is_closed() { Err(self.out_of_time()) } else { Ok(()) }
    }

    /// The error for a call that is given up.
    pub(crate) fn out_of_time(&self) -> KeychainError {
        KeychainError::Hung { after: self.deadline }
    }

    /// The system begins to ask the person.
    pub(crate) fn begin_waiting(&self) {
        self.stage.enter(Activity::Waiting);
    }

    /// The person has answered.
    pub(crate) fn end_waiting(&self) {
        self.stage.enter(Activity::Working(Instant::now()));
    }
}

/// A thread with its queue. It ends when this handle is dropped and its last piece of work is done.
#[derive(Debug)]
pub(crate) struct Worker {
    jobs: mpsc::UnboundedSender<Job>,
    activity: watch::Receiver<Activity>,
    deadline: Duration,
}

impl Worker {
    /// `alive` is held by the thread for as long as it runs.
    pub(crate) fn start(deadline: Duration, waiting: watch::Sender<bool>, alive: Arc<()>) -> io::Result<Self> {
        let (jobs, mut queue) = mpsc::unbounded_channel::<Job>();
        let (activity, seen) = watch::channel(Activity::Idle);
        let stage = Stage { activity, waiting };
        thread::Builder::new().name("keychain".to_owned()).spawn(move || {
            let mut backend = Backend::new();
            while let Some(job) = queue.blocking_recv() {
                stage.enter(Activity::Working(Instant::now()));
                job(&mut backend, &stage);
                stage.enter(Activity::Idle);
            }
            drop(alive);
        })?;
        Ok(Self { jobs, activity: seen, deadline })
    }

    /// Whether the thread has ended, which only a panic can bring about.
    pub(crate) fn is_dead(&self) -> bool {
        self.jobs.is_closed()
    }

    /// Whether the thread has been on one piece of work for half the time that a caller waits, so that a call queued now
    /// would hardly be answered in time.
    pub(crate) fn is_stuck(&self) -> bool {
        matches!(*self.activity.borrow(), Activity::Working(since) if since.elapsed() >= self.deadline / 2)
    }

    /// Has the work done and waits for the answer, for as long as the deadline allows. Dropping the future cancels.
    ///
    /// The time during which the system asks the person does not count.
    pub(crate) async fn run<T, F>(&self, work: F) -> Result<T, KeychainError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Backend, &mut Turn<'_>) -> Result<T, KeychainError> + Send + 'static,
    {
        let (asked, deadline) = (Instant::now(), self.deadline);
        let (_alive, caller) = mpsc::channel(1);
        let (reply, mut answer) = oneshot::channel();
        let job: Job = Box::new(move |backend, stage| {
            let mut turn = Turn { asked, caller, stage, deadline };
            if turn.go_on().is_ok() {
                // A caller that has left meanwhile wants no answer.
                let _ = reply.send(work(backend, &mut turn));
            }
        });
        self.jobs.send(job).map_err(|_| KeychainError::Stopped)?;

        let mut activity = self.activity.clone();
        let mut left = deadline;
        loop {
            let waiting = matches!(*activity.borrow_and_update(), Activity::Waiting);
            let began = Instant::now();
            tokio::select! {
                biased;
                result = &mut answer => return result.unwrap_or(Err(KeychainError::Stopped)),
                () = tokio::time::sleep(left), if !waiting => return Err(KeychainError::Hung { after: deadline }),
                Ok(()) = activity.changed() => {}
            }
            if !waiting {
                left = left.saturating_sub(began.elapsed());
            }
        }
    }
}
