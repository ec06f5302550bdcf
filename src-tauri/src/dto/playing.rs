//! What the window says is to be done around a content token, and the file with a challenge that a person chose for it.

use serde::{Deserialize, Serialize};
use tessera_protocol::Drm;
use tessera_storage::ContentTokenSource;
use ts_rs::TS;
use uuid::Uuid;

/// What is done around the content token.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlayingInput {
    /// Whether ADM is asked before if the device is approved.
    pub(crate) approval: bool,
    /// Who gives the content token; the environment's choice when `null`.
    pub(crate) source: Option<ContentTokenSource>,
    /// The address of the content, which URL Builder wants.
    pub(crate) content_url: Option<String>,
    /// Whose certificate is fetched after it.
    pub(crate) certificate: Option<Drm>,
    /// What is asked of a licence server after it.
    pub(crate) licence: Option<LicenceInput>,
}

/// What is asked of a licence server.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LicenceInput {
    /// Which one.
    pub(crate) drm: Drm,
    /// A file that was chosen; `null` sends an empty challenge.
    #[ts(type = "string | null")]
    pub(crate) challenge: Option<Uuid>,
}

/// A file with a challenge, by which the window speaks of it. Its bytes stay with the program.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ChallengeFile {
    /// Names it for as long as the program runs.
    #[ts(type = "string")]
    pub(crate) id: Uuid,
    /// The file's own name, without its folders.
    pub(crate) name: String,
    /// Bytes.
    pub(crate) length: u32,
}
