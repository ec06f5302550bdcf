//! Answers of success. Members the documents do not know are kept in `other`; a member that is missing is
//! reported by name when the answer is read.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{AccountId, ClientId, TokenField};

/// `200` of `getSessionToken`. The answer gives no lifetime.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionTokenAnswer {
    /// Opaque; not a JWT. Do not mistake it for the session manager's member of the same name.
    pub session_token: String,
    /// Members the documents do not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// `201` of a sign-on: the token set of one device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TokenAnswer {
    /// `DevAuthN`.
    pub access_token: TokenField,
    /// `RefreshAuthN`; missing in the older IAS form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<TokenField>,
    /// To be kept, and sent as `clientId` the next time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// The account that was signed on to.
    #[serde(default, rename = "accountId", skip_serializing_if = "Option::is_none")]
    pub account_id: Option<AccountId>,
    /// `bearer`, in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_type: Option<String>,
    /// Seconds until the access token ends, counted from its issue. Kept as it came: some servers send text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<Value>,
    /// Seconds until the refresh token ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_expires_in: Option<Value>,
    /// Seconds until no refresh is possible any more: `fixed_exp` of both tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed_refresh_expires_in: Option<Value>,
    /// Members the documents do not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// `200` of `content_token`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContentTokenAnswer {
    /// `ContentAuthZ`: what the licence server wants.
    pub content_token: TokenField,
    /// `Bearer`, in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_type: Option<String>,
    /// Seconds until the content token ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<Value>,
    /// A renewed access token, when the server chose to send one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_token: Option<TokenField>,
    /// A renewed refresh token, when the server chose to send one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<TokenField>,
    /// Members the documents do not know.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl std::fmt::Debug for SessionTokenAnswer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("SessionTokenAnswer").field("session_token", &"[redacted]").finish_non_exhaustive()
    }
}
