//! The platform: what stays as it was at the start, and the lock before what changes, which stands in `state`.
//!
//! The lock is held for look-ups and small changes, never while a token is signed and never over an `await`, so that
//! a sign-on takes effect wholly or not at all.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use axum::Json;
use axum::http::HeaderMap;
use jiff::Timestamp;
use tessera_protocol::{AccountId, ClientId, ContentId, TokenAnswer, headers};
use tessera_tokens::{Cutter, TokenKind};

use crate::issue::{Held, Issuer};
use crate::log::RequestLog;
use crate::one_time_tokens;
use crate::operators::Operators;
use crate::orders::Orders;
use crate::refusal::{Refusal, quoted};
use crate::request::{authorization, mandatory};
use crate::running::UnknownName;
use crate::state::State;
use crate::{
    Account, AccountChange, AuthServiceConfig, AuthorizationScheme, Choices, Clock, Content, ContentChange, Device,
    DeviceState, Impossible, KeptState, Lifetimes, NotChanged, OperatorCredential, SimulatorConfig, StartError,
    TenantName,
};

/// Which names of the tenant's header the page of a call has.
#[derive(Clone, Copy)]
pub(crate) enum TenantPage {
    /// `nv-tenant-id`.
    Newer,
    /// That, or `tenantId`.
    Either,
}

/// Everything that handlers share.
pub(crate) struct Platform {
    pub(crate) config: SimulatorConfig,
    pub(crate) clock: Clock,
    pub(crate) operators: Operators,
    pub(crate) issuer: Issuer,
    pub(crate) log: RequestLog,
    pub(crate) orders: Orders,
    choices: RwLock<Choices>,
    state: Mutex<State>,
    /// What it began with.
    kept: Option<KeptState>,
}

