//! The accounts as they stand now, found by id or by what a user types.

use std::collections::HashMap;

use tessera_protocol::AccountId;

use super::Account;
use crate::refusal::{Refusal, quoted};

/// The accounts, in the order of the configuration.
#[derive(Debug, Clone, Default)]
pub(crate) struct Accounts {
    all: Vec<Account>,
    by_id: HashMap<AccountId, usize>,
    by_user: HashMap<String, Vec<usize>>,
}

impl Accounts {
    pub(crate) fn new(all: Vec<Account>) -> Self {
        let mut by_user: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, account) in all.iter().enumerate() {
            by_user.entry(account.user_name().to_owned()).or_default().push(at);
        }
        let by_id = all.iter().enumerate().map(|(at, account)| (account.id.clone(), at)).collect();
        Self { all, by_id, by_user }
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

    /// The account, if it exists and is active.
    pub(crate) fn admitted(&self, id: &AccountId) -> Result<&Account, Refusal> {
        let unknown = || Refusal::forbidden(format!("account {}: there is no such account", quoted(id.as_str())));
        let account = self.get(id).ok_or_else(unknown)?;
        account.admit()?;
        Ok(account)
    }

    /// The accounts of a user name and a password, at least one. Without a password the name is enough.
    pub(crate) fn of_user(&self, user: &str, password: Option<&str>) -> Result<Vec<Account>, Refusal> {
        let bad = |why| Refusal::unauthorized(format!("user name {}: {why}", quoted(user)));
        let named = self.by_user.get(user).ok_or_else(|| bad("no account has it"))?;
        let fits = |account: &&Account| password.is_none_or(|password| account.password.is(password));
        let found: Vec<_> = named.iter().filter_map(|at| self.all.get(*at)).filter(fits).cloned().collect();
        if found.is_empty() { Err(bad("the password is another")) } else { Ok(found) }
    }
}
