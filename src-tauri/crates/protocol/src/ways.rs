//! Ways that deployments differ in where the documents give several, or none. Which one to take is for the environment to say.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AuthServiceId, Call, CorrelationId, headers};

/// How a user name and a password sign on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PasswordWay {
    /// `POST /ags/signOn`, with the parameters that service discovery lists.
    #[default]
    Ags,
    /// `POST /ias/v3/token/actions/signOnByUserNamePassword`.
    IasV3,
}

/// How a refresh token gets new tokens. AGS documents one, IAS another, clients were seen with a third.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RefreshWay {
    /// `POST /ags/refresh`.
    #[default]
    Ags,
    /// `POST /ias/v2/token?grant_type=refresh_token`.
    IasV2,
    /// `POST /ias/v3/token/actions/refresh`.
    IasV3,
}

/// The word before a token in `Authorization`, on the calls whose page gives none: AGS refresh and sign-out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AuthorizationScheme {
    /// `Bearer <token>`, as on every page that gives a word.
    #[default]
    Bearer,
    /// The token alone, as those pages may be read.
    Bare,
}

/// What `expiresAfterMillis` of a registration code counts: its name says milliseconds, its text seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ExpiryUnit {
    /// As the name says.
    #[default]
    Milliseconds,
    /// As the text says.
    Seconds,
}

/// Where a Widevine licence is renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RenewalPath {
    /// `/ssm/v1/renewal-license-wv`, as every client that was seen.
    #[default]
    Root,
    /// `/ssm/v1/sessions/renewal-license-wv`, as the documents print it.
    Sessions,
}

/// The name of the header that holds the tenant. Pages differ; those of guests and of IAS v3 have the older one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub enum TenantHeader {
    /// `nv-tenant-id`, as on all newer pages; a guest's sign-on has both, because its page has the older one alone.
    #[default]
    #[serde(rename = "nv-tenant-id")]
    NvTenantId,
    /// `tenantId` alone.
    #[serde(rename = "tenantId")]
    TenantId,
    /// Both.
    #[serde(rename = "both")]
    Both,
}

/// What service discovery gets in its header `token`: "request authentication token", says its page, and no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum DiscoveryToken {
    /// Nothing: before a sign-on there is no token.
    #[default]
    None,
    /// The operator JWT, where the journey signs one.
    OperatorJwt,
}

/// Whether requests have `x-correlation-id`. It is optional, its form is not documented, and a licence server has a code
/// for one that it does not like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CorrelationHeader {
    /// Yes: a UUID, one for all calls of a run.
    #[default]
    Uuid,
    /// No.
    NotSent,
}

/// What of a deployment's ways its clients have to know beforehand, because no answer tells them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NeededWays {
    /// The word before the token in `Authorization` of AGS.
    pub authorization: AuthorizationScheme,
    /// What `expiresAfterMillis` of a registration code counts.
    pub expiry_unit: ExpiryUnit,
    /// The name of the header that holds the tenant.
    pub tenant_header: TenantHeader,
    /// What service discovery wants in its header `token`.
    pub discovery_token: DiscoveryToken,
    /// Whether requests may have `x-correlation-id`.
    pub correlation_id: CorrelationHeader,
    /// The header that carries the operator JWT, where it is no parameter.
    pub operator_jwt_header: Option<String>,
    /// Seconds that an operator JWT may last at most, where there is a limit.
    pub longest_operator_jwt: Option<u32>,
    /// What service discovery would tell, where it does not tell everybody.
    pub service: Option<NeededService>,
}

/// An auth service as an environment names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeededService {
    /// `x-auth-service-id`.
    pub name: AuthServiceId,
    /// Parameter of `signOn` with the user name.
    pub user_name_parameter: String,
    /// Parameter of `signOn` with the password, where it has one.
    pub password_parameter: Option<String>,
}

impl TenantHeader {
    /// The names that are sent.
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::NvTenantId => &[headers::TENANT_ID],
            Self::TenantId => &[headers::OLD_TENANT_ID],
            Self::Both => &[headers::TENANT_ID, headers::OLD_TENANT_ID],
        }
    }
}

impl CorrelationHeader {
    /// The id of the calls that belong together; `None` where they have none.
    pub fn make(self) -> Option<CorrelationId> {
        (self == Self::Uuid).then(CorrelationId::random)
    }
}

impl RenewalPath {
    /// The path below the base URL of SSM.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Root => Call::WidevineRenewal.path(),
            Self::Sessions => "/ssm/v1/sessions/renewal-license-wv",
        }
    }
}

impl RefreshWay {
    /// The call it makes.
    pub const fn call(self) -> Call {
        match self {
            Self::Ags => Call::AgsRefresh,
            Self::IasV2 => Call::IasTokenRefresh,
            Self::IasV3 => Call::IasRefresh,
        }
    }
}
