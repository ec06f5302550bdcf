//! `content_token`: the access token, the query, contents, devices, and both forms of the answer.

use serde_json::{Value, json};
use tessera_protocol::{Call, ContentRights, ContentTokenAnswer};
use tessera_simulator::{
    AccessTokenTime, AccountState, BadAccessToken, Choices, DeviceState, Lifetimes, RenewedTokens, SimulatorConfig,
    TokenForm,
};
use tessera_tokens::{Form, ReadToken, TokenKind};

use crate::desk::{Answer, Desk, choosing, message, start};

async fn signed_on(desk: &Desk) -> Answer {
    let answer = desk.first_time("ACC-1").await;
    assert_eq!(answer.status, 201);
    answer
}

async fn access_token(desk: &Desk) -> String {
    signed_on(desk).await.text("access_token")
}

#[tokio::test]
async fn a_device_gets_the_right_to_play_a_content() {
    let desk = Desk::open().await;
    let signed_on = signed_on(&desk).await;
    let answer = desk.content_token(&signed_on.text("access_token"), "CH015").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.text("token_type"), "Bearer");
    assert!(answer.body.get("access_token").is_none() && answer.body.get("refresh_token").is_none());
    let token = ReadToken::read(&answer.text("content_token"));
    assert_eq!(token.kind(), TokenKind::Content);
    let claims = token.claims().unwrap();
    let expires_in = answer.body["expires_in"].as_i64().unwrap();
    assert_eq!(claims["exp"].as_i64().unwrap(), start().as_second() + expires_in);
    assert_eq!(claims["device"]["deviceUniqueId"], signed_on.body["client_id"]);
    assert_eq!(claims["device"]["accountId"], "ACC-1");
    let rights = ContentRights::of(claims).unwrap().rights;
    assert_eq!(rights.len(), 1);
    assert_eq!(rights[0].content_id.as_deref(), Some("CH015"));
    assert_eq!(rights[0].usage_rules_profile_id.as_deref(), Some("HD"));
    assert_eq!(rights[0].start.as_deref(), Some("2020-01-01T00:00:00.000Z"));
    assert_eq!(rights[0].end.as_deref(), Some("2100-01-01T00:00:00.000Z"));
    assert_eq!((rights[0].duration, rights[0].storable), (Some(86_400), Some(false)));
    assert_eq!(rights[0].session_control.as_ref().unwrap().max_sessions, Some(3));
}

#[tokio::test]
async fn an_unknown_content_is_not_found() {
    let desk = Desk::open().await;
    let token = access_token(&desk).await;
    assert_eq!(desk.content_token(&token, "NO-SUCH").await.told(), message(404, "Not Found"));
    assert_eq!(desk.why(), "content_id: there is no content \u{201c}NO-SUCH\u{201d}");
}

#[tokio::test]
async fn a_content_outside_its_window_or_without_entitlement_is_forbidden() {
    let desk = Desk::open().await;
    let token = access_token(&desk).await;
    for (content, why) in [
        ("VOD-200", "its window ended at 2021-01-01"),
        ("VOD-300", "its window begins at 2099-01-01"),
        ("VOD-400", "is not entitled to it"),
    ] {
        assert_eq!(desk.content_token(&token, content).await.told(), message(403, "Forbidden"), "{content}");
        assert!(desk.why().contains(why), "{}", desk.why());
    }
}

