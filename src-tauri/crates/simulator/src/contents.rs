//! Contents: what may be played, by whom, and when.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tessera_protocol::{AccountId, ContentId};
use ts_rs::TS;

use crate::accounts::Account;
use crate::refusal::{Refusal, quoted};

/// One content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Content {
    /// The `content_id` it is asked for by.
    pub id: ContentId,
    /// For people.
    #[serde(default)]
    pub title: String,
    /// Begin of the window in which it may be played.
    pub start: Timestamp,
    /// End of that window.
    pub end: Timestamp,
    /// Seconds that a licence lasts once playback began.
    #[serde(default = "default_duration")]
    pub duration: u32,
    /// Whether it may be kept for offline playback.
    #[serde(default)]
    pub storable: bool,
    /// `usageRulesProfileId`: `SD`, `HD`, `UHD`, ...
    #[serde(default = "default_profile")]
    pub profile: String,
    /// Who may play it.
    #[serde(default)]
    pub entitled: Entitled,
}

fn default_duration() -> u32 {
    86_400
}

fn default_profile() -> String {
    "HD".to_owned()
}

/// Who may play a content.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Entitled {
    /// Every account.
    #[default]
    Everybody,
    /// No account.
    Nobody,
    /// These accounts.
    Only(Vec<AccountId>),
}

impl Content {
    /// Refuses an account that has no right to it now.
    pub(crate) fn admit(&self, account: &Account, now: Timestamp) -> Result<(), Refusal> {
        let entitled = match &self.entitled {
            Entitled::Everybody => true,
            Entitled::Nobody => false,
            Entitled::Only(accounts) => accounts.contains(&account.id),
        };
        let content = quoted(self.id.as_str());
        if !entitled {
            let account = quoted(account.id.as_str());
            return Err(Refusal::forbidden(format!("content {content}: account {account} is not entitled to it")));
        }
        if now < self.start {
            return Err(Refusal::forbidden(format!("content {content}: its window begins at {}", self.start)));
        }
        if now >= self.end {
            return Err(Refusal::forbidden(format!("content {content}: its window ended at {}", self.end)));
        }
        Ok(())
    }

    /// What a new user meets: a content for each answer worth seeing.
    pub(crate) fn defaults() -> Vec<Self> {
        let content = |id: &str, title: &str, years: (i16, i16)| Self {
            id: id.into(),
            title: title.to_owned(),
            start: first_of_january(years.0),
            end: first_of_january(years.1),
            duration: default_duration(),
            storable: false,
            profile: default_profile(),
            entitled: Entitled::Everybody,
        };
        vec![
            content("CH015", "Channel in HD", (2020, 2100)),
            Self { profile: "UHD".to_owned(), storable: true, ..content("VOD-100", "Film in UHD", (2020, 2100)) },
            content("VOD-200", "Film whose window has ended", (2020, 2021)),
            content("VOD-300", "Film whose window has not begun", (2099, 2100)),
            Self { entitled: Entitled::Nobody, ..content("VOD-400", "Film that nobody has bought", (2020, 2100)) },
        ]
    }
}

fn first_of_january(year: i16) -> Timestamp {
    let date = jiff::civil::date(year, 1, 1).to_zoned(jiff::tz::TimeZone::UTC);
    date.map_or(Timestamp::UNIX_EPOCH, |date| date.timestamp())
}
