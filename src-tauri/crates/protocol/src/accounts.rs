//! `300` of a sign-on: several accounts match, and the person is to choose one.
//!
//! Source: AGS, *Signing on*. The one printed example is cut short; whether `userAccountToken` stands once or with each
//! account is not told, so both are read.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The accounts that match what was signed on with.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountsAnswer {
    /// One entry an account, in the order of the answer.
    pub accounts: Vec<MatchingAccount>,
    /// Sent as `User-Token` with the account chosen, where it is one for all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_account_token: Option<String>,
    /// Members the documents do not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// One account that matches.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MatchingAccount {
    /// A JSON document as text in the documents' example; an object is taken too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_information: Option<Value>,
    /// Sent as `User-Token` when this account is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_account_token: Option<String>,
    /// Members the documents do not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl AccountsAnswer {
    /// What is sent as `User-Token` for the account at a place: its own, or the one for all.
    pub fn user_token(&self, place: usize) -> Option<&str> {
        let own = self.accounts.get(place)?.user_account_token.as_deref();
        own.or(self.user_account_token.as_deref())
    }

    /// The id of the account at a place where the token does not say which one is meant, because it is one for all.
    pub fn to_be_named(&self, place: usize) -> Option<String> {
        self.accounts.get(place).filter(|account| account.user_account_token.is_none())?.id()
    }
}

impl MatchingAccount {
    /// What the account says of itself, taken out of its text.
    pub fn information(&self) -> Option<Value> {
        match self.account_information.as_ref()? {
            Value::String(text) => Some(serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str()))),
            other => Some(other.clone()),
        }
    }

    /// Its `accountId`, or what else it may call its id.
    pub fn id(&self) -> Option<String> {
        let information = self.information()?;
        ["accountId", "accountUid", "id", "_id"].into_iter().find_map(|name| member(&information, name))
    }

    /// Something for a person to know it by: its id, with its `name` where it has one.
    pub fn label(&self) -> Option<String> {
        let information = self.information()?;
        let parts: Vec<String> = self.id().into_iter().chain(member(&information, "name")).collect();
        if parts.is_empty() { information.as_str().map(str::to_owned) } else { Some(parts.join(", ")) }
    }
}

fn member(information: &Value, name: &str) -> Option<String> {
    match information.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

impl std::fmt::Debug for AccountsAnswer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "AccountsAnswer({} accounts)", self.accounts.len())
    }
}

impl std::fmt::Debug for MatchingAccount {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "MatchingAccount({})", self.label().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    #[test]
    fn an_account_is_known_by_what_its_text_says() {
        let answer: AccountsAnswer = serde_json::from_value(json!({
            "accounts": [
                { "accountInformation": "{\"accountId\":\"1663\",\"name\":\"Home\"}", "userAccountToken": "one" },
                { "accountInformation": { "accountId": 1664 } },
                { "accountInformation": "no JSON" },
            ],
            "userAccountToken": "all",
        }))
        .unwrap();
        let labels: Vec<_> = answer.accounts.iter().map(|account| account.label().unwrap()).collect();
        assert_eq!(labels, ["1663, Home", "1664", "no JSON"]);
        assert_eq!(
            (answer.user_token(0), answer.user_token(1), answer.user_token(3)),
            (Some("one"), Some("all"), None)
        );
        assert_eq!((answer.to_be_named(0), answer.to_be_named(1)), (None, Some("1664".to_owned())));
        assert!(!format!("{answer:?} {:?}", answer.accounts).contains("userAccountToken"));
    }
}
