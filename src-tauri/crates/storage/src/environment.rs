//! An environment: one deployment under test, as a person describes it.
//!
//! No field can hold a secret: credentials are found by the environment's id, and accepting an invalid certificate is
//! a choice for one session, so neither is here. How the file is read and written stands in `toml`, what is checked
//! beyond the types in `check`, where the files lie in `environments`.

mod base_url;
mod check;
mod form;
mod headers;
mod problem;
mod proxy;
mod values;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tessera_protocol::{
    AccountId, AuthServiceId, AuthorizationScheme, ContentId, CorrelationHeader, DiscoveryToken, ExpiryUnit,
    PasswordWay, PlatformId, RefreshWay, RenewalPath, TenantHeader, TenantId,
};
use ts_rs::TS;

pub use base_url::{BaseUrl, BaseUrlError};
pub(crate) use check::kept_number;
pub(crate) use form::check_form;
pub use problem::Problem;
pub use proxy::{ProxyError, ProxySetting};
pub use values::{ContentTokenSource, ErrorCorrection, Seconds, SecondsError};

/// One deployment under test. In the file the keys are written `with-hyphens`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", expecting = "a table")]
pub struct Environment {
    /// What people call it.
    pub name: String,
    /// The OPF tenant.
    pub tenant: TenantId,
    /// The auth service; only needed when service discovery does not tell, or tells several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub auth_service: Option<AuthServiceId>,
    /// Whether `http` URLs are taken: for the simulator or a lab.
    #[serde(default)]
    pub allow_http: bool,
    /// The proxy between: `none`, or the URL of one; that of the system when absent. Loopback goes past every proxy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub proxy: Option<ProxySetting>,
    /// The operator's class for open devices: `playoutDeviceClass`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub playout_device_class: Option<String>,
    /// The account that is offered first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub default_account: Option<AccountId>,
    /// The platform that is offered first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub default_platform: Option<PlatformId>,
    /// The content that is offered first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub default_content: Option<ContentId>,
    /// Where the platform answers.
    pub urls: Urls,
    /// Headers that every request to the platform carries besides the documented ones.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// How long to wait.
    #[serde(default)]
    pub timeouts: Timeouts,
    /// Certificates of one's own.
    #[serde(default)]
    pub tls: TlsFiles,
    /// The sign-on QR code.
    #[serde(default)]
    pub qr: QrChoices,
    /// The JWT that the head-end signs.
    #[serde(default)]
    pub operator_jwt: OperatorJwtChoices,
    /// Names of parameters where service discovery does not tell them.
    #[serde(default)]
    pub names: ParameterNames,
    /// Which of several ways this deployment takes.
    #[serde(default)]
    pub ways: Ways,
}

/// The base URLs of the platform's components.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", expecting = "a table")]
pub struct Urls {
    /// Of the Authentication Gateway Service, without `/ags`.
    pub ags: BaseUrl,
    /// Of the Identity Authentication Service, without `/ias`; the same as `ags` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ias: Option<BaseUrl>,
    /// Of the Device `SignOn` and Registration Assistant, without `/dsra`; the same as `ags` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub dsra: Option<BaseUrl>,
    /// Of the Account and Device Manager, without `/adm`; the same as `ags` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub adm: Option<BaseUrl>,
    /// Of URL Builder, without `/urlbuilder`; the same as `ags` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub url_builder: Option<BaseUrl>,
    /// Of the Secure Session Manager, without `/ssm`. It ends with the SSP tenant, so nothing can be taken in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ssm: Option<BaseUrl>,
    /// Of the licence servers, without `/wvls`, `/prls` or `/fpls`; the same as `ssm` when absent. It ends with the SSP
    /// tenant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub licence: Option<BaseUrl>,
}

/// How long to wait for the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase", expecting = "a table")]
pub struct Timeouts {
    /// For the connection, TLS included.
    pub connect: Seconds,
    /// For the whole answer.
    pub answer: Seconds,
}

/// PEM files; a relative path starts at the environment file's folder, `~` is the home folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase", expecting = "a table")]
pub struct TlsFiles {
    /// Certificates of authorities to trust besides the system's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, as = "Option<String>")]
    pub ca_file: Option<PathBuf>,
    /// The certificate by which this program names itself, with its chain.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, as = "Option<String>")]
    pub client_certificate: Option<PathBuf>,
    /// Its private key, unencrypted. The key stays in that file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, as = "Option<String>")]
    pub client_key: Option<PathBuf>,
}

/// The sign-on QR code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase", expecting = "a table")]
pub struct QrChoices {
    /// What the code holds; `{sessionToken}` stands for the token.
    pub template: String,
    /// How much of the code may be unreadable.
    pub error_correction: ErrorCorrection,
    /// For the countdown; no document gives the true lifetime.
    pub session_token_lifetime: Seconds,
}

/// The JWT of typ `GetSessionTokenAuthN` that the head-end signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase", expecting = "a table")]
pub struct OperatorJwtChoices {
    /// From now to `exp`.
    pub lifetime: Seconds,
    /// The header that carries it, where it is no parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub header: Option<String>,
    /// Claims to add to the documented ones.
    #[ts(type = "Record<string, unknown>")]
    pub claims: Map<String, Value>,
}

