//! Choices: what deployments may do in several ways because no document decides it.
//!
//! Each default is what the documents make likeliest. What is decided without a choice is listed at the head of the
//! crate; numbers stand in `config`.

mod companion;
mod headers;
mod needed;
mod playback;
mod sign_on;
mod status;
mod tokens;

use serde::{Deserialize, Serialize};
use tessera_protocol::{DiscoveryToken, ExpiryUnit};
use ts_rs::TS;

pub use self::companion::{EarlyPoll, PollSuccess};
pub(crate) use self::headers::SHORT;
pub use self::headers::{CorrelationEcho, CorrelationForm, TenantName};
pub use self::playback::{ContentTokenReplay, HeartbeatSpelling, LicenceForm, Teardown};
pub use self::sign_on::{Approval, ForeignClientId, OperatorJwtPlace, OperatorJwtReplay, SpentBy, UserTokenPlace};
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
    /// The name of the tenant's header.
    pub tenant_header: TenantName,
    /// What service discovery wants in its header `token`.
    pub discovery_token: DiscoveryToken,
    /// Where the operator JWT has to stand.
    pub operator_jwt_place: OperatorJwtPlace,
    /// How often an operator JWT is good.
    pub operator_jwt_replay: OperatorJwtReplay,
    /// Answer to a session token that is unknown, spent or expired. Default 401: its page has 401 without saying for
    /// what, and 403 for failed authorisation.
    pub bad_session_token: RefusalStatus,
    /// Where a 300 answer has its user account token.
    pub user_account_token: UserTokenPlace,
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
    /// Answer to a poll before the period is over.
    pub early_poll: EarlyPoll,
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
    /// Which `x-correlation-id` is taken.
    pub correlation_id_form: CorrelationForm,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            unknown_auth_service: RefusalStatus::BAD_REQUEST,
            unknown_client_id: RefusalStatus::NOT_FOUND,
            foreign_client_id: ForeignClientId::default(),
            tenant_header: TenantName::default(),
            discovery_token: DiscoveryToken::default(),
            operator_jwt_place: OperatorJwtPlace::default(),
            operator_jwt_replay: OperatorJwtReplay::default(),
            bad_session_token: RefusalStatus::UNAUTHORIZED,
            user_account_token: UserTokenPlace::default(),
            bad_access_token: BadAccessToken::default(),
            session_token_spent_by: SpentBy::default(),
            device_approval: Approval::default(),
            token_form: TokenForm::default(),
            renewed_tokens: RenewedTokens::default(),
            refresh_rotation: RefreshRotation::default(),
            sign_out: SignOut::default(),
            authorization_scheme: AuthorizationScheme::default(),
            poll_success: PollSuccess::default(),
            early_poll: EarlyPoll::default(),
            registration_expiry: ExpiryUnit::default(),
            teardown: Teardown::default(),
            heartbeat_spelling: HeartbeatSpelling::default(),
            access_token_time: AccessTokenTime::default(),
            licence_form: LicenceForm::default(),
            content_token_replay: ContentTokenReplay::default(),
            correlation_id: CorrelationEcho::default(),
            correlation_id_form: CorrelationForm::default(),
        }
    }
}
