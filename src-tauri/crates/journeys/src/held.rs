//! Tokens that a run holds in memory, under a handle by which the window may ask to copy or show one.

use std::fmt;

use serde::{Deserialize, Serialize};
use tessera_tokens::{Clocks, Cutter, ReadToken, Signature, TokenKind, TokenView};
use ts_rs::TS;

use crate::Step;

/// Which token of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TokenSlot {
    /// Signed by the head-end.
    OperatorJwt,
    /// Given by `getSessionToken`.
    SessionToken,
    /// Read from the picture.
    ScannedToken,
    /// Given by a sign-on or a refresh.
    AccessToken,
    /// Given by a sign-on or a refresh.
    RefreshToken,
    /// Given by IAS.
    ContentToken,
    /// Renewed along with the content token.
    RenewedAccessToken,
    /// Renewed along with the content token.
    RenewedRefreshToken,
    /// With which a registering device polls.
    DsraToken,
    /// With which a registering device signs on.
    SignOnActivationToken,
    /// Renewed, of the device that approves.
    ApproverAccessToken,
    /// Renewed, of the device that approves.
    ApproverRefreshToken,
}

impl TokenSlot {
    /// The kind that belongs there; `None` for opaque tokens.
    pub fn expected(self) -> Option<TokenKind> {
        match self {
            Self::OperatorJwt => Some(TokenKind::OperatorJwt),
            Self::SessionToken | Self::ScannedToken | Self::DsraToken | Self::SignOnActivationToken => None,
            Self::AccessToken | Self::RenewedAccessToken | Self::ApproverAccessToken => Some(TokenKind::Access),
            Self::RefreshToken | Self::RenewedRefreshToken | Self::ApproverRefreshToken => Some(TokenKind::Refresh),
            Self::ContentToken => Some(TokenKind::Content),
        }
    }
}

/// A token in memory.
#[derive(Clone)]
pub struct HeldToken {
    /// Which one.
    pub slot: TokenSlot,
    /// The step that it came from.
    pub step: Step,
    /// The token, taken apart.
    pub token: ReadToken,
    /// State of its signature.
    pub signature: Signature,
}

impl HeldToken {
    /// A token of the step that is being taken; the run notes which one that is.
    pub(crate) fn new(slot: TokenSlot, token: ReadToken, signature: Signature) -> Self {
        Self { slot, step: Step::Discover, token, signature }
    }

    /// As it is shown.
    pub fn view(&self, cutter: &Cutter, at: impl Into<Clocks>) -> TokenView {
        TokenView::new(&self.token, self.slot.expected().as_ref(), self.signature, cutter, at)
    }
}

impl fmt::Debug for HeldToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "HeldToken({:?}, {:?})", self.slot, self.token)
    }
}
