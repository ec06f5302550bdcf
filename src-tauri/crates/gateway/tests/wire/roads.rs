//! Companion sign-on and playback: methods, tokens, bodies that are no JSON, addresses that may be missing.

use tessera_gateway::{
    BodyForm, ChallengeForm, Connection, FailureKind, Gateway, Request, Stage, Trouble, UnreadableKind,
};
use tessera_protocol::{
    ActivationAnswer, ActivationBody, ApproveBody, Drm, PlayoutType, RenewalPath, SignOn, StreamAnswer,
};
use tessera_simulator::faults::{Fault, FaultServer};
use tessera_tokens::Cutter;

use crate::support::*;

/// A connection whose every address is one server.
fn everywhere(url: &str) -> Connection {
    let ssp = format!("{url}/NAG00000").parse().ok();
    Connection { ssm: ssp.clone(), licence: ssp, ..connection(url, LONG) }
}

/// The request as the server got it, in lower case up to the body.
async fn sent(request: Request) -> (String, Vec<u8>) {
    let server = FaultServer::start(Fault::json(200, "{}")).await.unwrap();
    call(&Gateway::new(everywhere(&server.url())).unwrap(), request).await;
    let bytes = server.requests().remove(0);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    (String::from_utf8(bytes[..end].to_vec()).unwrap().to_lowercase(), bytes[end + 4..].to_vec())
}

