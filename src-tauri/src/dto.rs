//! What crosses to the window and is no type of the domain already: one file a noun, with its `From` impls.

mod credentials;
mod environments;
mod journeys;
mod simulator;
mod start_up;

pub(crate) use credentials::{CredentialEntry, CredentialInput, CredentialOwner, KeychainView};
pub(crate) use environments::EnvironmentEntry;
pub(crate) use journeys::{
    CodeFile, JourneyInput, PictureSource, Preparation, QrPicture, SignOnChoice, Started, TokenCheck,
};
pub(crate) use simulator::SimulatorView;
pub(crate) use start_up::{PlatformEntry, StartUp};
