//! What the window remembers of itself: its looks and what was chosen last. Nothing that a journey depends on.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};
use tessera_protocol::{AccountId, ContentId, PlatformId};
use ts_rs::TS;

use crate::EnvironmentId;
use crate::database::{Database, DatabaseError, Notice};

const WINDOW: &str = "window";
const UNREADABLE: &str = "window, unreadable";

/// The window's settings. Fields that an older or newer version does not know are filled in or left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// Colours.
    pub theme: Theme,
    /// The environment chosen last.
    pub environment: Option<EnvironmentId>,
    /// What was chosen last in each environment.
    pub choices: BTreeMap<EnvironmentId, LastChoice>,
    /// Share of each pane by its name, between 0 and 1.
    pub panes: BTreeMap<String, f64>,
    /// Whether the QR code is shown at once.
    pub qr_code: QrCodeShown,
}

/// What was chosen last in an environment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
pub struct LastChoice {
    /// The kind of device.
    pub platform: Option<PlatformId>,
    /// The account.
    pub account: Option<AccountId>,
    /// The content.
    pub content: Option<ContentId>,
    /// The road in. One that this version does not know is none.
    #[serde(deserialize_with = "known_road")]
    pub road: Option<LastRoad>,
}

/// A road in, by the name of its journey.
#[allow(clippy::enum_variant_names, reason = "these are the names of the journeys")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LastRoad {
    /// By way of a QR code.
    QrSignOn,
    /// With a user name and a password.
    PasswordSignOn,
    /// As a guest.
    GuestSignOn,
    /// With a code that another device approves.
    CompanionSignOn,
}

fn known_road<'de, D: Deserializer<'de>>(from: D) -> Result<Option<LastRoad>, D::Error> {
    Value::deserialize(from).map(|road| serde_json::from_value(road).ok())
}

/// Colours of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the desktop has them.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// When the QR code is to be seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum QrCodeShown {
    /// As soon as the journey has it.
    #[default]
    AtOnce,
    /// When a person asks for it.
    WhenAsked,
}

impl Database {
    /// The window's settings. Unreadable ones are kept under another name and told in a notice.
    pub fn settings(&self) -> Result<(Settings, Option<Notice>), DatabaseError> {
        let stored: Option<String> = self.read(|connection| {
            connection.query_row("SELECT value FROM setting WHERE name = ?1", [WINDOW], |row| row.get(0)).optional()
        })?;
        match stored.as_deref().map(serde_json::from_str) {
            None => Ok((Settings::default(), None)),
            Some(Ok(settings)) => Ok((settings, None)),
            Some(Err(_)) => {
                self.write(|transaction| {
                    transaction.execute("UPDATE OR REPLACE setting SET name = ?2 WHERE name = ?1", (WINDOW, UNREADABLE))
                })?;
                Ok((Settings::default(), Some(Notice::SettingsReset)))
            }
        }
    }

    /// Remembers the window's settings.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), DatabaseError> {
        let panes = settings.panes.iter().filter(|(_, share)| share.is_finite());
        let settings =
            Settings { panes: panes.map(|(name, share)| (name.clone(), *share)).collect(), ..settings.clone() };
        let text = json!(settings).to_string();
        self.write(|transaction| {
            transaction
                .execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", (WINDOW, text))
                .map(drop)
        })
    }
}
