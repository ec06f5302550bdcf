//! Accounts: who may sign on, with what, and how many devices and streams they may have.

mod all;
mod network;
mod password;
mod streams;

use serde::{Deserialize, Serialize};
use tessera_protocol::AccountId;
use ts_rs::TS;

pub(crate) use self::all::Accounts;
pub use self::network::Network;
pub use self::password::Password;
pub use self::streams::Streams;
use crate::refusal::{Refusal, quoted};

/// One account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Account {
    /// Claim `accountId`; `OpfAccountId` of the operator JWT.
    pub id: AccountId,
    /// For people; the platform says it only where they are to choose between accounts.
    #[serde(default)]
    pub name: String,
    /// Claim `userId`, and the user name of a sign-on; the account's id when left out, as in the documents' example.
    /// Several accounts may have one user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// What the user signs on with. Never written out.
    #[serde(default, skip_serializing)]
    pub password: Password,
    /// Whether it may sign on.
    #[serde(default)]
    pub state: AccountState,
    /// Where its devices seem to be.
    #[serde(default)]
    pub network: Network,
    /// Claim `accountProfileId`.
    #[serde(default = "default_profile")]
    pub profile: String,
    /// How many devices it may have. Managed and disabled ones do not count.
    #[serde(default = "default_max_devices")]
    pub max_devices: u32,
    /// How many streams it may play at once.
    #[serde(default)]
    pub streams: Streams,
}

fn default_profile() -> String {
    "DEFAULT".to_owned()
}

fn default_max_devices() -> u32 {
    5
}

/// State of an account. The operator can undo either of the last two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AccountState {
    /// May sign on.
    #[default]
    Active,
    /// Refused with 20002.
    Suspended,
    /// Refused with 20001.
    Cancelled,
}

impl Account {
    /// An active account with the platform's usual limits.
    pub fn new(id: &str, name: &str) -> Self {
        Self {
            id: id.into(),
            name: name.to_owned(),
            user: None,
            password: Password::default(),
            state: AccountState::Active,
            network: Network::default(),
            profile: default_profile(),
            max_devices: default_max_devices(),
            streams: Streams::default(),
        }
    }

    pub(crate) fn user_name(&self) -> &str {
        self.user.as_deref().unwrap_or(self.id.as_str())
    }

    /// Refuses an account that is not active.
    pub(crate) fn admit(&self) -> Result<(), Refusal> {
        let code = match self.state {
            AccountState::Active => return Ok(()),
            AccountState::Suspended => "20002",
            AccountState::Cancelled => "20001",
        };
        Err(Refusal::coded(code, format!("account {}: its state is {:?}", quoted(self.id.as_str()), self.state)))
    }

    /// What a new user meets: an account for each state worth seeing.
    pub(crate) fn defaults() -> Vec<Self> {
        vec![
            Self::new("ACC-1", "First household"),
            Self::new("ACC-2", "Second household"),
            Self { max_devices: 1, ..Self::new("ACC-3", "Household with one device at most") },
            Self { state: AccountState::Suspended, ..Self::new("ACC-4", "Suspended household") },
            Self { state: AccountState::Cancelled, ..Self::new("ACC-5", "Cancelled household") },
            Self { user: Some("dave".to_owned()), ..Self::new("ACC-6", "Dave at home") },
            Self { user: Some("dave".to_owned()), ..Self::new("ACC-7", "Dave at the lake") },
            Self { network: Network::Vpn, ..Self::new("ACC-8", "Household behind a VPN") },
            Self { max_devices: u32::MAX, ..Self::new("GUEST", "Guests") },
        ]
    }
}
