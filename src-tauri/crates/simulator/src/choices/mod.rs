//! Choices: what deployments may do in several ways because no document decides it.
//!
//! Each default is what the documents make likeliest. What is decided without a choice is listed at the head of the
//! crate; numbers stand in `config`.

mod companion;
mod playback;
mod sign_on;
mod status;
mod tokens;

use serde::{Deserialize, Serialize};
use tessera_protocol::ExpiryUnit;
use ts_rs::TS;

pub use self::companion::PollSuccess;
pub use self::playback::{ContentTokenReplay, HeartbeatSpelling, LicenceForm, Teardown};
pub use self::sign_on::{Approval, ForeignClientId, SpentBy};
pub use self::status::{NotARefusal, RefusalStatus};
pub use self::tokens::{
    AccessTokenTime, AuthorizationScheme, BadAccessToken, RefreshRotation, RenewedTokens, SignOut, TokenForm,
};

/// Every choice, with its default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Choices {
    /// Answer to an `x-auth-service-id` or `nv-tenant-id` that nothing belongs to. Default 400: of the statuses that
    /// the calls document, the one for a request that is itself wrong.
    pub unknown_auth_service: RefusalStatus,
    /// Answer to a `clientId` that was never given out. Default 404: "if the specified entity does not exist".
    pub unknown_client_id: RefusalStatus,
    /// Answer to a `clientId` of another account.
    pub foreign_client_id: ForeignClientId,
    /// Answer of `content_token` to an access token that is missing, bad or expired.
    pub bad_access_token: BadAccessToken,
    /// What makes a session token worthless.
    pub session_token_spent_by: SpentBy,
    /// Whether new devices may play at once.
    pub device_approval: Approval,
    /// How `content_token` writes the tokens in its answer.
    pub token_form: TokenForm,
    /// Whether `content_token` sends a new access and refresh token along.
    pub renewed_tokens: RenewedTokens,
    /// What the refresh tokens are worth that a refresh replaced.
    pub refresh_rotation: RefreshRotation,
    /// What a sign-out does to the tokens.
    pub sign_out: SignOut,
    /// How AGS wants `Authorization`, on refresh and sign-out.
    pub authorization_scheme: AuthorizationScheme,
    /// Status of a poll of companion sign-on once the code was approved.
    pub poll_success: PollSuccess,
    /// What `expiresAfterMillis` of a registration code counts.
    pub registration_expiry: ExpiryUnit,
    /// Answer to the tear-down of a stream.
    pub teardown: Teardown,
    /// How the period of a stream is spelt.
    pub heartbeat_spelling: HeartbeatSpelling,
    /// In what the `exp` of an access token counts.
    pub access_token_time: AccessTokenTime,
    /// How the JSON of a Widevine licence holds the licence.
    pub licence_form: LicenceForm,
    /// How many licences a content token is good for.
    pub content_token_replay: ContentTokenReplay,
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
            refresh_rotation: RefreshRotation::default(),
            sign_out: SignOut::default(),
            authorization_scheme: AuthorizationScheme::default(),
            poll_success: PollSuccess::default(),
            registration_expiry: ExpiryUnit::default(),
            teardown: Teardown::default(),
            heartbeat_spelling: HeartbeatSpelling::default(),
            access_token_time: AccessTokenTime::default(),
            licence_form: LicenceForm::default(),
            content_token_replay: ContentTokenReplay::default(),
            correlation_id: CorrelationEcho::default(),
        }
    }
}

/// Whether `x-correlation-id` comes back in the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CorrelationEcho {
    /// Yes.
    #[default]
    Echoed,
    /// No.
    NotEchoed,
}
