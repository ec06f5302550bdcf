//! The PEM files that an environment names: certificates of authorities, a client's certificate and key.
//!
//! They are counted and looked into here, when an environment is saved and again when it is used, because a TLS library
//! takes a file of rubbish for one without certificates. What is looked for in a key stands in `key`.

mod error;
mod key;

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::{self, PemObject};
use secrecy::SecretSlice;

pub use error::{TlsFileError, TlsFileTrouble};

use crate::environment::{Problem, TlsFiles};

/// The bundle of a whole system has a fifth of this.
const LARGEST: u64 = 4 * 1024 * 1024;

/// What the PEM files hold, ready for a TLS library.
#[derive(Debug, Default)]
pub struct TlsMaterial {
    /// Authorities to trust besides the system's.
    pub authorities: Option<Certificates>,
    /// How the client names itself.
    pub client: Option<ClientIdentity>,
}

/// One certificate or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificates {
    /// The file's bytes.
    pub pem: Vec<u8>,
    /// How many there are; never none.
    pub count: usize,
}

/// A client's certificate with its key, which does not show in `Debug`.
#[derive(Debug)]
pub struct ClientIdentity {
    /// The certificate, with its chain.
    pub certificates: Certificates,
    /// The bytes of the key's PEM file.
    pub key_pem: SecretSlice<u8>,
}

impl TlsFiles {
    /// Reads the files for use. Relative paths start at `folder`, that of the environment file.
    pub fn load(&self, folder: &Path) -> Result<TlsMaterial, TlsFileError> {
        let authorities = self.ca_file.as_ref().map(|path| certificates("ca-file", path, folder)).transpose()?;
        let client = match (&self.client_certificate, &self.client_key) {
            (Some(certificate), Some(key)) => {
                let certificates = certificates("client-certificate", certificate, folder)?;
                let key_pem = private_key("client-key", key, folder, Some(&certificates))?;
                Some(ClientIdentity { certificates, key_pem })
            }
            _ => None,
        };
        Ok(TlsMaterial { authorities, client })
    }
}

/// The problems of all the files, for a person who is saving.
pub(crate) fn problems(files: &TlsFiles, folder: &Path) -> Vec<Problem> {
    let client = files.client_certificate.as_ref().map(|path| certificates("client-certificate", path, folder));
    let certificate = client.as_ref().and_then(|client| client.as_ref().ok());
    let key = files.client_key.as_ref().and_then(|path| private_key("client-key", path, folder, certificate).err());
    let ca = files.ca_file.as_ref().and_then(|path| certificates("ca-file", path, folder).err());
    let found = [ca, client.and_then(Result::err), key];
    found
        .into_iter()
        .flatten()
        .map(|error| Problem::at(&["tls", error.key], format!("cannot be used: {error}"), error.remedy()))
        .collect()
}

fn certificates(key: &'static str, path: &Path, folder: &Path) -> Result<Certificates, TlsFileError> {
    let path = resolve(path, folder, dirs::home_dir().as_deref());
    read(&path).and_then(count_certificates).map_err(|why| TlsFileError { key, path, why })
}

fn private_key(
    key: &'static str,
    path: &Path,
    folder: &Path,
    certificate: Option<&Certificates>,
) -> Result<SecretSlice<u8>, TlsFileError> {
    let path = resolve(path, folder, dirs::home_dir().as_deref());
    let read = read(&path).map(SecretSlice::from);
    read.and_then(|pem| key::check(pem, certificate)).map_err(|why| TlsFileError { key, path, why })
}

fn resolve(path: &Path, folder: &Path, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix("~"), home) {
        (Ok(below), Some(home)) => home.join(below),
        _ => folder.join(path),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, TlsFileTrouble> {
    let about = fs::metadata(path).map_err(TlsFileTrouble::Unreadable)?;
    if !about.is_file() {
        return Err(TlsFileTrouble::NotAFile);
    }
    if about.len() > LARGEST {
        return Err(TlsFileTrouble::TooLarge { bytes: about.len() });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default() + 1);
    let file = File::open(path).map_err(TlsFileTrouble::Unreadable)?;
    file.take(LARGEST).read_to_end(&mut bytes).map_err(TlsFileTrouble::Unreadable)?;
    match bytes.as_slice() {
        bytes if bytes.iter().all(u8::is_ascii_whitespace) => Err(TlsFileTrouble::Empty),
        // A SEQUENCE with a length of two bytes: how every certificate and nearly every key begins.
        [0x30, 0x81 | 0x82, ..] => Err(TlsFileTrouble::Der),
        _ => Ok(bytes),
    }
}

fn count_certificates(pem: Vec<u8>) -> Result<Certificates, TlsFileTrouble> {
    let found: Vec<CertificateDer<'_>> =
        CertificateDer::pem_slice_iter(&pem).collect::<Result<_, _>>().map_err(|error| broken(&error))?;
    let count = found.len();
    if count == 0 {
        return Err(TlsFileTrouble::NoCertificate);
    }
    if let Some(at) = found.iter().position(|certificate| webpki::anchor_from_trusted_cert(certificate).is_err()) {
        return Err(TlsFileTrouble::NotACertificate { number: at + 1, count });
    }
    Ok(Certificates { pem, count })
}

/// In plain words, and without the line that is wrong, which may be a part of a key.
fn broken(error: &pem::Error) -> TlsFileTrouble {
    let why = match error {
        pem::Error::MissingSectionEnd { .. } => "an END line is missing",
        pem::Error::IllegalSectionStart { .. } => "a BEGIN line is not whole",
        pem::Error::Base64Decode(_) => "there is something else than base64 between BEGIN and END",
        _ => "it is not PEM",
    };
    TlsFileTrouble::Broken { why }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_starts_at_the_folder_of_the_file_or_at_home() {
        let home = Some(Path::new("/home/ada"));
        let found = |path: &str| resolve(Path::new(path), Path::new("/lab"), home);
        assert_eq!(found("ca.pem"), Path::new("/lab/ca.pem"));
        assert_eq!(found("/etc/ca.pem"), Path::new("/etc/ca.pem"));
        assert_eq!(found("~/ca.pem"), Path::new("/home/ada/ca.pem"));
        assert_eq!(found("~ada/ca.pem"), Path::new("/lab/~ada/ca.pem"));
    }
}
