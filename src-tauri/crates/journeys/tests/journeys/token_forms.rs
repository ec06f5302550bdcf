//! The forms in which tokens come: text and decoded claims, `token_type` in any case, members nobody knows.

use serde_json::{Value, json};
use tessera_journeys::{Step, StepState, TokenSlot, Verdict};
use tessera_protocol::{CredentialKeyId, Finding};
use tessera_simulator::faults::Fault;
use tessera_simulator::{AccessTokenTime, SimulatorConfig, TokenForm};
use tessera_tokens::{Form, SecretEncoding, SigningKey, mint};

use crate::support::*;

/// A token of the platform with some claims.
fn token(claims: Value) -> String {
    let key = SigningKey::new("a key of the platform that nobody else has", SecretEncoding::Text).unwrap();
    let Value::Object(claims) = claims else { unreachable!() };
    mint(&key, &CredentialKeyId::from("259629"), &claims).unwrap().expose().to_owned()
}

fn sign_on_answer(access: &Value, refresh: &Value) -> Value {
    json!({ "access_token": access, "refresh_token": refresh, "client_id": "PUB_989", "accountId": "ACC-1",
        "token_type": "bearer", "expires_in": 3600 })
}

fn exp() -> i64 {
    jiff::Timestamp::now().as_second() + 3600
}

#[tokio::test]
async fn a_content_token_that_comes_decoded_is_read_all_the_same() {
    let mut config = SimulatorConfig::default();
    config.choices.token_form = TokenForm::Decoded;
    let simulator = simulator(config).await;
    let (verdict, journey) = run(plan(&simulator)).await;
    assert_eq!(verdict, Verdict::Done);
    let report = journey.report();
    let view = &step(&report, Step::ContentToken).tokens[0].view;
    assert_eq!((view.form, view.cut.as_str()), (Form::DecodedClaims, ""));
    assert!(step(&report, Step::ContentToken).note.starts_with("may play CH015 in HD"));
}

#[tokio::test]
async fn an_access_token_that_comes_decoded_ends_the_journey_with_the_reason() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let claims = json!({ "typ": "DevAuthN", "deviceId": "PUB_989", "exp": exp() });
    let answer = sign_on_answer(&claims, &json!({ "typ": "RefreshAuthN" })).to_string();
    let (server, mut journey) = with_fault(plan(&simulator), Step::SignOn, Fault::json(201, answer), LONG).await;
    assert_eq!(go_on(&mut journey).await, Verdict::Stopped);
    let report = journey.report();
    assert_eq!(step(&report, Step::SignOn).state, StepState::Done, "signed on all the same");
    let explanation = explained(&report, Step::ContentToken, StepState::Stopped);
    assert_eq!(explanation.headline, "There is no access token that could be sent");
    assert!(likeliest(&explanation).headline.contains("as decoded claims"));
    assert_eq!(explanation.not_done, NO_CONTENT);
    assert_eq!(server.hits(), 1, "no content token was asked for");
    assert_eq!(journey.token(TokenSlot::AccessToken).unwrap().token.claim_text("deviceId"), Some("PUB_989"));
}

/// The findings of a sign-on with an answer, and the journey.
async fn signed_on(answer: Value) -> (Vec<Finding>, tessera_journeys::RunReport) {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut plan = plan(&simulator);
    plan.content = None;
    let fault = Fault::json(201, answer.to_string());
    let (_server, mut journey) = with_fault(plan, Step::SignOn, fault, LONG).await;
    assert_eq!(go_on(&mut journey).await, Verdict::Done);
    let report = journey.report();
    (step(&report, Step::SignOn).findings.clone(), report)
}

fn rules(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.rule.as_ref()).collect()
}

#[tokio::test]
async fn the_case_of_token_type_does_not_matter_and_another_word_is_told() {
    let access = token(json!({ "typ": "DevAuthN", "deviceId": "PUB_989", "exp": exp() }));
    for (word, expected) in [("bearer", vec![]), ("BeArEr", vec![]), ("mac", vec!["token-type-unknown"])] {
        let mut answer = sign_on_answer(&access.clone().into(), &access.clone().into());
        answer["token_type"] = word.into();
        assert_eq!(rules(&signed_on(answer).await.0), expected, "{word}");
    }
}

