//! What leaves the program holds no secret: reports, events, the database, debug output, the words of every error.

use std::path::Path;
use std::sync::Mutex;

use jiff::Timestamp;
use tessera_credentials::Vault;
use tessera_journeys::record::record;
use tessera_journeys::{HeadEnd, Mode, Observer, OperatorKey, Picture, Run, RunEvent, Step, TokenSlot, Verdict, drive};
use tessera_simulator::faults::Fault;
use tessera_simulator::{RenewedTokens, RunningSimulator, SimulatorConfig};
use tessera_storage::{Database, EnvironmentId};
use tokio_util::sync::CancellationToken;

use crate::support::*;

/// Keeps every event as the window gets it, and as a programmer would log it.
#[derive(Default)]
struct Listener(Mutex<String>);

impl Observer for Listener {
    fn notice(&self, event: RunEvent) {
        *self.0.lock().unwrap() += &format!("{}\n{event:?}\n", serde_json::to_string(&event).unwrap());
    }
}

async fn heard(journey: &mut Run) -> (Verdict, String) {
    let listener = Listener::default();
    let verdict = drive(journey, Mode::RunThrough, &clock(), &listener, &CancellationToken::new()).await;
    (verdict, listener.0.into_inner().unwrap())
}

fn all_secrets(simulator: &RunningSimulator, run: &Run) -> Vec<String> {
    let operator = simulator.operator_credential().expose_secret().to_owned();
    secrets(run).into_iter().chain([operator]).collect()
}

fn debugged(run: &Run) -> String {
    let slots = [TokenSlot::OperatorJwt, TokenSlot::SessionToken, TokenSlot::AccessToken, TokenSlot::ContentToken];
    let held: Vec<_> = slots.into_iter().map(|slot| run.token(slot)).collect();
    let (plan, report, cutter) = (run.plan(), run.report(), run.cutter());
    format!("{run:?} {run:#?} {plan:?} {held:?} {report:?} {cutter:?} {:?} {:?}", run.token_set(), run.code())
}

async fn database_bytes(simulator: &RunningSimulator, runs: &[&Run]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(folder.path(), Timestamp::now()).unwrap().database;
    let environment = environment(simulator);
    for run in runs {
        let id = EnvironmentId::simulator();
        let recorded =
            record(&database, &Vault::session_only(), (&id, &environment), run, jiff::SignedDuration::ZERO).await;
        assert!(recorded.troubles.is_empty(), "{recorded:?}");
    }
    let read = |path: &Path| -> Vec<u8> {
        let files = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        files.flat_map(|file| std::fs::read(file).unwrap()).collect()
    };
    let open = read(folder.path());
    drop(database);
    [open, read(folder.path())].concat()
}

#[tokio::test]
async fn a_whole_journey_tells_no_secret() {
    let mut config = SimulatorConfig::default();
    config.choices.renewed_tokens = RenewedTokens::Sent;
    let simulator = simulator(config).await;
    let mut journey = Run::new(plan(&simulator)).unwrap();
    let (verdict, events) = heard(&mut journey).await;
    assert_eq!(verdict, Verdict::Done);
    let secrets = all_secrets(&simulator, &journey);
    assert_eq!(secrets.len(), 9, "every token of the run, and the operator secret");
    let report = serde_json::to_string(&journey.report()).unwrap();
    assert_silent("the report", report.as_bytes(), &secrets);
    assert_silent("the events", events.as_bytes(), &secrets);
    assert_silent("debug output", debugged(&journey).as_bytes(), &secrets);
    let bytes = database_bytes(&simulator, &[&journey]).await;
    assert!(bytes.windows(14).any(|window| window == b"getSessionToke"), "the run is in the database");
    assert_silent("the database", &bytes, &secrets);
    assert!(report.contains("\u{2026}sig:") && report.contains("\u{2026}cut:"), "equal tokens stay recognisable");
}

/// Answers that repeat what was sent, in all forms and all places.
fn echoes(secrets: &[String]) -> Vec<Fault> {
    let all: Vec<String> = secrets.iter().flat_map(|secret| forms(secret)).collect();
    let text = all.join(" ");
    let message = serde_json::json!({ "code": secrets[0], "message": text, "access_token": 7 }).to_string();
    let header = vec![("content-type".to_owned(), text.replace('"', "")), ("x-echo".to_owned(), all[0].clone())];
    vec![
        Fault::json(401, message.as_str()),
        Fault::json(403, message.as_str()),
        Fault::json(500, message.as_str()),
        Fault::json(200, message.replace("\"code\"", "\"resultCode\"")),
        Fault::json(200, format!("<html>{text}</html>")),
        Fault::Redirect { status: 307, location: Some(format!("https://other.example/{}", all[0])) },
        Fault::Answer { status: 200, headers: header, body: message.into_bytes() },
    ]
}

#[tokio::test]
async fn a_server_that_repeats_what_it_was_sent_is_not_repeated() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (mut said, mut runs, mut known) = (String::new(), Vec::new(), Vec::new());
    for at in [Step::GetSessionToken, Step::SignOn, Step::ContentToken] {
        let before = up_to(plan(&simulator), at).await;
        let secrets = secrets(&before);
        for fault in echoes(&secrets) {
            let server = tessera_simulator::faults::FaultServer::start(fault).await.unwrap();
            let mut plan = before.plan().clone();
            plan.connection.ags = server.url().parse().unwrap();
            plan.connection.ias = plan.connection.ags.clone();
            let mut journey = before.repeat_from(at, plan).unwrap();
            let (verdict, events) = heard(&mut journey).await;
            assert_ne!(verdict, Verdict::Done);
            said += &format!("{events}{}{}", serde_json::to_string(&journey.report()).unwrap(), debugged(&journey));
            runs.push(journey);
        }
        known.extend(secrets);
    }
    assert_silent("what is said", said.as_bytes(), &known);
    let bytes = database_bytes(&simulator, &runs.iter().collect::<Vec<_>>()).await;
    assert_silent("the database", &bytes, &known);
}

#[tokio::test]
async fn what_a_foreign_code_holds_is_shown_to_the_person_and_not_stored() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut journey = Run::new(plan_for(&environment(&simulator), HeadEnd::Real)).unwrap();
    let foreign = "https://tv.example/?t=canary3fj6sdehd529ng33dg";
    let code = tessera_qr::QrCode::encode(foreign, tessera_qr::ErrorCorrection::M).unwrap();
    journey.scan_this(Picture::File(code.png(8)));
    assert_eq!(go_on(&mut journey).await, Verdict::Paused);
    assert!(step(&journey.report(), Step::Scan).confirm.as_ref().unwrap().contains("canary"));
    let bytes = database_bytes(&simulator, &[&journey]).await;
    assert_silent("the database", &bytes, &["canary3fj6sdehd529ng33dg".to_owned()]);
}

#[test]
fn an_operator_key_shows_nothing_of_its_secret() {
    let secret = "canary operator secret of forty characters";
    let encoding = tessera_tokens::SecretEncoding::Text;
    let key = OperatorKey::new("kid-1".into(), secret, encoding).unwrap();
    let head_end = HeadEnd::Played(key);
    let wrong = OperatorKey::new("kid-1".into(), secret, tessera_tokens::SecretEncoding::Hex).err().unwrap();
    let shown = format!("{head_end:?} {head_end:#?} {wrong} {wrong:?}");
    assert_silent("debug output", shown.as_bytes(), &[secret.to_owned()]);
    assert!(shown.contains("kid-1"));
}
