//! What a simulator hands on to its next start: devices, the key of its tokens, and what it remembers of chains. So a
//! refresh token of an earlier start still refreshes, and a spent one is still refused.
//!
//! One-time tokens, registrations, streams, ordered faults and a moved clock are not handed on: they are short-lived on
//! a real platform too. Neither is the operator credential, which is made at each start. A file of it is for its user
//! alone, and says of itself that nothing in it is of any worth elsewhere.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tessera_protocol::CredentialKeyId;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::chains::{Chains, KeptChains};
use crate::platform::Platform;
use crate::random;
use crate::remembered::Remembered;
use crate::state::State;
use crate::{Device, NoRandomness};

const ABOUT: &str =
    "Simulated: devices and the signing key of Tessera's simulator. They open nothing but that simulator.";

/// No state is larger: a device takes some hundred bytes.
const LARGEST: u64 = 64 << 20;

/// What a simulator hands on to its next start. Its `Debug` shows no key.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeptState {
    about: String,
    pub(crate) devices: Vec<Device>,
    pub(crate) key: KeptKey,
    chains: KeptChains,
    /// Each with the second at which it is forgotten.
    used_content_tokens: Vec<(Uuid, i64)>,
}

/// With what a simulator signs its tokens.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct KeptKey {
    pub(crate) kid: CredentialKeyId,
    /// Base64.
    pub(crate) secret: Zeroizing<String>,
}

/// A kept state that was not read or written.
#[derive(Debug, thiserror::Error)]
pub enum KeptStateError {
    /// The system refused.
    #[error("the simulator's state {} was not {done}: {source}; see to the rights of its folder", .path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// `read` or `written`.
        done: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// It holds something else.
    #[error("the simulator's state {} cannot be read; remove the file, and the simulator begins anew", .path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
    },
}

impl KeptKey {
    pub(crate) fn random() -> Result<Self, NoRandomness> {
        // Six digits, as in the documents.
        let kid = format!("{:06}", u32::from_le_bytes(random::bytes()?) % 1_000_000).into();
        let secret = Zeroizing::new(random::bytes::<32>()?);
        Ok(Self { kid, secret: Zeroizing::new(STANDARD.encode(*secret)) })
    }
}

impl KeptState {
    pub(crate) fn of(platform: &Platform) -> Self {
        let now = platform.clock.now();
        let state = platform.state();
        let used = state.used_content_tokens.kept(now);
        Self {
            about: ABOUT.to_owned(),
            devices: state.devices.oldest_first(),
            key: platform.issuer.kept(),
            chains: state.chains.kept(now),
            used_content_tokens: used.map(|(id, end)| (Uuid::from_u128(id), end)).collect(),
        }
    }

    /// Puts back what is remembered of tokens.
    pub(crate) fn restore(&self, state: &mut State, now: Timestamp) {
        state.chains = Chains::from_kept(&self.chains, now);
        let used = self.used_content_tokens.iter().map(|(id, end)| (id.as_u128(), *end));
        state.used_content_tokens = Remembered::from_kept(used, now);
    }

    /// Reads a file that [`write`](Self::write) wrote; `None` when there is none.
    pub fn read(path: &Path) -> Result<Option<Self>, KeptStateError> {
        let text = match fs::metadata(path) {
            // Opening a pipe would wait for its writer.
            Ok(about) if !about.is_file() || about.len() > LARGEST => {
                return Err(KeptStateError::Damaged { path: path.to_owned() });
            }
            about => about.and_then(|_| fs::read(path)),
        };
        let text = match text {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(KeptStateError::File { path: path.to_owned(), done: "read", source }),
        };
        serde_json::from_slice(&text).map(Some).map_err(|_| KeptStateError::Damaged { path: path.to_owned() })
    }

    /// Writes it to a file for its user alone. The file of before stays whole until the new one is.
    pub fn write(&self, path: &Path) -> Result<(), KeptStateError> {
        let failed = |source| KeptStateError::File { path: path.to_owned(), done: "written", source };
        let text = serde_json::to_vec_pretty(self).map_err(|error| failed(error.into()))?;
        // Such a file has the mode 0600 from its first byte on.
        let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new("."))).map_err(failed)?;
        file.write_all(&Zeroizing::new(text)).map_err(failed)?;
        file.persist(path).map(drop).map_err(|error| failed(error.error))
    }
}

impl fmt::Debug for KeptState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "KeptState({} devices, [redacted])", self.devices.len())
    }
}
