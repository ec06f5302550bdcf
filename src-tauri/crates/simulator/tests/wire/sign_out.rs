//! Sign-out: which tokens end, what stays, every refusal.

use tessera_protocol::Call;
use tessera_simulator::{
    AccountState, AuthorizationScheme, BadAccessToken, Choices, DeviceState, RenewedTokens, SignOut,
};

use crate::desk::{Desk, SERVICE, choosing, message};

#[tokio::test]
async fn a_sign_out_ends_all_tokens_of_its_sign_on_and_leaves_the_device() {
    let desk = Desk::with(choosing(Choices { renewed_tokens: RenewedTokens::Sent, ..Choices::default() })).await;
    let signed_on = desk.first_time("ACC-1").await;
    let client_id = signed_on.text("client_id");
    let refreshed = desk.refresh(&signed_on.text("refresh_token")).await;
    let renewed = desk.content_token(&refreshed.text("access_token"), "CH015").await;
    let other = desk.nth_time("ACC-1", &client_id).await;

    assert_eq!(desk.sign_out(&refreshed.text("access_token")).await.told(), (200, serde_json::json!({})));
    for answer in [&signed_on, &refreshed, &renewed] {
        let (access, refresh) = (answer.text("access_token"), answer.text("refresh_token"));
        assert_eq!(desk.refresh(&refresh).await.told(), message(401, "Unauthorized"));
        assert_eq!(desk.content_token(&access, "CH015").await.told(), message(401, "Unauthorized"));
        assert_eq!(desk.sign_out(&access).await.told(), message(403, "Forbidden"));
        assert!(desk.why().contains("its sign-on was ended"), "{}", desk.why());
    }
    assert_eq!(desk.content_token(&other.text("access_token"), "CH015").await.status, 200, "another sign-on");
    let nth = desk.nth_time("ACC-1", &client_id).await;
    assert_eq!((nth.status, nth.text("client_id")), (201, client_id));
    assert_eq!(desk.content_token(&nth.text("access_token"), "CH015").await.status, 200);
    assert_eq!(desk.simulator.devices().len(), 1);
}

#[tokio::test]
async fn where_chosen_a_sign_out_leaves_the_tokens() {
    let desk = Desk::with(choosing(Choices { sign_out: SignOut::LeavesTokens, ..Choices::default() })).await;
    let signed_on = desk.first_time("ACC-1").await;
    let access = signed_on.text("access_token");
    for _ in 0..2 {
        assert_eq!(desk.sign_out(&access).await.status, 200);
    }
    assert_eq!(desk.content_token(&access, "CH015").await.status, 200);
    assert_eq!(desk.refresh(&signed_on.text("refresh_token")).await.status, 200);
}

#[tokio::test]
async fn a_bad_access_token_is_forbidden_whatever_is_chosen_elsewhere() {
    for bad_access_token in [BadAccessToken::Unauthorized, BadAccessToken::GatewayOk] {
        let desk = Desk::with(choosing(Choices { bad_access_token, ..Choices::default() })).await;
        let signed_on = desk.first_time("ACC-1").await;
        let foreign = Desk::open().await.first_time("ACC-1").await.text("access_token");
        for (token, why) in [
            ("", "no JWT signed with HS256"),
            ("Bearer", "no JWT signed with HS256"),
            (&foreign, "its signature is not"),
            (&signed_on.text("refresh_token"), "another kind: \u{201c}refresh token\u{201d}"),
        ] {
            assert_eq!(desk.sign_out(token).await.told(), message(403, "Forbidden"));
            assert!(desk.why().contains(why), "{}", desk.why());
        }
        let nothing = desk.ags(Call::SignOut).body(r#"{"parameters":[]}"#);
        assert_eq!(desk.ask(nothing).await.told(), message(403, "Forbidden"));
        desk.wait(3600);
        assert_eq!(desk.sign_out(&signed_on.text("access_token")).await.told(), message(403, "Forbidden"));
        assert!(desk.why().contains("it expired at"));
    }
}

#[tokio::test]
async fn a_request_without_its_parts_is_bad() {
    let desk = Desk::open().await;
    let access = desk.first_time("ACC-1").await.text("access_token");
    for body in ["", "{", "{}", "[]"] {
        let request = desk.ags(Call::SignOut).header("authorization", &access).body(body);
        assert_eq!(desk.ask(request).await.told(), message(400, "Bad Request"), "{body}");
    }
    let bare = || desk.http.post(desk.url(Call::SignOut.path())).header("authorization", &access);
    assert_eq!(desk.ask(bare().header("nv-tenant-id", "nagra")).await.status, 400);
    assert_eq!(desk.ask(bare().header("x-auth-service-id", SERVICE)).await.status, 400);
    assert_eq!(desk.content_token(&access, "CH015").await.status, 200, "nobody was signed out");
}

#[tokio::test]
async fn a_device_that_is_gone_is_not_found_and_one_that_was_stopped_may_sign_out() {
    let desk = Desk::open().await;
    let signed_on = desk.first_time("ACC-1").await;
    let access = signed_on.text("access_token");
    let device = signed_on.text("client_id").as_str().into();
    desk.simulator.set_device_state(&device, DeviceState::Deleted).unwrap();
    assert_eq!(desk.sign_out(&access).await.told(), message(404, "Not Found"));
    desk.simulator.set_device_state(&device, DeviceState::Disabled).unwrap();
    desk.simulator.set_account_state(&"ACC-1".into(), AccountState::Suspended).unwrap();
    assert_eq!(desk.sign_out(&access).await.status, 200);
    desk.simulator.reset();
    assert_eq!(desk.sign_out(&access).await.told(), message(404, "Not Found"), "after a reset the device is gone");
}

#[tokio::test]
async fn the_scheme_is_the_one_that_is_chosen() {
    for (scheme, with_word, without) in [
        (AuthorizationScheme::Either, 200, 200),
        (AuthorizationScheme::Bearer, 200, 403),
        (AuthorizationScheme::Bare, 403, 200),
    ] {
        let choices = Choices { authorization_scheme: scheme, sign_out: SignOut::LeavesTokens, ..Choices::default() };
        let desk = Desk::with(choosing(choices)).await;
        let access = desk.first_time("ACC-1").await.text("access_token");
        assert_eq!(desk.sign_out(&format!("Bearer {access}")).await.status, with_word, "{scheme:?}");
        assert_eq!(desk.sign_out(&access).await.status, without, "{scheme:?}");
    }
}
