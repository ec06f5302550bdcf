//! The state as it is seen from outside: accounts with their devices, contents, session tokens by number only,
//! registration codes and streams.

mod running;

use jiff::Timestamp;
use serde::Serialize;
use tessera_protocol::{AccountId, ClientId, ContentId, TenantId};
use ts_rs::TS;

pub use self::running::{RegistrationView, StreamView};
use crate::accounts::Account;
use crate::platform::Platform;
use crate::state::State;
use crate::{AccountState, Content, Device, DeviceState, Entitled, Network, Streams};

/// The state at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The moment, by the simulator's clock.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// The one tenant.
    pub tenant_id: TenantId,
    /// In the order of the configuration.
    pub accounts: Vec<AccountView>,
    /// In the order of the configuration.
    pub contents: Vec<ContentView>,
    /// Session tokens that could still sign on.
    #[ts(type = "number")]
    pub open_session_tokens: usize,
    /// Registration codes that are open, the one that ends first at the head.
    pub registrations: Vec<RegistrationView>,
    /// Streams that run, the oldest first.
    pub streams: Vec<StreamView>,
}

/// One account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// What an operator JWT names.
    pub account_id: AccountId,
    /// For people.
    pub name: String,
    /// Whether it may sign on.
    pub state: AccountState,
    /// Where its devices seem to be.
    pub network: Network,
    /// Who signs on to it by password.
    pub user: String,
    /// How many streams it may play at once; `null` where they are not counted.
    pub max_streams: Option<u32>,
    /// How many devices it may have.
    pub max_devices: u32,
    /// Oldest first.
    pub devices: Vec<DeviceView>,
}

/// One device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeviceView {
    /// What the platform gave it.
    pub client_id: ClientId,
    /// What the operator made of it.
    pub state: DeviceState,
    /// Whether it counts in the limit of its account: managed, disabled and deleted ones do not.
    pub counts: bool,
    /// `device.hardware.type`, as it said.
    pub hardware_type: Option<String>,
    /// `device.hardware.model`, as it said.
    pub model: Option<String>,
    /// `device.OS.type`, as it said.
    pub os_type: Option<String>,
    /// When it was made.
    #[ts(type = "string")]
    pub created: Timestamp,
    /// When it signed on last.
    #[ts(type = "string")]
    pub last_sign_on: Timestamp,
}

/// One content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ContentView {
    /// What a content token is asked for by.
    pub content_id: ContentId,
    /// For people.
    pub title: String,
    /// Begin of its window.
    #[ts(type = "string")]
    pub start: Timestamp,
    /// End of its window.
    #[ts(type = "string")]
    pub end: Timestamp,
    /// `SD`, `HD`, `UHD`, ...
    pub profile: String,
    /// Seconds that a licence lasts once playback began.
    pub duration: u32,
    /// Whether it may be kept for offline playback.
    pub storable: bool,
    /// Who may play it.
    pub entitled: Entitled,
}

impl Snapshot {
    pub(crate) fn of(platform: &Platform) -> Self {
        let at = platform.clock.now();
        let state = platform.state();
        Self {
            at,
            tenant_id: platform.config.tenant.clone(),
            accounts: state.accounts.iter().map(|account| view(account, &state)).collect(),
            contents: state.contents.iter().map(ContentView::of).collect(),
            open_session_tokens: state.session_tokens.open(at),
            registrations: running::registrations(&state, at),
            streams: running::streams(&state, at),
        }
    }
}

fn view(account: &Account, state: &State) -> AccountView {
    let mut devices: Vec<_> =
        state.devices.iter().filter(|device| device.account_id == account.id).map(DeviceView::of).collect();
    devices.sort_by(|one, other| (one.created, &one.client_id).cmp(&(other.created, &other.client_id)));
    AccountView {
        account_id: account.id.clone(),
        name: account.name.clone(),
        state: account.state,
        network: account.network,
        user: account.user_name().to_owned(),
        max_streams: match account.streams {
            Streams::Unlimited => None,
            Streams::AtMost(most) => Some(most),
        },
        max_devices: account.max_devices,
        devices,
    }
}

impl DeviceView {
    fn of(device: &Device) -> Self {
        let said = |path| device.said(path).map(str::to_owned);
        Self {
            client_id: device.client_id.clone(),
            state: device.state,
            counts: device.counts(),
            hardware_type: said("device.hardware.type"),
            model: said("device.hardware.model"),
            os_type: said("device.OS.type"),
            created: device.created,
            last_sign_on: device.last_sign_on,
        }
    }
}

impl ContentView {
    fn of(content: &Content) -> Self {
        Self {
            content_id: content.id.clone(),
            title: content.title.clone(),
            start: content.start,
            end: content.end,
            profile: content.profile.clone(),
            duration: content.duration,
            storable: content.storable,
            entitled: content.entitled.clone(),
        }
    }
}
