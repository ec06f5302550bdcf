//! Devices: which `client_id` the platform gave to which installation.
//!
//! One installation is an environment and a platform, and belongs to one account at a time: an app that is signed on
//! with another user has to forget its `client_id` (AGS, *First time and n-th time sign on*). Refresh tokens lie in the keychain under the
//! device's id; whoever is told that a device was wiped removes them there.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};
use tessera_protocol::{AccountId, ClientId, PlatformId};
use ts_rs::TS;
use uuid::Uuid;

use crate::EnvironmentId;
use crate::database::{Database, DatabaseError, parsed, time_text};

/// One installation that has signed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Device {
    /// Ours; names the device in commands and in the keychain.
    #[ts(as = "String")]
    pub id: Uuid,
    /// Where it signed on.
    pub environment: EnvironmentId,
    /// Who signed on.
    pub account: AccountId,
    /// What kind of device it is.
    pub platform: PlatformId,
    /// What the platform calls it.
    pub client_id: ClientId,
    /// The journey of the last sign-on.
    pub journey: String,
    /// When the platform made this device.
    #[ts(as = "String")]
    pub first_signed_on_at: Timestamp,
    /// When it was last used.
    #[ts(as = "String")]
    pub last_signed_on_at: Timestamp,
    /// A person's own name for it.
    pub label: Option<String>,
}

/// A sign-on that succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedOn {
    /// Where.
    pub environment: EnvironmentId,
    /// On which kind of device.
    pub platform: PlatformId,
    /// Who.
    pub account: AccountId,
    /// What the platform answered.
    pub client_id: ClientId,
    /// By which journey.
    pub journey: String,
    /// When.
    pub at: Timestamp,
}

/// What a sign-on did to the installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DeviceChange {
    /// Nobody had signed on there.
    New,
    /// The same account on the same device.
    Again,
    /// The same account; the platform made another device. The `client_id` it had is no longer known here.
    OtherDevice {
        /// The `client_id` before.
        before: ClientId,
    },
    /// Another account had the installation. Its `client_id` was wiped with this sign-on.
    OtherAccount {
        /// What was there; its tokens in the keychain are to be removed.
        wiped: Device,
    },
}

/// The devices of a database.
#[derive(Debug, Clone, Copy)]
pub struct Devices<'a>(&'a Database);

impl Database {
    /// The devices.
    pub fn devices(&self) -> Devices<'_> {
        Devices(self)
    }
}

impl Devices<'_> {
    /// The device of an installation, whoever signed on there last.
    pub fn installed(
        &self,
        environment: &EnvironmentId,
        platform: &PlatformId,
    ) -> Result<Option<Device>, DatabaseError> {
        self.0.read(|connection| installed(connection, environment, platform))
    }

    /// Remembers a sign-on that succeeded, and wipes the device of another account that the installation held.
    pub fn signed_on(&self, sign_on: &SignedOn) -> Result<(Device, DeviceChange), DatabaseError> {
        self.0.write(|transaction| {
            let before = installed(transaction, &sign_on.environment, &sign_on.platform)?;
            let (device, change) = after(sign_on, before);
            let same_installation = (sign_on.environment.as_str(), sign_on.platform.as_str());
            transaction.execute("DELETE FROM device WHERE environment = ?1 AND platform = ?2", same_installation)?;
            insert(transaction, &device)?;
            Ok((device, change))
        })
    }

    /// Every device, or those of one environment; the last used first.
    pub fn list(&self, environment: Option<&EnvironmentId>) -> Result<Vec<Device>, DatabaseError> {
        let environment = environment.map(EnvironmentId::as_str);
        self.0.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT * FROM device WHERE ?1 IS NULL OR environment = ?1 ORDER BY last_signed_on_at DESC, id",
                )?
                .query_map([environment], from_row)?
                .collect()
        })
    }

    /// One device.
    pub fn get(&self, id: Uuid) -> Result<Option<Device>, DatabaseError> {
        self.0.read(|connection| by_id(connection, id))
    }

    /// Forgets a device and its `client_id`, and gives back what it was.
    pub fn forget(&self, id: Uuid) -> Result<Option<Device>, DatabaseError> {
        self.0.write(|transaction| {
            let device = by_id(transaction, id)?;
            transaction.execute("DELETE FROM device WHERE id = ?1", [id.to_string()])?;
            Ok(device)
        })
    }

    /// Gives a device a name of a person's own, or takes it away. False when there is no such device.
    pub fn rename(&self, id: Uuid, label: Option<&str>) -> Result<bool, DatabaseError> {
        let label = label.map(str::trim).filter(|label| !label.is_empty());
        self.0.write(|transaction| {
            transaction
                .execute("UPDATE device SET label = ?2 WHERE id = ?1", (id.to_string(), label))
                .map(|changed| changed > 0)
        })
    }
}