impl Platform {
    pub(crate) fn new(mut config: SimulatorConfig, clock: Clock, kept: Option<KeptState>) -> Result<Self, StartError> {
        if let Some(kept) = &kept {
            config.devices.clone_from(&kept.devices);
        }
        if config.operator_credentials.is_empty() {
            config.operator_credentials.push(OperatorCredential::random()?);
        }
        let tenant = config.ssp_tenant.as_str();
        if tenant.is_empty() || !tenant.bytes().all(|letter| letter.is_ascii_alphanumeric()) {
            return Err(StartError::SspTenant(config.ssp_tenant));
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
            operators: Operators::new(&config)?,
            issuer: Issuer::new(config.tenant.clone(), config.lifetimes, kept.as_ref().map(|kept| kept.key.clone()))?,
            log: RequestLog::default(),
            orders: Orders::new(&config.faults)?,
            choices: RwLock::new(config.choices),
            state: Mutex::new(State::new(&config, kept.as_ref(), clock.now())),
            clock,
            config,
            kept,
        })
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it decides where a deployment may decide in several ways, now.
    pub(crate) fn choices(&self) -> Choices {
        *self.choices.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_choices(&self, choices: Choices) {
        *self.choices.write().unwrap_or_else(PoisonError::into_inner) = choices;
    }

    /// Takes back every change since the start.
    pub(crate) fn reset(&self) {
        *self.state() = State::new(&self.config, self.kept.as_ref(), self.clock.now());
        self.set_choices(self.config.choices);
        self.issuer.set_lifetimes(self.config.lifetimes);
        // They were good when it started.
        let _ = self.orders.replace(&self.config.faults);
    }

    /// The same, and without what it was started with from before.
    pub(crate) fn begin_anew(&self) {
        self.reset();
        let config = SimulatorConfig { devices: vec![], ..self.config.clone() };
        *self.state() = State::new(&config, None, self.clock.now());
    }

    pub(crate) fn change_account(&self, id: &AccountId, change: AccountChange) -> Result<(), UnknownName> {
        let unknown = || UnknownName::new("account", id.as_str());
        self.state().accounts.get_mut(id).map(|account| change.make(account)).ok_or_else(unknown)
    }

    pub(crate) fn change_content(&self, id: &ContentId, change: ContentChange) -> Result<(), NotChanged> {
        let mut state = self.state();
        let content = state.contents.iter_mut().find(|content| content.id == *id);
        let content = content.ok_or_else(|| UnknownName::new("content", id.as_str()))?;
        *content = change.of(content)?;
        Ok(())
    }

    /// A content as it stands now.
    pub(crate) fn content(&self, id: &ContentId) -> Option<Content> {
        self.state().contents.iter().find(|content| content.id == *id).cloned()
    }

    pub(crate) fn set_lifetimes(&self, lifetimes: Lifetimes) -> Result<(), Impossible> {
        lifetimes.check()?;
        self.issuer.set_lifetimes(lifetimes);
        Ok(())
    }

    pub(crate) fn change_device(&self, id: &ClientId, state: DeviceState) -> Result<(), UnknownName> {
        let known = self.state().devices.set_state(id, state);
        known.then_some(()).ok_or_else(|| UnknownName::new("device", id.as_str()))
    }

    /// A text as the log may show it: without signatures and one-time tokens.
    pub(crate) fn cut(&self, text: &str) -> String {
        let mut cutter = Cutter::default();
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        for word in words.filter(|word| word.len() == one_time_tokens::LENGTH) {
            if self.state().gave_out(word) {
                cutter.know(word);
            }
        }
        cutter.cut(text)
    }

    /// The auth service that the headers of an AGS call name.
    pub(crate) fn auth_service(&self, from: &HeaderMap) -> Result<&AuthServiceConfig, Refusal> {
        let name = mandatory(from, headers::AUTH_SERVICE_ID)?;
        self.check_tenant(&self.tenant(from, TenantPage::Newer)?)?;
        let services = &self.config.auth_services;
        let found = services.iter().find(|service| service.name.as_str() == name);
        found.ok_or_else(|| self.unknown(headers::AUTH_SERVICE_ID, &name))
    }

    /// The tenant of a request, by the name that its page or the choice gives the header.
    pub(crate) fn tenant<'a>(&self, from: &'a HeaderMap, page: TenantPage) -> Result<Cow<'a, str>, Refusal> {
        let newer = || mandatory(from, headers::TENANT_ID);
        let older = || mandatory(from, headers::OLD_TENANT_ID);
        match (self.choices().tenant_header, page) {
            (TenantName::Newer, _) | (TenantName::AsDocumented, TenantPage::Newer) => newer(),
            (TenantName::Older, _) => older(),
            (TenantName::AsDocumented, TenantPage::Either) => older().or_else(|_| newer()),
        }
    }

    /// Refuses another tenant than the one there is.
    pub(crate) fn check_tenant(&self, tenant: &str) -> Result<(), Refusal> {
        if tenant == self.config.tenant.as_str() { Ok(()) } else { Err(self.unknown("tenant", tenant)) }
    }

    fn unknown(&self, header: &str, value: &str) -> Refusal {
        let why = format!("{header}: there is none called {}", quoted(value));
        Refusal::chosen(self.choices().unknown_auth_service, why)
    }

    /// The answer of a sign-on: the first tokens of a chain.
    pub(crate) fn first_tokens(
        &self,
        account: &Account,
        device: &Device,
        now: Timestamp,
    ) -> Result<Json<TokenAnswer>, Refusal> {
        let time = self.choices().access_token_time;
        self.issuer.answer(account, device, self.issuer.new_chain(now), time, now).map(Json)
    }

    /// The access token of a request, if it is good and its chain goes on; otherwise why not.
    pub(crate) fn access(
        &self,
        from: &HeaderMap,
        scheme: AuthorizationScheme,
        tenant: &str,
        now: Timestamp,
    ) -> Result<Held, String> {
        let held = self.issuer.read(authorization(from, scheme)?, &TokenKind::Access, tenant, now)?;
        self.state().chains.admit(&held)?;
        Ok(held)
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
