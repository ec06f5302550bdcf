//! PEM files are looked into when an environment is saved and when it is used.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use tessera_storage::{Environments, EnvironmentsError, TlsFileError, TlsFileTrouble, TlsFiles};

use crate::environment;

struct Made {
    pem: String,
    der: Vec<u8>,
    key: String,
}

fn made() -> Made {
    let made = rcgen::generate_simple_self_signed(["ags.example.com".to_owned()]).unwrap();
    Made { pem: made.cert.pem(), der: made.cert.der().to_vec(), key: made.signing_key.serialize_pem() }
}

fn with_ca(content: impl AsRef<[u8]>) -> (TempDir, TlsFiles) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ca.pem"), content).unwrap();
    (folder, TlsFiles { ca_file: Some("ca.pem".into()), ..TlsFiles::default() })
}

fn refused(content: impl AsRef<[u8]>) -> TlsFileError {
    let (folder, files) = with_ca(content);
    let error = files.load(folder.path()).unwrap_err();
    assert!(!error.remedy().is_empty());
    error
}

#[test]
fn certificates_are_counted() {
    let pem = made().pem;
    for count in [1, 300] {
        let (folder, files) = with_ca(format!("# our own\n{}", pem.repeat(count)));
        let found = files.load(folder.path()).unwrap().authorities.unwrap();
        assert_eq!(found.count, count);
        assert_eq!(found.pem, fs::read(folder.path().join("ca.pem")).unwrap());
    }
}

#[test]
fn a_file_without_certificates_is_refused() {
    assert!(matches!(refused("").why, TlsFileTrouble::Empty));
    assert!(matches!(refused(" \r\n\n").why, TlsFileTrouble::Empty));
    assert!(matches!(refused("garbage").why, TlsFileTrouble::NoCertificate));
    assert!(matches!(refused([0xff; 64]).why, TlsFileTrouble::NoCertificate));
    assert!(matches!(refused(made().key).why, TlsFileTrouble::NoCertificate));
}

#[test]
fn a_binary_certificate_named_pem_is_told_with_the_command_that_turns_it_into_one() {
    let error = refused(made().der);
    assert!(matches!(error.why, TlsFileTrouble::Der));
    assert!(error.remedy().contains("openssl x509 -inform der"));
}

#[test]
fn a_broken_certificate_is_told() {
    let pem = made().pem;
    let cut_short = pem.split("-----END").next().unwrap();
    assert!(matches!(refused(cut_short).why, TlsFileTrouble::Broken { .. }));
    assert!(matches!(refused(pem.replacen("MII", "M*I", 1)).why, TlsFileTrouble::Broken { .. }));
    let hollow = "-----BEGIN CERTIFICATE-----\nZ2FyYmFnZQ==\n-----END CERTIFICATE-----\n";
    let error = refused(format!("{pem}{hollow}{pem}"));
    assert!(matches!(error.why, TlsFileTrouble::NotACertificate { number: 2, count: 3 }), "{error}");
}

#[test]
fn a_file_that_cannot_be_read_is_told_with_its_path() {
    let files = TlsFiles { ca_file: Some("gone/ca.pem".into()), ..TlsFiles::default() };
    let error = files.load(Path::new("/nowhere")).unwrap_err();
    assert!(matches!(error.why, TlsFileTrouble::Unreadable(_)));
    assert!(error.to_string().contains("/nowhere/gone/ca.pem"), "{error}");
    let files = TlsFiles { ca_file: Some("/tmp".into()), ..TlsFiles::default() };
    assert!(matches!(files.load(Path::new("/")).unwrap_err().why, TlsFileTrouble::NotAFile));
    let (folder, files) = with_ca("");
    fs::File::create(folder.path().join("ca.pem")).unwrap().set_len(2 << 30).unwrap();
    assert!(matches!(files.load(folder.path()).unwrap_err().why, TlsFileTrouble::TooLarge { .. }));
}

#[test]
fn a_client_names_itself_with_certificate_and_key() {
    let made = made();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("client.pem"), &made.pem).unwrap();
    fs::write(folder.path().join("client.key"), &made.key).unwrap();
    let files = TlsFiles {
        client_certificate: Some(folder.path().join("client.pem")),
        client_key: Some("client.key".into()),
        ..TlsFiles::default()
    };
    let material = files.load(folder.path()).unwrap();
    let secret = made.key.lines().nth(1).unwrap();
    assert!(!format!("{material:?}").contains(secret), "a key does not show in debug output");
    let client = material.client.unwrap();
    assert_eq!(client.certificates.count, 1);
    assert_eq!(secrecy::ExposeSecret::expose_secret(&client.key_pem), made.key.as_bytes());
}

