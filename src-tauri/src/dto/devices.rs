//! The tokens of a device, and what can be done with them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tessera_tokens::TokenView;
use ts_rs::TS;

/// What a journey with the tokens of a device is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum DeviceGoal {
    /// New tokens.
    Refresh,
    /// The end of its tokens; the device stays.
    SignOut,
    /// A content token.
    Playback,
}

/// The tokens that a device has now, as they are shown.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeviceTokensView {
    /// In memory; `null` after a restart, until a refresh.
    pub(crate) access: Option<TokenView>,
    /// In memory, besides the keychain.
    pub(crate) refresh: Option<TokenView>,
    /// When both came.
    #[ts(type = "string | null")]
    pub(crate) issued_at: Option<Timestamp>,
    /// Whether there is a refresh token to go on with.
    pub(crate) refresh_token: RefreshTokenState,
    /// Whether the program refreshes by itself.
    pub(crate) automatic: bool,
    /// When it is going to.
    #[ts(type = "string | null")]
    pub(crate) refresh_due: Option<Timestamp>,
}

/// Whether a device has a refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum RefreshTokenState {
    /// In memory or in the keychain.
    Held,
    /// It signed out, or the token was removed.
    None,
    /// Not in memory, and there is no keychain that could have it.
    NoKeychain,
    /// The keychain cannot be asked now.
    Unreachable,
}
