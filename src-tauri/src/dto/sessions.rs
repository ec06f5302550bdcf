//! Playback sessions as the window is told of them.

use serde::{Deserialize, Serialize};
use tessera_journeys::session::{PlaybackSession, SessionReport};
use tessera_storage::EnvironmentId;
use ts_rs::TS;
use uuid::Uuid;

/// How a session is to be kept alive.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum BeatingInput {
    /// By heartbeats.
    Heartbeat,
    /// By renewing a Widevine licence with each beat.
    Renewal {
        /// A file that was chosen; `null` for the challenge that the simulator inside takes.
        #[ts(type = "string | null")]
        challenge: Option<Uuid>,
    },
}

/// A session, and whose it is.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SessionView {
    /// Where it is set up.
    pub(crate) environment: EnvironmentId,
    /// The stored device that plays.
    #[ts(type = "string")]
    pub(crate) device: Uuid,
    /// Whether an earlier start left it; this one tore it down, or tried to.
    pub(crate) left: bool,
    /// Whether there is a token to tear it down with.
    pub(crate) can_be_torn_down: bool,
    /// As it stands. In an event its exchanges are the newest alone.
    pub(crate) report: SessionReport,
}

/// What is told of sessions.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum SessionEvent {
    /// A call of a session came to its end.
    Session {
        /// How the session stands now.
        session: Box<SessionView>,
    },
    /// Something that nobody asked for: sessions of an earlier start, a sign-on that ended.
    Said {
        /// For people.
        said: String,
    },
}

impl SessionView {
    pub(crate) fn of(environment: EnvironmentId, device: Uuid, session: &PlaybackSession) -> Self {
        let can_be_torn_down = session.can_be_torn_down();
        Self { environment, device, left: false, can_be_torn_down, report: session.report() }
    }

    /// One of an earlier start, after its tear-down.
    pub(crate) fn left(environment: EnvironmentId, device: Uuid, report: SessionReport) -> Self {
        Self { environment, device, left: true, can_be_torn_down: false, report }
    }
}
