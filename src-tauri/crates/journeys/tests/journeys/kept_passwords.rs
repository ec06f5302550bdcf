//! A password that a person has kept: taken by the next sign-on, bound to its hosts, kept only when the platform took it.

use tessera_credentials::{Secret, Vault};
use tessera_journeys::passwords::{self, PasswordError};
use tessera_journeys::record::{Recorded, record};
use tessera_journeys::{Goal, PasswordKeeping, PasswordSignOn, Plan, Run, Step, Verdict, prepare};
use tessera_protocol::NamedValue;
use tessera_simulator::{Account, RunningSimulator, SimulatorConfig};
use tessera_storage::{Database, Environment, EnvironmentId, PasswordPlace};

use crate::support::*;

/// Long enough to be found wherever it lies.
const CANARY: &str = "canary password of a subscriber";

struct Desk {
    simulator: RunningSimulator,
    environment: Environment,
    database: Database,
    vault: Vault,
    id: EnvironmentId,
}

async fn desk() -> Desk {
    let mut config = SimulatorConfig::default();
    config.accounts.push(Account {
        user: Some("erin".into()),
        password: tessera_simulator::Password::new(CANARY),
        ..Account::new("ACC-ERIN", "Erin")
    });
    let simulator = simulator(config).await;
    let environment = environment(&simulator);
    let database = Database::in_memory().unwrap();
    Desk { simulator, environment, database, vault: Vault::session_only(), id: "lab".parse().unwrap() }
}

impl Desk {
    fn typed(&self, password: &str, parameters: Vec<NamedValue>) -> PasswordSignOn {
        let password = Secret::new(password.to_owned());
        let needs = prepare::password_sign_on(&self.environment, "erin".to_owned(), password, parameters);
        PasswordSignOn { keeping: PasswordKeeping::WhenAccepted, ..needs }
    }

    async fn untyped(&self, environment: &Environment) -> Result<PasswordSignOn, PasswordError> {
        let mut needs = PasswordSignOn { keeping: PasswordKeeping::NotKept, ..self.typed("", vec![]) };
        let stored = (&self.database, &self.vault);
        passwords::take_kept(&mut needs, stored, (&self.id, environment)).await.map(|()| needs)
    }

    async fn run(&self, needs: PasswordSignOn) -> (Verdict, Run, Recorded) {
        let (verdict, run) = run(Plan { goal: needs.into(), account: None, ..plan(&self.simulator) }).await;
        let recorded = self.record(&run).await;
        (verdict, run, recorded)
    }

    async fn record(&self, run: &Run) -> Recorded {
        record(&self.database, &self.vault, (&self.id, &self.environment), run, jiff::SignedDuration::ZERO).await
    }

    fn listed(&self) -> Vec<Option<String>> {
        let kept = self.database.passwords().of(&self.id, "erin").unwrap();
        assert!(kept.iter().all(|one| one.place == PasswordPlace::Session), "there is no keychain: {kept:?}");
        kept.into_iter().map(|one| one.parameter).collect()
    }
}

#[tokio::test]
async fn a_password_that_was_kept_signs_on_without_being_typed() {
    let desk = desk().await;
    let (verdict, _, recorded) = desk.run(desk.typed(CANARY, vec![])).await;
    assert_eq!((verdict, recorded.troubles.len()), (Verdict::Done, 0), "{:?}", recorded.troubles);
    assert_eq!(desk.listed(), [None]);
    let (verdict, run, _) = desk.run(desk.untyped(&desk.environment).await.unwrap()).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", run.report());
    assert_eq!(desk.listed(), [None], "taking it keeps it as it is");
    passwords::remove(&desk.database, &desk.vault, &desk.id, Some("erin")).await.unwrap();
    assert_eq!(desk.listed(), Vec::<Option<String>>::new());
    let (verdict, _, _) = desk.run(desk.untyped(&desk.environment).await.unwrap()).await;
    assert_eq!(verdict, Verdict::Stopped, "nothing is left to sign on with");
}

#[tokio::test]
async fn a_password_is_kept_only_where_it_is_wanted_and_the_platform_has_taken_it() {
    let desk = desk().await;
    let unwanted = PasswordSignOn { keeping: PasswordKeeping::NotKept, ..desk.typed(CANARY, vec![]) };
    assert_eq!(desk.run(unwanted).await.0, Verdict::Done);
    assert_eq!(desk.listed(), Vec::<Option<String>>::new());
    assert_eq!(desk.run(desk.typed("another password", vec![])).await.0, Verdict::Refused);
    assert_eq!(desk.listed(), Vec::<Option<String>>::new());

    let (_, first, _) = desk.run(desk.typed(CANARY, vec![])).await;
    let again = Plan { goal: desk.typed("another password", vec![]).into(), ..first.plan().clone() };
    let mut later = first.repeat_from(Step::ContentToken, again).unwrap();
    assert_eq!(go_on(&mut later).await, Verdict::Done);
    desk.record(&later).await;
    let (verdict, ..) = desk.run(desk.untyped(&desk.environment).await.unwrap()).await;
    assert_eq!(verdict, Verdict::Done, "what the platform was not asked about took the place of nothing");
}

