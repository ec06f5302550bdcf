//! Signing on with a user name and a password, at AGS and at IAS.

use tessera_credentials::Secret;
use tessera_journeys::{Goal, Plan, Run, Step, StepState, Verdict, prepare};
use tessera_protocol::{NamedValue, PasswordWay, SignOn};
use tessera_simulator::{AuthServiceConfig, RunningSimulator, SimulatorConfig};

use crate::support::*;

fn with_password(simulator: &RunningSimulator, user: &str, password: &str) -> Plan {
    let environment = environment(simulator);
    let goal = prepare::password_sign_on(&environment, user.to_owned(), Secret::new(password.to_owned()), vec![]);
    Plan { goal: goal.into(), account: None, ..plan(simulator) }
}

fn at_ias(mut plan: Plan) -> Plan {
    if let Goal::PasswordSignOn(needs) = &mut plan.goal {
        needs.way = PasswordWay::IasV3;
    }
    plan
}

#[tokio::test]
async fn a_user_name_and_a_password_get_to_a_content_token() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (verdict, run) = run(with_password(&simulator, "ACC-1", "tessera")).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", run.report());
    let report = run.report();
    assert_eq!(asked(&simulator), ["servicediscovery", "signOn", "content_token"]);
    assert_eq!(status(&report, Step::SignOn), 201);
    assert_eq!(report.account.unwrap().as_str(), "ACC-1", "it is known from the answer");
    assert!(report.steps.iter().all(|step| step.findings.is_empty()), "{:#?}", report.steps);
}

#[tokio::test]
async fn the_next_sign_on_is_nth_time() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, first) = run(with_password(&simulator, "ACC-1", "tessera")).await;
    let again = Plan { sign_on: nth_time(&first), ..with_password(&simulator, "ACC-1", "tessera") };
    let (verdict, second) = run(again).await;
    assert_eq!((verdict, second.device().unwrap().new), (Verdict::Done, false));
    assert_eq!(second.device().unwrap().client_id, first.device().unwrap().client_id);
    assert_eq!(simulator.devices().len(), 1);
}

#[tokio::test]
async fn names_of_parameters_are_those_of_discovery() {
    let service = AuthServiceConfig {
        user_name_parameter: "LoginId".into(),
        password_parameter: Some("Pin".into()),
        ..AuthServiceConfig::default()
    };
    let simulator = simulator(SimulatorConfig { auth_services: vec![service], ..SimulatorConfig::default() }).await;
    let (verdict, run) = run(with_password(&simulator, "ACC-1", "tessera")).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", run.report());
    let sent = step(&run.report(), Step::SignOn).exchange.clone().unwrap().request.body.unwrap().json.unwrap();
    assert_eq!(sent["parameters"][0]["name"], "LoginId");
    assert_eq!(sent["parameters"][1]["name"], "Pin");
}

#[tokio::test]
async fn a_wrong_password_is_told_without_repeating_it() {
    for ias in [false, true] {
        let simulator = simulator(SimulatorConfig::default()).await;
        let plan = with_password(&simulator, "ACC-1", "hunter2-hunter2");
        let mut run = Run::new(if ias { at_ias(plan) } else { plan }).unwrap();
        let who = if ias { "IAS" } else { "AGS" };
        refused(
            &mut run,
            Expected {
                at: Step::SignOn,
                status: 401,
                headline: &format!("{who} did not accept the user name, the password or the client_id"),
                cause: "The user name or the password may be wrong",
                remedy: Some(tessera_journeys::Remedy::RepeatFrom { step: Step::SignOn }),
                not_done: "stopped here: not signed on",
            },
        )
        .await;
        let told = serde_json::to_string(&run.report()).unwrap() + &format!("{run:?}");
        assert!(!told.contains("hunter2"), "{told}");
    }
}

#[tokio::test]
async fn a_mandatory_parameter_without_a_value_is_told_before_anything_is_sent() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (verdict, run) = run(with_password(&simulator, "ACC-1", "")).await;
    assert_eq!(verdict, Verdict::Stopped);
    let explanation = explained(&run.report(), Step::SignOn, StepState::Stopped);
    assert_eq!(explanation.headline, "A mandatory parameter is missing");
    assert!(explanation.said.contains("Password"), "{}", explanation.said);
    assert_eq!(asked(&simulator), ["servicediscovery"]);
}

