//! What the window hears of sessions, through one channel for all of them. What is said before the window listens waits
//! for it.

use std::sync::Mutex;

use tauri::ipc::Channel;

use super::lock;
use crate::dto::{SessionEvent, SessionView};

/// The window's ear.
#[derive(Default)]
pub(super) struct Told(Mutex<Ear>);

#[derive(Default)]
struct Ear {
    window: Option<Channel<SessionEvent>>,
    waiting: Vec<String>,
    said: Vec<String>,
}

impl Told {
    /// From now on this window hears; another one does no more.
    pub(super) fn listen(&self, window: Channel<SessionEvent>) {
        let mut ear = lock(&self.0);
        for said in ear.waiting.drain(..) {
            let _ = window.send(SessionEvent::Said { said });
        }
        ear.window = Some(window);
    }

    /// How a session stands. Who begins to listen later is answered with that.
    pub(super) fn session(&self, session: SessionView) {
        if let Some(window) = &lock(&self.0).window {
            // When the window is gone there is nobody to tell.
            let _ = window.send(SessionEvent::Session { session: Box::new(session) });
        }
    }

    /// What a person has to know and did not ask for.
    pub(super) fn say(&self, said: impl Into<String>) {
        let said = said.into();
        let mut ear = lock(&self.0);
        match &ear.window {
            Some(window) => drop(window.send(SessionEvent::Said { said })),
            None => ear.waiting.push(said),
        }
    }

    /// The same, but not again.
    pub(super) fn say_once(&self, said: String) {
        let first = {
            let mut ear = lock(&self.0);
            let first = !ear.said.contains(&said);
            if first {
                ear.said.push(said.clone());
            }
            first
        };
        if first {
            self.say(said);
        }
    }
}
