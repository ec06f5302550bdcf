//! From what is stored to a plan: an environment, an operator credential and a person's choices.
//!
//! Both programs prepare a run here, so that the window and the terminal do the same.

use std::path::Path;

use jiff::SignedDuration;
use secrecy::ExposeSecret as _;
use serde_json::{Map, Value};
use tessera_credentials::Secret;
use tessera_gateway::{CertificateCheck, Connection, ProxyChoice};
use tessera_protocol::{
    AccountId, ClientId, ContentId, NamedValue, NeededWays, PlatformId, SignOn, TenantId, TokenField, platform,
};
use tessera_qr::PayloadTemplate;
use tessera_storage::{
    BaseUrl, Environment, ErrorCorrection, OperatorJwtChoices, Origin, ProxySetting, Seconds, Urls, Ways,
};
use tessera_tokens::{ReadTime, ReadToken};
use url::Url;

use crate::{
    Approver, CompanionSignOn, DeviceTokens, Goal, HeadEnd, ParameterNames, PasswordKeeping, PasswordSignOn,
    PasswordSource, Plan, Playing, QrChoice, QrSignOn, Refresh, SignOut, TokenSet,
};

/// What a person chose for one run.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The account that is meant; `None` where the platform finds it.
    pub account: Option<AccountId>,
    /// The kind of device.
    pub platform: PlatformId,
    /// First-time or nth-time.
    pub sign_on: SignOn,
    /// The content to ask a token for.
    pub content: Option<ContentId>,
    /// Whether certificates are checked, in this session.
    pub certificates: CertificateCheck,
}

/// Why no plan could be made.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// A certificate file of the environment.
    #[error(transparent)]
    Tls(#[from] tessera_storage::TlsFileError),
    /// The payload template of the environment.
    #[error(transparent)]
    Template(#[from] tessera_qr::TemplateError),
    /// There is no such platform.
    #[error("There is no platform \u{201c}{0}\u{201d}.")]
    Platform(PlatformId),
}

impl PrepareError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Tls(error) => error.remedy(),
            Self::Template(error) => error.remedy(),
            Self::Platform(_) => "Choose one of the sixteen platforms: tessera platforms lists them.",
        }
    }
}

/// How an environment is reached. `folder` is where its relative file names start.
pub fn connection(
    environment: &Environment,
    folder: &Path,
    certificates: CertificateCheck,
) -> Result<Connection, PrepareError> {
    let tls = environment.tls.load(folder)?;
    let url = |url: Option<&BaseUrl>| url.map(|url| url.as_url().clone());
    Ok(Connection {
        ags: environment.urls.ags.as_url().clone(),
        ias: environment.urls.ias().as_url().clone(),
        dsra: url(environment.urls.dsra.as_ref()),
        adm: url(environment.urls.adm.as_ref()),
        url_builder: url(environment.urls.url_builder.as_ref()),
        ssm: url(environment.urls.ssm.as_ref()),
        licence: url(environment.urls.licence()),
        tenant: environment.tenant.clone(),
        tenant_header: environment.ways.tenant_header,
        correlation: environment.ways.correlation_id,
        headers: environment.headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
        connect_timeout: environment.timeouts.connect.duration(),
        answer_timeout: environment.timeouts.answer.duration(),
        proxy: match &environment.proxy {
            None => ProxyChoice::System,
            Some(ProxySetting::Direct) => ProxyChoice::Direct,
            Some(ProxySetting::At(url)) => ProxyChoice::At(url.as_url().clone()),
        },
        ca_pem: tls.authorities.map(|authorities| authorities.pem),
        identity_pem: tls.client.map(|client| [&client.certificates.pem[..], client.key_pem.expose_secret()].concat()),
        certificates,
    })
}

/// The origins that what is signed for an environment is sent to.
pub fn origins(environment: &Environment) -> Vec<Origin> {
    origins_of([environment.urls.ags.as_url(), environment.urls.ias().as_url()])
}

/// The origins that a run sends its secrets to.
pub fn origins_reached(connection: &Connection) -> Vec<Origin> {
    origins_of([&connection.ags, &connection.ias])
}

