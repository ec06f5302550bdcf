//! Licence servers: the verdict on the tokens, then the one on the challenge; certificates.

use serde_json::json;
use tessera_protocol::{Call, Drm};
use tessera_simulator::{AccountState, Choices, ContentTokenReplay, DeviceState, LicenceForm, SIMULATED_CHALLENGE};

use crate::desk::{Answer, Desk, choosing, numbered};
use crate::streams::base64;

async fn licence(desk: &Desk, drm: Drm, tokens: &str, challenge: &[u8]) -> Answer {
    desk.ask(desk.ssp(drm.licence(), tokens).body(challenge.to_vec())).await
}

async fn widevine(desk: &Desk, tokens: &str) -> Answer {
    licence(desk, Drm::Widevine, tokens, SIMULATED_CHALLENGE.as_bytes()).await
}

#[tokio::test]
async fn each_server_grants_the_simulated_challenge_in_its_own_form() {
    let desk = Desk::open().await;
    let granted = "tessera-simulated-licence:CH015";
    let answer = widevine(&desk, &desk.content("ACC-1", "CH015").await).await;
    assert_eq!((answer.status, &answer.body), (200, &json!(granted)));
    assert_eq!(answer.headers["content-type"], "application/octet-stream");

    let token = desk.content("ACC-1", "CH015").await;
    let body = json!({ "challenge": base64(SIMULATED_CHALLENGE.as_bytes()) }).to_string();
    let request = desk.ssp(Call::WidevineLicence, &token).header("content-type", "application/json");
    let answer = desk.ask(request.body(body)).await;
    let written = json!([base64(granted.as_bytes())]);
    assert_eq!((&answer.body["status"], &answer.body["errorCode"]), (&json!("OK"), &json!(0)));
    assert_eq!((&answer.body["license"], &answer.body["sessionDrmEnforced"]), (&written, &json!(false)));

    let xml = format!("<Challenge>{SIMULATED_CHALLENGE}</Challenge>");
    let answer = licence(&desk, Drm::PlayReady, &desk.content("ACC-1", "CH015").await, xml.as_bytes()).await;
    let text = answer.body.as_str().unwrap();
    assert!(text.contains(&format!("<License>{}</License>", base64(granted.as_bytes()))), "{text}");
    assert_eq!(answer.headers["content-type"], "text/xml; charset=utf-8");

    let token = desk.content("ACC-1", "CH015").await;
    let answer = licence(&desk, Drm::FairPlay, &token, SIMULATED_CHALLENGE.as_bytes()).await;
    assert_eq!(answer.told(), (200, json!({ "CkcMessage": base64(granted.as_bytes()) })));
}

#[tokio::test]
async fn without_a_challenge_the_token_is_judged_first() {
    for drm in Drm::ALL {
        let desk = Desk::open().await;
        let good = desk.content("ACC-1", "CH015").await;
        for challenge in [&b""[..], b"\x08\x01\xFF", b"unknown"] {
            let answer = licence(&desk, drm, &good, challenge).await;
            assert_eq!(numbered(&answer), (400, 2001), "{drm:?}: {}", desk.why());
            assert_eq!(numbered(&licence(&desk, drm, "bad", challenge).await), (400, 3006), "{drm:?}");
        }
        let answer = licence(&desk, drm, &good, SIMULATED_CHALLENGE.as_bytes()).await;
        assert_eq!(answer.status, 200, "a token that got no licence is not used");
    }
}

