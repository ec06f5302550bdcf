//! Choices: what deployments may do in several ways because no document decides it.
//!
//! Each default is what the documents make likeliest. What is decided without a choice is listed at the head of the
//! crate; numbers stand in `config`.

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

/// Every choice, with its default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Choices {
    /// Answer to an `x-auth-service-id` or `nv-tenant-id` that nothing belongs to. Default 400: of the statuses that
    /// both calls document, the one for a request that is itself wrong.
    pub unknown_auth_service: RefusalStatus,
    /// Answer to a `clientId` that was never given out. Default 404: "if the specified entity does not exist".
    pub unknown_client_id: RefusalStatus,
    /// Answer to a `clientId` of another account.
    pub foreign_client_id: ForeignClientId,
    /// Answer to an access token that is missing, bad or expired.
    pub bad_access_token: BadAccessToken,
    /// What makes a session token worthless.
    pub session_token_spent_by: SpentBy,
    /// Whether new devices may play at once.
    pub device_approval: Approval,
    /// How `content_token` writes the tokens in its answer.
    pub token_form: TokenForm,
    /// Whether `content_token` sends a new access and refresh token along.
    pub renewed_tokens: RenewedTokens,
    /// Whether `x-correlation-id` comes back in the answer.
    pub correlation_id: CorrelationEcho,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            unknown_auth_service: RefusalStatus::BAD_REQUEST,
            unknown_client_id: RefusalStatus::NOT_FOUND,
            foreign_client_id: ForeignClientId::default(),
            bad_access_token: BadAccessToken::default(),
            session_token_spent_by: SpentBy::default(),
            device_approval: Approval::default(),
            token_form: TokenForm::default(),
            renewed_tokens: RenewedTokens::default(),
            correlation_id: CorrelationEcho::default(),
        }
    }
}

/// A status of refusal that the documents know: 400, 401, 403 or 404.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct RefusalStatus(StatusCode);

impl RefusalStatus {
    /// 400.
    pub const BAD_REQUEST: Self = Self(StatusCode::BAD_REQUEST);
    /// 401.
    pub const UNAUTHORIZED: Self = Self(StatusCode::UNAUTHORIZED);
    /// 403.
    pub const FORBIDDEN: Self = Self(StatusCode::FORBIDDEN);
    /// 404.
    pub const NOT_FOUND: Self = Self(StatusCode::NOT_FOUND);

    pub(crate) fn code(self) -> StatusCode {
        self.0
    }
}

/// The number is none of the four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a status that the documents give for a refusal; use 400, 401, 403 or 404")]
pub struct NotARefusal(u16);

impl TryFrom<u16> for RefusalStatus {
    type Error = NotARefusal;

    fn try_from(number: u16) -> Result<Self, NotARefusal> {
        [Self::BAD_REQUEST, Self::UNAUTHORIZED, Self::FORBIDDEN, Self::NOT_FOUND]
            .into_iter()
            .find(|status| status.0 == number)
            .ok_or(NotARefusal(number))
    }
}

impl From<RefusalStatus> for u16 {
    fn from(status: RefusalStatus) -> Self {
        status.0.as_u16()
    }
}

/// Answer to a `clientId` of another account's device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForeignClientId {
    /// 401 `{"message":"Unauthorized"}`: the body is documented, its status is not.
    #[default]
    Unauthorized,
    /// 403 with code 20006, as one live deployment answers.
    InUse,
}

/// Answer to an access token that is missing, bad or expired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
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

/// What makes a session token worthless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpentBy {
    /// A sign-on that succeeds. After a refusal (device deleted, too many devices) it may be tried again.
    #[default]
    SignOn,
    /// The first sign-on that names it, whatever comes of it.
    FirstUse,
}

/// Whether new devices may play at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Approval {
    /// Yes: approval is off by default on the platform too.
    #[default]
    Off,
    /// Not before somebody approves them: they sign on, and get no content token.
    ByOperator,
}

/// How `content_token` writes the tokens in its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenForm {
    /// As JWT strings: what live servers do.
    #[default]
    Strings,
    /// As objects with the claims: what the document prints.
    Decoded,
}

/// Whether `content_token` sends a new access and refresh token along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RenewedTokens {
    /// No. No page says when the platform does.
    #[default]
    NotSent,
    /// Yes, as in the documents' one example.
    Sent,
}

/// Whether `x-correlation-id` comes back in the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CorrelationEcho {
    /// Yes.
    #[default]
    Echoed,
    /// No.
    NotEchoed,
}
