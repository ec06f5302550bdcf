//! The operator JWT is refused: local evidence comes first, for this program signed it.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tessera_journeys::{HeadEnd, Likelihood, OperatorKey, Plan, Remedy, Run, Step, Verdict};
use tessera_simulator::{RunningSimulator, SimulatorConfig};
use tessera_tokens::SecretEncoding;

use crate::support::*;

const REFUSED: &str = "AGS did not accept the operator JWT";

/// Runs a changed plan into a 401 of `getSessionToken`.
async fn refused_jwt(change: impl FnOnce(&RunningSimulator, &mut Plan), cause: &str, remedy: Remedy) -> Run {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut plan = plan(&simulator);
    change(&simulator, &mut plan);
    refused_plan(&simulator, plan, cause, remedy).await
}

async fn refused_plan(simulator: &RunningSimulator, plan: Plan, cause: &str, remedy: Remedy) -> Run {
    let mut journey = Run::new(plan).unwrap();
    let (at, headline, not_done) = (Step::GetSessionToken, REFUSED, NOTHING_DONE);
    let expected = Expected { at, status: 401, headline, cause, remedy: Some(remedy), not_done };
    let explanation = refused(&mut journey, expected).await;
    assert!(explanation.said.contains("Unauthorized"), "{}", explanation.said);
    assert_eq!(asked(simulator), ["servicediscovery", "getSessionToken"], "nothing was sent after the refusal");
    journey
}

fn key(simulator: &RunningSimulator, encoding: SecretEncoding) -> OperatorKey {
    let own = simulator.operator_credential();
    OperatorKey::new(own.kid().clone(), own.expose_secret(), encoding).unwrap()
}

fn claim(name: &'static str, value: impl Into<Value>) -> impl FnOnce(&RunningSimulator, &mut Plan) {
    move |_, plan| drop(qr(plan).claims.insert(name.into(), value.into()))
}

#[tokio::test]
async fn a_wrong_secret_points_at_the_credential() {
    let wrong = |simulator: &RunningSimulator, plan: &mut Plan| {
        let kid = simulator.operator_credential().kid().clone();
        let secret = "a secret, but not the one of this deployment!";
        qr(plan).head_end = HeadEnd::Played(OperatorKey::new(kid, secret, SecretEncoding::Text).unwrap());
    };
    let journey = refused_jwt(wrong, "its secret be another", Remedy::EditCredential).await;
    let explanation = step(&journey.report(), Step::GetSessionToken).explanation.clone().unwrap();
    assert!(likeliest(&explanation).detail.contains("fingerprint"));
    let fine = explanation.causes.last().unwrap();
    assert_eq!((fine.likelihood, fine.headline.as_str()), (Likelihood::Fine, "exp, typ, aud and tenant"));
}

#[tokio::test]
async fn a_secret_in_the_wrong_encoding_is_recognised_and_the_other_one_works() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut plan = plan(&simulator);
    qr(&mut plan).head_end = HeadEnd::Played(key(&simulator, SecretEncoding::Text));
    let remedy = Remedy::UseEncoding { encoding: SecretEncoding::Base64 };
    let journey = refused_plan(&simulator, plan, "The secret looks like base64, but was used as text", remedy).await;
    let mut mended = journey.plan().clone();
    qr(&mut mended).head_end = HeadEnd::Played(key(&simulator, SecretEncoding::Base64));
    let mut again = journey.repeat_from(Step::MintOperatorJwt, mended).unwrap();
    assert_eq!(go_on(&mut again).await, Verdict::Done, "the remedy mends it");
}

#[tokio::test]
async fn an_expired_jwt_is_said_to_be_expired_and_a_new_one_works() {
    let expired = |_: &RunningSimulator, plan: &mut Plan| qr(plan).lifetime = SignedDuration::from_secs(-60);
    let remedy = Remedy::RepeatFrom { step: Step::MintOperatorJwt };
    let journey = refused_jwt(expired, "The operator JWT expired 1 min ago.", remedy).await;
    assert_eq!(step(&journey.report(), Step::MintOperatorJwt).note, "signs operator JWT, expired already");
}

