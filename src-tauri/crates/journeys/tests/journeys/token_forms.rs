//! The forms in which tokens come: text and decoded claims, `token_type` in any case, members nobody knows.

use serde_json::{Value, json};
use tessera_journeys::{Step, StepState, TokenSlot, Verdict};
use tessera_protocol::{CredentialKeyId, Finding};
use tessera_simulator::faults::Fault;
use tessera_simulator::{SimulatorConfig, TokenForm};
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
