//! An item as the keychain lists it, without its value: what a person needs to choose one of two.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Names one item while the keychain runs. Opaque.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(as = "String")]
pub struct ItemId(pub(crate) String);

/// One of several items that answer to the same name. The value is not in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeychainItem {
    /// To say which one to keep.
    pub id: ItemId,
    /// What keychain programs show. Whoever made the item chose it.
    pub label: String,
    /// Seconds since the epoch, if the keychain knows.
    #[ts(type = "number | null")]
    pub created: Option<i64>,
    /// Seconds since the epoch, if the keychain knows.
    #[ts(type = "number | null")]
    pub modified: Option<i64>,
}
