//! What is done around a content token: who gives it, whether the device is approved, what a licence server says of it.

use std::fmt;

use tessera_protocol::Drm;
use tessera_storage::ContentTokenSource;

/// What is done around a content token, in every journey that ends with one. By default nothing besides asking IAS for it.
#[derive(Debug, Clone, Default)]
pub struct Playing {
    /// Who gives the content token.
    pub source: ContentTokenSource,
    /// The address of the content, which URL Builder wants.
    pub content_url: Option<String>,
    /// Whether ADM is asked before.
    pub approval: ApprovalCheck,
    /// Whose certificate is fetched after it.
    pub certificate: Option<Drm>,
    /// What is asked of a licence server after it.
    pub licence: Option<LicenceProbe>,
}

/// Whether ADM is asked if the device is approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ApprovalCheck {
    /// It is not asked.
    #[default]
    Skipped,
    /// It is asked before the content token.
    Asked,
}

/// What is asked of a licence server.
#[derive(Clone)]
pub struct LicenceProbe {
    /// Which one.
    pub drm: Drm,
    /// What a device's DRM made; empty to hear the verdict on the token alone.
    pub challenge: Vec<u8>,
}

impl fmt::Debug for LicenceProbe {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "LicenceProbe({}, {} bytes)", self.drm.name(), self.challenge.len())
    }
}