/// Names of parameters where service discovery does not tell them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase", expecting = "a table")]
pub struct ParameterNames {
    /// Of the operator JWT in `getSessionToken`.
    pub operator_jwt_parameter: String,
    /// Of the session token in `signOnWithSessionToken`.
    pub session_token_parameter: String,
    /// Of the user name in `signOn` and `refresh`.
    pub user_name_parameter: String,
    /// Of the password in `signOn`.
    pub password_parameter: String,
    /// Of the account chosen in `subsequentSignOn`, where one user account token stands for all accounts.
    pub account_parameter: String,
}

/// Which of several ways this deployment takes, where the documents give more than one or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase", expecting = "a table")]
pub struct Ways {
    /// How user name and password sign on.
    pub password: PasswordWay,
    /// How tokens are refreshed.
    pub refresh: RefreshWay,
    /// The word before the token in `Authorization` of AGS.
    pub authorization: AuthorizationScheme,
    /// How long before the access token ends it is refreshed by itself.
    pub refresh_margin: Seconds,
    /// What `expiresAfterMillis` of a registration code counts.
    pub expiry_unit: ExpiryUnit,
    /// How long to wait between two polls where DSRA does not say.
    pub polling_period: Seconds,
    /// Who is asked for the content token.
    pub content_token: ContentTokenSource,
    /// Where a Widevine licence is renewed.
    pub renewal_path: RenewalPath,
    /// The name of the header that holds the tenant.
    pub tenant_header: TenantHeader,
    /// What service discovery gets in its header `token`.
    pub discovery_token: DiscoveryToken,
    /// Whether requests have `x-correlation-id`.
    pub correlation_id: CorrelationHeader,
}

impl Environment {
    /// An environment with the defaults for everything that has one.
    pub fn new(name: impl Into<String>, tenant: impl Into<TenantId>, ags: BaseUrl) -> Self {
        Self {
            name: name.into(),
            tenant: tenant.into(),
            auth_service: None,
            allow_http: false,
            proxy: None,
            playout_device_class: None,
            default_account: None,
            default_platform: None,
            default_content: None,
            urls: Urls::new(ags),
            headers: BTreeMap::new(),
            timeouts: Timeouts::default(),
            tls: TlsFiles::default(),
            qr: QrChoices::default(),
            operator_jwt: OperatorJwtChoices::default(),
            names: ParameterNames::default(),
            ways: Ways::default(),
        }
    }

    /// What a person entered in a form, as JSON of this type's shape. All problems at once, each with its key.
    pub fn from_form(form: &Value) -> Result<Self, Vec<Problem>> {
        check_form(form).map(|(environment, _)| environment)
    }

    /// A file that holds this environment, with comments that explain every key.
    pub fn to_file_text(&self) -> Result<String, Vec<Problem>> {
        crate::toml::fresh(self)
    }
}

impl Urls {
    /// Everything behind one address, as far as one is enough.
    pub fn new(ags: BaseUrl) -> Self {
        Self { ags, ias: None, dsra: None, adm: None, url_builder: None, ssm: None, licence: None }
    }

    /// Where the licence servers answer, if anybody says so.
    pub fn licence(&self) -> Option<&BaseUrl> {
        self.licence.as_ref().or(self.ssm.as_ref())
    }

    /// Where IAS answers.
    pub fn ias(&self) -> &BaseUrl {
        self.ias.as_ref().unwrap_or(&self.ags)
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Seconds::of(5), answer: Seconds::of(30) }
    }
}

impl QrChoices {
    /// What stands for the session token in a template.
    pub const PLACE: &str = "{sessionToken}";
}

impl Default for QrChoices {
    fn default() -> Self {
        Self {
            template: Self::PLACE.to_owned(),
            error_correction: ErrorCorrection::default(),
            session_token_lifetime: Seconds::of(300),
        }
    }
}

impl Default for OperatorJwtChoices {
    fn default() -> Self {
        Self { lifetime: Seconds::of(300), claims: Map::new(), header: None }
    }
}

impl Default for ParameterNames {
    fn default() -> Self {
        Self {
            operator_jwt_parameter: "OperatorAuthToken".to_owned(),
            session_token_parameter: "sessionToken".to_owned(),
            user_name_parameter: "username".to_owned(),
            password_parameter: "password".to_owned(),
            account_parameter: "accountId".to_owned(),
        }
    }
}

impl Default for Ways {
    fn default() -> Self {
        Self {
            password: PasswordWay::default(),
            refresh: RefreshWay::default(),
            authorization: AuthorizationScheme::default(),
            refresh_margin: Seconds::of(300),
            expiry_unit: ExpiryUnit::default(),
            polling_period: Seconds::of(5),
            content_token: ContentTokenSource::default(),
            renewal_path: RenewalPath::default(),
            tenant_header: TenantHeader::default(),
            discovery_token: DiscoveryToken::default(),
            correlation_id: CorrelationHeader::default(),
        }
    }
}