#[tokio::test]
async fn the_verdict_on_the_token_names_what_is_wrong() {
    let desk = Desk::open().await;
    let signed_on = desk.first_time("ACC-1").await;
    let good = desk.content_token(&signed_on.text("access_token"), "CH015").await.text("content_token");
    let url = format!("{}{}", desk.simulator.ssp_url(), Call::WidevineLicence.path());
    assert_eq!(numbered(&desk.ask(desk.http.post(&url)).await), (400, 4001));
    assert_eq!(numbered(&desk.ask(desk.http.post(&url).header("nv-authorizations", "")).await), (400, 1003));
    let (access, refresh) = (signed_on.text("access_token"), signed_on.text("refresh_token"));
    let session = desk.ssm(Call::SessionSetup, &good).await.text("sessionToken");
    let foreign = Desk::open().await.content("ACC-1", "CH015").await;
    for (tokens, code) in [
        ("bad", 3006),
        (foreign.as_str(), 3006),
        (&format!("{good}x"), 3006),
        (&refresh, 3005),
        (&session, 4001),
        (&access, 4001),
        (&format!("{good},{good}"), 4003),
        (&format!("{good}, {session}"), 1004),
        (&format!("Bearer {good}"), 1004),
        (&format!("{good},"), 1004),
        (&format!("{good},{access}"), 3005),
    ] {
        assert_eq!(numbered(&widevine(&desk, tokens).await), (400, code), "{}", desk.why());
    }
    assert_eq!(numbered(&licence(&desk, Drm::PlayReady, &foreign, b"").await), (400, 3003), "a bad signature");
    let elsewhere = desk.http.post(url.replace("SIM00001", "nagra")).header("nv-authorizations", &good);
    assert_eq!(numbered(&desk.ask(elsewhere).await), (400, 4009));
    desk.wait(86_400);
    assert_eq!(numbered(&widevine(&desk, &good).await), (400, 4005));
}

#[tokio::test]
async fn account_device_and_content_are_judged_as_they_stand_now() {
    let desk = Desk::open().await;
    let signed_on = desk.first_time("ACC-1").await;
    let good = desk.content_token(&signed_on.text("access_token"), "CH015").await.text("content_token");
    let device = signed_on.text("client_id").as_str().into();
    for (state, code) in [(DeviceState::Deleted, 4018), (DeviceState::Disabled, 4017)] {
        desk.simulator.set_device_state(&device, state).unwrap();
        assert_eq!(numbered(&widevine(&desk, &good).await), (400, code));
    }
    desk.simulator.set_device_state(&device, DeviceState::Approved).unwrap();
    desk.simulator.set_account_state(&"ACC-1".into(), AccountState::Cancelled).unwrap();
    assert_eq!(numbered(&widevine(&desk, &good).await), (400, 4020));
    desk.simulator.set_account_state(&"ACC-1".into(), AccountState::Active).unwrap();
    let of_another = format!("{SIMULATED_CHALLENGE}:PUB_989");
    assert_eq!(numbered(&licence(&desk, Drm::Widevine, &good, of_another.as_bytes()).await), (400, 4007));
    let own = format!("{SIMULATED_CHALLENGE}:{device}");
    assert_eq!(licence(&desk, Drm::Widevine, &good, own.as_bytes()).await.status, 200);
}

#[tokio::test]
async fn a_content_token_is_good_for_one_licence_unless_chosen_otherwise() {
    let desk = Desk::open().await;
    let token = desk.content("ACC-1", "CH015").await;
    assert_eq!(widevine(&desk, &token).await.status, 200);
    assert_eq!(numbered(&widevine(&desk, &token).await), (400, 4006));
    assert_eq!(numbered(&licence(&desk, Drm::FairPlay, &token, b"").await), (400, 4006), "at every server");
    let allowed = Choices { content_token_replay: ContentTokenReplay::Allowed, ..Choices::default() };
    let desk = Desk::with(choosing(allowed)).await;
    let token = desk.content("ACC-1", "CH015").await;
    for _ in 0..2 {
        assert_eq!(widevine(&desk, &token).await.status, 200);
    }
}

