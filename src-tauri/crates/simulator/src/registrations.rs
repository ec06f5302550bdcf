//! Registration codes of companion sign-on: shown by one device, approved by another.
//!
//! A code that expired or was used is remembered a little longer, so that it can be told from one that never was. The
//! number remembered is bounded; the oldest go first.

use std::collections::{HashMap, VecDeque};

use jiff::Timestamp;
use tessera_protocol::AccountId;

use crate::refusal::{Refusal, quoted};

/// How many codes are remembered.
const KEPT: usize = 10_000;

/// The codes given out. Each belongs to a DSRA token, which is a secret, so there is no `Debug`.
#[derive(Default)]
pub(crate) struct Registrations {
    by_code: HashMap<String, Registration>,
    code_of: HashMap<String, String>,
    /// DSRA tokens.
    oldest_first: VecDeque<String>,
}

pub(crate) struct Registration {
    token: String,
    pub(crate) ends: Timestamp,
    pub(crate) progress: Progress,
    polled: Option<Timestamp>,
}

/// How far a registration got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Progress {
    Waiting,
    Approved(AccountId),
    Registered,
}

impl Registrations {
    /// Adds a code; `false` when the same one is still open.
    pub(crate) fn add(&mut self, code: &str, token: &str, now: Timestamp, ends: Timestamp) -> bool {
        let open = |known: &Registration| now < known.ends && known.progress != Progress::Registered;
        if self.by_code.get(code).is_some_and(open) {
            return false;
        }
        if self.oldest_first.len() >= KEPT
            && let Some(oldest) = self.oldest_first.pop_front()
            && let Some(code) = self.code_of.remove(&oldest)
            && self.by_code.get(&code).is_some_and(|known| known.token == oldest)
        {
            self.by_code.remove(&code);
        }
        let registration = Registration { token: token.to_owned(), ends, progress: Progress::Waiting, polled: None };
        if let Some(before) = self.by_code.insert(code.to_owned(), registration) {
            self.code_of.remove(&before.token);
        }
        self.code_of.insert(token.to_owned(), code.to_owned());
        self.oldest_first.push_back(token.to_owned());
        true
    }

    /// Approves a code for an account.
    pub(crate) fn approve(&mut self, code: &str, account: AccountId, now: Timestamp) -> Result<(), Refusal> {
        let said = |why: &str| format!("deviceRegistrationCode {}: {why}", quoted(code));
        let known = self.by_code.get_mut(code).ok_or_else(|| Refusal::not_found(said("it was not given out here")))?;
        match known.progress {
            _ if now >= known.ends => Err(Refusal::forbidden(said(&format!("it expired at {}", known.ends)))),
            Progress::Approved(_) => Err(Refusal::forbidden(said("it has been approved already"))),
            Progress::Registered => Err(Refusal::forbidden(said("its device has signed on already"))),
            Progress::Waiting => {
                known.progress = Progress::Approved(account);
                Ok(())
            }
        }
    }

    /// The account for which the code of a DSRA token was approved; `None` while it was not.
    pub(crate) fn approved(&self, token: &str, now: Timestamp) -> Result<Option<AccountId>, Refusal> {
        let unknown = || Refusal::unauthorized("DSRA token: it was not given out here");
        let known = self.code_of.get(token).and_then(|code| self.by_code.get(code)).ok_or_else(unknown)?;
        match &known.progress {
            Progress::Registered => Err(Refusal::unauthorized("DSRA token: it has been used")),
            _ if now >= known.ends => {
                Err(Refusal::forbidden(format!("DSRA token: it expired at {}; it is {now:.0}", known.ends)))
            }
            Progress::Waiting => Ok(None),
            Progress::Approved(account) => Ok(Some(account.clone())),
        }
    }

    /// Notes a poll with a DSRA token, and gives the moment of the one before.
    pub(crate) fn polled(&mut self, token: &str, now: Timestamp) -> Option<Timestamp> {
        self.code_of.get(token).and_then(|code| self.by_code.get_mut(code))?.polled.replace(now)
    }

    /// Notes that the device of a DSRA token got its activation token.
    pub(crate) fn registered(&mut self, token: &str) {
        if let Some(known) = self.code_of.get(token).and_then(|code| self.by_code.get_mut(code)) {
            known.progress = Progress::Registered;
        }
    }

    /// Whether a text is a DSRA token, good or not.
    pub(crate) fn knows(&self, text: &str) -> bool {
        self.code_of.contains_key(text)
    }

    /// Codes that are open, with what became of them.
    pub(crate) fn open(&self, now: Timestamp) -> impl Iterator<Item = (&str, &Registration)> {
        let open = move |known: &Registration| now < known.ends && known.progress != Progress::Registered;
        self.by_code.iter().filter(move |(_, known)| open(known)).map(|(code, known)| (code.as_str(), known))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_oldest_code_is_forgotten_and_a_code_given_out_again_belongs_to_the_new_device() {
        let now = Timestamp::UNIX_EPOCH;
        let soon = Timestamp::from_second(1).unwrap();
        let mut registrations = Registrations::default();
        assert!(registrations.add("CODE", "first", now, soon));
        assert!(!registrations.add("CODE", "second", now, soon), "it is still open");
        assert!(registrations.add("CODE", "second", soon, Timestamp::MAX));
        assert!(!registrations.knows("first"));
        for number in 0..KEPT {
            registrations.add(&number.to_string(), &format!("token {number}"), soon, Timestamp::MAX);
        }
        assert!(!registrations.knows("second") && registrations.knows("token 0"));
        assert_eq!(registrations.by_code.len(), registrations.code_of.len());
        assert!(registrations.by_code.len() <= KEPT);
    }
}
