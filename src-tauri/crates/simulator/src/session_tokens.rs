//! Session tokens: each good for one sign-on, for a while.
//!
//! Tokens that are spent or expired are remembered a little longer, so that the request log can tell one from a
//! token that never was. The number remembered is bounded; the oldest go first.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use jiff::Timestamp;
use tessera_protocol::AccountId;

/// How many are remembered, good ones and others.
const REMEMBERED: usize = 100_000;

/// Characters of a token: 129 bits. The documents' one example has 21; with 25 a QR code stays at version 2.
pub(crate) const LENGTH: usize = 25;

/// The session tokens given out. They are secrets, so there is no `Debug`.
#[derive(Clone, Default)]
pub(crate) struct SessionTokens {
    by_text: HashMap<Arc<str>, SessionTokenState>,
    oldest_first: VecDeque<Arc<str>>,
}

#[derive(Clone)]
struct SessionTokenState {
    account: AccountId,
    ends: Timestamp,
    spent: bool,
}

impl SessionTokens {
    pub(crate) fn add(&mut self, text: &str, account: AccountId, ends: Timestamp) {
        if self.oldest_first.len() >= REMEMBERED
            && let Some(oldest) = self.oldest_first.pop_front()
        {
            self.by_text.remove(&oldest);
        }
        let text: Arc<str> = text.into();
        self.by_text.insert(text.clone(), SessionTokenState { account, ends, spent: false });
        self.oldest_first.push_back(text);
    }

    /// The account a token signs on to, or why it does not.
    pub(crate) fn account_of(&self, text: &str, now: Timestamp) -> Result<&AccountId, String> {
        match self.by_text.get(text) {
            None => Err("it was not given out here".to_owned()),
            Some(token) if token.spent => Err("it has been used".to_owned()),
            Some(token) if now >= token.ends => Err(format!("it expired at {}", token.ends)),
            Some(token) => Ok(&token.account),
        }
    }

    pub(crate) fn spend(&mut self, text: &str) {
        if let Some(token) = self.by_text.get_mut(text) {
            token.spent = true;
        }
    }

    /// Whether a text is one of them, good or not.
    pub(crate) fn knows(&self, text: &str) -> bool {
        self.by_text.contains_key(text)
    }

    /// How many could still sign on.
    pub(crate) fn open(&self, now: Timestamp) -> usize {
        self.by_text.values().filter(|token| !token.spent && now < token.ends).count()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn the_oldest_token_is_forgotten_when_there_are_too_many() {
        let now = Timestamp::UNIX_EPOCH;
        let mut tokens = SessionTokens::default();
        for number in 0..=REMEMBERED {
            tokens.add(&format!("token-{number}"), "ACC-1".into(), now + SignedDuration::from_secs(1));
        }
        assert_eq!(tokens.by_text.len(), REMEMBERED);
        assert_eq!(tokens.account_of("token-0", now), Err("it was not given out here".to_owned()));
        assert_eq!(tokens.account_of("token-1", now).unwrap().as_str(), "ACC-1");
    }
}
