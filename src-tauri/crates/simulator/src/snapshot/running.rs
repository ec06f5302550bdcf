//! What goes on at the moment: registration codes that wait, streams that run.

use jiff::Timestamp;
use serde::Serialize;
use tessera_protocol::{AccountId, ClientId, ContentId};
use ts_rs::TS;

use crate::registrations::Progress;
use crate::state::State;

/// One registration code of companion sign-on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationView {
    /// What its device shows.
    pub code: String,
    /// The account it was approved for; `null` while it waits.
    pub approved_for: Option<AccountId>,
    /// When it expires.
    #[ts(type = "string")]
    pub ends: Timestamp,
}

/// One stream that the session manager counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StreamView {
    /// Whose limit it counts in.
    pub account_id: AccountId,
    /// Which device plays.
    pub client_id: ClientId,
    /// What it plays.
    pub content_id: ContentId,
    /// When it was set up.
    #[ts(type = "string")]
    pub started: Timestamp,
    /// When it is over, unless it beats.
    #[ts(type = "string")]
    pub ends: Timestamp,
}

pub(super) fn registrations(state: &State, at: Timestamp) -> Vec<RegistrationView> {
    let open = state.registrations.open(at).map(|(code, registration)| RegistrationView {
        code: code.to_owned(),
        approved_for: match &registration.progress {
            Progress::Approved(account) => Some(account.clone()),
            Progress::Waiting | Progress::Registered => None,
        },
        ends: registration.ends,
    });
    let mut open: Vec<_> = open.collect();
    open.sort_by(|one, other| (one.ends, &one.code).cmp(&(other.ends, &other.code)));
    open
}

pub(super) fn streams(state: &State, at: Timestamp) -> Vec<StreamView> {
    let running = state.streams.running(at).map(|(account, stream)| StreamView {
        account_id: account.clone(),
        client_id: stream.device.clone(),
        content_id: stream.content.clone(),
        started: stream.started,
        ends: stream.ends,
    });
    let mut running: Vec<_> = running.collect();
    running.sort_by(|one, other| (one.started, &one.client_id).cmp(&(other.started, &other.client_id)));
    running
}
