//! The part of the Secret Service that the keyring store does not show: what is locked, which items there are, and the
//! question to the person. Secrets never travel here.
//!
//! Names and signatures: *Secret Service API Draft*, freedesktop.org, sections *Service* to *Prompt*.

use std::collections::HashMap;
use std::error::Error;

use zbus::zvariant::{ObjectPath, OwnedObjectPath, Value};
use zbus::{DBusError, fdo};

use crate::error::KeychainError;
use crate::os::failure::Failure;
use crate::state::Absence;

/// The name that the Secret Service owns on the session bus.
pub(super) const SECRETS: &str = "org.freedesktop.secrets";

#[zbus::proxy(
    interface = "org.freedesktop.Secret.Service",
    default_service = "org.freedesktop.secrets",
    default_path = "/org/freedesktop/secrets",
    gen_blocking = false
)]
pub(super) trait Service {
    /// The items that have these attributes: unlocked ones, then locked ones.
    fn search_items(
        &self,
        attributes: HashMap<&str, &str>,
    ) -> zbus::Result<(Vec<OwnedObjectPath>, Vec<OwnedObjectPath>)>;

    /// What could be unlocked without asking, and the prompt for the rest (`/` if there is none).
    fn unlock(&self, objects: &[OwnedObjectPath]) -> zbus::Result<(Vec<OwnedObjectPath>, OwnedObjectPath)>;

    /// The collection that a name stands for, `/` if there is none.
    fn read_alias(&self, name: &str) -> zbus::Result<OwnedObjectPath>;
}

#[zbus::proxy(
    interface = "org.freedesktop.Secret.Collection",
    default_service = "org.freedesktop.secrets",
    gen_blocking = false
)]
pub(super) trait Collection {
    #[zbus(property(emits_changed_signal = "false"))]
    fn locked(&self) -> zbus::Result<bool>;
}

#[zbus::proxy(
    interface = "org.freedesktop.Secret.Item",
    default_service = "org.freedesktop.secrets",
    gen_blocking = false
)]
pub(super) trait Item {
    /// The prompt, `/` if there is none.
    fn delete(&self) -> zbus::Result<OwnedObjectPath>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn label(&self) -> zbus::Result<String>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn created(&self) -> zbus::Result<u64>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn modified(&self) -> zbus::Result<u64>;
}

#[zbus::proxy(
    interface = "org.freedesktop.Secret.Prompt",
    default_service = "org.freedesktop.secrets",
    gen_blocking = false
)]
pub(super) trait Prompt {
    fn prompt(&self, window_id: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    fn completed(&self, dismissed: bool, result: Value<'_>) -> zbus::Result<()>;
}

/// Whether a path stands for "none".
pub(super) fn is_none(path: &ObjectPath<'_>) -> bool {
    path.as_str() == "/"
}

impl From<zbus::Error> for Failure {
    fn from(error: zbus::Error) -> Self {
        sorted(&error)
    }
}

/// Finds the D-Bus error below an error of the keyring store.
pub(in crate::os) fn failure_in(cause: &(dyn Error + 'static)) -> Failure {
    let mut causes = std::iter::successors(Some(cause), |&cause| cause.source());
    causes
        .find_map(|cause| cause.downcast_ref::<zbus::Error>())
        .map_or_else(|| Failure::Broken("PlatformFailure".to_owned()), sorted)
}

fn sorted(error: &zbus::Error) -> Failure {
    let name = match error {
        zbus::Error::MethodError(name, ..) => name.to_string(),
        zbus::Error::FDO(error) => match &**error {
            fdo::Error::ZBus(inner) => return sorted(inner),
            named => named.name().to_string(),
        },
        _ => return Failure::Broken("the connection to the session bus failed".to_owned()),
    };
    match name.as_str() {
        "org.freedesktop.DBus.Error.ServiceUnknown" | "org.freedesktop.DBus.Error.NameHasNoOwner" => {
            Failure::Final(KeychainError::NoKeychain(Absence::NoProvider))
        }
        spawn if spawn.starts_with("org.freedesktop.DBus.Error.Spawn.") => {
            Failure::Final(KeychainError::NoKeychain(Absence::NoProvider))
        }
        "org.freedesktop.Secret.Error.IsLocked" => Failure::Final(KeychainError::Locked),
        _ => Failure::Broken(name),
    }
}
