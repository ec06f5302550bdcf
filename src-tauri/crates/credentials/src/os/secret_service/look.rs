//! Looking before touching: which items of a name there are, whether they and the default collection are open.
//!
//! The keyring store alone would answer "no entry" both for a secret that was never stored and for a keyring that was
//! never made.

use std::collections::HashMap;

use zbus::names::BusName;
use zbus::zvariant::OwnedObjectPath;
use zbus::{Connection, fdo};

use super::bus::{CollectionProxy, ItemProxy, SECRETS, ServiceProxy, is_none};
use crate::error::KeychainError;
use crate::item::{ItemId, KeychainItem};
use crate::name::Address;
use crate::os::failure::Failure;
use crate::state::Absence;

/// What a look at one name shows.
pub(super) enum Found {
    /// All items of the name, readable. None means that there is none: the default collection is there and open.
    Open(Vec<OwnedObjectPath>),
    /// These items or collections must be unlocked before more can be said.
    Locked(Vec<OwnedObjectPath>),
}

pub(super) async fn find(bus: &Connection, address: &Address) -> Result<Found, Failure> {
    let attributes = HashMap::from([("service", address.service.as_str()), ("username", address.user.as_str())]);
    let (open, locked) = ServiceProxy::new(bus).await?.search_items(attributes).await?;
    if !locked.is_empty() {
        return Ok(Found::Locked(locked));
    }
    if open.is_empty()
        && let Some(collection) = locked_default(bus).await?
    {
        return Ok(Found::Locked(vec![collection]));
    }
    Ok(Found::Open(open))
}

/// The default collection if it is locked; an error if there is none.
pub(super) async fn locked_default(bus: &Connection) -> Result<Option<OwnedObjectPath>, Failure> {
    let path = ServiceProxy::new(bus).await?.read_alias("default").await?;
    if is_none(&path) {
        return Err(KeychainError::NoKeychain(Absence::NoCollection).into());
    }
    let collection = CollectionProxy::builder(bus).path(path.clone())?.build().await?;
    Ok(collection.locked().await?.then_some(path))
}

/// What a person needs to choose among items of one name.
pub(super) async fn describe(bus: &Connection, paths: &[OwnedObjectPath]) -> Result<Vec<KeychainItem>, Failure> {
    let mut items = Vec::with_capacity(paths.len());
    for path in paths {
        let item = ItemProxy::builder(bus).path(path.clone())?.build().await?;
        items.push(KeychainItem {
            id: ItemId(path.to_string()),
            label: item.label().await?,
            created: item.created().await.ok().and_then(|seconds| seconds.try_into().ok()),
            modified: item.modified().await.ok().and_then(|seconds| seconds.try_into().ok()),
        });
    }
    Ok(items)
}

/// The program that offers the Secret Service, by its name for people.
pub(super) async fn provider(bus: &Connection) -> String {
    let process = async {
        let dbus = fdo::DBusProxy::new(bus).await.ok()?;
        let pid = dbus.get_connection_unix_process_id(BusName::try_from(SECRETS).ok()?).await.ok()?;
        std::fs::read_to_string(format!("/proc/{pid}/comm")).ok()
    };
    // The kernel cuts the name of a process after 15 characters.
    match process.await.as_deref().map(str::trim_end) {
        Some("gnome-keyring-d") => "GNOME Keyring",
        Some("kwalletd5" | "kwalletd6" | "ksecretd") => "KWallet",
        Some("keepassxc") => "KeePassXC",
        _ => "Secret Service",
    }
    .to_owned()
}