#[tokio::test]
async fn of_several_accounts_the_person_chooses_one() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut run = Run::new(with_password(&simulator, "dave", "tessera")).unwrap();
    assert_eq!(go_on(&mut run).await, Verdict::Paused);
    let report = run.report();
    let asked_for = step(&report, Step::SignOn);
    assert_eq!((asked_for.state, status(&report, Step::SignOn)), (StepState::Done, 300));
    let labels: Vec<_> = asked_for.choices.iter().map(|choice| choice.label.as_str()).collect();
    assert!(labels[0].starts_with("ACC-6") && labels[1].starts_with("ACC-7"), "{labels:?}");
    assert_eq!(report.next, Some(Step::ChooseAccount));
    run.choose(1);
    assert_eq!(go_on(&mut run).await, Verdict::Done, "{:#?}", run.report());
    assert_eq!(run.device().unwrap().account.as_str(), "ACC-7");
    assert_eq!(asked(&simulator), ["servicediscovery", "signOn", "subsequentSignOn", "content_token"]);
    assert_eq!(status(&run.report(), Step::ChooseAccount), 201);
    let mut again = run.repeat_from(Step::ChooseAccount, run.plan().clone()).unwrap();
    assert_eq!(go_on(&mut again).await, Verdict::Refused, "the user token is spent; the choice is still known");
    let told = serde_json::to_value(run.report()).unwrap();
    let user_token = told.pointer("/steps/2/exchange/request/headers").unwrap().to_string();
    assert!(user_token.contains("user-token") && user_token.contains("\u{2026}cut:"), "{user_token}");
}

#[tokio::test]
async fn a_device_of_another_account_than_the_chosen_one_is_the_likeliest_cause() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, first) = run(plan(&simulator)).await;
    let again = Plan { sign_on: nth_time(&first), ..with_password(&simulator, "dave", "tessera") };
    let mut run = Run::new(again).unwrap();
    go_on(&mut run).await;
    run.choose(1);
    assert_eq!(go_on(&mut run).await, Verdict::Refused);
    let explanation = explained(&run.report(), Step::ChooseAccount, StepState::Refused);
    assert!(likeliest(&explanation).headline.contains("may belong to another account"), "{explanation:#?}");
    assert_eq!(likeliest(&explanation).remedy, Some(tessera_journeys::Remedy::SignOnFirstTime));
}

#[tokio::test]
async fn without_a_choice_nothing_is_sent() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut run = Run::new(with_password(&simulator, "dave", "tessera")).unwrap();
    go_on(&mut run).await;
    assert_eq!(go_on(&mut run).await, Verdict::Stopped);
    assert_eq!(explained(&run.report(), Step::ChooseAccount, StepState::Stopped).headline, "2 accounts match");
    assert_eq!(asked(&simulator).len(), 2);
    assert!(simulator.devices().is_empty());
}

#[tokio::test]
async fn ias_takes_a_user_name_and_a_password_too() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (verdict, run) = run(at_ias(with_password(&simulator, "ACC-1", "tessera"))).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", run.report());
    assert_eq!(asked(&simulator), ["signOnByUserNamePassword", "content_token"]);
    assert_eq!(status(&run.report(), Step::SignOn), 200);
}

#[tokio::test]
async fn a_client_id_of_another_account_is_suspected_first() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, other) = run(with_password(&simulator, "ACC-2", "tessera")).await;
    let SignOn::NthTime(client_id) = nth_time(&other) else { unreachable!() };
    let plan = Plan { sign_on: SignOn::NthTime(client_id.clone()), ..with_password(&simulator, "ACC-1", "tessera") };
    let mut run = Run::new(plan).unwrap();
    refused(
        &mut run,
        Expected {
            at: Step::SignOn,
            status: 401,
            headline: "AGS did not accept the user name, the password or the client_id",
            cause: &format!("The client_id {client_id} may belong to another account"),
            remedy: Some(tessera_journeys::Remedy::SignOnFirstTime),
            not_done: "stopped here: not signed on",
        },
    )
    .await;
}

#[tokio::test]
async fn a_password_of_a_repeated_run_and_one_given_by_its_name_are_not_repeated() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (_, first) = run(with_password(&simulator, "ACC-1", "tessera")).await;
    let again = with_password(&simulator, "ACC-1", "another-canary");
    let mut second = first.repeat_from(Step::Discover, again).unwrap();
    assert_eq!(go_on(&mut second).await, Verdict::Refused);
    let environment = environment(&simulator);
    let named = NamedValue { name: "Password".into(), value: "canary-by-name".into() };
    let goal = prepare::password_sign_on(&environment, "ACC-1".into(), Secret::new(String::new()), vec![named]);
    let (verdict, third) = run(Plan { goal: goal.into(), account: None, ..plan(&simulator) }).await;
    assert_eq!(verdict, Verdict::Refused);
    for run in [&second, &third] {
        let told = serde_json::to_string(&run.report()).unwrap();
        assert!(!told.contains("canary") && told.contains("\u{2026}cut:"), "{told}");
    }
}
