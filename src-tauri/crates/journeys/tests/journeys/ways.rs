//! Where deployments differ because the documents contradict each other or say nothing: a setting of the environment
//! meets a simulator that plays that side, and the usual setting meets it with a reason that leads to the setting.

use tessera_credentials::Secret;
use tessera_journeys::{Plan, Remedy, Run, Step, StepState, Verdict, prepare};
use tessera_protocol::{CorrelationHeader, DiscoveryToken, TenantHeader};
use tessera_simulator::{
    AuthorizationScheme, Choices, CorrelationForm, OperatorJwtPlace, RefusalStatus, RunningSimulator, SimulatorConfig,
    SpentBy, TenantName, UserTokenPlace,
};
use tessera_storage::Environment;

use crate::support::*;

async fn choosing(choices: Choices) -> RunningSimulator {
    simulator(SimulatorConfig { choices, ..SimulatorConfig::default() }).await
}

/// The QR sign-on of an environment that was changed.
fn with(simulator: &RunningSimulator, change: impl FnOnce(&mut Environment)) -> Plan {
    let mut environment = environment(simulator);
    change(&mut environment);
    plan_for(&environment, tessera_journeys::HeadEnd::Played(operator(simulator)))
}

/// The usual environment is refused at a step, and one of the causes says what to change.
async fn leads_to_the_setting(simulator: &RunningSimulator, at: Step, status: u16, cause: &str) {
    let (verdict, run) = run(plan(simulator)).await;
    assert_eq!(verdict, Verdict::Refused, "{:#?}", run.report());
    let report = run.report();
    let explanation = explained(&report, at, StepState::Refused);
    assert_eq!(crate::support::status(&report, at), status);
    let found = explanation.causes.iter().find(|one| one.headline == cause);
    let found = found.unwrap_or_else(|| panic!("{:#?}", explanation.causes));
    assert_eq!(found.remedy, Some(Remedy::EditEnvironment));
}

#[tokio::test]
async fn the_tenant_is_sent_under_the_name_that_the_deployment_takes() {
    let simulator = choosing(Choices { tenant_header: TenantName::Older, ..Choices::default() }).await;
    let cause = "The tenant may not exist on this deployment";
    leads_to_the_setting(&simulator, Step::Discover, 404, cause).await;
    for header in [TenantHeader::TenantId, TenantHeader::Both] {
        let (verdict, run) = run(with(&simulator, |environment| environment.ways.tenant_header = header)).await;
        assert_eq!(verdict, Verdict::Done, "{:#?}", run.report());
        let report = run.report();
        let sent = &step(&report, Step::SignOn).exchange.as_ref().unwrap().request.headers;
        let names: Vec<_> = sent.iter().map(|(name, _)| name.as_str()).filter(|name| name.contains("tenant")).collect();
        assert_eq!(names.len(), header.names().len(), "{names:?}");
    }
}

#[tokio::test]
async fn service_discovery_gets_the_operator_jwt_where_it_wants_one() {
    let simulator = choosing(Choices { discovery_token: DiscoveryToken::OperatorJwt, ..Choices::default() }).await;
    leads_to_the_setting(&simulator, Step::Discover, 401, "Service discovery may want a token").await;
    let change = |environment: &mut Environment| environment.ways.discovery_token = DiscoveryToken::OperatorJwt;
    let (verdict, run) = run(with(&simulator, change)).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", run.report());
    let report = run.report();
    let order: Vec<_> = report.steps.iter().map(|report| report.step).take(3).collect();
    assert_eq!(order, [Step::MintOperatorJwt, Step::Discover, Step::GetSessionToken]);
    let sent = &step(&report, Step::Discover).exchange.as_ref().unwrap().request.headers;
    let token = sent.iter().find(|(name, _)| name == "token").unwrap();
    assert!(token.1.contains("\u{2026}sig:"), "its signature is cut: {}", token.1);
}

#[tokio::test]
async fn the_operator_jwt_travels_in_a_header_where_it_is_wanted_there() {
    let simulator = choosing(Choices { operator_jwt_place: OperatorJwtPlace::Header, ..Choices::default() }).await;
    let cause = "The operator JWT may be wanted in another place";
    leads_to_the_setting(&simulator, Step::GetSessionToken, 400, cause).await;
    let change = |environment: &mut Environment| environment.operator_jwt.header = Some("OperatorAuthToken".into());
    let (verdict, run) = run(with(&simulator, change)).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", run.report());
    let report = run.report();
    let request = &step(&report, Step::GetSessionToken).exchange.as_ref().unwrap().request;
    let sent = request.headers.iter().find(|(name, _)| name == "operatorauthtoken").unwrap();
    assert!(sent.1.contains("\u{2026}sig:"), "its signature is cut: {}", sent.1);
    assert_eq!(request.body.as_ref().unwrap().json, Some(serde_json::json!({ "parameters": [] })));
}