#[test]
fn a_key_that_cannot_be_used_is_told_without_any_of_it() {
    let made = made();
    let encrypted = made.key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    let legacy = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nY2FuYXJ5\n-----END RSA PRIVATE KEY-----\n";
    let broken = made.key.replacen("MI", "canary*", 1);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("client.pem"), &made.pem).unwrap();
    let files = TlsFiles {
        client_certificate: Some("client.pem".into()),
        client_key: Some("client.key".into()),
        ..TlsFiles::default()
    };
    let told = |content: &str| {
        fs::write(folder.path().join("client.key"), content).unwrap();
        let error = files.load(folder.path()).unwrap_err();
        assert_eq!(error.key, "client-key");
        assert!(!format!("{error} {error:?}").contains("canary"));
        error.why
    };
    assert!(matches!(told(&encrypted), TlsFileTrouble::EncryptedKey));
    assert!(matches!(told(legacy), TlsFileTrouble::EncryptedKey));
    assert!(matches!(told(&made.pem), TlsFileTrouble::NoKey));
    assert!(matches!(told(&broken), TlsFileTrouble::Broken { .. }));
    assert!(matches!(told(""), TlsFileTrouble::Empty));
    let hollow = "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\n-----END PRIVATE KEY-----\n";
    assert!(matches!(told(hollow), TlsFileTrouble::UnusableKey));
}

#[test]
fn a_key_of_another_certificate_is_refused_when_the_environment_is_saved() {
    let (made, other) = (self::made(), self::made());
    let folder = tempfile::tempdir().unwrap();
    let environments = Environments::open(folder.path()).unwrap();
    fs::write(folder.path().join("client.pem"), &made.pem).unwrap();
    let mut lab = environment("Lab");
    lab.tls.client_certificate = Some("client.pem".into());
    lab.tls.client_key = Some("client.key".into());
    let problem = |key: &str| {
        fs::write(folder.path().join("client.key"), key).unwrap();
        let error = environments.create(&lab).unwrap_err();
        assert_eq!(error.problems().len(), 1, "{error}");
        let problem = error.problems()[0].clone();
        assert_eq!(problem.key, "tls.client-key");
        problem
    };
    let mismatch = problem(&other.key);
    assert!(mismatch.what.contains("does not belong to the client certificate"), "{mismatch}");
    assert!(mismatch.remedy.contains("comes first"), "{mismatch}");
    let encrypted = problem(&made.key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));
    assert!(encrypted.what.contains("encrypted with a passphrase"), "{encrypted}");
    assert!(encrypted.remedy.contains("openssl pkey"), "{encrypted}");
    // The chain in the wrong order: the first certificate is the one whose key is wanted.
    fs::write(folder.path().join("client.pem"), other.pem.clone() + &made.pem).unwrap();
    assert!(problem(&made.key).what.contains("does not belong"));
    fs::write(folder.path().join("client.pem"), made.pem.clone() + &other.pem).unwrap();
    fs::write(folder.path().join("client.key"), &made.key).unwrap();
    let stored = environments.create(&lab).unwrap();
    fs::write(folder.path().join("client.key"), &other.key).unwrap();
    let error = stored.environment.tls.load(&stored.folder).unwrap_err();
    assert!(matches!(error.why, TlsFileTrouble::OtherKey), "and again when it is used");
}

#[test]
fn an_environment_with_a_bad_certificate_file_is_refused_when_it_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let environments = Environments::open(folder.path()).unwrap();
    let mut lab = environment("Lab");
    lab.tls.ca_file = Some("ca.pem".into());
    let error = environments.create(&lab).unwrap_err();
    assert!(matches!(error, EnvironmentsError::Invalid { .. }));
    let problem = error.problems().first().unwrap();
    assert_eq!(problem.key, "tls.ca-file");
    fs::write(folder.path().join("ca.pem"), made().pem).unwrap();
    let stored = environments.create(&lab).unwrap();
    fs::write(folder.path().join("ca.pem"), "garbage").unwrap();
    let error = environments.save(&stored.id, &lab, &stored.revision).unwrap_err();
    assert!(error.to_string().contains("holds no certificate"), "{error}");
    assert!(stored.environment.tls.load(&stored.folder).is_err(), "and again when it is used");
}
