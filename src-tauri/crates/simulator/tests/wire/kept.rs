//! What outlives a simulator, and what does not.

use jiff::SignedDuration;
use tempfile::tempdir;
use tessera_simulator::{
    Choices, Clock, DeviceState, KeptState, KeptStateError, RefreshRotation, Simulator, SimulatorConfig,
};

use crate::desk::{Desk, choosing, start};

/// The same simulator after a restart, by way of a file.
async fn restarted(desk: Desk, config: SimulatorConfig) -> Desk {
    let folder = tempdir().unwrap();
    let file = folder.path().join("simulator-state.json");
    desk.simulator.kept().write(&file).unwrap();
    let now = desk.simulator.clock().now();
    desk.simulator.stop().await;
    let kept = KeptState::read(&file).unwrap().unwrap();
    let simulator = Simulator::resume(config, None, Clock::fixed(now), kept).await.unwrap();
    Desk { simulator, http: desk.http }
}

#[tokio::test]
async fn after_a_restart_devices_and_their_tokens_are_good_and_what_was_ended_is_not() {
    let config = choosing(Choices { refresh_rotation: RefreshRotation::Rotated, ..Choices::default() });
    let desk = Desk::with(config.clone()).await;
    let first = desk.first_time("ACC-1").await;
    let second = desk.refresh(&first.text("refresh_token")).await;
    let other = desk.first_time("ACC-2").await;
    assert_eq!(desk.sign_out(&format!("Bearer {}", other.text("access_token"))).await.status, 200);
    desk.simulator.clock().advance(SignedDuration::from_hours(30));
    let session_token = desk.session_token("ACC-1").await;

    let desk = restarted(desk, config).await;
    assert_eq!(desk.simulator.devices().len(), 2);
    assert_eq!(desk.refresh(&first.text("refresh_token")).await.status, 401);
    assert_eq!(desk.why(), "refresh token: it has been used");
    assert_eq!(desk.refresh(&other.text("refresh_token")).await.status, 401);
    assert_eq!(desk.why(), "refresh token: its sign-on was ended, by a sign-out or a refresh token used twice");
    let third = desk.refresh(&second.text("refresh_token")).await;
    assert_eq!(third.status, 200, "{}", desk.why());
    assert_eq!(desk.content_token(&third.text("access_token"), "CH015").await.status, 200);
    let one_time = desk.sign_on(&session_token, serde_json::json!({ "clientId": first.text("client_id") })).await;
    assert_eq!(one_time.status, 401, "a session token does not outlive the simulator");
}

#[tokio::test]
async fn a_reset_goes_back_to_what_was_kept() {
    let desk = Desk::open().await;
    let first = desk.first_time("ACC-1").await;
    let desk = restarted(desk, SimulatorConfig::default()).await;
    desk.simulator.set_device_state(&first.text("client_id").into(), DeviceState::Deleted).unwrap();
    assert_eq!(desk.sign_out(&format!("Bearer {}", first.text("access_token"))).await.status, 404);
    desk.simulator.reset();
    assert_eq!(desk.refresh(&first.text("refresh_token")).await.status, 200);
}

#[tokio::test]
async fn a_new_beginning_forgets_what_was_kept_too() {
    let desk = Desk::open().await;
    let first = desk.first_time("ACC-1").await;
    let desk = restarted(desk, SimulatorConfig::default()).await;
    desk.simulator.begin_anew();
    assert!(desk.simulator.devices().is_empty());
    assert_eq!(desk.refresh(&first.text("refresh_token")).await.status, 403, "{}", desk.why());
}

#[tokio::test]
async fn a_choice_holds_from_the_next_request_until_a_reset() {
    let desk = Desk::open().await;
    let first = desk.first_time("ACC-1").await;
    let refresh = async || desk.refresh(&first.text("refresh_token")).await.status;
    assert_eq!((refresh().await, refresh().await), (200, 200));
    desk.simulator.set_choices(Choices { refresh_rotation: RefreshRotation::Rotated, ..Choices::default() });
    assert_eq!((refresh().await, refresh().await), (200, 401));
    desk.simulator.reset();
    assert_eq!(desk.simulator.choices(), Choices::default());
}

#[tokio::test]
async fn the_kept_file_says_that_it_is_simulated_and_is_for_its_user_alone() {
    let desk = Desk::open().await;
    desk.first_time("ACC-1").await;
    let folder = tempdir().unwrap();
    let file = folder.path().join("simulator-state.json");
    assert!(KeptState::read(&file).unwrap().is_none(), "at the first start there is none");
    let kept = desk.simulator.kept();
    kept.write(&file).unwrap();
    kept.write(&file).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let value: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert!(value["about"].as_str().unwrap().starts_with("Simulated"));
    let secret = value["key"]["secret"].as_str().unwrap();
    assert!(!format!("{kept:?}").contains(secret));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left in the folder");

    std::fs::write(&file, r#"{"about":"#).unwrap();
    let damaged = KeptState::read(&file).unwrap_err();
    assert!(matches!(damaged, KeptStateError::Damaged { .. }) && damaged.to_string().contains("remove the file"));
    let nowhere = kept.write(&folder.path().join("missing/state.json")).unwrap_err();
    assert!(matches!(nowhere, KeptStateError::File { .. }), "{nowhere}");
}

#[tokio::test]
async fn what_is_over_is_not_kept() {
    let desk = Desk::with(choosing(Choices { refresh_rotation: RefreshRotation::Rotated, ..Choices::default() })).await;
    let first = desk.first_time("ACC-1").await;
    desk.refresh(&first.text("refresh_token")).await;
    let spent =
        |desk: &Desk| serde_json::to_value(desk.simulator.kept()).unwrap()["chains"]["spentRefreshTokens"].clone();
    assert_eq!(spent(&desk).as_array().unwrap().len(), 1);
    desk.simulator.change_clock(tessera_simulator::ClockChange::SetTo(start() + SignedDuration::from_hours(48)));
    assert_eq!(spent(&desk), serde_json::json!([]));
}
