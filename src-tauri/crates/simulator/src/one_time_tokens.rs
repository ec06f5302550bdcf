//! One-time tokens: session tokens and user account tokens, each good for one sign-on, for a while.
//!
//! Tokens that are spent or expired are remembered a little longer, so that the request log can tell one from a
//! token that never was. Of these no more than some thousands are; the number of all is bounded, too. The oldest go
//! first.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::random::{self, NoRandomness};

/// Characters of a token: 129 bits. The documents' one example of a session token has 21; with 25 a QR code stays at
/// version 2.
pub(crate) const LENGTH: usize = 25;

/// From this number on, a token that is over goes as soon as it is the oldest.
const OVER: usize = 10_000;

/// A new token.
pub(crate) fn fresh() -> Result<String, NoRandomness> {
    random::alphanumeric(LENGTH)
}

/// The tokens given out, and what each is for. They are secrets, so there is no `Debug`.
pub(crate) struct OneTimeTokens<T> {
    most: usize,
    by_text: HashMap<Arc<str>, OneTimeToken<T>>,
    oldest_first: VecDeque<Arc<str>>,
}

struct OneTimeToken<T> {
    is_for: T,
    ends: Timestamp,
    spent: bool,
}

impl<T> OneTimeTokens<T> {
    /// Remembers at most so many, good ones and others.
    pub(crate) fn at_most(most: usize) -> Self {
        Self { most, by_text: HashMap::new(), oldest_first: VecDeque::new() }
    }

    /// Adds a token that lives so many seconds from now.
    pub(crate) fn add(&mut self, text: &str, is_for: T, now: Timestamp, lifetime: u32) {
        while self.oldest_first.len() >= self.most
            || (self.oldest_first.len() >= OVER
                && self.oldest_first.front().is_some_and(|oldest| self.is_over(oldest, now)))
        {
            let Some(oldest) = self.oldest_first.pop_front() else { break };
            self.by_text.remove(&oldest);
        }
        let text: Arc<str> = text.into();
        let ends = now.checked_add(SignedDuration::from_secs(lifetime.into())).unwrap_or(Timestamp::MAX);
        self.by_text.insert(text.clone(), OneTimeToken { is_for, ends, spent: false });
        self.oldest_first.push_back(text);
    }

    /// What a token is for, or why it is for nothing.
    pub(crate) fn get(&self, text: &str, now: Timestamp) -> Result<&T, String> {
        match self.by_text.get(text) {
            None => Err("it was not given out here".to_owned()),
            Some(token) if token.spent => Err("it has been used".to_owned()),
            Some(token) if now >= token.ends => Err(format!("it expired at {}", token.ends)),
            Some(token) => Ok(&token.is_for),
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

    fn is_over(&self, text: &str, now: Timestamp) -> bool {
        self.by_text.get(text).is_none_or(|token| token.spent || now >= token.ends)
    }

    /// How many could still sign on.
    pub(crate) fn open(&self, now: Timestamp) -> usize {
        self.by_text.values().filter(|token| !token.spent && now < token.ends).count()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_oldest_token_is_forgotten_when_there_are_too_many() {
        let now = Timestamp::UNIX_EPOCH;
        let mut tokens = OneTimeTokens::at_most(3);
        for number in 0..=3 {
            tokens.add(&format!("token-{number}"), number, now, 1);
        }
        assert_eq!(tokens.by_text.len(), 3, "though none of them is over");
        assert_eq!(tokens.get("token-0", now), Err("it was not given out here".to_owned()));
        assert_eq!(tokens.get("token-1", now), Ok(&1));
    }

    #[test]
    fn tokens_that_are_over_make_room_and_good_ones_stay() {
        let now = Timestamp::UNIX_EPOCH;
        let mut tokens = OneTimeTokens::at_most(usize::MAX);
        for number in 0..3 * OVER {
            let text = format!("token-{number}");
            tokens.add(&text, number, now, 300);
            tokens.spend(&text);
        }
        assert_eq!((tokens.by_text.len(), tokens.oldest_first.len()), (OVER, OVER));
        let long_after = Timestamp::from_second(300).unwrap();
        for number in 0..3 * OVER {
            tokens.add(&format!("good-{number}"), number, long_after, 300);
        }
        assert_eq!(tokens.open(long_after), 3 * OVER);
        assert_eq!(tokens.get("good-0", long_after), Ok(&0));
    }
}