#[tokio::test]
async fn a_session_token_sent_along_has_to_be_the_newest_of_a_stream_that_runs() {
    let desk = Desk::open().await;
    let content = desk.content("ACC-1", "CH015").await;
    let old = desk.ssm(Call::SessionSetup, &content).await.text("sessionToken");
    let newest = desk.ssm(Call::SessionHeartbeat, &old).await.text("sessionToken");
    let others = desk.ssm(Call::SessionSetup, &desk.content("ACC-2", "CH015").await).await.text("sessionToken");
    for wrong in [&old, &others] {
        assert_eq!(numbered(&widevine(&desk, &format!("{content},{wrong}")).await), (400, 4000));
    }
    assert_eq!(widevine(&desk, &format!("{content},{newest}")).await.status, 200);
    let content = desk.content("ACC-1", "CH015").await;
    desk.wait(40);
    assert_eq!(numbered(&widevine(&desk, &format!("{content},{newest}")).await), (400, 4005));
}

#[tokio::test]
async fn play_ready_and_fair_play_renew_with_the_session_token_alone() {
    let desk = Desk::open().await;
    let content = desk.content("ACC-1", "CH015").await;
    let mut session = desk.ssm(Call::SessionSetup, &content).await.text("sessionToken");
    let renew = async |drm: Drm, tokens: &str, challenge: &'static str| {
        let url = format!("{}{}?renew=true", desk.simulator.ssp_url(), drm.licence().path());
        desk.ask(desk.http.post(url).header("nv-authorizations", tokens).body(challenge)).await
    };
    let answer = renew(Drm::FairPlay, &session, SIMULATED_CHALLENGE).await;
    assert_eq!(answer.status, 200, "{}", desk.why());
    assert_eq!(numbered(&renew(Drm::FairPlay, &session, SIMULATED_CHALLENGE).await), (400, 4000), "it was replaced");
    session = answer.text("sessionToken");
    let answer = renew(Drm::PlayReady, &session, SIMULATED_CHALLENGE).await;
    let text = answer.body.as_str().unwrap();
    let custom = text.split_once("<CustomData>").unwrap().1.split_once("</CustomData>").unwrap().0;
    let custom: serde_json::Value = serde_json::from_str(custom).unwrap();
    session = custom["sessionToken"].as_str().unwrap().to_owned();
    assert_eq!(numbered(&renew(Drm::FairPlay, &session, "").await), (400, 2001));
    assert_eq!(numbered(&renew(Drm::FairPlay, &format!("{content},{session}"), "").await), (400, 1004));
    assert_eq!(numbered(&renew(Drm::FairPlay, &content, "").await), (400, 3005));
    assert_eq!(desk.ssm(Call::SessionHeartbeat, &session).await.status, 200);
    desk.wait(40);
    assert_eq!(numbered(&renew(Drm::PlayReady, &session, "").await), (400, 4005));
}

#[tokio::test]
async fn certificates_are_given_to_anybody_who_knows_the_tenant() {
    let desk = Desk::open().await;
    for (call, text) in [
        (Call::WidevineCertificate, "tessera-simulated-certificate:Widevine"),
        (Call::FairPlayCertificate, "tessera-simulated-certificate:FairPlay"),
    ] {
        let url = format!("{}{}", desk.simulator.ssp_url(), call.path());
        assert_eq!(desk.ask(desk.http.get(&url)).await.told(), (200, json!(text)));
        let elsewhere = desk.ask(desk.http.get(url.replace("SIM00001", "nagra"))).await;
        assert_eq!(numbered(&elsewhere), (500, 4024));
    }
    let asked = licence(&desk, Drm::Widevine, &desk.content("ACC-1", "CH015").await, &[8, 4]).await;
    assert_eq!(asked.told(), (200, json!("tessera-simulated-certificate:Widevine")));
}

#[tokio::test]
async fn a_licence_is_text_instead_of_a_list_where_chosen() {
    let desk = Desk::with(choosing(Choices { licence_form: LicenceForm::Text, ..Choices::default() })).await;
    let token = desk.content("ACC-1", "CH015").await;
    let body = json!({ "challenge": base64(SIMULATED_CHALLENGE.as_bytes()) }).to_string();
    let request = desk.ssp(Call::WidevineLicence, &token).header("content-type", "application/json");
    let answer = desk.ask(request.body(body)).await;
    assert_eq!(answer.body["license"], base64(b"tessera-simulated-licence:CH015"));
}
