//! The documents' own answers: ours have the same members, of the same types.

use serde_json::Value;
use tessera_protocol::Call;
use tessera_simulator::{Choices, RenewedTokens, SimulatorConfig, TokenForm};
use tessera_tokens::ReadToken;

use crate::desk::Desk;

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Every documented member is there, of the documented type; `null` stands for "not known" on either side. A list
/// has entries of the shape of the documented first, and location members may be missing: nobody is anywhere here.
fn has_the_shape(documented: &Value, ours: &Value, path: &str) {
    match (documented, ours) {
        (Value::Null, _) | (_, Value::Null) => {}
        (Value::Object(_), Value::Object(_)) if path.ends_with("ingInformation") => {}
        (Value::Object(members), Value::Object(_)) if path.ends_with("parentalControl") => drop(members.len()),
        (Value::Object(members), Value::Object(_)) => {
            for (name, value) in members {
                let path = format!("{path}.{name}");
                has_the_shape(value, ours.get(name).unwrap_or_else(|| panic!("no {path}")), &path);
            }
        }
        (Value::Array(entries), Value::Array(others)) => {
            for other in others {
                has_the_shape(entries.first().unwrap(), other, &format!("{path}[]"));
            }
        }
        _ => assert_eq!(kind(ours), kind(documented), "{path}"),
    }
}

fn same_members(documented: &Value, ours: &Value) {
    let names = |value: &Value| {
        let mut names: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
        names.sort();
        names
    };
    assert_eq!(names(ours), names(documented), "no member is missing, and none is added");
    has_the_shape(documented, ours, "");
}

fn fixture(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn claims(token: &Value) -> Value {
    Value::Object(ReadToken::read(token.as_str().unwrap()).claims().unwrap().clone())
}

#[tokio::test]
async fn service_discovery_is_the_documented_one() {
    let desk = Desk::open().await;
    let request = desk.http.get(desk.url(Call::ServiceDiscovery.path())).header("nv-tenant-id", "nagra");
    let documented = fixture(include_str!("../../../protocol/fixtures/service_discovery.json"));
    let ours = desk.ask(request).await.body;
    same_members(&documented, &ours);
    same_members(&documented["availableServices"][0], &ours["availableServices"][0]);
}

#[tokio::test]
async fn the_session_token_answer_is_the_documented_one() {
    let desk = Desk::open().await;
    let answer = desk.get_session_token(&desk.sign(&desk.claims("ACC-1"))).await;
    same_members(&fixture(include_str!("../../../protocol/fixtures/session_token_answer.json")), &answer.body);
}

#[tokio::test]
async fn both_sign_on_answers_are_the_documented_ones_down_to_the_claims() {
    let desk = Desk::open().await;
    let answer = desk.first_time("ACC-1").await;
    for text in [
        include_str!("../../../protocol/fixtures/sign_on_answer.json"),
        include_str!("../../../protocol/fixtures/first_time_answer.json"),
    ] {
        let documented = fixture(text);
        same_members(&documented, &answer.body);
        for token in ["access_token", "refresh_token"] {
            has_the_shape(&claims(&documented[token]), &claims(&answer.body[token]), token);
            let header =
                |value: &Value| Value::Object(ReadToken::read(value.as_str().unwrap()).header().unwrap().clone());
            same_members(&header(&documented[token]), &header(&answer.body[token]));
        }
    }
}

#[tokio::test]
async fn the_content_token_answer_is_the_documented_one_down_to_the_claims() {
    let choices = Choices { token_form: TokenForm::Decoded, renewed_tokens: RenewedTokens::Sent, ..Choices::default() };
    let desk = Desk::with(SimulatorConfig { choices, ..SimulatorConfig::default() }).await;
    let token = desk.first_time("ACC-1").await.text("access_token");
    let answer = desk.content_token(&token, "CH015").await;
    same_members(&fixture(include_str!("../../../protocol/fixtures/content_token_answer.json")), &answer.body);
}

#[tokio::test]
async fn the_unauthorized_answer_is_the_documented_one() {
    let desk = Desk::open().await;
    let documented = fixture(include_str!("../../../protocol/fixtures/unauthorised_answer.json"));
    assert_eq!(desk.get_session_token("bad").await.body, documented);
}

#[tokio::test]
async fn the_documented_requests_are_taken() {
    let desk = Desk::open().await;
    let token = desk.session_token("ACC-1").await;
    let first_time = fixture(include_str!("../../../protocol/fixtures/sign_on_first_time_request.json"));
    let client_id = desk.sign_on(&token, first_time).await.text("client_id");
    let mut nth_time = fixture(include_str!("../../../protocol/fixtures/sign_on_nth_time_request.json"));
    nth_time["clientId"] = client_id.into();
    nth_time["parameters"][0]["value"] = desk.session_token("ACC-1").await.into();
    assert_eq!(desk.ask(desk.ags(Call::SignOnWithSessionToken).body(nth_time.to_string())).await.status, 201);
}
