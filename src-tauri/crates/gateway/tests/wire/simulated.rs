//! Companion sign-on and playback against the simulator: what is sent here is what is wanted there.

use tessera_gateway::{ChallengeForm, Connection, Gateway, Request, Trouble};
use tessera_protocol::{
    ActivationAnswer, ActivationBody, AmIApprovedAnswer, ApproveBody, ContentTokenAnswer, Drm, FairPlayLicenceAnswer,
    PlayoutAnswer, PlayoutType, RegistrationCodeAnswer, RenewalPath, SignOn, StreamAnswer, TokenAnswer, TokenField,
    WidevineLicenceAnswer,
};
use tessera_simulator::{RunningSimulator, SIMULATED_CHALLENGE, Simulator, SimulatorConfig};

use crate::support::*;

async fn open() -> (RunningSimulator, Gateway) {
    let simulator = Simulator::start(SimulatorConfig::default(), None).await.unwrap();
    let ssp = simulator.ssp_url().parse().ok();
    let connection = Connection { ssm: ssp.clone(), licence: ssp, ..connection(&simulator.base_url(), LONG) };
    (simulator, Gateway::new(connection).unwrap())
}

async fn guest(gateway: &Gateway) -> (String, TokenAnswer) {
    let answer = call(gateway, Request::anonymous_token(&"nagra".into(), None)).await.read::<TokenAnswer>().unwrap();
    (text(&answer.access_token), answer)
}

fn text(token: &TokenField) -> String {
    token.text().unwrap().to_owned()
}

async fn content(gateway: &Gateway, access: &str) -> String {
    let answer = call(gateway, Request::content_token(access, &"CH015".into())).await;
    text(&answer.read::<ContentTokenAnswer>().unwrap().content_token)
}

/// The code of a refusal.
fn code<T: std::fmt::Debug>(read: Result<T, Trouble>) -> String {
    match read {
        Err(Trouble::Refused(refusal)) => refusal.body.unwrap().code.unwrap(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_device_signs_on_by_a_code_that_a_phone_approves() {
    let (_simulator, gateway) = open().await;
    let (phone, _) = guest(&gateway).await;
    let registration = call(&gateway, Request::device_registration_code()).await;
    let registration = registration.read::<RegistrationCodeAnswer>().unwrap();
    let body = ActivationBody::from(SignOn::FirstTime(tessera_protocol::DeviceInformation::default()));
    let poll = Request::sign_on_activation_token(&text(&registration.dsra_token), &body);
    assert_eq!(call(&gateway, poll.clone()).await.read_if_any::<ActivationAnswer>().unwrap(), None);
    let approval = ApproveBody { device_registration_code: registration.device_registration_code };
    let approved = call(&gateway, Request::approve_device_registration_code(&phone, &approval)).await;
    assert_eq!(approved.read_if_any::<serde_json::Value>().unwrap(), None);
    assert_eq!(rules(&approved), [""; 0]);
    let activation = call(&gateway, poll).await.read_if_any::<ActivationAnswer>().unwrap().unwrap();
    let token = text(&activation.sign_on_activation_token);
    let signed_on = call(&gateway, Request::sign_on_by_sign_on_activation_token(&token)).await;
    assert_eq!(rules(&signed_on), [""; 0]);
    let tokens = signed_on.read::<TokenAnswer>().unwrap();
    assert_eq!(tokens.client_id, activation.client_id);
    let approved = call(&gateway, Request::am_i_approved(&text(&tokens.access_token))).await;
    assert_eq!(approved.read::<AmIApprovedAnswer>().unwrap().id, tokens.client_id);
}

#[tokio::test]
async fn streams_are_counted_and_each_beat_brings_the_next_token() {
    let (_simulator, gateway) = open().await;
    let (access, _) = guest(&gateway).await;
    let url = "http://cdn.example/a.mpd";
    let playout = Request::playout_content_token(&access, &"CH015".into(), PlayoutType::Device, url);
    let playout = call(&gateway, playout).await.read::<PlayoutAnswer>().unwrap();
    let token = text(&playout.content_auth_token.content_token);
    let mut streams = Vec::new();
    for _ in 0..3 {
        let answer = call(&gateway, Request::session_setup(&token)).await.read::<StreamAnswer>().unwrap();
        assert_eq!(answer.period(), Some(std::time::Duration::from_secs(30)));
        streams.push(text(&answer.session_token));
    }
    let over = call(&gateway, Request::session_setup(&token)).await;
    assert_eq!(code(over.read::<StreamAnswer>()), "1007");
    let beat = call(&gateway, Request::session_heartbeat(&streams[0])).await.read::<StreamAnswer>().unwrap();
    let next = text(&beat.session_token);
    assert_eq!(code(call(&gateway, Request::session_heartbeat(&streams[0])).await.read::<StreamAnswer>()), "1006");
    let renewal = Request::widevine_renewal(&next, SIMULATED_CHALLENGE.as_bytes(), RenewalPath::Sessions);
    let renewed = call(&gateway, renewal).await.read::<StreamAnswer>().unwrap();
    assert!(renewed.license.is_some());
    let ended = call(&gateway, Request::session_teardown(&text(&renewed.session_token))).await;
    assert_eq!(ended.read_if_any::<serde_json::Value>().unwrap(), None);
    assert!(call(&gateway, Request::session_setup(&token)).await.read::<StreamAnswer>().is_ok());
}

#[tokio::test]
async fn a_licence_probe_tells_the_verdict_on_the_token_from_that_on_the_challenge() {
    let (_simulator, gateway) = open().await;
    let (access, _) = guest(&gateway).await;
    for drm in Drm::ALL {
        let token = content(&gateway, &access).await;
        let probe = |token: &str| Request::licence(drm, token, None, vec![], ChallengeForm::Bytes);
        assert_eq!(code(call(&gateway, probe(&token)).await.read_bytes()), "2001", "{drm:?}");
        assert_eq!(code(call(&gateway, probe(&access)).await.read_bytes()), "4001", "{drm:?}");
        let challenge = SIMULATED_CHALLENGE.as_bytes().to_vec();
        let whole = Request::licence(drm, &token, None, challenge, ChallengeForm::Bytes);
        let exchange = call(&gateway, whole).await;
        assert!(!exchange.read_bytes().unwrap().is_empty(), "{drm:?}");
        if drm == Drm::FairPlay {
            assert!(exchange.read::<FairPlayLicenceAnswer>().unwrap().ckc_message.first().is_some());
        }
        if let Some(request) = Request::certificate(drm, &token) {
            assert!(!call(&gateway, request).await.read_bytes().unwrap().is_empty(), "{drm:?}");
        }
    }
    let (token, challenge) = (content(&gateway, &access).await, SIMULATED_CHALLENGE.as_bytes().to_vec());
    let as_json = Request::licence(Drm::Widevine, &token, None, challenge, ChallengeForm::Json);
    let licence = call(&gateway, as_json).await.read::<WidevineLicenceAnswer>().unwrap();
    assert_eq!((licence.status.as_deref(), licence.session_drm_enforced), (Some("OK"), Some(false)));
    let empty = Request::licence(Drm::Widevine, &token, None, vec![], ChallengeForm::Json);
    assert_eq!(code(call(&gateway, empty).await.read::<WidevineLicenceAnswer>()), "4006", "it was used just now");
}
