//! What becomes of refresh tokens that were used: the choice `refresh_rotation`.

use std::sync::Arc;

use tessera_simulator::{Choices, RefreshRotation, RenewedTokens};
use tokio::task::JoinSet;

use crate::desk::{Answer, Desk, choosing, message};

async fn rotating(refresh_rotation: RefreshRotation) -> Desk {
    let renewed_tokens = RenewedTokens::Sent;
    Desk::with(choosing(Choices { refresh_rotation, renewed_tokens, ..Choices::default() })).await
}

fn tokens(answer: &Answer) -> (String, String) {
    (answer.text("access_token"), answer.text("refresh_token"))
}

#[tokio::test]
async fn kept_refresh_tokens_are_good_until_they_expire() {
    let desk = rotating(RefreshRotation::Kept).await;
    let (access, refresh) = tokens(&desk.first_time("ACC-1").await);
    for _ in 0..3 {
        assert_eq!(desk.refresh(&refresh).await.status, 200);
    }
    assert_eq!(desk.content_token(&access, "CH015").await.status, 200);
}

#[tokio::test]
async fn a_rotated_refresh_token_is_good_once_and_the_rest_lives_on() {
    let desk = rotating(RefreshRotation::Rotated).await;
    let (access, first) = tokens(&desk.first_time("ACC-1").await);
    let (renewed_access, second) = tokens(&desk.refresh(&first).await);
    for _ in 0..2 {
        assert_eq!(desk.refresh(&first).await.told(), message(401, "Unauthorized"));
        assert_eq!(desk.why(), "refresh token: it has been used");
    }
    for access in [&access, &renewed_access] {
        assert_eq!(desk.content_token(access, "CH015").await.status, 200);
    }
    assert_eq!(desk.refresh(&second).await.status, 200);
}

#[tokio::test]
async fn a_refusal_does_not_spend_a_refresh_token() {
    let desk = rotating(RefreshRotation::Rotated).await;
    let (_, refresh) = tokens(&desk.first_time("ACC-1").await);
    for (state, status) in
        [(tessera_simulator::AccountState::Suspended, 403), (tessera_simulator::AccountState::Active, 200)]
    {
        desk.simulator.set_account_state(&"ACC-1".into(), state).unwrap();
        assert_eq!(desk.refresh(&refresh).await.status, status);
    }
}

#[tokio::test]
async fn a_refresh_token_used_twice_ends_every_token_of_its_sign_on_where_families_are_revoked() {
    let desk = rotating(RefreshRotation::FamilyRevoked).await;
    let signed_on = desk.first_time("ACC-1").await;
    let (access, first) = tokens(&signed_on);
    let renewed = tokens(&desk.content_token(&access, "CH015").await);
    let second = tokens(&desk.refresh(&first).await);
    let other_sign_on = tokens(&desk.nth_time("ACC-1", &signed_on.text("client_id")).await);

    assert_eq!(desk.refresh(&first).await.told(), message(401, "Unauthorized"));
    assert_eq!(desk.why(), "refresh token: it has been used; so all tokens of its sign-on are ended");
    for (access, refresh) in [&second, &renewed, &(access.clone(), first.clone())] {
        assert_eq!(desk.refresh(refresh).await.told(), message(401, "Unauthorized"));
        assert_eq!(desk.content_token(access, "CH015").await.told(), message(401, "Unauthorized"));
        assert_eq!(desk.why(), "access token: its sign-on was ended, by a sign-out or a refresh token used twice");
    }
    assert_eq!(desk.content_token(&other_sign_on.0, "CH015").await.status, 200, "the same device, another sign-on");
    assert_eq!(desk.refresh(&other_sign_on.1).await.status, 200);
}

#[tokio::test]
async fn a_refresh_token_that_a_content_token_brought_is_good_once_beside_the_one_it_renews() {
    let desk = rotating(RefreshRotation::Rotated).await;
    let (access, first) = tokens(&desk.first_time("ACC-1").await);
    let (_, renewed) = tokens(&desk.content_token(&access, "CH015").await);
    for token in [&first, &renewed] {
        assert_eq!(desk.refresh(token).await.status, 200);
        assert_eq!(desk.refresh(token).await.status, 401);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_refreshes_at_once_with_one_token_one_succeeds() {
    let desk = Arc::new(rotating(RefreshRotation::Rotated).await);
    for _ in 0..10 {
        let (_, token) = tokens(&desk.first_time("GUEST").await);
        let mut tasks = JoinSet::new();
        for _ in 0..8 {
            let (desk, token) = (desk.clone(), token.clone());
            tasks.spawn(async move { desk.refresh(&token).await.status });
        }
        let mut statuses = tasks.join_all().await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401, 401, 401, 401, 401, 401, 401]);
    }
}
