//! A platform on another port, as an own environment reaches it: the simulator with a secret and with names that a test
//! knows, in the test's own process.

use std::sync::LazyLock;

use jiff::Timestamp;
use tessera_gateway::{Connection, Gateway, Request};
use tessera_protocol::{CorrelationId, TokenAnswer};
use tessera_simulator::{
    Account, AuthServiceConfig, Choices, FaultOrder, OperatorCredential, Password, RefreshRotation, RunningSimulator,
    Simulator, SimulatorConfig, StreamRules,
};
use tessera_tokens::SecretEncoding;
use tokio::runtime::Runtime;

/// An element if it were taken for markup.
pub(crate) const MARKUP: &str = "<img src=x onerror=window.__pwned=1>";

/// 48 bytes in base64; read as text it is a key too, the wrong one.
pub(crate) const SECRET: &str = "Y2FuYXJ5LW9mLXRoZS1vcGVyYXRvcjogbmV2ZXIgdG8gYmUgd3JpdHRlbiBkb3du";

/// Under which the platform knows it.
pub(crate) const KID: &str = "canary-kid";

/// A user of it, and what nobody else has for a password.
pub(crate) const USER: &str = "erin";
pub(crate) const PASSWORD: &str = "canary password of a subscriber";

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// A platform that knows [`SECRET`] and calls everything by [`MARKUP`].
pub(crate) struct Platform(RunningSimulator);

impl Platform {
    pub(crate) fn start() -> Self {
        let mut config = SimulatorConfig {
            auth_services: vec![AuthServiceConfig {
                name: format!("Auth {MARKUP}").as_str().into(),
                display_name: MARKUP.to_owned(),
                logo: MARKUP.to_owned(),
                ..AuthServiceConfig::default()
            }],
            operator_credentials: vec![OperatorCredential::new(KID, SECRET, SecretEncoding::Base64)],
            // A session lasts as long as a test.
            streams: StreamRules { heartbeat: 120, ..StreamRules::default() },
            ..SimulatorConfig::default()
        };
        config.accounts.push(Account {
            user: Some(USER.to_owned()),
            password: Password::new(PASSWORD),
            ..Account::new("ACC-ERIN", "Erin")
        });
        for content in &mut config.contents {
            MARKUP.clone_into(&mut content.title);
            MARKUP.clone_into(&mut content.profile);
        }
        for account in &mut config.accounts {
            MARKUP.clone_into(&mut account.name);
            MARKUP.clone_into(&mut account.profile);
        }
        Self(RUNTIME.block_on(Simulator::start(config, None)).unwrap())
    }

    pub(crate) fn base_url(&self) -> String {
        self.0.base_url()
    }

    /// Where its SSM and its licence servers are.
    pub(crate) fn ssp_url(&self) -> String {
        self.0.ssp_url()
    }

    /// Playback sessions that it counts.
    pub(crate) fn streams(&self) -> usize {
        self.0.snapshot().streams.len()
    }

    /// Each refresh token is good once.
    pub(crate) fn rotate(&self) {
        let choices = Choices { refresh_rotation: RefreshRotation::Rotated, ..self.0.choices() };
        self.0.set_choices(choices);
    }

    /// The refresh token for which another program gives this one.
    pub(crate) fn refresh(&self, token: &str) -> String {
        let connection = Connection::new(self.base_url().parse().unwrap(), "nagra".into());
        let call = async {
            let gateway = Gateway::new(connection).unwrap();
            gateway.call(Request::ias_refresh(token), Some(&CorrelationId::random()), Timestamp::now()).await
        };
        let answer = RUNTIME.block_on(call).read::<TokenAnswer>().unwrap();
        answer.refresh_token.unwrap().text().unwrap().to_owned()
    }

    pub(crate) fn order(&self, fault: FaultOrder) {
        self.0.order_fault(fault).unwrap();
    }

    /// The `client_id`s of an account, oldest first.
    pub(crate) fn devices_of(&self, account: &str) -> Vec<String> {
        let devices = self.0.devices();
        let of = devices.iter().filter(|device| device.account_id.as_str() == account);
        of.map(|device| device.client_id.as_str().to_owned()).collect()
    }
}
