//! What crosses to the window and is no type of the domain already: one file a noun, with its `From` impls.

mod credentials;
mod devices;
mod environments;
mod journeys;
mod phone;
mod playing;
mod sessions;
mod simulator;
mod start_up;

pub(crate) use credentials::{CredentialEntry, CredentialInput, CredentialOwner, KeptPasswordEntry, KeychainView};
pub(crate) use devices::{DeviceGoal, DeviceTokensView, RefreshTokenState};
pub(crate) use environments::EnvironmentEntry;
pub(crate) use journeys::{
    CodeFile, JourneyInput, PictureSource, Preparation, QrPicture, Road, SignOnChoice, Started, TokenCheck,
    TypedParameter,
};
pub(crate) use phone::{PhoneEvent, PhoneInterface, PhonePageView};
pub(crate) use playing::{ChallengeFile, PlayingInput};
pub(crate) use sessions::{BeatingInput, SessionEvent, SessionView};
pub(crate) use simulator::{FaultTargets, HeldTokens, SimulatorChange, SimulatorView};
pub(crate) use start_up::{PlatformEntry, StartUp};
