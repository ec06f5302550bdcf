//! What can be wrong with a PEM file, in plain words and without any of its content.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why a PEM file cannot be used.
#[derive(Debug, Error)]
#[error("{} {why}", path.display())]
pub struct TlsFileError {
    /// `ca-file`, `client-certificate` or `client-key`.
    pub key: &'static str,
    /// The file, its path made whole.
    pub path: PathBuf,
    /// What is wrong with it.
    pub why: TlsFileTrouble,
}

/// What is wrong with a PEM file. Never holds any of its content.
#[derive(Debug, Error)]
pub enum TlsFileTrouble {
    /// What the system said.
    #[error("cannot be read: {0}")]
    Unreadable(io::Error),
    /// A folder, a pipe, a device.
    #[error("is not a file")]
    NotAFile,
    /// It was not read.
    #[error("has {bytes} bytes, too many for a PEM file")]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// Nothing in it.
    #[error("is empty")]
    Empty,
    /// The binary form under the name of the other.
    #[error("is a certificate or key in binary form (DER), not PEM")]
    Der,
    /// It begins as PEM and is broken.
    #[error("is damaged: {why}")]
    Broken {
        /// Where, in plain words.
        why: &'static str,
    },
    /// No certificate in it.
    #[error("holds no certificate")]
    NoCertificate,
    /// A certificate that is PEM on the outside only.
    #[error("is damaged: certificate {number} of {count} is not a certificate inside")]
    NotACertificate {
        /// Counted from 1.
        number: usize,
        /// How many there are.
        count: usize,
    },
    /// No private key in it.
    #[error("holds no private key")]
    NoKey,
    /// The key needs a passphrase.
    #[error("holds a key that is encrypted with a passphrase")]
    EncryptedKey,
    /// The key is none that the TLS library can sign with.
    #[error("holds a key of a kind that cannot be used for TLS here")]
    UnusableKey,
    /// The key is that of another certificate.
    #[error("holds a key that does not belong to the client certificate")]
    OtherKey,
}

impl TlsFileError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match &self.why {
            TlsFileTrouble::Unreadable(_) | TlsFileTrouble::NotAFile => {
                "Check the path and who may read it. A relative path starts at the environment file's folder."
            }
            TlsFileTrouble::Der => {
                "Turn it into PEM: openssl x509 -inform der -in FILE -out FILE.pem (a key: openssl pkey)."
            }
            TlsFileTrouble::NoKey => "Choose the file with BEGIN PRIVATE KEY in it.",
            TlsFileTrouble::EncryptedKey => {
                "Write an unencrypted copy that only you can read: openssl pkey -in FILE -out KEY.pem."
            }
            TlsFileTrouble::UnusableKey => "Use a key of kind RSA, ECDSA (P-256, P-384, P-521) or Ed25519.",
            TlsFileTrouble::OtherKey => {
                "Choose the key that the client certificate was made with; in its file that certificate comes first, before its chain."
            }
            TlsFileTrouble::TooLarge { .. }
            | TlsFileTrouble::Empty
            | TlsFileTrouble::Broken { .. }
            | TlsFileTrouble::NoCertificate
            | TlsFileTrouble::NotACertificate { .. } => "Choose the PEM file: text with BEGIN CERTIFICATE in it.",
        }
    }
}
