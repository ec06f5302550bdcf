//! Everything the window needs for its first picture, in one answer.

use serde::Serialize;
use tessera_protocol::{DeviceInformation, PLATFORMS};
use tessera_storage::{Device, Settings};
use ts_rs::TS;

use super::{CredentialEntry, EnvironmentEntry};

/// What the window starts with.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StartUp {
    /// Of the program.
    pub(crate) version: &'static str,
    /// The simulator first, then by name.
    pub(crate) environments: Vec<EnvironmentEntry>,
    /// Of every environment.
    pub(crate) credentials: Vec<CredentialEntry>,
    /// Of every environment.
    pub(crate) devices: Vec<Device>,
    /// The sixteen.
    pub(crate) platforms: Vec<PlatformEntry>,
    /// What the window remembered.
    pub(crate) settings: Settings,
    /// Whether the screen can be scanned on this system.
    pub(crate) scans_screen: bool,
    /// How far the simulator's clock was moved.
    #[ts(type = "number")]
    pub(crate) simulator_moved_by_seconds: i64,
    /// Whether another program drives the window, so that no stored secret is used.
    pub(crate) driven: bool,
    /// What a person has to be told: a database that was set aside, folders that could not be used.
    pub(crate) notices: Vec<String>,
}

/// One of the sixteen platforms.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlatformEntry {
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    /// `STB`, `Browser`, `Mobile`, ...
    pub(crate) hardware_type: &'static str,
    /// What it would send on a first-time sign-on.
    pub(crate) device_information: DeviceInformation,
}

impl PlatformEntry {
    pub(crate) fn all() -> Vec<Self> {
        let entry = |platform: &tessera_protocol::Platform| Self {
            id: platform.id,
            label: platform.label,
            hardware_type: platform.hardware_type,
            device_information: platform.device_information(None),
        };
        PLATFORMS.iter().map(entry).collect()
    }
}
