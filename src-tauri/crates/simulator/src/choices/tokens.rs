//! Choices about the platform's own tokens: their form, their renewal, their end.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Answer to an access token that is missing, bad or expired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum BadAccessToken {
    /// 401 `{"message":"Unauthorized"}`, as the page of the call says.
    #[default]
    Unauthorized,
    /// 403 with `resultCode` 99999:403, as the gateway's page says.
    GatewayForbidden,
    /// 200 with the same body: the gateway's old configuration.
    GatewayOk,
}

/// How `content_token` writes the tokens in its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TokenForm {
    /// As JWT strings: what live servers do.
    #[default]
    Strings,
    /// As objects with the claims: what the document prints.
    Decoded,
}

/// In what the `exp` of an access token counts. Refresh tokens are not touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AccessTokenTime {
    /// Seconds, as documented.
    #[default]
    Seconds,
    /// Milliseconds: the slip of one example in the documents.
    Milliseconds,
}

/// Whether `content_token` sends a new access and refresh token along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RenewedTokens {
    /// No. No page says when the platform does.
    #[default]
    NotSent,
    /// Yes, as in the documents' one example.
    Sent,
}

/// What the refresh tokens are worth that a refresh replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RefreshRotation {
    /// They stay good until they expire: the documents know no refusal for them.
    #[default]
    Kept,
    /// Each is good for one refresh.
    Rotated,
    /// Each is good for one refresh; using it again ends the whole chain, access tokens too.
    FamilyRevoked,
}

/// What a sign-out does to the tokens of its chain. The device stays either way, as the documents say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SignOut {
    /// None of them is good any more.
    #[default]
    EndsChain,
    /// They stay good until they expire.
    LeavesTokens,
}

/// How AGS wants the token in `Authorization`, on refresh and sign-out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "TakenAuthorizationScheme")]
pub enum AuthorizationScheme {
    /// With the word `Bearer` or without: the documents do not say.
    #[default]
    Either,
    /// `Bearer <token>`.
    Bearer,
    /// The token alone.
    Bare,
}
