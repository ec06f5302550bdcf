//! The wire: paths, headers, ids, payloads, platforms, error codes; plain data, no I/O.
//!
//! Each item names the document it comes from by its title in NAGRA's public documentation (AGS,
//! *Signing in with a session token*, and so on). How a request travels is `gateway`'s business, what a
//! token means is `tokens`'. Values the documents do not list are kept and shown, never refused.

mod accounts;
mod actors;
mod answers;
mod calls;
mod codes;
mod companion;
mod device_information;
mod discovery;
mod finding;
pub mod headers;
mod ids;
mod platforms;
mod playback;
mod refusal;
mod rights;
mod sign_on;
mod token_field;
mod ways;

pub use accounts::{AccountsAnswer, MatchingAccount};
pub use actors::Actor;
pub use answers::{ContentTokenAnswer, SessionTokenAnswer, TokenAnswer};
pub use calls::Call;
pub use codes::{CodeFamily, KnownCode, known_code, known_code_of};
pub use companion::{ActivationAnswer, ActivationBody, AmIApprovedAnswer, ApproveBody, RegistrationCodeAnswer};
pub use device_information::{DeviceInformation, DeviceInformationError};
pub use discovery::{AuthService, DiscoveryError, Endpoint, Parameter, ServiceDiscovery};
pub use finding::{Finding, Severity};
pub use ids::{
    AccountId, AuthServiceId, ClientId, ContentId, CorrelationId, CredentialKeyId, PlatformId, SessionToken,
    SspTenantId, TenantId,
};
pub use platforms::{Manufacturer, PLATFORMS, Platform, platform};
pub use playback::{
    ChallengeBody, Drm, FairPlayLicenceAnswer, LicenceField, PlayoutAnswer, PlayoutType, StreamAnswer,
    WidevineLicenceAnswer,
};
pub use refusal::RefusalBody;
pub use rights::{ContentRight, ContentRights, SessionControl};
pub use sign_on::{NamedValue, ParametersBody, PasswordBody, SignOn, SignOnBody};
pub use token_field::TokenField;
pub use ways::{
    AuthorizationScheme, CorrelationHeader, DiscoveryToken, ExpiryUnit, NeededService, NeededWays, PasswordWay,
    RefreshWay, RenewalPath, TenantHeader,
};