fn origins_of(urls: [&Url; 2]) -> Vec<Origin> {
    let mut origins: Vec<Origin> = urls.into_iter().filter_map(Origin::of).collect();
    origins.dedup();
    origins
}

/// How long the environment wants its operator JWT to last.
pub fn lifetime(environment: &Environment) -> SignedDuration {
    SignedDuration::try_from(environment.operator_jwt.lifetime.duration()).unwrap_or(SignedDuration::MAX)
}

/// The plan of a run.
pub fn plan(environment: &Environment, folder: &Path, goal: Goal, choices: Choices) -> Result<Plan, PrepareError> {
    let names = &environment.names;
    Ok(Plan {
        connection: connection(environment, folder, choices.certificates)?,
        auth_service: environment.auth_service.clone(),
        names: ParameterNames {
            operator_jwt: names.operator_jwt_parameter.clone(),
            session_token: names.session_token_parameter.clone(),
            user_name: names.user_name_parameter.clone(),
            password: names.password_parameter.clone(),
            account: names.account_parameter.clone(),
        },
        operator_jwt_header: environment.operator_jwt.header.clone(),
        goal,
        account: choices.account,
        platform: choices.platform,
        sign_on: choices.sign_on,
        content: choices.content,
        playing: Playing { source: environment.ways.content_token, ..Playing::default() },
    })
}

/// What a QR sign-on needs. Lifetime and claims of the operator JWT are set over those of the environment; a claim that
/// is `null` is left out.
pub fn qr_sign_on(
    environment: &Environment,
    head_end: HeadEnd,
    own_lifetime: Option<SignedDuration>,
    own_claims: Map<String, Value>,
) -> Result<Goal, PrepareError> {
    let mut claims = environment.operator_jwt.claims.clone();
    claims.extend(own_claims);
    Ok(Goal::QrSignOn(QrSignOn {
        head_end,
        lifetime: own_lifetime.unwrap_or_else(|| lifetime(environment)),
        claims,
        code: qr_choice(environment)?,
        discovery_token: environment.ways.discovery_token,
    }))
}

/// What a password sign-on needs, in the way that the environment takes.
pub fn password_sign_on(
    environment: &Environment,
    user_name: String,
    password: Secret,
    parameters: Vec<NamedValue>,
) -> PasswordSignOn {
    PasswordSignOn {
        way: environment.ways.password,
        user_name,
        password,
        source: PasswordSource::Typed,
        parameters,
        further: vec![],
        keeping: PasswordKeeping::NotKept,
    }
}

/// What a companion sign-on needs, in the way that the environment takes.
pub fn companion_sign_on(environment: &Environment, approver: Option<Approver>) -> Goal {
    Goal::CompanionSignOn(CompanionSignOn {
        expiry_unit: environment.ways.expiry_unit,
        polling_period: environment.ways.polling_period.duration(),
        error_correction: error_correction(environment),
        approver,
    })
}

/// What a refresh needs, in the way that the environment takes.
pub fn refresh(environment: &Environment, client_id: ClientId, refresh_token: Secret) -> Refresh {
    let Ways { refresh: way, authorization: scheme, .. } = environment.ways;
    Refresh { way, scheme, refresh_token, client_id, keep: None }
}

/// The tokens of a device: those in memory, and the refresh token among them or that of the vault, whichever is newer:
/// another process may have renewed them.
pub fn device_tokens(
    environment: &Environment,
    client_id: &ClientId,
    set: Option<TokenSet>,
    stored: Option<Secret>,
) -> DeviceTokens {
    let held = set.as_ref().and_then(|set| set.refresh.as_ref()).and_then(TokenField::text);
    let token = match held {
        Some(held) if !stored.as_ref().is_some_and(|stored| is_newer(stored.expose(), held)) => {
            Some(Secret::new(held.to_owned()))
        }
        _ => stored,
    };
    DeviceTokens { refresh: token.map(|token| refresh(environment, client_id.clone(), token)), set }
}

/// Whether a refresh token ends after another one of the same device.
fn is_newer(token: &str, than: &str) -> bool {
    let ends = |token: &str| ReadTime::read(ReadToken::read(token).claims()?.get("exp")?).at();
    ends(token) > ends(than)
}

