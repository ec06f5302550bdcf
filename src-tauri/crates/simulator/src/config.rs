//! The configuration: what a simulator starts with. A TOML file reads into it; every part has a default, and all
//! defaults together are what a new user meets.
//!
//! Decisions between documented or observed ways stand in `choices`; accounts, devices and contents describe
//! themselves in the files of their names.

use serde::{Deserialize, Serialize};
use tessera_protocol::{AccountId, AuthServiceId, SspTenantId, TenantId};
use ts_rs::TS;

use crate::operators::OperatorCredential;
use crate::{Account, Choices, CompanionRules, Content, Device, FaultOrder, StreamRules};

/// What a simulator starts with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct SimulatorConfig {
    /// The one tenant: `nagra` in all documents.
    pub tenant: TenantId,
    /// The one tenant of the security services platform: SSM and the licence servers stand below it.
    pub ssp_tenant: SspTenantId,
    /// What service discovery lists. With none of them discovery answers 404.
    pub auth_services: Vec<AuthServiceConfig>,
    /// Credentials with which a head-end may sign its operator JWT. When empty, the simulator makes one of its own
    /// at each start. Never written out.
    #[serde(skip_serializing)]
    pub operator_credentials: Vec<OperatorCredential>,
    /// Fingerprints (`SigningKey::fingerprint`) of operator secrets that belong to real environments: with one of them
    /// among `operator_credentials` the simulator does not start. Not part of a file.
    #[serde(skip)]
    pub real_secret_fingerprints: Vec<String>,
    /// What an operator JWT has to satisfy.
    pub operator_jwt: OperatorJwtRules,
    /// How long tokens live.
    pub lifetimes: Lifetimes,
    /// Numbers of companion sign-on.
    pub companion: CompanionRules,
    /// Numbers of streams.
    pub streams: StreamRules,
    /// What deployments may do in several ways.
    pub choices: Choices,
    /// Who may sign on.
    pub accounts: Vec<Account>,
    /// The account that guests sign on to. `None`, empty in a file, or an account that is not there: no guests.
    #[serde(with = "crate::empty_is_none")]
    pub guest_account: Option<AccountId>,
    /// What may be played.
    pub contents: Vec<Content>,
    /// Devices that exist from the start; those of an earlier run, say.
    pub devices: Vec<Device>,
    /// Faults that are ordered from the start.
    pub faults: Vec<FaultOrder>,
}

impl Default for SimulatorConfig {
    fn default() -> Self {
        Self {
            tenant: "nagra".into(),
            ssp_tenant: "SIM00001".into(),
            auth_services: vec![AuthServiceConfig::default()],
            operator_credentials: vec![],
            real_secret_fingerprints: vec![],
            operator_jwt: OperatorJwtRules::default(),
            lifetimes: Lifetimes::default(),
            companion: CompanionRules::default(),
            streams: StreamRules::default(),
            choices: Choices::default(),
            accounts: Account::defaults(),
            guest_account: Some("GUEST".into()),
            contents: Content::defaults(),
            devices: vec![],
            faults: vec![],
        }
    }
}

/// One auth service. Names of parameters are what its discovery says, and nothing else is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct AuthServiceConfig {
    /// What goes into `x-auth-service-id`.
    pub name: AuthServiceId,
    /// The name for people.
    pub display_name: String,
    /// Address of a picture.
    pub logo: String,
    /// Parameter of `signOn` and `refresh` that holds the user name.
    pub user_name_parameter: String,
    /// Parameter of `signOn` that holds the password. `None`, empty in a file: user names alone sign on, as in the
    /// documents' example of single sign-on.
    #[serde(with = "crate::empty_is_none")]
    pub password_parameter: Option<String>,
    /// Parameter of `getSessionToken` that holds the operator JWT.
    pub operator_jwt_parameter: String,
    /// Parameter of `signOnWithSessionToken` that holds the session token.
    pub session_token_parameter: String,
    /// Parameter of `subsequentSignOn` that holds the account chosen, where a user account token is for all of them.
    pub account_parameter: String,
}