#[tokio::test]
async fn a_refused_kept_password_is_told_as_kept_and_stays_until_it_is_replaced() {
    let desk = desk().await;
    desk.run(desk.typed(CANARY, vec![])).await;
    let kept = desk.database.passwords().of(&desk.id, "erin").unwrap();
    let name = tessera_credentials::SecretName::new(kept[0].id.to_string(), tessera_credentials::SecretKind::Password);
    desk.vault.set(&name, &Secret::new("an old canary password".to_owned())).await.unwrap();
    let (verdict, run, _) = desk.run(desk.untyped(&desk.environment).await.unwrap()).await;
    assert_eq!(verdict, Verdict::Refused);
    let report = run.report();
    let explanation = step(&report, Step::SignOn).explanation.clone().unwrap();
    let told = format!("{explanation:?}");
    assert!(told.contains("kept for this user name") && told.contains("replaced or removed"), "{told}");
    assert_eq!(desk.listed(), [None], "it is not removed behind a person's back");
    assert_eq!(desk.run(desk.typed(CANARY, vec![])).await.0, Verdict::Done);
    assert_eq!(desk.database.passwords().of(&desk.id, "erin").unwrap()[0].id, kept[0].id, "one item, replaced");
    let (verdict, ..) = desk.run(desk.untyped(&desk.environment).await.unwrap()).await;
    assert_eq!(verdict, Verdict::Done);
}

#[tokio::test]
async fn every_parameter_that_discovery_calls_a_password_is_kept_under_its_name() {
    let desk = desk().await;
    let named = NamedValue { name: "Password".into(), value: CANARY.into() };
    let region = NamedValue { name: "Region".into(), value: "eu".into() };
    let (verdict, run, _) = desk.run(desk.typed("", vec![named, region])).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", run.report());
    assert_eq!(desk.listed(), [Some("Password".to_owned())], "what is no password is not kept");
    let needs = desk.untyped(&desk.environment).await.unwrap();
    let (verdict, run, _) = desk.run(needs).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", run.report());
    assert_silent("the report", serde_json::to_string(&run.report()).unwrap().as_bytes(), &[CANARY.to_owned()]);
    let url = "http://127.0.0.1:9";
    let moved = prepare::simulated(url.parse().unwrap(), url.parse().unwrap(), "nagra".into());
    let error = desk.untyped(&moved).await.unwrap_err().to_string();
    assert!(error.starts_with("The password kept for erin (parameter Password) was"), "the field is named: {error}");
}

#[tokio::test]
async fn a_kept_password_does_not_go_to_a_host_it_was_not_entered_for() {
    let desk = desk().await;
    desk.run(desk.typed(CANARY, vec![])).await;
    for url in ["http://127.0.0.1:9", "https://127.0.0.1", "http://localhost:80"] {
        let changed = prepare::simulated(url.parse().unwrap(), url.parse().unwrap(), "nagra".into());
        let error = desk.untyped(&changed).await.unwrap_err();
        assert!(matches!(error, PasswordError::OtherHost { .. }), "{url}: {error:?}");
        assert!(error.to_string().contains("another host") && error.remedy().contains("enter the password again"));
        assert_silent("the error", format!("{error} {error:?}").as_bytes(), &[CANARY.to_owned()]);
    }
    let mut moved = desk.environment.clone();
    moved.urls.ias = Some("http://127.0.0.1:9".parse().unwrap());
    assert!(desk.untyped(&moved).await.is_err(), "neither AGS nor IAS may be another host");
    let kept = &desk.database.passwords().of(&desk.id, "erin").unwrap()[0];
    assert_eq!(passwords::withheld_from(kept, &desk.id, &moved).len(), 1);
    let inside = passwords::withheld_from(kept, &EnvironmentId::simulator(), &moved);
    assert!(inside.is_empty(), "the simulator in the program has another port at each start");
}

#[tokio::test]
async fn debug_of_a_password_sign_on_shows_no_password() {
    let desk = desk().await;
    desk.run(desk.typed("", vec![NamedValue { name: "Password".into(), value: CANARY.into() }])).await;
    let needs = desk.untyped(&desk.environment).await.unwrap();
    let typed = desk.typed(CANARY, vec![NamedValue { name: "Pin".into(), value: CANARY.into() }]);
    let told = format!("{needs:?} {typed:?} {:?} {:?}", Goal::from(needs.clone()), desk.vault);
    assert_silent("Debug", told.as_bytes(), &[CANARY.to_owned()]);
}