/// What a sign-out needs.
pub fn sign_out(environment: &Environment, tokens: DeviceTokens) -> Goal {
    Goal::SignOut(SignOut { scheme: environment.ways.authorization, tokens })
}

/// How the environment wants its QR code.
fn qr_choice(environment: &Environment) -> Result<QrChoice, PrepareError> {
    let lifetime = environment.qr.session_token_lifetime.duration();
    Ok(QrChoice {
        template: PayloadTemplate::parse(&environment.qr.template)?,
        error_correction: error_correction(environment),
        session_token_lifetime: SignedDuration::try_from(lifetime).unwrap_or(SignedDuration::MAX),
    })
}

fn error_correction(environment: &Environment) -> tessera_qr::ErrorCorrection {
    match environment.qr.error_correction {
        ErrorCorrection::L => tessera_qr::ErrorCorrection::L,
        ErrorCorrection::M => tessera_qr::ErrorCorrection::M,
        ErrorCorrection::Q => tessera_qr::ErrorCorrection::Q,
        ErrorCorrection::H => tessera_qr::ErrorCorrection::H,
    }
}

/// First-time as a platform, with the operator's device class of the environment.
pub fn first_time(environment: &Environment, id: &PlatformId) -> Result<SignOn, PrepareError> {
    let platform = platform(id.as_str()).ok_or_else(|| PrepareError::Platform(id.clone()))?;
    Ok(SignOn::FirstTime(platform.device_information(environment.playout_device_class.as_deref())))
}

/// The environment of a simulator, which is never stored: its address is another one at every start. `ssp` is where its
/// SSM and its licence servers are.
pub fn simulated(base_url: BaseUrl, ssp: BaseUrl, tenant: TenantId) -> Environment {
    Environment {
        allow_http: true,
        urls: Urls { ssm: Some(ssp), ..Urls::new(base_url.clone()) },
        playout_device_class: Some("mobileDevice".to_owned()),
        default_account: Some("ACC-1".into()),
        default_platform: Some("stb-opentv-os".into()),
        default_content: Some("CH015".into()),
        ..Environment::new("Simulator", tenant, base_url)
    }
}

/// An environment set to what its deployment needs.
pub fn fitted(environment: Environment, needs: NeededWays) -> Environment {
    let NeededWays { authorization, expiry_unit, tenant_header, discovery_token, correlation_id, .. } = needs;
    let operator_jwt = environment.operator_jwt;
    let longest = needs.longest_operator_jwt.map_or(operator_jwt.lifetime, Seconds::of);
    let (mut names, mut auth_service) = (environment.names, environment.auth_service);
    if let Some(service) = needs.service {
        auth_service = Some(service.name);
        names.user_name_parameter = service.user_name_parameter;
        names.password_parameter = service.password_parameter.unwrap_or(names.password_parameter);
    }
    Environment {
        auth_service,
        names,
        ways: Ways { authorization, expiry_unit, tenant_header, discovery_token, correlation_id, ..environment.ways },
        operator_jwt: OperatorJwtChoices {
            header: needs.operator_jwt_header,
            lifetime: operator_jwt.lifetime.min(longest),
            ..operator_jwt
        },
        ..environment
    }
}

#[cfg(test)]
mod tests {
    use tessera_tokens::SecretEncoding;

    use super::*;
    use crate::OperatorKey;

    fn ending(at: i64) -> String {
        let key = OperatorKey::new("kid".into(), "a secret that is long enough to sign", SecretEncoding::Text);
        let claims = serde_json::json!({ "typ": "RefreshAuthN", "exp": at });
        let token =
            key.ok().zip(claims.as_object()).map(|(own, claims)| tessera_tokens::mint(&own.key, &own.kid, claims));
        token.and_then(Result::ok).map(|token| token.expose().to_owned()).unwrap_or_default()
    }

    #[test]
    fn a_refresh_token_that_ends_later_is_the_newer_one() {
        assert!(is_newer(&ending(2_000_000_001), &ending(2_000_000_000)));
        assert!(!is_newer(&ending(2_000_000_000), &ending(2_000_000_000)));
        assert!(is_newer(&ending(2_000_000_000), "no JWT") && !is_newer("no JWT", &ending(2_000_000_000)));
    }
}