impl Default for AuthServiceConfig {
    fn default() -> Self {
        Self {
            name: "Simulator Auth Service".into(),
            display_name: "Simulator".to_owned(),
            logo: "http://customer.example/auth.jpg".to_owned(),
            user_name_parameter: "Username".to_owned(),
            password_parameter: Some("Password".to_owned()),
            operator_jwt_parameter: "OperatorAuthToken".to_owned(),
            session_token_parameter: "sessionToken".to_owned(),
            account_parameter: "accountId".to_owned(),
        }
    }
}

/// What an operator JWT has to satisfy besides signature, `typ`, tenant and account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct OperatorJwtRules {
    /// What `aud` has to be, or to contain when it is an array.
    pub audience: String,
    /// Seconds by which `exp` may have passed and `nbf` may lie ahead. Default 0: the clocks are one clock here, and an
    /// expired token should be seen to be refused.
    pub skew: u32,
    /// Seconds that may be left until `exp`. Default none: no page gives a limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest: Option<u32>,
}

impl Default for OperatorJwtRules {
    fn default() -> Self {
        Self { audience: "ags".to_owned(), skew: 0, longest: None }
    }
}

/// How long tokens live, in seconds from their issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Lifetimes {
    /// Session token. Not documented, and the answer does not say it; default 300.
    pub session_token: u32,
    /// User account token of a 300 answer. Not documented either; default 300.
    pub user_account_token: u32,
    /// Access token: `expires_in`. Documented default one hour.
    pub access_token: u32,
    /// Refresh token: `refresh_expires_in`. Documented default 48 hours.
    pub refresh_token: u32,
    /// End of the whole sign-on: `fixed_refresh_expires_in`, claim `fixed_exp`. 30 days in the documents.
    pub sign_on: u32,
    /// Content token: its `expires_in`. Default 24 hours: the most a token with both `jti` and `exp` may have at a
    /// licence server. The one printed example has 3887999.
    pub content_token: u32,
    /// Registration code of companion sign-on, and the DSRA token it is polled with. Not documented; default 600.
    pub registration_code: u32,
    /// Activation token of companion sign-on. "Configurable" in the documents; default 300.
    pub sign_on_activation_token: u32,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self {
            session_token: 300,
            user_account_token: 300,
            access_token: 3600,
            refresh_token: 172_800,
            sign_on: 2_592_000,
            content_token: 86_400,
            registration_code: 600,
            sign_on_activation_token: 300,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use tessera_protocol::ExpiryUnit;

    use super::*;
    use crate::{
        AccessTokenTime, AccountState, AuthorizationScheme, ContentTokenReplay, Entitled, HeartbeatSpelling,
        LicenceForm, Network, Password, PollSuccess, RefreshRotation, RefusalStatus, SignOut, Streams, Teardown,
        TokenForm, When,
    };

    #[test]
    fn a_file_says_only_what_differs_from_the_defaults() {
        let config: SimulatorConfig = toml::from_str(
            r#"
            tenant = "operator"
            ssp-tenant = "NAG00000"
            [lifetimes]
            session-token = 20
            registration-code = 60
            [companion]
            polling-period = 1
            [streams]
            heartbeat = 5
            [choices]
            unknown-auth-service = 401
            token-form = "decoded"
            refresh-rotation = "family-revoked"
            sign-out = "leaves-tokens"
            authorization-scheme = "bare"
            poll-success = "ok"
            registration-expiry = "seconds"
            teardown = "ok"
            heartbeat-spelling = "heartbeat"
            content-token-replay = "allowed"
            access-token-time = "milliseconds"
            licence-form = "text"
            [[operator-credentials]]
            kid = "70646948"
            secret = "6b6b"
            encoding = "hex"
            [[accounts]]
            id = "1663"
            state = "suspended"
            password = "hunter2"
            network = "blocked-country"
            streams = { at-most = 2 }
            [[contents]]
            id = "TEN900-CH015-DASH_1"
            start = "2022-10-26T15:31:40Z"
            end = "2122-10-26T15:31:40Z"
            entitled = { only = ["1663"] }
            [[devices]]
            client-id = "PUB_989"
            account-id = "1663"
            state = "not-approved"
            created = "2022-06-10T15:04:53Z"
            last-sign-on = "2022-06-10T15:04:53Z"
            [[faults]]
            call = "content-token"
            when = { nth = 3 }
            fault = { refusal = { status = 403, code = "20019" } }
            "#,
        )
        .unwrap();
        assert_eq!(config.tenant.as_str(), "operator");
        assert_eq!(config.lifetimes, Lifetimes { session_token: 20, registration_code: 60, ..Lifetimes::default() });
        assert_eq!(config.ssp_tenant.as_str(), "NAG00000");
        assert_eq!(config.companion, CompanionRules { polling_period: 1, ..CompanionRules::default() });
        assert_eq!(config.streams, StreamRules { heartbeat: 5, ..StreamRules::default() });
        assert_eq!(config.choices.poll_success, PollSuccess::Ok);
        assert_eq!(config.choices.registration_expiry, ExpiryUnit::Seconds);
        assert_eq!(config.choices.teardown, Teardown::Ok);
        assert_eq!(config.choices.heartbeat_spelling, HeartbeatSpelling::LowerCase);
        assert_eq!(config.choices.content_token_replay, ContentTokenReplay::Allowed);
        assert_eq!(config.choices.access_token_time, AccessTokenTime::Milliseconds);
        assert_eq!(config.choices.licence_form, LicenceForm::Text);
        assert_eq!(config.faults[0].when, When::Nth(3));
        assert_eq!(config.choices.unknown_auth_service, RefusalStatus::UNAUTHORIZED);
        assert_eq!(config.choices.unknown_client_id, RefusalStatus::NOT_FOUND);
        assert_eq!(config.choices.token_form, TokenForm::Decoded);
        assert_eq!(config.choices.refresh_rotation, RefreshRotation::FamilyRevoked);
        assert_eq!(config.choices.sign_out, SignOut::LeavesTokens);
        assert_eq!(config.choices.authorization_scheme, AuthorizationScheme::Bare);
        assert_eq!(config.accounts[0].state, AccountState::Suspended);
        assert_eq!(config.accounts[0].streams, Streams::AtMost(2));
        assert_eq!(config.accounts[0].password, Password::new("hunter2"));
        assert_eq!(config.accounts[0].network, Network::BlockedCountry);
        assert_eq!(config.contents[0].entitled, Entitled::Only(vec!["1663".into()]));
        assert_eq!(config.devices[0].client_id.as_str(), "PUB_989");
        assert_eq!(config.auth_services, [AuthServiceConfig::default()]);
    }

    #[test]
    fn a_name_that_does_not_exist_and_a_status_that_is_no_refusal_are_said() {
        let error = |text: &str| toml::from_str::<SimulatorConfig>(text).unwrap_err().to_string();
        assert!(error("tenannt = 'x'").contains("unknown field `tenannt`"));
        assert!(error("choices.unknown-client-id = 500").contains("500 is not a status"));
    }

    #[test]
    fn a_configuration_that_is_written_out_reads_back_and_holds_no_secret() {
        let credential = OperatorCredential::new("kid", "canary-secret", tessera_tokens::SecretEncoding::Text);
        let mut config = SimulatorConfig { operator_credentials: vec![credential], ..SimulatorConfig::default() };
        config.accounts[0].password = Password::new("canary-password");
        let text = toml::to_string(&config).unwrap();
        assert!(!text.contains("canary") && !format!("{config:?}").contains("canary"));
        assert_eq!(toml::from_str::<SimulatorConfig>(&text).unwrap(), SimulatorConfig::default());
    }

    #[test]
    fn what_may_be_left_out_on_purpose_is_empty_in_a_file() {
        let service = AuthServiceConfig { password_parameter: None, ..AuthServiceConfig::default() };
        let config =
            SimulatorConfig { auth_services: vec![service], guest_account: None, ..SimulatorConfig::default() };
        let text = toml::to_string(&config).unwrap();
        assert!(text.contains("password-parameter = \"\"") && text.contains("guest-account = \"\""), "{text}");
        assert_eq!(toml::from_str::<SimulatorConfig>(&text).unwrap(), config);
    }
}