#[tokio::test]
async fn query_and_tenant_are_mandatory() {
    let desk = Desk::open().await;
    let token = access_token(&desk).await;
    let ask = async |query: &str, tenant: Option<&str>| {
        let request = desk.http.post(desk.url(&format!("{}?{query}", Call::ContentToken.path())));
        let request = tenant.into_iter().fold(request, |request, tenant| request.header("nv-tenant-id", tenant));
        desk.ask(request.bearer_auth(&token)).await.status
    };
    let tenant = Some("nagra");
    for query in ["", "content_id=CH015", "type=device", "content_id=&type=device", "content_id=CH015&type=account"] {
        assert_eq!(ask(query, tenant).await, 400, "{query}");
    }
    assert_eq!(ask("content_id=CH015&type=device", None).await, 400, "no tenant");
    assert_eq!(
        ask("content_id=CH015&type=device&nv-tenant-id=nagra", None).await,
        200,
        "the tenant may be in the query"
    );
    assert_eq!(ask("type=device&content_id=%43H015", tenant).await, 200, "any order, percent-encoded");
    assert_eq!(ask("content_id=CH015&type=device", Some("other")).await, 401, "a token of another tenant");
}

async fn with_authorization(desk: &Desk, value: Option<&str>) -> Answer {
    let url = desk.url(&format!("{}?content_id=CH015&type=device", Call::ContentToken.path()));
    let request = desk.http.post(url).header("nv-tenant-id", "nagra");
    desk.ask(value.into_iter().fold(request, |request, value| request.header("authorization", value))).await
}

#[tokio::test]
async fn an_access_token_that_is_missing_bad_or_of_another_kind_is_unauthorized() {
    let desk = Desk::open().await;
    let signed_on = signed_on(&desk).await;
    let (access, refresh) = (signed_on.text("access_token"), signed_on.text("refresh_token"));
    let operator = desk.sign(&desk.claims("ACC-1"));
    let other_desk = Desk::open().await;
    let foreign = access_token(&other_desk).await;
    for (value, why) in [
        (None, "there is no Authorization"),
        (Some(access.clone()), "does not begin with Bearer"),
        (Some(format!("Basic {access}")), "does not begin with Bearer"),
        (Some("Bearer ".into()), "does not begin with Bearer"),
        (Some("Bearer abc3fj6sdehd529ng33dg".into()), "no JWT signed with HS256"),
        (Some(format!("Bearer {refresh}")), "refresh token"),
        (Some(format!("Bearer {operator}")), "its signature is not"),
        (Some(format!("Bearer {foreign}")), "its signature is not"),
        (Some(format!("Bearer {access}x")), "its signature is not"),
    ] {
        let answer = with_authorization(&desk, value.as_deref()).await;
        assert_eq!(answer.told(), message(401, "Unauthorized"), "{why}");
        assert!(desk.why().contains(why), "{}: {why}", desk.why());
    }
    let answer = with_authorization(&desk, Some(&format!("bearer {access}"))).await;
    assert_eq!(answer.status, 200, "the scheme has no case");
}

#[tokio::test]
async fn an_expired_access_token_is_unauthorized() {
    let desk = Desk::open().await;
    let token = access_token(&desk).await;
    desk.wait(3599);
    assert_eq!(desk.content_token(&token, "CH015").await.status, 200);
    desk.wait(1);
    assert_eq!(desk.content_token(&token, "CH015").await.told(), message(401, "Unauthorized"));
    assert!(desk.why().contains("it expired at 2022-06-10T16:04:53Z"));
}

#[tokio::test]
async fn a_bad_access_token_is_answered_as_the_gateway_would_where_chosen() {
    for (choice, status) in [(BadAccessToken::GatewayForbidden, 403), (BadAccessToken::GatewayOk, 200)] {
        let desk = Desk::with(choosing(Choices { bad_access_token: choice, ..Choices::default() })).await;
        let answer = desk.content_token("bad", "CH015").await;
        assert_eq!((answer.status, &answer.body["resultCode"]), (status, &json!("99999:403")));
        assert!(answer.body["requestId"].is_number() && answer.body["result"].is_string());
        assert!(tessera_protocol::RefusalBody::hides_in(&answer.body));
    }
}