#[tokio::test]
async fn companion_sign_on_polls_and_approves_with_put_and_names_no_tenant() {
    let poll = ActivationBody::from(SignOn::NthTime("PUB_989".into()));
    let (head, body) = sent(Request::sign_on_activation_token("dsra", &poll)).await;
    assert!(head.starts_with("put /dsra/v1/user/signonactivationtoken http/1.1"), "{head}");
    assert!(head.contains("authorization: bearer dsra") && head.contains("content-type: application/json"), "{head}");
    assert!(!head.contains("nv-tenant-id"), "{head}");
    assert_eq!(body, br#"{"clientId":"PUB_989"}"#);

    let approval = ApproveBody { device_registration_code: "BCDF".into() };
    let (head, body) = sent(Request::approve_device_registration_code("access", &approval)).await;
    assert!(head.starts_with("put /dsra/v1/user/deviceregistrationcode/actions/approve http/1.1"), "{head}");
    assert_eq!(body, br#"{"deviceRegistrationCode":"BCDF"}"#);

    let (head, _) = sent(Request::sign_on_by_sign_on_activation_token("activation")).await;
    assert!(head.contains("authorization: bearer activation") && head.contains("content-length: 0"), "{head}");
    let (head, _) = sent(Request::device_registration_code()).await;
    assert!(head.starts_with("get /dsra/v1/user/deviceregistrationcode http/1.1"), "{head}");
    let (head, _) = sent(Request::am_i_approved("access")).await;
    assert!(head.starts_with("get /adm/v1/user/devices/amiapproved http/1.1"), "{head}");
    assert!(head.contains("nv-tenant-id: nagra"), "{head}");
}

#[tokio::test]
async fn playback_sends_its_tokens_without_a_scheme_below_the_tenant_of_ssp() {
    let (head, body) = sent(Request::session_setup("content")).await;
    assert!(head.starts_with("post /nag00000/ssm/v1/sessions/setup http/1.1"), "{head}");
    assert!(head.contains("\r\nnv-authorizations: content\r\n") && !head.contains("nv-tenant-id"), "{head}");
    assert_eq!(body, b"{}");
    for (path, expected) in [
        (RenewalPath::Root, "/nag00000/ssm/v1/renewal-license-wv "),
        (RenewalPath::Sessions, "/nag00000/ssm/v1/sessions/renewal-license-wv "),
    ] {
        let (head, body) = sent(Request::widevine_renewal("session", &[8, 4, 0xFF], path)).await;
        assert!(head.contains(expected), "{head}");
        assert_eq!(body, br#"{"challenge":"CAT/"}"#);
    }
    for (drm, content_type, path) in [
        (Drm::Widevine, "application/octet-stream", "wvls"),
        (Drm::PlayReady, "text/xml; charset=utf-8", "prls"),
        (Drm::FairPlay, "application/octet-stream", "fpls"),
    ] {
        let challenge = vec![8, 4, 0, 0xFF];
        let request = Request::licence(drm, "content", Some("session"), challenge.clone(), ChallengeForm::Bytes);
        let (head, body) = sent(request).await;
        assert!(head.starts_with(&format!("post /nag00000/{path}/contentlicenseservice/v1/licenses ")), "{head}");
        assert!(head.contains(&format!("\r\ncontent-type: {content_type}")), "{head}");
        assert!(head.contains("\r\nnv-authorizations: content,session\r\n"), "{head}");
        assert_eq!(body, challenge);
    }
    let (head, _) = sent(Request::licence_renewal(Drm::FairPlay, "session", vec![1])).await;
    assert!(head.contains("/licenses?renew=true ") && head.contains("nv-authorizations: session\r\n"), "{head}");
    assert!(Request::certificate(Drm::PlayReady, "content").is_none());
    let (head, _) = sent(Request::certificate(Drm::Widevine, "content").unwrap()).await;
    assert!(head.starts_with("get /nag00000/wvls/contentlicenseservice/v1/certificates "), "{head}");
    let playout = Request::playout_content_token("a", &"C&1".into(), PlayoutType::Device, "http://cdn/x?y=1");
    let (head, _) = sent(playout).await;
    assert!(head.contains("?content_id=c%261&type=device&content_url=http%3a%2f%2fcdn%2fx%3fy%3d1 "), "{head}");
}

#[tokio::test]
async fn without_an_address_of_ssm_or_the_licence_servers_nothing_is_sent_and_the_failure_names_them() {
    let server = FaultServer::start(Fault::json(200, "{}")).await.unwrap();
    for (request, who) in [
        (Request::session_setup(ACCESS_TOKEN), "SSM"),
        (Request::licence(Drm::Widevine, ACCESS_TOKEN, None, vec![], ChallengeForm::Bytes), "the licence server"),
    ] {
        let exchange = ask(&server.url(), LONG, request).await;
        let failure = failure(&exchange, Stage::Prepare);
        assert_eq!(failure.cause, FailureKind::NoAddress { of: who.into() });
        assert_eq!(failure.headline, format!("The environment has no URL of {who}."));
        assert!(exchange.sent.url.as_str().starts_with("unset:/"), "{}", exchange.sent.url);
    }
    assert_eq!(server.hits(), 0);
}

#[tokio::test]
async fn each_service_is_asked_at_its_own_address_where_it_has_one() {
    let (ags, own) = (FaultServer::start(Fault::json(200, "{}")), FaultServer::start(Fault::json(200, "{}")));
    let (ags, own) = (ags.await.unwrap(), own.await.unwrap());
    let url = own.url().parse().ok();
    let fallback = Gateway::new(connection(&ags.url(), LONG)).unwrap();
    let separate = Connection { dsra: url.clone(), adm: url.clone(), url_builder: url, ..connection(&ags.url(), LONG) };
    let separate = Gateway::new(separate).unwrap();
    let requests = || {
        let playout = Request::playout_content_token("a", &"CH015".into(), PlayoutType::Account, "http://cdn/");
        [Request::device_registration_code(), Request::am_i_approved("a"), playout]
    };
    for request in requests() {
        call(&fallback, request).await;
    }
    assert_eq!((ags.hits(), own.hits()), (3, 0));
    for request in requests() {
        call(&separate, request).await;
    }
    assert_eq!((ags.hits(), own.hits()), (3, 3));
}

#[tokio::test]
async fn an_answer_of_bytes_is_kept_whole_and_can_be_looked_at() {
    let licence = vec![0, 0xFF, b'L', 0xC3, 0x28];
    let headers = vec![("content-type".to_owned(), "application/octet-stream".to_owned())];
    let fault = Fault::Answer { status: 200, headers, body: licence.clone() };
    let server = FaultServer::start(fault).await.unwrap();
    let gateway = Gateway::new(everywhere(&server.url())).unwrap();
    let request = Request::licence(Drm::Widevine, ACCESS_TOKEN, None, vec![8, 4, 0xFF], ChallengeForm::Bytes);
    let exchange = call(&gateway, request).await;
    assert_eq!(exchange.read_bytes().unwrap(), licence);
    let view = exchange.view(&Cutter::default());
    let body = view.answer.unwrap().body;
    assert_eq!((body.form, body.bytes, body.text.as_str()), (BodyForm::Bytes, 5, "\0\\xffL\\xc3("));
    assert_eq!(view.request.body.unwrap().form, BodyForm::Bytes);
    assert!(view.curl.contains("--data-binary @body.bin"));
    assert_silent(&view.curl, signature(ACCESS_TOKEN));
    assert_silent(&format!("{:?}", view.request.headers), signature(ACCESS_TOKEN));
}

#[tokio::test]
async fn an_answer_may_have_nothing_to_say_where_that_is_documented() {
    for (status, body) in [(204, ""), (202, ""), (200, " \n")] {
        let (_, exchange) = meet(Fault::json(status, body), LONG).await;
        assert_eq!(exchange.read_if_any::<ActivationAnswer>().unwrap(), None, "{status}");
        assert!(matches!(exchange.read::<ActivationAnswer>(), Err(Trouble::Unreadable(_))));
    }
    let (_, exchange) = meet(Fault::json(202, r#"{"clientId":"a","signOnActivationToken":"b"}"#), LONG).await;
    assert_eq!(exchange.read_if_any::<ActivationAnswer>().unwrap().unwrap().client_id, Some("a".into()));
    let (_, exchange) = meet(Fault::json(200, ""), LONG).await;
    let Err(Trouble::Unreadable(empty)) = exchange.read_bytes() else { panic!("no bytes are no licence") };
    assert_eq!(empty.problem, UnreadableKind::Empty);
    let refusals = [(400, r#"{"errorCode":1007,"message":"limit"}"#), (200, r#"{"errorCode":1007,"message":"limit"}"#)];
    for (status, body) in refusals {
        let (_, exchange) = meet(Fault::json(status, body), LONG).await;
        let Err(Trouble::Refused(refusal)) = exchange.read::<StreamAnswer>() else { panic!("{body}") };
        assert_eq!(refusal.body.unwrap().code.as_deref(), Some("1007"));
        assert!(matches!(exchange.read_bytes(), Err(Trouble::Refused(_))));
    }
}

#[tokio::test]
async fn both_documented_statuses_of_success_are_no_finding() {
    for (request, statuses) in [
        (Request::sign_on_activation_token("x", &SignOn::NthTime("a".into()).into()), &[200, 202, 204][..]),
        (Request::session_teardown("x"), &[200, 204]),
    ] {
        for status in statuses {
            let server = FaultServer::start(Fault::json(*status, "")).await.unwrap();
            let exchange = call(&Gateway::new(everywhere(&server.url())).unwrap(), request.clone()).await;
            assert!(!rules(&exchange).contains(&"status-not-documented".to_owned()), "{status}");
        }
    }
}
