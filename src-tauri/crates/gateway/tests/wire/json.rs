//! JSON that is broken, and JSON that is something else: where, and never with the value that stands there.

use std::fmt::Write as _;

use tessera_gateway::{BodyForm, UnreadableKind};
use tessera_protocol::{ServiceDiscovery, SessionTokenAnswer, TokenAnswer};
use tessera_simulator::faults::Fault;
use tessera_tokens::Cutter;

use crate::support::*;

#[tokio::test]
async fn broken_json_is_told_with_its_place_and_kept() {
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    for (body, place) in [
        (r#"{"sessionToken":"abc"#, "it breaks off at line 1, column 20"),
        ("{\n\"sessionToken\":\n", "it breaks off at line 3"),
        (r#"{"sessionToken":"abc",}"#, "it goes wrong at line 1, column 23"),
        ("{'sessionToken':'abc'}", "line 1, column 2"),
        (r#"{"sessionToken":NaN}"#, "line 1, column 17"),
        (r#"{"sessionToken":"abc"} x"#, "line 1, column 24"),
        ("{\"sessionToken\":\"a\nb\"}", "line 2, column 0"),
        (deep.as_str(), "column 128"),
        (r#"{"a":1e}"#, "line 1, column 8"),
        (r#"{"a":01}"#, "line 1, column 7"),
    ] {
        let (_, exchange) = meet(Fault::json(200, body), LONG).await;
        let unreadable = unreadable(&exchange);
        assert_eq!(unreadable.problem, UnreadableKind::NotJson);
        assert!(unreadable.headline.contains(place), "{}", unreadable.headline);
        let shown = exchange.view(&Cutter::default()).answer.unwrap().body;
        assert_eq!((shown.form, shown.text.as_str(), shown.json), (BodyForm::Text, body, None));
    }
}

#[tokio::test]
async fn odd_json_that_is_json_is_read_and_every_digit_kept() {
    let body = r#"{"sessionToken":"first","sessionToken":"last","a":1e400,"b":12345678901234567890123,"c":-0.0}"#;
    let (_, exchange) = meet(Fault::json(200, body), LONG).await;
    let answer = read::<SessionTokenAnswer>(&exchange);
    let shown = exchange.view(&Cutter::default()).answer.unwrap().body;
    assert_eq!((shown.form, shown.text.as_str()), (BodyForm::Json, body), "what stands twice stands in the text twice");
    let json = shown.json.unwrap().to_string();
    for digits in ["1e+400", "12345678901234567890123", "-0.0"] {
        assert!(json.contains(digits), "{json}");
    }
    let answer = answer.unwrap();
    assert_eq!(answer.session_token, "last", "the last one counts, as for most readers");
    assert_eq!(answer.other["b"].to_string(), "12345678901234567890123");
    assert_eq!(rules(&exchange), ["member-repeated"]);
}

#[tokio::test]
async fn members_that_stand_twice_at_any_depth_are_a_finding() {
    let token = "c2Vzc2lvbg".repeat(30);
    for (body, said) in [
        (r#"{"sessionToken":"a","sessionToken":"b"}"#.to_owned(), "sessionToken stands more than once"),
        (
            r#"{"sessionToken":"a","x":[{},{"y":1,"y":{"z":1,"z":2}}]}"#.to_owned(),
            "x[1].y, x[1].y.z stand more than once",
        ),
        (format!(r#"{{"sessionToken":"a","{token}":1,"{token}":2}}"#), "Members with long names stand"),
    ] {
        let (_, exchange) = meet(Fault::json(200, body.as_str()), LONG).await;
        let findings = tessera_gateway::judge(&exchange);
        let [finding] = findings.as_slice() else { panic!("{body}: {findings:?}") };
        assert_eq!(finding.rule, "member-repeated");
        assert!(finding.what.starts_with(said), "{}", finding.what);
        assert!(finding.why.contains("RFC 8259") && !finding.remedy.is_empty());
    }
    let (_, exchange) = meet(Fault::json(401, r#"{"message":"no","message":"Unauthorized"}"#), LONG).await;
    assert_eq!(rules(&exchange), ["member-repeated"], "of a refusal too");
}

#[tokio::test]
async fn integers_of_any_size_pass_through_members_nobody_knows() {
    for digits in ["18446744073709551616", "-9223372036854775809", "123456789012345678901234567890123456789012345"] {
        let body = format!(r#"{{"access_token":"t","n":{digits},"deep":[{{"n":{digits}}}],"expires_in":{digits}}}"#);
        let (_, exchange) = meet(Fault::json(201, body), LONG).await;
        let answer = read::<TokenAnswer>(&exchange).unwrap();
        for value in [&answer.other["n"], &answer.other["deep"][0]["n"], answer.expires_in.as_ref().unwrap()] {
            assert_eq!(value.to_string(), digits);
        }
        let unreadable = no_sign_on(&format!(r#"{{"n":{digits},"access_token":null}}"#)).await;
        assert!(unreadable.headline.contains("access_token: it is null"), "{}", unreadable.headline);
    }
}

#[tokio::test]
async fn json_of_another_shape_names_the_member_and_not_its_value() {
    for (body, member, said) in [
        ("{}", "`access_token`", "missing"),
        (r#"{"access_token":null}"#, "access_token", "null"),
        (r#"{"access_token":4815162342}"#, "access_token", "a number"),
        (r#"{"access_token":["canary"]}"#, "access_token", "an array"),
        (r#"{"access_token":"t","client_id":4815162342}"#, "client_id", "a string"),
        (r#"{"access_token":"t","client_id":true}"#, "client_id", "a string"),
        (r#"{"access_token":"t","token_type":{"canary":1}}"#, "token_type", "a string"),
        (r#""canary""#, "", "TokenAnswer"),
        (r#"["canary"]"#, "", ""),
        ("4815162342", "", "TokenAnswer"),
    ] {
        let unreadable = no_sign_on(body).await;
        assert_eq!(unreadable.problem, UnreadableKind::WrongShape, "{body}");
        let headline = &unreadable.headline;
        assert!(headline.contains(member) && headline.contains(said), "{body}: {headline}");
        for value in ["canary", "4815162342", "true"] {
            assert!(!headline.contains(value), "{headline}");
        }
    }
}

#[tokio::test]
async fn a_member_deep_in_an_answer_is_named_with_its_path() {
    let body = r#"{"availableServices":[{"authServiceName":"One","endpoints":[{"name":"A","path":7}]}]}"#;
    let (_, exchange) = meet(Fault::json(200, body), LONG).await;
    let trouble = read::<ServiceDiscovery>(&exchange).unwrap_err();
    let tessera_gateway::Trouble::Unreadable(unreadable) = trouble else { panic!("{trouble:?}") };
    assert!(unreadable.headline.contains("availableServices[0].endpoints[0].path"), "{}", unreadable.headline);
}

#[tokio::test]
async fn both_forms_of_a_token_and_members_nobody_knows_are_taken() {
    let mut body = String::from(r#"{"access_token":{"typ":"DevAuthN"},"token_type":"BEARER","expires_in":"3600""#);
    write!(body, r#","refresh_token":"{ACCESS_TOKEN}","unknown":{{"deep":[1,2]}}}}"#).unwrap();
    let (_, exchange) = meet(Fault::json(201, body.as_str()), LONG).await;
    let answer = read::<TokenAnswer>(&exchange).unwrap();
    assert_eq!(answer.access_token.text(), None, "claims alone cannot be sent on");
    assert_eq!(answer.refresh_token.unwrap().text(), Some(ACCESS_TOKEN));
    assert_eq!(answer.token_type.as_deref(), Some("BEARER"));
    assert_eq!(answer.other["unknown"]["deep"][1], 2);
}