#[tokio::test]
async fn claims_and_members_that_nobody_knows_are_kept() {
    let claims = json!({ "typ": "DevAuthN", "deviceId": "PUB_989", "exp": exp(), "x-lab": { "deep": [1, 2] },
        "number": 12_345_678_901_234_567_u64 });
    let mut answer = sign_on_answer(&token(claims.clone()).into(), &token(claims).into());
    answer["x-member"] = json!({ "kept": 123.50 });
    let (findings, report) = signed_on(answer).await;
    assert_eq!(rules(&findings), Vec::<&str>::new());
    let signed_on = step(&report, Step::SignOn);
    let rows = &signed_on.tokens[0].view.claims;
    let row = rows.iter().find(|row| row.name == "x-lab").unwrap();
    assert_eq!((row.value["deep"][1].clone(), row.meaning), (json!(2), None));
    let body = &signed_on.exchange.as_ref().unwrap().answer.as_ref().unwrap().body;
    assert_eq!(body.json.as_ref().unwrap()["x-member"]["kept"].to_string(), "123.5");
}

#[tokio::test]
async fn an_answer_that_departs_from_the_documents_is_taken_with_a_word() {
    let access = token(json!({ "typ": "DevAuthN", "deviceId": "PUB_1", "exp": exp() }));
    let mut other = sign_on_answer(&access.clone().into(), &access.clone().into());
    other["accountId"] = "1663".into();
    other["expires_in"] = "3600".into();
    assert_eq!(rules(&signed_on(other).await.0), ["device-id-differs", "account-id-differs", "lifetime-not-a-number"]);

    let mut bare = json!({ "access_token": access, "expires_in": 7200 });
    bare["token_type"] = "bearer".into();
    let (findings, report) = signed_on(bare).await;
    assert_eq!(rules(&findings), ["client-id-missing", "lifetime-differs"]);
    assert_eq!((&report.device, step(&report, Step::SignOn).note.as_str()), (&None, "signed on"));
}

#[tokio::test]
async fn a_lifetime_that_is_over_or_no_number_is_told_for_its_field() {
    let access = token(json!({ "typ": "DevAuthN", "deviceId": "PUB_989", "exp": exp(), "fixed_exp": exp() }));
    let refresh = token(json!({ "typ": "RefreshAuthN", "deviceId": "PUB_989", "exp": exp() }));
    for (member, value, rule, said) in [
        ("expires_in", json!("3600"), "lifetime-not-a-number", "expires_in is text, not a number."),
        ("expires_in", json!(1.5), "lifetime-not-a-number", "expires_in is not a whole number."),
        ("expires_in", json!(0), "lifetime-over", "expires_in is 0: by that the token has ended as it was given."),
        (
            "refresh_expires_in",
            json!(0),
            "lifetime-over",
            "refresh_expires_in is 0: by that the refresh token has ended",
        ),
        ("refresh_expires_in", json!(-1), "lifetime-over", "refresh_expires_in is -1: by that the refresh token"),
        ("refresh_expires_in", json!([]), "lifetime-not-a-number", "refresh_expires_in is not a whole number."),
        ("fixed_refresh_expires_in", json!(0), "lifetime-over", "fixed_refresh_expires_in is 0: by that the sign-on"),
        ("fixed_refresh_expires_in", json!(86_400), "lifetime-differs", "the token's fixed_exp is "),
    ] {
        let mut answer = sign_on_answer(&access.clone().into(), &refresh.clone().into());
        answer[member] = value.clone();
        let (findings, report) = signed_on(answer).await;
        assert_eq!(rules(&findings), [rule], "{member} {value}");
        assert!(findings[0].what.contains(said), "{}", findings[0].what);
        let view = &step(&report, Step::SignOn).tokens[0].view;
        assert!(view.expires_at.is_some(), "the token's own exp is used");
    }
}

#[tokio::test]
async fn a_sign_on_that_had_ended_before_it_began_is_told_at_its_token() {
    let ended = exp() - 7200;
    let access = token(json!({ "typ": "DevAuthN", "deviceId": "PUB_989", "exp": exp(), "fixed_exp": ended }));
    let (_, report) = signed_on(sign_on_answer(&access.clone().into(), &access.into())).await;
    let findings = &step(&report, Step::SignOn).tokens[0].view.findings;
    assert_eq!(rules(findings), ["token-chain-ended"]);
    assert!(findings[0].what.starts_with("Its sign-on ended 1 h 0 min ago") && findings[0].remedy == "Sign on again.");
}

/// An nth-time sign-on as `PUB_989` with an answer.
async fn signed_on_again(answer: Value) -> (Vec<Finding>, tessera_journeys::RunReport) {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut plan = plan(&simulator);
    (plan.content, plan.sign_on) = (None, tessera_protocol::SignOn::NthTime("PUB_989".into()));
    let fault = Fault::json(201, answer.to_string());
    let (_server, mut journey) = with_fault(plan, Step::SignOn, fault, LONG).await;
    assert_eq!(go_on(&mut journey).await, Verdict::Done);
    let report = journey.report();
    (step(&report, Step::SignOn).findings.clone(), report)
}

