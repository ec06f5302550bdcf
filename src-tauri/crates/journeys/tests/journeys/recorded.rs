//! Recording a run: its report and its device in the database, the refresh token in the vault; nothing of another user.

use jiff::{SignedDuration, Timestamp};
use tessera_credentials::{Lookup, Vault};
use tessera_journeys::record::{NotKept, Recorded, record, refresh_token};
use tessera_journeys::{Run, TokenSlot, Verdict};
use tessera_protocol::SignOn;
use tessera_simulator::{RunningSimulator, SimulatorConfig};
use tessera_storage::{Database, Device, DeviceChange, EnvironmentId};

use crate::sign_out::leaving;
use crate::support::*;

struct Kept {
    simulator: RunningSimulator,
    database: Database,
    vault: Vault,
    _folder: tempfile::TempDir,
}

async fn kept() -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(folder.path(), Timestamp::now()).unwrap().database;
    let simulator = simulator(SimulatorConfig::default()).await;
    Kept { simulator, database, vault: Vault::session_only(), _folder: folder }
}

impl Kept {
    /// A journey as an account; first-time, or nth-time with a `client_id`.
    async fn signed_on(&self, account: &str, client_id: Option<&str>) -> (Run, Recorded) {
        let mut plan = plan(&self.simulator);
        plan.account = Some(account.into());
        if let Some(client_id) = client_id {
            plan.sign_on = SignOn::NthTime(client_id.into());
        }
        let (verdict, journey) = run(plan).await;
        assert_eq!(verdict, Verdict::Done);
        let recorded = self.record(&journey).await;
        (journey, recorded)
    }

    async fn record(&self, journey: &Run) -> Recorded {
        let environment = environment(&self.simulator);
        record(&self.database, &self.vault, (&EnvironmentId::simulator(), &environment), journey, SignedDuration::ZERO)
            .await
    }

    async fn refresh_token_of(&self, device: &Device) -> Option<String> {
        match self.vault.get(&refresh_token(device)).await.unwrap() {
            Lookup::Found(secret) => Some(secret.expose().to_owned()),
            // Without a keychain what is not in memory is called unreachable.
            Lookup::NotStored | Lookup::Unreachable(_) => None,
        }
    }
}

#[tokio::test]
async fn a_run_its_device_and_its_refresh_token_are_kept() {
    let kept = kept().await;
    let (journey, recorded) = kept.signed_on("ACC-1", None).await;
    assert!(recorded.troubles.is_empty(), "{recorded:?}");
    let (device, change) = recorded.device.unwrap();
    assert_eq!(change, DeviceChange::New);
    assert_eq!((&device.client_id, device.account.as_str()), (&journey.device().unwrap().client_id, "ACC-1"));
    let refresh = journey.token(TokenSlot::RefreshToken).unwrap().token.expose();
    assert_eq!(kept.refresh_token_of(&device).await.as_deref(), Some(refresh));
    let stored = kept.database.runs().get(journey.report().id).unwrap().unwrap();
    assert_eq!(stored.summary.verdict, "done");
    assert!(stored.summary.headline.starts_with("may play CH015"), "{}", stored.summary.headline);
    assert_eq!((stored.summary.exchanges, stored.summary.errors), (4, 0));
    assert_eq!(stored.report["steps"].as_array().unwrap().len(), 7);
}

#[tokio::test]
async fn the_next_sign_on_is_nth_time_with_what_was_kept() {
    let kept = kept().await;
    let (first, _) = kept.signed_on("ACC-1", None).await;
    let platform = first.plan().platform.clone();
    let installed = kept.database.devices().installed(&EnvironmentId::simulator(), &platform).unwrap().unwrap();
    let (second, recorded) = kept.signed_on("ACC-1", Some(installed.client_id.as_str())).await;
    assert!(!second.device().unwrap().new);
    let (device, change) = recorded.device.unwrap();
    assert_eq!((change, device.id), (DeviceChange::Again, installed.id));
    let refresh = second.token(TokenSlot::RefreshToken).unwrap().token.expose();
    assert_eq!(kept.refresh_token_of(&device).await.as_deref(), Some(refresh), "the newer token took its place");
    assert_eq!(kept.simulator.devices().len(), 1);
}

#[tokio::test]
async fn another_user_on_the_same_installation_wipes_the_client_id_and_the_refresh_token() {
    let kept = kept().await;
    let (first, recorded) = kept.signed_on("ACC-1", None).await;
    let (before, _) = recorded.device.unwrap();
    let (_, recorded) = kept.signed_on("ACC-2", None).await;
    assert!(recorded.troubles.is_empty(), "{recorded:?}");
    let (device, change) = recorded.device.unwrap();
    assert_eq!(change, DeviceChange::OtherAccount { wiped: before.clone() });
    assert_ne!((device.id, &device.client_id), (before.id, &before.client_id));
    assert_eq!(kept.refresh_token_of(&before).await, None, "nothing of the other user is left");
    assert!(kept.refresh_token_of(&device).await.is_some());
    let devices = kept.database.devices().list(None).unwrap();
    assert_eq!(devices, [device], "one installation holds one device");
    assert!(kept.database.devices().get(before.id).unwrap().is_none());
    drop(first);
}

