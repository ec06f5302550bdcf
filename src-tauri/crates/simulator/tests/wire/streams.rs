//! SSM: streams begin, beat and end; the limit; the verdict on each token.

use serde_json::json;
use tessera_protocol::{AccountId, Call, RenewalPath};
use tessera_simulator::{
    Account, AccountState, Choices, DeviceState, HeartbeatSpelling, SIMULATED_CHALLENGE, SimulatorConfig, StreamRules,
    Streams, Teardown,
};
use tessera_tokens::{ReadToken, TokenKind};

use crate::desk::{Answer, Desk, choosing, numbered, start};

async fn setup(desk: &Desk, content_token: &str) -> Answer {
    desk.ssm(Call::SessionSetup, content_token).await
}

fn with_streams(streams: Streams) -> SimulatorConfig {
    SimulatorConfig { accounts: vec![Account { streams, ..Account::new("ACC-1", "") }], ..SimulatorConfig::default() }
}

#[tokio::test]
async fn a_stream_goes_on_by_beats_each_with_the_token_of_the_last_answer() {
    let desk = Desk::open().await;
    let first = setup(&desk, &desk.content("ACC-1", "CH015").await).await;
    assert_eq!((first.status, first.body["heartBeat"].as_u64()), (200, Some(30)));
    let mut tokens = vec![first.text("sessionToken")];
    for beat in 1..=3 {
        desk.wait(39);
        let answer = desk.ssm(Call::SessionHeartbeat, tokens.last().unwrap()).await;
        assert_eq!(answer.status, 200, "{beat}: {}", desk.why());
        tokens.push(answer.text("sessionToken"));
    }
    let claims = ReadToken::read(&tokens[3]);
    assert_eq!(claims.kind(), TokenKind::Access);
    assert_eq!(claims.claims().unwrap()["exp"], start().as_second() + 3 * 39 + 40);
    assert_eq!((claims.claim_text("tenantId"), claims.claim_text("accountId")), (Some("SIM00001"), Some("ACC-1")));
    let old = desk.ssm(Call::SessionHeartbeat, &tokens[2]).await;
    assert_eq!(numbered(&old), (400, 1006), "an older token is worth nothing");
    let running = desk.simulator.snapshot().streams;
    assert_eq!((running.len(), running[0].content_id.as_str()), (1, "CH015"));
    let ended = desk.ssm(Call::SessionTeardown, &tokens[3]).await;
    assert_eq!((ended.status, ended.body), (204, json!("")));
    assert!(desk.simulator.snapshot().streams.is_empty());
    assert_eq!(numbered(&desk.ssm(Call::SessionHeartbeat, &tokens[3]).await), (400, 1006));
    assert_eq!(numbered(&desk.ssm(Call::SessionTeardown, &tokens[3]).await), (400, 1006));
}

#[tokio::test]
async fn an_account_plays_as_many_streams_as_it_may() {
    let desk = Desk::with(with_streams(Streams::AtMost(2))).await;
    let token = desk.content("ACC-1", "CH015").await;
    let first = setup(&desk, &token).await.text("sessionToken");
    assert_eq!(setup(&desk, &token).await.status, 200);
    assert_eq!(numbered(&setup(&desk, &token).await), (400, 1007));
    assert_eq!(desk.why(), "account \u{201c}ACC-1\u{201d}: it plays 2 streams of at most 2");
    desk.ssm(Call::SessionTeardown, &first).await;
    assert_eq!(setup(&desk, &token).await.status, 200, "a stream that ended makes room");
    assert_eq!(numbered(&setup(&desk, &token).await), (400, 1007));
    desk.wait(40);
    assert_eq!(setup(&desk, &token).await.status, 200, "so does one that missed its beat");
    assert_eq!(desk.simulator.snapshot().streams.len(), 1);
}

#[tokio::test]
async fn a_missed_beat_ends_the_stream() {
    let streams = StreamRules { heartbeat: 5, grace: 0 };
    let desk = Desk::with(SimulatorConfig { streams, ..SimulatorConfig::default() }).await;
    let answer = setup(&desk, &desk.content("ACC-1", "CH015").await).await;
    assert_eq!(answer.body["heartBeat"], 5);
    desk.wait(5);
    let late = desk.ssm(Call::SessionHeartbeat, &answer.text("sessionToken")).await;
    assert_eq!(numbered(&late), (400, 1004));
    assert!(desk.why().ends_with("a beat was missed"));
    assert!(desk.simulator.snapshot().streams.is_empty());
}

#[tokio::test]
async fn spelling_and_answer_of_the_tear_down_are_as_chosen() {
    let choices =
        Choices { heartbeat_spelling: HeartbeatSpelling::LowerCase, teardown: Teardown::Ok, ..Choices::default() };
    let desk = Desk::with(choosing(choices)).await;
    let answer = setup(&desk, &desk.content("ACC-1", "CH015").await).await;
    assert_eq!((&answer.body["heartbeat"], answer.body.get("heartBeat")), (&json!(30), None));
    let ended = desk.ssm(Call::SessionTeardown, &answer.text("sessionToken")).await;
    assert_eq!(ended.told(), (200, json!({})));
}

