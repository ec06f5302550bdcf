//! What a companion sign-on needs: how the code is shown and polled for, and who approves it, if this program does.

use std::time::Duration;

use tessera_credentials::{SecretName, Vault};
use tessera_protocol::ExpiryUnit;
use tessera_qr::ErrorCorrection;

use crate::DeviceTokens;

/// What a companion sign-on needs: a device shows a code, another one that is signed on approves it.
#[derive(Debug, Clone)]
pub struct CompanionSignOn {
    /// What `expiresAfterMillis` counts.
    pub expiry_unit: ExpiryUnit,
    /// How long to wait between two polls where the answer does not say.
    pub polling_period: Duration,
    /// How much of the QR code may be damaged.
    pub error_correction: ErrorCorrection,
    /// Who approves the code. Without one the run waits for a real phone until the code expires.
    pub approver: Option<Approver>,
}

/// A device that is signed on, in the role of the phone.
#[derive(Debug, Clone)]
pub struct Approver {
    /// Its tokens. They are renewed once when the access token is refused, or missing.
    pub tokens: DeviceTokens,
}

/// A place in the keychain.
#[derive(Debug, Clone)]
pub struct KeptIn {
    /// The keychain.
    pub vault: Vault,
    /// The item.
    pub name: SecretName,
}