#[tokio::test]
async fn a_client_id_that_is_missing_or_another_one_is_a_warning_and_the_device_is_not_lost() {
    let access = token(json!({ "typ": "DevAuthN", "exp": exp() }));
    let mut answer = sign_on_answer(&access.clone().into(), &access.into());
    answer["client_id"] = "PUB_990".into();
    let (findings, report) = signed_on_again(answer.clone()).await;
    assert_eq!(rules(&findings), ["client-id-changed"]);
    assert_eq!(findings[0].what, "The answer has client_id PUB_990; PUB_989 was sent.");
    assert_eq!(report.device.unwrap().client_id.as_str(), "PUB_990");

    answer.as_object_mut().unwrap().shift_remove("client_id");
    let (findings, report) = signed_on_again(answer).await;
    assert_eq!(rules(&findings), ["client-id-missing"]);
    assert!(findings[0].why.contains("the one that was sent is kept"), "{}", findings[0].why);
    assert_eq!(report.device.unwrap().client_id.as_str(), "PUB_989");
}

const MEGABYTE: usize = 1_000_000;

#[tokio::test]
async fn a_token_of_a_megabyte_an_encrypted_one_and_an_opaque_one_are_taken_as_they_are() {
    let large = token(json!({ "typ": "DevAuthN", "exp": exp(), "filler": "x".repeat(MEGABYTE) }));
    let part = "QUJD".repeat(20);
    let encrypted = [part.as_str(); 5].join(".");
    let opaque = "opaque-".repeat(10);
    for (text, form, rule) in [
        (large, Form::Jwt, None),
        (encrypted, Form::Opaque, Some("token-is-encrypted")),
        (opaque, Form::Opaque, None),
        ("o".repeat(MEGABYTE), Form::Opaque, None),
    ] {
        let answer = json!({ "access_token": text, "refresh_token": text, "client_id": "PUB_989",
            "accountId": "ACC-1", "token_type": "bearer" });
        let (findings, report) = signed_on(answer).await;
        assert_eq!(rules(&findings), Vec::<&str>::new());
        let view = &step(&report, Step::SignOn).tokens[0].view;
        assert_eq!((view.form, view.length), (form, text.chars().count()));
        assert_eq!(rules(&view.findings).first().copied(), rule);
        let shown = serde_json::to_string(&report).unwrap();
        let secret = text.rsplit('.').next().unwrap();
        assert!(!shown.contains(&secret[..secret.len().min(200)]), "{form:?} is cut wherever it stands");
    }
}

#[tokio::test]
async fn tokens_that_nothing_can_carry_are_a_message_in_each_place() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let session_token = json!({ "sessionToken": "s".repeat(MEGABYTE) }).to_string();
    let fault = Fault::json(200, session_token);
    let (_server, mut journey) = with_fault(plan(&simulator), Step::GetSessionToken, fault, LONG).await;
    assert_eq!(go_on(&mut journey).await, Verdict::Stopped);
    let explanation = explained(&journey.report(), Step::ShowQr, StepState::Stopped);
    assert_eq!(explanation.headline, "The session token does not fit a QR code");

    let large = "a".repeat(MEGABYTE);
    let answer = sign_on_answer(&large.clone().into(), &large.into()).to_string();
    let fault = Fault::json(201, answer);
    let (_server, journey) = with_fault(plan(&simulator), Step::SignOn, fault, LONG).await;
    let mut signed_on = journey;
    drive_one(&mut signed_on).await;
    let mut plan = signed_on.plan().clone();
    plan.connection = crate::support::plan(&simulator).connection;
    let mut journey = signed_on.repeat_from(Step::ContentToken, plan).unwrap();
    let verdict = go_on(&mut journey).await;
    let report = journey.report();
    let ended = report.steps.last().unwrap();
    assert!(matches!(verdict, Verdict::Refused | Verdict::NotReached), "{ended:#?}");
    let explanation = ended.explanation.as_ref().unwrap();
    assert!(!explanation.headline.is_empty() && !explanation.causes.is_empty(), "{explanation:#?}");
}

async fn drive_one(journey: &mut tessera_journeys::Run) {
    let cancel = tokio_util::sync::CancellationToken::new();
    tessera_journeys::drive(journey, tessera_journeys::Mode::OneStep, &clock(), &(), &cancel).await;
}

#[tokio::test]
async fn an_access_token_in_milliseconds_is_told_and_used() {
    let mut config = SimulatorConfig::default();
    config.choices.access_token_time = AccessTokenTime::Milliseconds;
    let simulator = simulator(config).await;
    let (verdict, journey) = run(plan(&simulator)).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", journey.report().steps.last());
    let report = journey.report();
    assert_eq!(rules(&step(&report, Step::SignOn).tokens[0].view.findings), ["token-time-in-milliseconds"]);
    assert_eq!(rules(&step(&report, Step::SignOn).findings), Vec::<&str>::new(), "expires_in fits it all the same");
}
