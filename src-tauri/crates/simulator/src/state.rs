//! The state: what requests and the operator change, and the rules of sign-on and playback over it.

use std::sync::Arc;

use jiff::Timestamp;
use tessera_protocol::{AccountId, ClientId, SignOn};

use crate::accounts::Accounts;
use crate::chains::Chains;
use crate::devices::Devices;
use crate::issue::Held;
use crate::one_time_tokens::OneTimeTokens;
use crate::random;
use crate::refusal::{Refusal, quoted};
use crate::registrations::Registrations;
use crate::remembered::Remembered;
use crate::ssp::RunningStreams;
use crate::{Account, Approval, Choices, Content, Device, DeviceState, ForeignClientId, KeptState, SimulatorConfig};

/// How many session tokens are remembered.
const SESSION_TOKENS: usize = 100_000;

/// How many user account tokens are; each keeps what a sign-on said of its device.
const USER_TOKENS: usize = 1_000;

/// How many activation tokens are.
const ACTIVATION_TOKENS: usize = 10_000;

/// What changes.
pub(crate) struct State {
    pub(crate) accounts: Accounts,
    /// In the order of the configuration.
    pub(crate) contents: Vec<Content>,
    pub(crate) devices: Devices,
    pub(crate) session_tokens: OneTimeTokens<AccountId>,
    pub(crate) user_tokens: OneTimeTokens<Offered>,
    pub(crate) chains: Chains,
    pub(crate) registrations: Registrations,
    pub(crate) activation_tokens: OneTimeTokens<Activated>,
    pub(crate) streams: RunningStreams,
    pub(crate) used_content_tokens: Remembered<u128>,
    /// By their `jti`.
    pub(crate) used_operator_jwts: Remembered<String>,
}

/// What an activation token is for: the device that its poll made or found.
#[derive(Clone)]
pub(crate) struct Activated {
    pub(crate) account: AccountId,
    pub(crate) device: ClientId,
}

/// What a user account token is for: one of the accounts that a sign-on matched, or any of them.
#[derive(Clone)]
pub(crate) struct Offered {
    pub(crate) accounts: Vec<AccountId>,
    /// What that sign-on had said of the device.
    pub(crate) sign_on: Arc<SignOn>,
}

impl State {
    pub(crate) fn new(config: &SimulatorConfig, kept: Option<&KeptState>, now: Timestamp) -> Self {
        let mut state = Self {
            accounts: Accounts::new(config.accounts.clone()),
            contents: config.contents.clone(),
            devices: Devices::new(config.devices.clone()),
            session_tokens: OneTimeTokens::at_most(SESSION_TOKENS),
            user_tokens: OneTimeTokens::at_most(USER_TOKENS),
            chains: Chains::default(),
            registrations: Registrations::default(),
            activation_tokens: OneTimeTokens::at_most(ACTIVATION_TOKENS),
            streams: RunningStreams::default(),
            used_content_tokens: Remembered::default(),
            used_operator_jwts: Remembered::default(),
        };
        if let Some(kept) = kept {
            kept.restore(&mut state, now);
        }
        state
    }

    /// Whether a text is a one-time token that was given out, good or not.
    pub(crate) fn gave_out(&self, text: &str) -> bool {
        self.session_tokens.knows(text)
            || self.user_tokens.knows(text)
            || self.activation_tokens.knows(text)
            || self.registrations.knows(text)
    }

    /// Signs an account on: makes the device, or finds it.
    pub(crate) fn sign_on(
        &mut self,
        account: &AccountId,
        sign_on: SignOn,
        now: Timestamp,
        choices: &Choices,
    ) -> Result<(Account, Device), Refusal> {
        let account = self.accounts.admitted(account)?;
        account.network.admit(&account.id)?;
        let device = match sign_on {
            SignOn::FirstTime(device_information) => {
                let state = match choices.device_approval {
                    Approval::Off => DeviceState::Approved,
                    Approval::ByOperator => DeviceState::NotApproved,
                };
                let (client_id, account_id) = (random::object_id()?.into(), account.id.clone());
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

    /// The account and device of a token, if neither was stopped meanwhile.
    pub(crate) fn signed_on(&self, held: &Held) -> Result<(Account, Device), Refusal> {
        self.still_good(&held.account, &held.device)
    }

    /// An account and a device, if neither was stopped.
    pub(crate) fn still_good(&self, account: &AccountId, device: &ClientId) -> Result<(Account, Device), Refusal> {
        let account = self.accounts.admitted(account)?;
        let shown = quoted(device.as_str());
        let gone = || Refusal::coded("20003", format!("device {shown}: it does not exist any more"));
        let device = self.devices.get(device).ok_or_else(gone)?;
        device.admit()?;
        Ok((account.clone(), device.clone()))
    }

    /// The account and device of an access token, if both may play.
    pub(crate) fn may_play(&self, held: &Held) -> Result<(Account, Device), Refusal> {
        let (account, device) = self.signed_on(held)?;
        account.network.admit(&account.id)?;
        if device.state == DeviceState::NotApproved {
            let shown = quoted(device.client_id.as_str());
            return Err(Refusal::forbidden(format!("device {shown}: it is not approved")));
        }
        Ok((account, device))
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
