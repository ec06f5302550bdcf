//! An operator secret is bound to the hosts it was entered for; and a secret that cannot be had says why.

use jiff::Timestamp;
use tessera_credentials::{Secret, Vault};
use tessera_journeys::secrets::{SecretError, operator_key, operator_secret, withheld_from};
use tessera_journeys::{HeadEnd, Verdict, prepare};
use tessera_simulator::{RunningSimulator, SimulatorConfig};
use tessera_storage::{Database, Environment, EnvironmentId, OperatorCredential};

use crate::support::*;

const CANARY: &str = "canary operator secret of forty characters";

fn credential(environment: &Environment, simulator: &RunningSimulator) -> OperatorCredential {
    let own = simulator.operator_credential();
    OperatorCredential {
        id: uuid::Uuid::new_v4(),
        environment: EnvironmentId::simulator(),
        label: None,
        kid: own.kid().clone(),
        encoding: own.encoding(),
        length: 32,
        fingerprint: "000000".into(),
        origins: prepare::origins(environment),
        created_at: Timestamp::now(),
        last_used_at: None,
    }
}

#[tokio::test]
async fn a_secret_does_not_go_to_a_host_it_was_not_entered_for_until_a_person_allows_it() {
    let (here, there) = (simulator(SimulatorConfig::default()).await, simulator(SimulatorConfig::default()).await);
    let database = Database::in_memory().unwrap();
    let vault = Vault::session_only();
    let entered = environment(&here);
    let credential = credential(&entered, &here);
    vault
        .set(&operator_secret(&credential), &Secret::new(here.operator_credential().expose_secret().into()))
        .await
        .unwrap();
    database.credentials().add(&credential).unwrap();
    let key = operator_key(&vault, &credential, &entered).await.unwrap();
    assert_eq!(run(plan_for(&entered, HeadEnd::Played(key))).await.0, Verdict::Done);

    let mut changed = entered.clone();
    changed.urls.ias = Some(there.base_url().parse().unwrap());
    let error = operator_key(&vault, &credential, &changed).await.err().unwrap();
    assert!(matches!(&error, SecretError::OtherHost { hosts } if hosts[0].as_str() == there.base_url()), "{error:?}");
    assert!(error.to_string().contains(&there.base_url()) && error.remedy().contains("allow the new host"));
    assert!(asked(&there).is_empty(), "nothing was sent there");

    let held_back = withheld_from(&credential, &changed);
    database.credentials().allow_origin(credential.id, &held_back[0]).unwrap();
    let allowed = database.credentials().get(credential.id).unwrap().unwrap();
    assert!(operator_key(&vault, &allowed, &changed).await.is_ok());
    assert!(withheld_from(&allowed, &changed).is_empty());
}

#[tokio::test]
async fn another_port_and_another_scheme_are_another_host() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let entered = environment(&simulator);
    let credential = credential(&entered, &simulator);
    for url in ["http://127.0.0.1:9", "http://localhost:80", "https://127.0.0.1"] {
        let changed = prepare::simulated(url.parse().unwrap(), url.parse().unwrap(), "nagra".into());
        assert_eq!(withheld_from(&credential, &changed).len(), 1, "{url}");
    }
    let path = format!("{}/lab/", simulator.base_url());
    assert!(
        withheld_from(&credential, &prepare::simulated(path.parse().unwrap(), path.parse().unwrap(), "nagra".into()))
            .is_empty()
    );
}

#[tokio::test]
async fn a_secret_that_cannot_be_reached_and_one_that_does_not_fit_are_told_apart_and_not_shown() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let environment = environment(&simulator);
    let credential = credential(&environment, &simulator);
    let vault = Vault::session_only();
    let missing = operator_key(&vault, &credential, &environment).await.err().unwrap();
    assert!(matches!(missing, SecretError::Unreachable(_)), "without a keychain nobody knows whether it is there");
    assert!(missing.to_string().starts_with("The operator secret cannot be reached: ") && !missing.remedy().is_empty());
    vault.set(&operator_secret(&credential), &Secret::new(CANARY.into())).await.unwrap();
    let unfit = operator_key(&vault, &credential, &environment).await.err().unwrap();
    assert!(matches!(unfit, SecretError::Key(_)));
    let said = format!("{unfit} {unfit:?} {missing} {missing:?} {vault:?} {credential:?}");
    assert_silent("what is said", said.as_bytes(), &[CANARY.to_owned()]);
}
