//! What is looked for in the key of a client certificate: that it can be used as it is, and that it belongs to it.

use rustls::crypto::aws_lc_rs::sign::any_supported_type;
use rustls::sign::CertifiedKey;
use rustls::{Error, InconsistentKeys};
use rustls_pki_types::pem::{self, PemObject};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use secrecy::{ExposeSecret as _, SecretSlice};

use super::{Certificates, TlsFileTrouble, broken};

const ENCRYPTED: [&str; 2] = ["BEGIN ENCRYPTED PRIVATE KEY", "Proc-Type: 4,ENCRYPTED"];

/// Gives the key back if it can be used; with a certificate also only if it belongs to the first of its file.
pub(super) fn check(
    pem: SecretSlice<u8>,
    certificates: Option<&Certificates>,
) -> Result<SecretSlice<u8>, TlsFileTrouble> {
    let bytes = pem.expose_secret();
    if ENCRYPTED.iter().any(|mark| bytes.windows(mark.len()).any(|window| window == mark.as_bytes())) {
        return Err(TlsFileTrouble::EncryptedKey);
    }
    let key = PrivateKeyDer::from_pem_slice(bytes).map_err(|error| match error {
        pem::Error::NoItemsFound => TlsFileTrouble::NoKey,
        error => broken(&error),
    })?;
    let key = any_supported_type(&key).map_err(|_| TlsFileTrouble::UnusableKey)?;
    if let Some(first) = certificates.and_then(|certificates| CertificateDer::from_pem_slice(&certificates.pem).ok()) {
        let pair = CertifiedKey::new(vec![first], key).keys_match();
        if matches!(pair, Err(Error::InconsistentKeys(InconsistentKeys::KeyMismatch))) {
            return Err(TlsFileTrouble::OtherKey);
        }
    }
    Ok(pem)
}
