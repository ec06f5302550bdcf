//! Streams that run: how many an account has, and which session token of each is the newest.

use std::collections::HashMap;

use jiff::Timestamp;
use tessera_protocol::{AccountId, ClientId, ContentId};

/// One stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stream {
    pub(crate) device: ClientId,
    pub(crate) content: ContentId,
    pub(crate) started: Timestamp,
    /// When it is over, unless it beats.
    pub(crate) ends: Timestamp,
    /// `jti` of its newest session token.
    pub(crate) newest: u128,
}

/// The streams of every account. Those that missed their beat go whenever their account is looked at, so an account
/// has never more of them than it may play.
#[derive(Debug, Clone, Default)]
pub(crate) struct Streams {
    by_account: HashMap<AccountId, Vec<Stream>>,
}

impl Streams {
    /// Adds a stream; `Err` with the number that run already when there is no room.
    pub(crate) fn add(
        &mut self,
        account: &AccountId,
        stream: Stream,
        most: usize,
        now: Timestamp,
    ) -> Result<(), usize> {
        let running = self.by_account.entry(account.clone()).or_default();
        running.retain(|stream| now < stream.ends);
        if running.len() >= most {
            return Err(running.len());
        }
        running.push(stream);
        Ok(())
    }

    /// The stream whose newest session token this is, if it still runs.
    pub(crate) fn get_mut(&mut self, account: &AccountId, newest: u128, now: Timestamp) -> Option<&mut Stream> {
        let mut running = self.by_account.get_mut(account)?.iter_mut();
        running.find(|stream| stream.newest == newest && now < stream.ends)
    }

    /// Ends a stream; `false` when none has this newest session token.
    pub(crate) fn end(&mut self, account: &AccountId, newest: u128, now: Timestamp) -> bool {
        let Some(running) = self.by_account.get_mut(account) else { return false };
        let before = running.len();
        running.retain(|stream| stream.newest != newest || now >= stream.ends);
        let ended = running.len() < before;
        if running.is_empty() {
            self.by_account.remove(account);
        }
        ended
    }

    /// All that run.
    pub(crate) fn running(&self, now: Timestamp) -> impl Iterator<Item = (&AccountId, &Stream)> {
        let each = |(account, streams)| Iterator::zip(std::iter::repeat(account), streams);
        self.by_account.iter().flat_map(each).filter(move |(_, stream): &(_, &Stream)| now < stream.ends)
    }
}