#[tokio::test]
async fn a_jwt_that_is_not_valid_yet_is_said_to_be_so() {
    let nbf = Timestamp::now().as_second() + 3600;
    let journey = refused_jwt(claim("nbf", nbf), "The operator JWT becomes valid in", Remedy::DropEditedClaims).await;
    let mut mended = journey.plan().clone();
    qr(&mut mended).claims.clear();
    let mut again = journey.repeat_from(Step::MintOperatorJwt, mended);
    let again = again.as_mut().unwrap();
    assert!(again.report().steps.iter().all(|report| report.step == Step::Discover));
}

#[tokio::test]
async fn a_jwt_that_is_good_here_and_expired_by_the_servers_clock_is_said_to_be_so() {
    let ahead = |simulator: &RunningSimulator, _: &mut Plan| simulator.clock().advance(SignedDuration::from_mins(10));
    let remedy = Remedy::RepeatFrom { step: Step::MintOperatorJwt };
    let journey = refused_jwt(ahead, "By the server's clock the operator JWT expired 5 min ago.", remedy).await;
    let report = journey.report();
    let findings = &step(&report, Step::GetSessionToken).findings;
    assert!(findings.iter().any(|finding| finding.rule == "clocks-differ"), "{findings:#?}");
}

#[tokio::test]
async fn a_claim_that_was_edited_is_named() {
    let drop = Remedy::DropEditedClaims;
    refused_jwt(claim("OpfTenantId", "other"), "The tenant in the JWT is other, in the header nagra", drop).await;
    refused_jwt(claim("OpfTenantId", Value::Null), "The JWT has no OpfTenantId", drop).await;
    refused_jwt(claim("aud", "ias"), "The JWT's aud is not ags", drop).await;
    refused_jwt(claim("aud", Value::Null), "The JWT's aud is not ags", drop).await;
    refused_jwt(claim("exp", Value::Null), "The JWT has no exp", drop).await;
    refused_jwt(claim("exp", 1_600_000_000), "The operator JWT expired", drop).await;
    refused_jwt(claim("typ", "DevAuthN"), "has the typ of another kind", drop).await;
}

#[tokio::test]
async fn an_unknown_kid_points_at_the_credential() {
    let unknown = |simulator: &RunningSimulator, plan: &mut Plan| {
        let own = simulator.operator_credential();
        let key = OperatorKey::new("unknown-kid".into(), own.expose_secret(), own.encoding()).unwrap();
        qr(plan).head_end = HeadEnd::Played(key);
    };
    let journey = refused_jwt(unknown, "The kid may not be known", Remedy::EditCredential).await;
    let report = journey.report();
    let explanation = step(&report, Step::GetSessionToken).explanation.as_ref().unwrap();
    assert!(likeliest(explanation).detail.starts_with("kid unknown-kid,"));
}

async fn refused_account(account: &str, cause: &str) -> String {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut plan = plan(&simulator);
    plan.account = Some(account.into());
    let mut journey = Run::new(plan).unwrap();
    let (at, headline, not_done) = (Step::GetSessionToken, "AGS gave no session token", NOTHING_DONE);
    let explanation =
        refused(&mut journey, Expected { at, status: 403, headline, cause, remedy: None, not_done }).await;
    assert_eq!(asked(&simulator), ["servicediscovery", "getSessionToken"]);
    explanation.said
}

#[tokio::test]
async fn an_account_that_may_not_sign_on_is_told_with_the_documented_code() {
    refused_account("nobody", "The account may be unknown, or not active").await;
    let said = refused_account("ACC-4", "The operator suspended the account.").await;
    assert!(said.contains("It said 20002:"), "{said}");
    let said = refused_account("ACC-5", "The operator cancelled the account.").await;
    assert!(said.contains("It said 20001:"), "{said}");
}
