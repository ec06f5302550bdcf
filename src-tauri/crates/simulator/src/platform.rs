//! The platform: what stays as it was at the start, and the state that requests and the operator change.
//!
//! One lock guards the state. It is held for look-ups and small changes, never while a token is signed and never
//! over an `await`, so that a sign-on takes effect wholly or not at all.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::HeaderMap;
use jiff::Timestamp;
use tessera_protocol::{AccountId, ClientId, ContentId, SignOn, headers};
use tessera_tokens::Cutter;

use crate::accounts::Accounts;
use crate::devices::Devices;
use crate::issue::Issuer;
use crate::log::RequestLog;
use crate::operators::Operators;
use crate::refusal::{Refusal, quoted};
use crate::request::header;
use crate::session_tokens::{self, SessionTokens};
use crate::{
    Account, Approval, AuthServiceConfig, Choices, Clock, Content, Device, DeviceState, ForeignClientId,
    OperatorCredential, SimulatorConfig, StartError,
};

/// Everything that handlers share.
pub(crate) struct Platform {
    pub(crate) config: SimulatorConfig,
    pub(crate) clock: Clock,
    pub(crate) operators: Operators,
    pub(crate) issuer: Issuer,
    pub(crate) contents: HashMap<ContentId, Content>,
    pub(crate) log: RequestLog,
    state: Mutex<State>,
}

/// What changes.
pub(crate) struct State {
    pub(crate) accounts: Accounts,
    pub(crate) devices: Devices,
    pub(crate) session_tokens: SessionTokens,
}

impl Platform {
    pub(crate) fn new(mut config: SimulatorConfig, clock: Clock) -> Result<Self, StartError> {
        if config.operator_credentials.is_empty() {
            config.operator_credentials.push(OperatorCredential::random()?);
        }
        let accounts = config.accounts.iter().map(|account| (&account.id, account)).collect::<HashMap<_, _>>();
        twice("account", config.accounts.iter().map(|account| account.id.as_str()))?;
        twice("auth service", config.auth_services.iter().map(|service| service.name.as_str()))?;
        twice("content", config.contents.iter().map(|content| content.id.as_str()))?;
        twice("device", config.devices.iter().map(|device| device.client_id.as_str()))?;
        if let Some(lost) = config.devices.iter().find(|device| !accounts.contains_key(&device.account_id)) {
            let (device, account) = (lost.client_id.clone(), lost.account_id.clone());
            return Err(StartError::NoSuchAccount { device, account });
        }
        Ok(Self {
            clock,
            operators: Operators::new(&config)?,
            issuer: Issuer::new(config.tenant.clone(), config.lifetimes)?,
            contents: config.contents.iter().map(|content| (content.id.clone(), content.clone())).collect(),
            log: RequestLog::default(),
            state: Mutex::new(State::new(&config)),
            config,
        })
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes back every change since the start.
    pub(crate) fn reset(&self) {
        *self.state() = State::new(&self.config);
    }

    /// A text as the log may show it: without signatures and session tokens.
    pub(crate) fn cut(&self, text: &str) -> String {
        let mut cutter = Cutter::default();
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        for word in words.filter(|word| word.len() == session_tokens::LENGTH) {
            if self.state().session_tokens.knows(word) {
                cutter.know(word);
            }
        }
        cutter.cut(text)
    }

    /// The auth service that the headers of an AGS call name.
    pub(crate) fn auth_service(&self, from: &HeaderMap) -> Result<&AuthServiceConfig, Refusal> {
        let mandatory = |name| header(from, name).ok_or_else(|| Refusal::bad_request(format!("{name}: it is missing")));
        let name = mandatory(headers::AUTH_SERVICE_ID)?;
        let tenant = mandatory(headers::TENANT_ID)?;
        let unknown = |header, value: &str| {
            let why = format!("{header}: there is none called {}", quoted(value));
            Refusal::chosen(self.config.choices.unknown_auth_service, why)
        };
        if tenant != self.config.tenant.as_str() {
            return Err(unknown(headers::TENANT_ID, &tenant));
        }
        let services = &self.config.auth_services;
        let found = services.iter().find(|service| service.name.as_str() == name);
        found.ok_or_else(|| unknown(headers::AUTH_SERVICE_ID, &name))
    }
}

fn twice<'a>(what: &'static str, ids: impl Iterator<Item = &'a str>) -> Result<(), StartError> {
    let mut seen = std::collections::HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(StartError::Twice { what, id: id.to_owned() });
        }
    }
    Ok(())
}

impl State {
    fn new(config: &SimulatorConfig) -> Self {
        Self {
            accounts: Accounts::new(config.accounts.clone()),
            devices: Devices::new(config.devices.clone()),
            session_tokens: SessionTokens::default(),
        }
    }

    /// Signs an account on: makes the device, or finds it. `fresh` is the id that a new device gets.
    pub(crate) fn sign_on(
        &mut self,
        account: &AccountId,
        sign_on: SignOn,
        fresh: &ClientId,
        now: Timestamp,
        choices: &Choices,
    ) -> Result<(Account, Device), Refusal> {
        let account = self.accounts.admitted(account)?;
        let device = match sign_on {
            SignOn::FirstTime(device_information) => {
                let state = match choices.device_approval {
                    Approval::Off => DeviceState::Approved,
                    Approval::ByOperator => DeviceState::NotApproved,
                };
                let (client_id, account_id) = (fresh.clone(), account.id.clone());
                let device =
                    Device { client_id, account_id, state, created: now, last_sign_on: now, device_information };
                self.devices.add(device, account)?
            }
            SignOn::NthTime(client_id) => {
                let device = self.devices.get(&client_id).ok_or_else(|| {
                    let why = format!("clientId {}: it was never given out", quoted(client_id.as_str()));
                    Refusal::chosen(choices.unknown_client_id, why)
                })?;
                if device.account_id != account.id {
                    return Err(foreign(device, choices.foreign_client_id));
                }
                device.admit()?;
                let device = device.clone();
                self.devices.signed_on(&client_id, now);
                device
            }
        };
        Ok((account.clone(), device))
    }

    /// The account and device of an access token, if both may still play.
    pub(crate) fn may_play(&self, account: &AccountId, device: &ClientId) -> Result<(Account, Device), Refusal> {
        let account = self.accounts.admitted(account)?;
        let shown = quoted(device.as_str());
        let gone = || Refusal::coded("20003", format!("device {shown}: it does not exist any more"));
        let device = self.devices.get(device).ok_or_else(gone)?;
        device.admit()?;
        if device.state == DeviceState::NotApproved {
            return Err(Refusal::forbidden(format!("device {shown}: it is not approved")));
        }
        Ok((account.clone(), device.clone()))
    }
}

fn foreign(device: &Device, choice: ForeignClientId) -> Refusal {
    let (id, account) = (quoted(device.client_id.as_str()), quoted(device.account_id.as_str()));
    let why = format!("clientId {id}: it is a device of account {account}");
    match choice {
        ForeignClientId::Unauthorized => Refusal::unauthorized(why),
        ForeignClientId::InUse => Refusal::coded("20006", why),
    }
}