#[tokio::test]
async fn the_same_user_first_time_again_is_another_device() {
    let kept = kept().await;
    let (first, _) = kept.signed_on("ACC-1", None).await;
    let (_, recorded) = kept.signed_on("ACC-1", None).await;
    let before = first.device().unwrap().client_id.clone();
    assert_eq!(recorded.device.unwrap().1, DeviceChange::OtherDevice { before });
}

#[tokio::test]
async fn a_run_that_was_refused_is_kept_with_its_reason_and_makes_no_device() {
    let kept = kept().await;
    let mut plan = plan(&kept.simulator);
    plan.account = Some("ACC-4".into());
    let (_, journey) = run(plan).await;
    let recorded = kept.record(&journey).await;
    assert!(recorded.device.is_none() && recorded.troubles.is_empty());
    let stored = kept.database.runs().get(journey.report().id).unwrap().unwrap();
    assert_eq!(
        (stored.summary.verdict.as_str(), stored.summary.headline.as_str()),
        ("refused", "AGS gave no session token")
    );
    assert!(kept.database.devices().list(None).unwrap().is_empty());
}

#[tokio::test]
async fn a_run_that_has_taken_no_step_is_not_kept() {
    let kept = kept().await;
    let journey = Run::new(plan(&kept.simulator)).unwrap();
    let recorded = kept.record(&journey).await;
    assert!(recorded.device.is_none() && recorded.troubles.is_empty());
    assert!(kept.database.runs().get(journey.report().id).unwrap().is_none());
}

#[tokio::test]
async fn a_sign_out_leaves_no_refresh_token_even_where_it_had_to_renew_one_first() {
    for with_access_token in [true, false] {
        let kept = kept().await;
        let (journey, recorded) = kept.signed_on("ACC-1", None).await;
        let (device, _) = recorded.device.unwrap();
        assert!(kept.refresh_token_of(&device).await.is_some());
        let (verdict, out) = run(leaving(&kept.simulator, &journey, with_access_token)).await;
        assert_eq!((verdict, out.has_new_tokens()), (Verdict::Done, !with_access_token));
        let recorded = kept.record(&out).await;
        assert!(recorded.troubles.is_empty(), "{recorded:?}");
        assert_eq!(recorded.device.unwrap().0.id, device.id, "the device stays");
        assert_eq!(kept.refresh_token_of(&device).await, None);
    }
}

#[tokio::test]
async fn a_refresh_token_that_stays_in_the_keychain_is_told_with_what_to_do() {
    let mut kept = kept().await;
    let (_, recorded) = kept.signed_on("ACC-1", None).await;
    let before = recorded.device.unwrap().0.id.to_string();
    // As after a restart: what the keychain holds cannot be asked for.
    kept.vault = Vault::session_only();
    let (journey, recorded) = kept.signed_on("ACC-2", None).await;
    let [wiped @ NotKept::WipedToken { .. }] = &recorded.troubles[..] else { panic!("{recorded:?}") };
    assert!(wiped.remedy().contains(&before), "no list has the device any more: {}", wiped.remedy());
    kept.vault = Vault::session_only();
    let (_, out) = run(leaving(&kept.simulator, &journey, true)).await;
    let recorded = kept.record(&out).await;
    let [ended @ NotKept::EndedToken(_)] = &recorded.troubles[..] else { panic!("{recorded:?}") };
    assert!(ended.remedy().ends_with("Then forget the device under Devices."), "{}", ended.remedy());
}

#[tokio::test]
async fn a_run_by_a_clock_that_was_moved_stands_in_the_list_by_this_machines_time() {
    let kept = kept().await;
    let day = SignedDuration::from_hours(24);
    kept.simulator.clock().advance(day);
    let clock = kept.simulator.clock().clone();
    let moved: tessera_journeys::Clock = std::sync::Arc::new(move || clock.now());
    let mut journey = Run::new(plan(&kept.simulator)).unwrap();
    let cancel = tokio_util::sync::CancellationToken::new();
    let before = Timestamp::now();
    let verdict = tessera_journeys::drive(&mut journey, tessera_journeys::Mode::RunThrough, &moved, &(), &cancel).await;
    assert_eq!(verdict, Verdict::Done);
    let environment = environment(&kept.simulator);
    record(&kept.database, &kept.vault, (&EnvironmentId::simulator(), &environment), &journey, day).await;
    let stored = kept.database.runs().get(journey.report().id).unwrap().unwrap();
    let (started, ended) = (stored.summary.started_at, stored.summary.ended_at);
    let second = SignedDuration::from_secs(1);
    assert!(before - second <= started && started <= ended && ended <= Timestamp::now() + second, "{started} {ended}");
    let by_its_clock: Timestamp = stored.report["startedAt"].as_str().unwrap().parse().unwrap();
    assert_eq!(by_its_clock.duration_since(started), day, "the report says the simulated time");
}
