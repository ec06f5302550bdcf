//! The keychain of each system, behind one face: `Backend`, which lives on the keychain's own thread and blocks.

mod failure;
#[cfg(not(target_os = "linux"))]
mod native;
#[cfg(target_os = "linux")]
mod secret_service;

#[cfg(not(target_os = "linux"))]
pub(crate) use native::Backend;
#[cfg(target_os = "linux")]
pub(crate) use secret_service::Backend;
