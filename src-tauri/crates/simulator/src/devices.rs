//! Devices: one for each first-time sign-on, with the state the operator gave it.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tessera_protocol::{AccountId, ClientId, DeviceInformation};
use ts_rs::TS;

use crate::accounts::Account;
use crate::refusal::{Refusal, quoted};

/// One device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Device {
    /// What the platform gave it; `client_id` of the answer, claim `deviceId`.
    pub client_id: ClientId,
    /// The account it belongs to for good.
    pub account_id: AccountId,
    /// What the operator made of it.
    #[serde(default)]
    pub state: DeviceState,
    /// When it was made.
    pub created: Timestamp,
    /// When it signed on last.
    pub last_sign_on: Timestamp,
    /// What it said of itself when it was made.
    #[serde(default)]
    pub device_information: DeviceInformation,
}

/// State of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceState {
    /// May sign on and play.
    #[default]
    Approved,
    /// May sign on; gets no content token.
    NotApproved,
    /// Refused with 20004; does not count in the limit.
    Disabled,
    /// Refused with 20003; does not count in the limit.
    Deleted,
}

impl Device {
    /// Refuses a device that the operator disabled or deleted.
    pub(crate) fn admit(&self) -> Result<(), Refusal> {
        let code = match self.state {
            DeviceState::Approved | DeviceState::NotApproved => return Ok(()),
            DeviceState::Disabled => "20004",
            DeviceState::Deleted => "20003",
        };
        Err(Refusal::coded(code, format!("device {}: its state is {:?}", quoted(self.client_id.as_str()), self.state)))
    }

    /// `device.hardware.type`, `deviceType`, ...: a member of `deviceInformation` that is text.
    pub(crate) fn said(&self, path: &str) -> Option<&str> {
        self.device_information.get(path)?.as_str()
    }

    /// Managed devices never count, disabled and deleted ones do not any more.
    pub(crate) fn counts(&self) -> bool {
        let alive = matches!(self.state, DeviceState::Approved | DeviceState::NotApproved);
        alive && self.said("deviceType") != Some("MANAGED")
    }
}

/// The devices as they stand now.
#[derive(Debug, Clone, Default)]
pub(crate) struct Devices {
    by_id: HashMap<ClientId, Device>,
    counted: HashMap<AccountId, u32>,
}

impl Devices {
    pub(crate) fn new(all: Vec<Device>) -> Self {
        let mut devices = Self::default();
        for device in all {
            devices.put(device);
        }
        devices
    }

    pub(crate) fn get(&self, id: &ClientId) -> Option<&Device> {
        self.by_id.get(id)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Device> {
        self.by_id.values()
    }

    pub(crate) fn oldest_first(&self) -> Vec<Device> {
        let mut all: Vec<_> = self.iter().cloned().collect();
        all.sort_by(|one, other| (one.created, &one.client_id).cmp(&(other.created, &other.client_id)));
        all
    }

    /// Adds a device that just signed on, unless its account has as many as it may.
    pub(crate) fn add(&mut self, device: Device, account: &Account) -> Result<Device, Refusal> {
        let has = self.counted.get(&account.id).copied().unwrap_or_default();
        if device.counts() && has >= account.max_devices {
            let most = account.max_devices;
            let account = quoted(account.id.as_str());
            return Err(Refusal::coded("20007", format!("account {account}: it has {has} devices of at most {most}")));
        }
        self.put(device.clone());
        Ok(device)
    }

    /// Notes that a device signed on.
    pub(crate) fn signed_on(&mut self, id: &ClientId, now: Timestamp) {
        if let Some(device) = self.by_id.get_mut(id) {
            device.last_sign_on = now;
        }
    }

    /// Gives a device another state; `false` when there is no such device.
    pub(crate) fn set_state(&mut self, id: &ClientId, state: DeviceState) -> bool {
        let Some(device) = self.by_id.get(id).cloned() else { return false };
        self.put(Device { state, ..device });
        true
    }

    fn put(&mut self, device: Device) {
        let counts = device.counts();
        let account = device.account_id.clone();
        let before = self.by_id.insert(device.client_id.clone(), device);
        let counted = self.counted.entry(account).or_default();
        if before.is_some_and(|device| device.counts()) {
            *counted -= 1;
        }
        *counted += u32::from(counts);
    }
}