/// The device that a sign-on leaves behind. It keeps its id and label for as long as the account stays the same.
fn after(sign_on: &SignedOn, before: Option<Device>) -> (Device, DeviceChange) {
    let fresh = Device {
        id: Uuid::new_v4(),
        environment: sign_on.environment.clone(),
        account: sign_on.account.clone(),
        platform: sign_on.platform.clone(),
        client_id: sign_on.client_id.clone(),
        journey: sign_on.journey.clone(),
        first_signed_on_at: sign_on.at,
        last_signed_on_at: sign_on.at,
        label: None,
    };
    match before {
        None => (fresh, DeviceChange::New),
        Some(wiped) if wiped.account != sign_on.account => (fresh, DeviceChange::OtherAccount { wiped }),
        Some(Device { id, label, first_signed_on_at, client_id, .. }) if client_id == sign_on.client_id => {
            (Device { id, first_signed_on_at, label, ..fresh }, DeviceChange::Again)
        }
        Some(Device { id, label, client_id, .. }) => {
            (Device { id, label, ..fresh }, DeviceChange::OtherDevice { before: client_id })
        }
    }
}

fn installed(
    connection: &Connection,
    environment: &EnvironmentId,
    platform: &PlatformId,
) -> rusqlite::Result<Option<Device>> {
    connection
        .query_row(
            "SELECT * FROM device WHERE environment = ?1 AND platform = ?2",
            (environment.as_str(), platform.as_str()),
            from_row,
        )
        .optional()
}

fn by_id(connection: &Connection, id: Uuid) -> rusqlite::Result<Option<Device>> {
    connection.query_row("SELECT * FROM device WHERE id = ?1", [id.to_string()], from_row).optional()
}

fn insert(connection: &Connection, device: &Device) -> rusqlite::Result<usize> {
    connection.execute(
        "INSERT INTO device (id, environment, platform, account, client_id, journey, first_signed_on_at, last_signed_on_at, label)
         VALUES (:id, :environment, :platform, :account, :client_id, :journey, :first, :last, :label)",
        named_params! {
            ":id": device.id.to_string(),
            ":environment": device.environment.as_str(),
            ":platform": device.platform.as_str(),
            ":account": device.account.as_str(),
            ":client_id": device.client_id.as_str(),
            ":journey": device.journey,
            ":first": time_text(device.first_signed_on_at),
            ":last": time_text(device.last_signed_on_at),
            ":label": device.label,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Device> {
    let text = |column| row.get::<_, String>(column);
    Ok(Device {
        id: parsed(row, "id")?,
        environment: parsed(row, "environment")?,
        account: text("account")?.into(),
        platform: text("platform")?.into(),
        client_id: text("client_id")?.into(),
        journey: text("journey")?,
        first_signed_on_at: parsed(row, "first_signed_on_at")?,
        last_signed_on_at: parsed(row, "last_signed_on_at")?,
        label: row.get("label")?,
    })
}
