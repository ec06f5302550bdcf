//! The list of operator credentials, and where each may be used.

use tessera_storage::{OperatorCredential, Origin};
use tessera_tokens::SecretEncoding;
use url::Url;
use uuid::Uuid;

use crate::{database, id, later};

fn url(text: &str) -> Url {
    text.parse().unwrap()
}

fn credential(environment: &str, seconds: i64) -> OperatorCredential {
    OperatorCredential {
        id: Uuid::new_v4(),
        environment: id(environment),
        label: Some("Head-end".to_owned()),
        kid: "1f0c".into(),
        encoding: SecretEncoding::Base64Url,
        length: 32,
        fingerprint: "3fa9c1".to_owned(),
        origins: vec![Origin::of(&url("https://ags.example.com/opf?x=1")).unwrap()],
        created_at: later(seconds),
        last_used_at: None,
    }
}

#[test]
fn credentials_are_listed_by_environment_as_they_were_entered() {
    let (_folder, database) = database();
    let (second, first, other) = (credential("lab", 2), credential("lab", 1), credential("prod", 0));
    for credential in [&second, &first, &other] {
        database.credentials().add(credential).unwrap();
    }
    assert_eq!(database.credentials().list(&id("lab")).unwrap(), [first, second]);
    assert_eq!(database.credentials().get(other.id).unwrap(), Some(other.clone()));
    assert_eq!(database.credentials().remove(other.id).unwrap(), Some(other.clone()));
    assert_eq!(database.credentials().get(other.id).unwrap(), None);
    assert_eq!(database.credentials().remove(other.id).unwrap(), None);
}

#[test]
fn a_changed_credential_takes_the_place_of_the_old_one() {
    let (_folder, database) = database();
    let mut kept = credential("lab", 0);
    assert!(!database.credentials().update(&kept).unwrap(), "there is none yet");
    database.credentials().add(&kept).unwrap();
    kept.encoding = SecretEncoding::Hex;
    (kept.length, kept.label, kept.origins) = (64, None, Vec::new());
    assert!(database.credentials().update(&kept).unwrap());
    assert!(database.credentials().used(kept.id, later(9)).unwrap());
    kept.last_used_at = Some(later(9));
    assert_eq!(database.credentials().list(&id("lab")).unwrap(), [kept]);
    assert!(!database.credentials().used(Uuid::new_v4(), later(9)).unwrap());
}

#[test]
fn a_credential_goes_to_allowed_origins_only() {
    let (_folder, database) = database();
    let kept = credential("lab", 0);
    database.credentials().add(&kept).unwrap();
    let may_go = |target: &str| database.credentials().get(kept.id).unwrap().unwrap().may_go_to(&url(target));
    assert!(may_go("https://ags.example.com:443/ags/getSessionToken"));
    for other in [
        "http://ags.example.com/",
        "https://ags.example.com:8443/",
        "https://ags.example.com.evil.example/",
        "https://ias.example.com/",
        "file:///etc/passwd",
    ] {
        assert!(!may_go(other), "{other}");
    }
    let ias = Origin::of(&url("https://ias.example.com")).unwrap();
    for _ in 0..2 {
        assert!(database.credentials().allow_origin(kept.id, &ias).unwrap());
    }
    assert!(may_go("https://ias.example.com/ias/v2"));
    assert_eq!(database.credentials().get(kept.id).unwrap().unwrap().origins.len(), 2);
    assert!(!database.credentials().allow_origin(Uuid::new_v4(), &ias).unwrap());
}

#[test]
fn a_url_without_a_host_has_no_origin() {
    assert_eq!(Origin::of(&url("data:text/plain,x")), None);
    assert_eq!(Origin::of(&url("file:///x")), None);
    assert_eq!(Origin::of(&url("HTTPS://AGS.example.com/x")).unwrap().as_str(), "https://ags.example.com");
}