#[tokio::test]
async fn a_set_up_says_what_is_wrong_with_its_token() {
    let desk = Desk::open().await;
    let signed_on = desk.first_time("ACC-1").await;
    let content = desk.content_token(&signed_on.text("access_token"), "CH015").await.text("content_token");
    let foreign = Desk::open().await.content("ACC-1", "CH015").await;
    let access = signed_on.text("access_token");
    for (token, code) in [
        ("bad", 1003),
        (&foreign, 1003),
        (&access, 1003),
        (&format!("{content},{content}"), 1003),
        (&format!("Bearer {content}"), 1003),
    ] {
        assert_eq!(numbered(&setup(&desk, token).await), (400, code), "{}", desk.why());
    }
    let url = format!("{}{}", desk.simulator.ssp_url(), Call::SessionSetup.path());
    assert_eq!(numbered(&desk.ask(desk.http.post(&url).body("{}")).await), (400, 1003));
    let elsewhere = desk.http.post(url.replace("SIM00001", "nagra")).header("nv-authorizations", &content);
    assert_eq!(numbered(&desk.ask(elsewhere.body("{}")).await), (400, 1005));
    for body in ["{", "[]", "7"] {
        let answer = desk.ask(desk.ssp(Call::SessionSetup, &content).body(body)).await;
        assert_eq!(numbered(&answer), (400, 1000), "{body}");
    }
    assert_eq!(desk.ask(desk.ssp(Call::SessionSetup, &content)).await.status, 200, "the body may be missing");
    desk.wait(86_400);
    assert_eq!(numbered(&setup(&desk, &content).await), (400, 1004));
}

#[tokio::test]
async fn account_and_device_are_checked_at_set_up_and_at_each_beat() {
    let desk = Desk::open().await;
    let signed_on = desk.first_time("ACC-1").await;
    let content = desk.content_token(&signed_on.text("access_token"), "CH015").await.text("content_token");
    let session = setup(&desk, &content).await.text("sessionToken");
    let account: AccountId = "ACC-1".into();
    desk.simulator.set_account_state(&account, AccountState::Suspended).unwrap();
    assert_eq!(numbered(&setup(&desk, &content).await), (400, 3001));
    assert_eq!(numbered(&desk.ssm(Call::SessionHeartbeat, &session).await), (400, 3001));
    desk.simulator.set_account_state(&account, AccountState::Active).unwrap();
    let device = signed_on.text("client_id").as_str().into();
    desk.simulator.set_device_state(&device, DeviceState::Deleted).unwrap();
    assert_eq!(numbered(&setup(&desk, &content).await), (400, 3004));
    assert_eq!(numbered(&desk.ssm(Call::SessionHeartbeat, &session).await), (400, 3004));
    desk.simulator.set_device_state(&device, DeviceState::Approved).unwrap();
    assert_eq!(desk.ssm(Call::SessionHeartbeat, &session).await.status, 200);
}

#[tokio::test]
async fn where_streams_are_not_counted_session_management_is_disabled() {
    let desk = Desk::with(with_streams(Streams::Unlimited)).await;
    let token = desk.content("ACC-1", "CH015").await;
    assert_eq!(numbered(&setup(&desk, &token).await), (400, 1008));
}

#[tokio::test]
async fn neither_kind_of_session_or_access_token_passes_for_the_other() {
    let desk = Desk::open().await;
    let signed_on = desk.first_time("ACC-1").await;
    let access = signed_on.text("access_token");
    let content = desk.content_token(&access, "CH015").await.text("content_token");
    let session = setup(&desk, &content).await.text("sessionToken");
    assert_eq!(desk.content_token(&session, "CH015").await.status, 401);
    for token in [&access, &content, "bad"] {
        assert_eq!(numbered(&desk.ssm(Call::SessionHeartbeat, token).await), (400, 1006), "{}", desk.why());
    }
}

#[tokio::test]
async fn a_widevine_licence_is_renewed_on_either_path_and_the_stream_with_it() {
    let desk = Desk::open().await;
    let mut session = setup(&desk, &desk.content("ACC-1", "CH015").await).await.text("sessionToken");
    let renew = async |path: &str, token: &str, challenge: &str| {
        let request = desk.http.post(format!("{}{path}", desk.simulator.ssp_url()));
        let body = json!({ "challenge": challenge }).to_string();
        desk.ask(request.header("nv-authorizations", token).body(body)).await
    };
    let challenge = base64(SIMULATED_CHALLENGE.as_bytes());
    for path in [RenewalPath::Root, RenewalPath::Sessions] {
        desk.wait(30);
        let answer = renew(path.path(), &session, &challenge).await;
        assert_eq!(answer.status, 200, "{}", desk.why());
        assert_eq!(answer.text("license"), base64(b"tessera-simulated-licence:CH015"));
        session = answer.text("sessionToken");
    }
    for (challenge, code) in [("", 1000), ("?", 1000), ("YWJj", 1011)] {
        let answer = renew(RenewalPath::Root.path(), &session, challenge).await;
        assert_eq!(numbered(&answer), (400, code), "{challenge}");
    }
    let answer = desk.ask(desk.ssp(Call::WidevineRenewal, &session).body("{}")).await;
    assert_eq!(numbered(&answer), (400, 1000));
    assert_eq!(desk.ssm(Call::SessionHeartbeat, &session).await.status, 200, "a refusal spends no token");
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
