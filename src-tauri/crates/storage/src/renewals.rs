//! The window and the terminal may both have a device's refresh token. Where a deployment takes each of them once, two
//! refreshes at once would end the device's sign-on: so one process at a time renews its tokens.
//!
//! The system lets go when the holder dies.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;
use uuid::Uuid;

use crate::lock::lock;
use crate::private;

/// As long as a person waits gladly; a call that hangs takes longer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Who renews the tokens of which device, between all processes of this user.
#[derive(Debug, Clone)]
pub struct Renewals {
    folder: PathBuf,
}

/// While it lives, no other process renews the tokens of its device.
#[derive(Debug)]
pub struct RenewalGuard {
    /// `None` where no file can be made: then nothing is kept that another process could have.
    _file: Option<File>,
}

/// Another process renews the tokens of the device, and did not end in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("The tokens of the device are in use by another Tessera, in a window or a terminal.")]
pub struct RenewedElsewhere;

impl RenewedElsewhere {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        "Let its run end, or stop it; then try again. Two at once could end the sign-on of the device."
    }
}

impl Renewals {
    /// Below the folder of what the program remembers.
    pub fn below(data: &Path) -> Self {
        Self { folder: data.join("renewing") }
    }

    /// Waits until no other process renews the tokens of a device; blocks for some seconds at most. What is in the
    /// keychain is read after this, so that it is the newest.
    pub fn hold(&self, device: Uuid) -> Result<RenewalGuard, RenewedElsewhere> {
        let open = || {
            private::make_folder(&self.folder)?;
            private::options().write(true).create(true).truncate(false).open(self.path(device))
        };
        let Ok(file) = open() else { return Ok(RenewalGuard { _file: None }) };
        match lock(file, PATIENCE) {
            Ok(file) => Ok(RenewalGuard { _file: Some(file) }),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => Err(RenewedElsewhere),
            Err(_) => Ok(RenewalGuard { _file: None }),
        }
    }

    /// Leaves nothing of a device that was forgotten.
    pub fn forget(&self, device: Uuid) {
        // What is left would be an empty file.
        let _ = std::fs::remove_file(self.path(device));
    }

    fn path(&self, device: Uuid) -> PathBuf {
        self.folder.join(format!("{device}.lock"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn one_holds_the_tokens_of_a_device_and_others_those_of_others() {
        let folder = tempfile::tempdir().unwrap();
        let (here, there) = (Renewals::below(folder.path()), Renewals::below(folder.path()));
        let (one, other) = (Uuid::new_v4(), Uuid::new_v4());
        let held = here.hold(one).unwrap();
        let elsewhere = there.hold(other).unwrap();
        assert_eq!(there.hold(one).unwrap_err(), RenewedElsewhere);
        drop((held, elsewhere));
        drop(there.hold(one).unwrap());
        here.forget(one);
        assert!(!here.path(one).exists() && here.path(other).exists());
    }

    #[test]
    fn where_no_file_can_be_made_nobody_is_kept_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data");
        std::fs::write(&file, "").unwrap();
        let renewals = Renewals::below(&file);
        let _first = renewals.hold(Uuid::nil()).unwrap();
        assert!(renewals.hold(Uuid::nil()).is_ok());
    }
}
