//! Secrets and the OS keychain, and what happens without one.
//!
//! [`Secret`] holds one secret and forgets it well. [`Keychain`] reads and writes the keychain of the operating system,
//! with a deadline on every call. [`Vault`] is what the rest of the program uses: the keychain, or memory for this
//! session when there is none and the person says so; never a file. Which secrets should exist, and to which environment
//! or device they belong, is the business of `storage`; what a secret is good for is that of `tokens` and `gateway`.
//!
//! The crates of `keyring` are used so: its `Entry` reads and writes, on every system; its choice of the store is used on
//! macOS and Windows. On Linux the store is built here, because the one that `keyring` builds is a static that remembers
//! a failed first contact, and a keyring daemon's restart, for the life of the process.

mod crew;
mod error;
mod item;
mod keychain;
mod name;
mod os;
mod privacy;
mod secret;
mod state;
mod vault;
mod worker;

pub use error::KeychainError;
pub use item::{ItemId, KeychainItem};
pub use keychain::{DEADLINE, Keychain};
pub use name::{SecretKind, SecretName};
pub use privacy::{is_release, keep_memory_private};
pub use secret::Secret;
pub use state::{Absence, KeychainState};
pub use vault::{Kept, Lookup, Removal, Vault};