#[tokio::test]
async fn a_device_or_account_that_was_stopped_gets_no_content_token() {
    let desk = Desk::open().await;
    let signed_on = signed_on(&desk).await;
    let token = signed_on.text("access_token");
    let device = signed_on.text("client_id").as_str().into();
    for (state, expected) in [
        (DeviceState::Deleted, (403, json!(20003))),
        (DeviceState::Disabled, (403, json!(20004))),
        (DeviceState::NotApproved, (403, Value::Null)),
        (DeviceState::Approved, (200, Value::Null)),
    ] {
        desk.simulator.set_device_state(&device, state).unwrap();
        let answer = desk.content_token(&token, "CH015").await;
        assert_eq!((answer.status, answer.body["code"].clone()), expected);
    }
    for (state, code) in [(AccountState::Suspended, 20002), (AccountState::Cancelled, 20001)] {
        desk.simulator.set_account_state(&"ACC-1".into(), state).unwrap();
        assert_eq!(desk.content_token(&token, "CH015").await.body["code"], code);
    }
    desk.simulator.reset();
    assert_eq!(desk.content_token(&token, "CH015").await.body["code"], 20003, "after a reset the device is gone");
}

#[tokio::test]
async fn tokens_come_as_decoded_objects_where_chosen() {
    let choices = Choices { token_form: TokenForm::Decoded, renewed_tokens: RenewedTokens::Sent, ..Choices::default() };
    let desk = Desk::with(choosing(choices)).await;
    let token = access_token(&desk).await;
    let answer = desk.content_token(&token, "CH015").await;
    let read: ContentTokenAnswer = serde_json::from_value(answer.body).unwrap();
    for (field, kind) in [
        (&read.content_token, TokenKind::Content),
        (read.access_token.as_ref().unwrap(), TokenKind::Access),
        (read.refresh_token.as_ref().unwrap(), TokenKind::Refresh),
    ] {
        let token = ReadToken::of_field(field);
        assert_eq!((token.form(), token.kind()), (Form::DecodedClaims, kind));
    }
}

#[tokio::test]
async fn renewed_tokens_never_live_longer_than_the_sign_on() {
    let choices = Choices { renewed_tokens: RenewedTokens::Sent, ..Choices::default() };
    let lifetimes = Lifetimes { access_token: 100, refresh_token: 150, sign_on: 160, ..Lifetimes::default() };
    let desk = Desk::with(SimulatorConfig { lifetimes, ..choosing(choices) }).await;
    let first = access_token(&desk).await;
    desk.wait(90);
    let answer = desk.content_token(&first, "CH015").await;
    let claim = |member: &str, name: &str| {
        let token = ReadToken::read(&answer.text(member));
        token.claims().unwrap()[name].as_i64().unwrap() - start().as_second()
    };
    assert_eq!((claim("access_token", "exp"), claim("access_token", "fixed_exp")), (160, 160));
    assert_eq!((claim("refresh_token", "exp"), claim("refresh_token", "fixed_exp")), (160, 160));
    let renewed = answer.text("access_token");
    desk.wait(20);
    assert_eq!(desk.content_token(&first, "CH015").await.status, 401, "the first one has expired");
    assert_eq!(desk.content_token(&renewed, "CH015").await.status, 200, "the renewed one has not");
    desk.wait(50);
    assert_eq!(desk.content_token(&renewed, "CH015").await.status, 401, "the sign-on has ended");
}

#[tokio::test]
async fn an_access_token_counts_in_milliseconds_where_chosen_and_is_as_good() {
    let desk =
        Desk::with(choosing(Choices { access_token_time: AccessTokenTime::Milliseconds, ..Choices::default() })).await;
    let answer = signed_on(&desk).await;
    let exp = |name: &str| ReadToken::read(&answer.text(name)).claims().unwrap()["exp"].to_string();
    assert_eq!((exp("access_token").len(), exp("refresh_token").len()), (13, 10), "as in the documents' one example");
    assert_eq!(desk.content_token(&answer.text("access_token"), "CH015").await.status, 200);
}
