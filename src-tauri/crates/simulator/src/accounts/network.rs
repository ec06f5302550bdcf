//! Where an account's devices seem to be: the refusals by place.
//!
//! Everybody calls from the loopback address, so the place is a property of the account.

use serde::{Deserialize, Serialize};
use tessera_protocol::AccountId;
use ts_rs::TS;

use crate::refusal::{Refusal, quoted};

/// Where the devices of an account seem to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Network {
    /// Where they may be.
    #[default]
    Ordinary,
    /// Behind a proxy or VPN: sign-on and playback are refused with 20018.
    Vpn,
    /// In a blocked country: 20019.
    BlockedCountry,
    /// In a filtered country: 20066.
    FilteredCountry,
}

impl Network {
    /// Refuses a place from which nobody may sign on or play.
    pub(crate) fn admit(self, account: &AccountId) -> Result<(), Refusal> {
        let code = match self {
            Self::Ordinary => return Ok(()),
            Self::Vpn => "20018",
            Self::BlockedCountry => "20019",
            Self::FilteredCountry => "20066",
        };
        Err(Refusal::coded(code, format!("account {}: its network is {self:?}", quoted(account.as_str()))))
    }
}
