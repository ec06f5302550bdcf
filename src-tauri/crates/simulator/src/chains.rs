//! Chains: all tokens that come of one sign-on, by refreshes and by content tokens that brought renewed ones along.
//!
//! A token says by its `jti` which chain it belongs to, so a chain that goes on costs no memory. Remembered are only
//! the chains that were ended and the refresh tokens that were spent, each until it would have expired anyway.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::RefreshRotation;
use crate::issue::Held;
use crate::random::{self, NoRandomness};
use crate::remembered::Remembered;

/// Bits of a `jti` that tell the issues of a chain apart. With the 32 of the chain they make a number of 19 digits at
/// most, as in the documents.
const ISSUE_BITS: u32 = 31;

/// One sign-on and what comes of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chain {
    number: u32,
    /// Claim `fixed_exp`: when it is over, whatever is refreshed. Seconds since the epoch.
    pub(crate) fixed_exp: i64,
}

/// Claim `jti`: the same for an access and a refresh token that were issued together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Jti(u64);

impl Jti {
    pub(crate) fn read(claim: &str) -> Option<Self> {
        claim.parse().ok().map(Self)
    }

    /// The chain it belongs to.
    pub(crate) fn chain(self, fixed_exp: i64) -> Option<Chain> {
        let number = u32::try_from(self.0 >> ISSUE_BITS).ok()?;
        Some(Chain { number, fixed_exp })
    }
}

impl fmt::Display for Jti {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// Gives each chain and each issue a number. They begin anywhere, so that nobody takes them for small numbers.
pub(crate) struct Numbers {
    chains: AtomicU32,
    issues: AtomicU32,
}

impl Numbers {
    pub(crate) fn random() -> Result<Self, NoRandomness> {
        let anywhere = || random::bytes().map(u32::from_le_bytes).map(AtomicU32::new);
        Ok(Self { chains: anywhere()?, issues: anywhere()? })
    }

    pub(crate) fn chain(&self, fixed_exp: i64) -> Chain {
        Chain { number: self.chains.fetch_add(1, Ordering::Relaxed), fixed_exp }
    }

    pub(crate) fn jti(&self, chain: Chain) -> Jti {
        let issue = u64::from(self.issues.fetch_add(1, Ordering::Relaxed)) & ((1 << ISSUE_BITS) - 1);
        Jti(u64::from(chain.number) << ISSUE_BITS | issue)
    }
}

/// What is remembered of chains.
#[derive(Clone, Default)]
pub(crate) struct Chains {
    ended: Remembered<u32>,
    spent: Remembered<Jti>,
}

/// The same for a later start; each with the second at which it is forgotten.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct KeptChains {
    ended: Vec<(u32, i64)>,
    spent_refresh_tokens: Vec<(Jti, i64)>,
}

impl Chains {
    pub(crate) fn from_kept(kept: &KeptChains, now: Timestamp) -> Self {
        Self {
            ended: Remembered::from_kept(kept.ended.iter().copied(), now),
            spent: Remembered::from_kept(kept.spent_refresh_tokens.iter().copied(), now),
        }
    }

    pub(crate) fn kept(&self, now: Timestamp) -> KeptChains {
        KeptChains { ended: self.ended.kept(now).collect(), spent_refresh_tokens: self.spent.kept(now).collect() }
    }

    /// Refuses a token whose chain was ended.
    pub(crate) fn admit(&self, held: &Held) -> Result<(), String> {
        let ended = self.ended.contains(&held.chain.number);
        if ended {
            Err("its sign-on was ended, by a sign-out or a refresh token used twice".to_owned())
        } else {
            Ok(())
        }
    }

    /// Refuses a refresh token that was spent, or whose chain was ended.
    pub(crate) fn admit_refresh(
        &mut self,
        held: &Held,
        rotation: RefreshRotation,
        now: Timestamp,
    ) -> Result<(), String> {
        self.admit(held)?;
        if !self.spent.contains(&held.jti) {
            return Ok(());
        }
        if rotation == RefreshRotation::FamilyRevoked {
            self.end(held.chain, now);
            return Err("it has been used; so all tokens of its sign-on are ended".to_owned());
        }
        Err("it has been used".to_owned())
    }

    /// Notes that a refresh token brought new tokens.
    pub(crate) fn refreshed(&mut self, held: &Held, rotation: RefreshRotation, now: Timestamp) {
        match rotation {
            RefreshRotation::Kept => {}
            RefreshRotation::Rotated | RefreshRotation::FamilyRevoked => {
                self.spent.insert(held.jti, held.exp, now);
            }
        }
    }

    /// Makes all tokens of a chain worthless.
    pub(crate) fn end(&mut self, chain: Chain, now: Timestamp) {
        self.ended.insert(chain.number, chain.fixed_exp, now);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_jti_tells_its_chain_and_no_two_are_alike() {
        let numbers = Numbers { chains: AtomicU32::new(u32::MAX), issues: AtomicU32::new(u32::MAX >> 1) };
        let (last, first) = (numbers.chain(7), numbers.chain(8));
        let jtis = [last, first, last, first].map(|chain| numbers.jti(chain));
        assert_eq!(jtis.map(|jti| jti.chain(0).unwrap().number), [u32::MAX, 0, u32::MAX, 0]);
        assert_eq!(jtis.iter().collect::<HashSet<_>>().len(), 4);
        for jti in jtis {
            let text = jti.to_string();
            assert!(text.parse::<i64>().is_ok(), "{text} has the form of the documents'");
            assert_eq!(Jti::read(&text), Some(jti));
        }
    }
}