#[tokio::test]
async fn a_correlation_id_that_is_not_liked_is_left_out() {
    let simulator = choosing(Choices { correlation_id_form: CorrelationForm::Short, ..Choices::default() }).await;
    leads_to_the_setting(&simulator, Step::Discover, 400, "x-correlation-id may not be liked").await;
    let change = |environment: &mut Environment| environment.ways.correlation_id = CorrelationHeader::NotSent;
    let (verdict, run) = run(with(&simulator, change)).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", run.report());
    assert!(simulator.requests().iter().skip(1).all(|request| request.correlation_id.is_none()));
    assert!(run.report().steps.iter().all(|step| step.findings.is_empty()), "{:#?}", run.report());
    assert!(run.report().correlation_id.is_none(), "what was not sent is not told");
}

#[tokio::test]
async fn the_account_chosen_is_named_where_one_user_token_stands_for_all() {
    let simulator = choosing(Choices { user_account_token: UserTokenPlace::Once, ..Choices::default() }).await;
    let environment = environment(&simulator);
    let goal = prepare::password_sign_on(&environment, "dave".into(), Secret::new("tessera".into()), vec![]);
    let mut run = Run::new(Plan { goal: goal.into(), account: None, ..plan(&simulator) }).unwrap();
    assert_eq!(go_on(&mut run).await, Verdict::Paused);
    run.choose(1);
    assert_eq!(go_on(&mut run).await, Verdict::Done, "{:#?}", run.report());
    assert_eq!(run.device().unwrap().account.as_str(), "ACC-7");
    let report = run.report();
    let body = step(&report, Step::ChooseAccount).exchange.as_ref().unwrap().request.body.clone().unwrap();
    let named = body.json.unwrap()["parameters"].as_array().unwrap().clone();
    assert!(named.contains(&serde_json::json!({ "name": "accountId", "value": "ACC-7" })), "{named:?}");
}

#[tokio::test]
async fn a_session_token_that_was_used_is_explained_whichever_status_it_gets() {
    for status in [RefusalStatus::UNAUTHORIZED, RefusalStatus::FORBIDDEN] {
        let choices = Choices { bad_session_token: status, ..Choices::default() };
        let simulator = choosing(Choices { session_token_spent_by: SpentBy::SignOn, ..choices }).await;
        let (_, first) = run(plan(&simulator)).await;
        let mut again = first.repeat_from(Step::SignOn, first.plan().clone()).unwrap();
        assert_eq!(go_on(&mut again).await, Verdict::Refused);
        let explanation = explained(&again.report(), Step::SignOn, StepState::Refused);
        let cause = "The session token may have been used already, or have expired";
        assert_eq!(likeliest(&explanation).headline, cause);
        assert_eq!(likeliest(&explanation).remedy, Some(Remedy::RepeatFrom { step: Step::MintOperatorJwt }));
    }
}

#[tokio::test]
async fn an_environment_is_fitted_to_what_the_simulator_was_chosen_to_do() {
    let choices = Choices {
        tenant_header: TenantName::Older,
        discovery_token: DiscoveryToken::OperatorJwt,
        operator_jwt_place: OperatorJwtPlace::Header,
        correlation_id_form: CorrelationForm::Short,
        authorization_scheme: AuthorizationScheme::Bare,
        ..Choices::default()
    };
    let simulator = choosing(choices).await;
    let fitted = prepare::fitted(environment(&simulator), simulator.needed_ways());
    let (verdict, before) = run(plan_for(&fitted, tessera_journeys::HeadEnd::Played(operator(&simulator)))).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", before.report());
    // What has no operator JWT for discovery goes on without it.
    let client_id = &before.device().unwrap().client_id;
    let tokens = prepare::device_tokens(&fitted, client_id, before.token_set().cloned(), None);
    let plan = plan_for(&fitted, tessera_journeys::HeadEnd::Real);
    let (verdict, ended) = run(Plan { goal: prepare::sign_out(&fitted, tokens), ..plan.clone() }).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", ended.report());
    let goal = prepare::password_sign_on(&fitted, "ACC-1".into(), Secret::new("tessera".into()), vec![]);
    let (verdict, signed_on) = run(Plan { goal: goal.into(), account: None, ..plan }).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", signed_on.report());
}
