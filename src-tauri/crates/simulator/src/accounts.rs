//! Accounts: who may sign on, and how many devices and streams they may have.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tessera_protocol::AccountId;
use ts_rs::TS;

use crate::refusal::{Refusal, quoted};

/// One account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Account {
    /// Claim `accountId`; `OpfAccountId` of the operator JWT.
    pub id: AccountId,
    /// For people; the platform never says it.
    #[serde(default)]
    pub name: String,
    /// Claim `userId`, and the user name of `signOn`; the account's id when left out, as in the documents' example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// Whether it may sign on.
    #[serde(default)]
    pub state: AccountState,
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

/// Streams at once: the claim `sessionControl`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Streams {
    /// Not counted.
    Unlimited,
    /// Counted by the session manager.
    AtMost(u32),
}

impl Default for Streams {
    fn default() -> Self {
        Self::AtMost(3)
    }
}

impl Streams {
    /// The claim. `groupId` is the text "null" in the documents, too.
    pub(crate) fn claim(self) -> Value {
        let (enabled, most) = match self {
            Self::Unlimited => (false, 3),
            Self::AtMost(most) => (true, most),
        };
        json!({ "groups": [], "groupId": "null", "sessionControlEnabled": enabled, "maxSessions": most })
    }
}

impl Account {
    /// An active account with the platform's usual limits.
    pub fn new(id: &str, name: &str) -> Self {
        Self {
            id: id.into(),
            name: name.to_owned(),
            user: None,
            state: AccountState::Active,
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
        ]
    }
}

/// The accounts as they stand now, in the order of the configuration.
#[derive(Debug, Clone, Default)]
pub(crate) struct Accounts {
    all: Vec<Account>,
    by_id: HashMap<AccountId, usize>,
}

impl Accounts {
    pub(crate) fn new(all: Vec<Account>) -> Self {
        let by_id = all.iter().enumerate().map(|(at, account)| (account.id.clone(), at)).collect();
        Self { all, by_id }
    }

    pub(crate) fn get(&self, id: &AccountId) -> Option<&Account> {
        self.all.get(*self.by_id.get(id)?)
    }

    pub(crate) fn get_mut(&mut self, id: &AccountId) -> Option<&mut Account> {
        self.all.get_mut(*self.by_id.get(id)?)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Account> {
        self.all.iter()
    }

    /// The account, if it exists and may sign on.
    pub(crate) fn admitted(&self, id: &AccountId) -> Result<&Account, Refusal> {
        let unknown = || Refusal::forbidden(format!("account {}: there is no such account", quoted(id.as_str())));
        let account = self.get(id).ok_or_else(unknown)?;
        account.admit()?;
        Ok(account)
    }
}
