//! Companion sign-on: a device shows a code, another one approves it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tessera_credentials::{Lookup, SecretKind, SecretName, Vault};
use tessera_gateway::{Gateway, Request};
use tessera_journeys::{
    Approver, Clock, CompanionSignOn, Goal, KeptIn, Mode, Observer, Plan, Run, RunEvent, Step, StepState, TokenSlot,
    Verdict, drive, prepare,
};
use tessera_protocol::{ApproveBody, CorrelationId, ExpiryUnit, TokenField};
use tessera_simulator::{Choices, CompanionRules, PollSuccess, RefreshRotation, RunningSimulator, SimulatorConfig};
use tokio_util::sync::CancellationToken;

use crate::support::*;

/// Polls may follow each other at once: the answer gives no period, and ours is a moment.
pub(crate) fn quick() -> SimulatorConfig {
    SimulatorConfig {
        companion: CompanionRules { polling_period: 0, ..CompanionRules::default() },
        ..SimulatorConfig::default()
    }
}

/// A television that signs on with a code.
pub(crate) fn companion(simulator: &RunningSimulator, approver: Option<Approver>) -> Plan {
    let environment = environment(simulator);
    let mut goal = prepare::companion_sign_on(&environment, approver);
    needs(&mut goal).polling_period = Duration::from_millis(5);
    let platform = "stb-opentv-os".into();
    let sign_on = prepare::first_time(&environment, &platform).unwrap();
    Plan { goal, account: None, platform, sign_on, ..plan(simulator) }
}

pub(crate) fn needs(goal: &mut Goal) -> &mut CompanionSignOn {
    let Goal::CompanionSignOn(needs) = goal else { panic!("it is a companion sign-on") };
    needs
}

/// The device of a run in the role of the phone.
pub(crate) fn phone(simulator: &RunningSimulator, run: &Run) -> Approver {
    let client_id = &run.device().unwrap().client_id;
    let tokens = prepare::device_tokens(&environment(simulator), client_id, run.token_set().cloned(), None);
    Approver { tokens }
}

/// A phone that signed on before, in the role of the one who approves.
pub(crate) async fn signed_on(simulator: &RunningSimulator) -> Approver {
    let (verdict, before) = run(plan(simulator)).await;
    assert_eq!(verdict, Verdict::Done);
    phone(simulator, &before)
}

/// Approves a code as a real phone would, beside the run.
pub(crate) async fn approve_beside(simulator: &RunningSimulator, approver: &Approver, run: &Run) {
    let gateway = Gateway::new(run.plan().connection.clone()).unwrap();
    let body = ApproveBody { device_registration_code: run.registration_code().unwrap().to_owned() };
    let access = approver.tokens.set.as_ref().unwrap().access.text().unwrap().to_owned();
    let request = Request::approve_device_registration_code(&access, &body);
    gateway.call(request, Some(&CorrelationId::random()), Timestamp::now()).await.read_if_any::<TokenField>().unwrap();
    assert_eq!(asked(simulator).last().unwrap(), "approve");
}

pub(crate) async fn one_step(journey: &mut Run, clock: &Clock) -> Verdict {
    drive(journey, Mode::OneStep, clock, &(), &CancellationToken::new()).await
}

#[tokio::test]
async fn a_device_signs_on_with_a_code_that_another_one_approves() {
    for poll_success in [PollSuccess::Accepted, PollSuccess::Ok] {
        let choices = Choices { poll_success, ..Choices::default() };
        let simulator = simulator(SimulatorConfig { choices, ..quick() }).await;
        let approver = signed_on(&simulator).await;
        let (verdict, journey) = run(companion(&simulator, Some(approver))).await;
        let report = journey.report();
        assert_eq!(verdict, Verdict::Done, "{report:#?}");
        let steps: Vec<_> = report.steps.iter().map(|step| step.step).collect();
        let (first, then) = ([Step::RegistrationCode, Step::ShowQr, Step::Poll], [Step::Approve, Step::AwaitApproval]);
        assert_eq!(steps, [&first[..], &then, &[Step::SignOn, Step::ContentToken]].concat());
        assert_eq!((status(&report, Step::Poll), status(&report, Step::Approve)), (204, 202));
        let device = report.device.unwrap();
        assert_eq!((device.account.as_str(), device.new), ("ACC-1", true), "it joins the account of the phone");
        assert_eq!(simulator.devices().len(), 2);
        assert!(!journey.device().unwrap().client_id.as_str().is_empty());
    }
}

#[tokio::test]
async fn a_known_device_comes_back_to_itself_with_a_code() {
    let simulator = simulator(quick()).await;
    let approver = signed_on(&simulator).await;
    let (_, before) = run(companion(&simulator, Some(approver.clone()))).await;
    let plan = Plan { sign_on: nth_time(&before), ..companion(&simulator, Some(approver)) };
    let (verdict, after) = run(plan).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", after.report());
    assert_eq!(after.device().unwrap().client_id, before.device().unwrap().client_id);
    assert!(!after.device().unwrap().new);
    assert_eq!(simulator.devices().len(), 2);
}

#[tokio::test]
async fn every_poll_is_kept_and_told_until_a_real_phone_approves() {
    let simulator = simulator(quick()).await;
    let approver = signed_on(&simulator).await;
    let mut journey = Run::new(companion(&simulator, None)).unwrap();
    for expected in [Step::RegistrationCode, Step::ShowQr, Step::AwaitApproval, Step::AwaitApproval] {
        assert_eq!((journey.next(), one_step(&mut journey, &clock()).await), (Some(expected), Verdict::Paused));
    }
    let code = journey.registration_code().unwrap().to_owned();
    assert!(step(&journey.report(), Step::RegistrationCode).note.contains(&code), "it is there as text");
    let read = tessera_qr::read(&journey.code().unwrap().png).unwrap();
    assert_eq!(read[0].text.as_str(), code, "and as a QR code");
    approve_beside(&simulator, &approver, &journey).await;
    assert_eq!(go_on(&mut journey).await, Verdict::Done);
    let report = journey.report();
    let polls = step(&report, Step::AwaitApproval);
    let statuses = polls.earlier.iter().chain(&polls.exchange).map(|poll| poll.answer.as_ref().unwrap().status);
    assert_eq!(statuses.collect::<Vec<_>>(), [204, 204, 202]);
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["steps"][2]["earlier"].as_array().unwrap().len(), 2);
    assert_eq!(json["steps"][0].get("earlier"), None, "other steps are as they were");
}

#[tokio::test]
async fn polls_keep_their_period() {
    let rules = CompanionRules { polling_period: 1, ..CompanionRules::default() };
    let simulator = simulator(SimulatorConfig { companion: rules, ..SimulatorConfig::default() }).await;
    let approver = signed_on(&simulator).await;
    let (_, journey) = run(companion(&simulator, Some(approver))).await;
    let report = journey.report();
    let at = |of| step(&report, of).exchange.as_ref().unwrap().started_at;
    let apart = at(Step::AwaitApproval).duration_since(at(Step::Poll));
    assert!(apart >= SignedDuration::from_secs(1) && apart < SignedDuration::from_secs(10), "{apart}");
}

/// Ends the run after the first poll.
struct AfterAPoll(CancellationToken);

impl Observer for AfterAPoll {
    fn notice(&self, event: RunEvent) {
        if matches!(event, RunEvent::StepEnded { report } if report.step == Step::AwaitApproval) {
            self.0.cancel();
        }
    }
}

#[tokio::test]
async fn the_waiting_is_ended_at_once_and_goes_on_from_there() {
    let rules = CompanionRules { polling_period: 3600, ..CompanionRules::default() };
    let simulator = simulator(SimulatorConfig { companion: rules, ..SimulatorConfig::default() }).await;
    let mut journey = Run::new(companion(&simulator, None)).unwrap();
    let cancel = CancellationToken::new();
    let (clock, observer) = (clock(), AfterAPoll(cancel.clone()));
    let driven = drive(&mut journey, Mode::RunThrough, &clock, &observer, &cancel);
    assert_eq!(tokio::time::timeout(LONG, driven).await.unwrap(), Verdict::Cancelled);
    let report = journey.report();
    let ended = report.steps.last().unwrap();
    assert_eq!((ended.state, ended.earlier.len()), (StepState::Cancelled, 1), "the poll before is not lost");
    assert_eq!(report.next, Some(Step::AwaitApproval));
}

/// A phone that signed on an hour and a minute ago, on a clock of its own.
async fn an_hour_later(config: SimulatorConfig) -> (RunningSimulator, Approver, Clock) {
    let ours = tessera_simulator::Clock::fixed(Timestamp::now());
    let simulator = tessera_simulator::Simulator::start_with_clock(config, None, ours.clone()).await.unwrap();
    let moved = ours.clone();
    let clock: Clock = std::sync::Arc::new(move || moved.now());
    let mut run = Run::new(plan(&simulator)).unwrap();
    drive(&mut run, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
    let approver = phone(&simulator, &run);
    ours.advance(SignedDuration::from_mins(61));
    (simulator, approver, clock)
}

async fn kept(vault: &Vault, name: &SecretName) -> Option<String> {
    match vault.get(name).await.unwrap() {
        Lookup::Found(secret) => Some(secret.expose().to_owned()),
        Lookup::NotStored | Lookup::Unreachable(_) => None,
    }
}

#[tokio::test]
async fn tokens_of_the_phone_that_are_refused_are_renewed_once_and_kept_before_they_are_used() {
    let (simulator, mut approver, clock) = an_hour_later(quick()).await;
    let (vault, name) = (Vault::session_only(), SecretName::new("phone".to_owned(), SecretKind::RefreshToken));
    approver.tokens = approver.tokens.kept_in(KeptIn { vault: vault.clone(), name: name.clone() });
    let mut journey = Run::new(companion(&simulator, Some(approver.clone()))).unwrap();
    while journey.next() != Some(Step::ApproveAgain) {
        assert_eq!(one_step(&mut journey, &clock).await, Verdict::Paused, "{:#?}", journey.report().steps.last());
    }
    let renewed = journey.approver_set().unwrap().refresh.clone().unwrap();
    assert_eq!(kept(&vault, &name).await.as_deref(), renewed.text());
    assert_ne!(renewed.text(), approver.tokens.refresh.as_ref().map(|refresh| refresh.refresh_token.expose()));
    assert!(journey.token_set().is_none() && !journey.has_new_tokens(), "they are not the television's");

    let verdict = drive(&mut journey, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
    let report = journey.report();
    assert_eq!(verdict, Verdict::Done, "{report:#?}");
    assert_eq!(kept(&vault, &name).await.as_deref(), renewed.text(), "the television's does not take its place");
    let states: Vec<_> = report.steps.iter().skip(3).take(4).map(|step| (step.step, step.state)).collect();
    let renewal = [(Step::Discover, StepState::Done), (Step::Refresh, StepState::Done)];
    assert_eq!(states[0], (Step::Approve, StepState::Refused));
    assert_eq!((&states[1..3], states[3]), (&renewal[..], (Step::ApproveAgain, StepState::Done)));
    assert!(step(&report, Step::Refresh).findings.is_empty(), "{:#?}", step(&report, Step::Refresh).findings);
    let whole = |slot| journey.token(slot).unwrap().token.expose().to_owned();
    assert_ne!(whole(TokenSlot::AccessToken), whole(TokenSlot::ApproverAccessToken));
    assert_ne!(journey.device().unwrap().client_id, approver.tokens.refresh.unwrap().client_id);
}

#[tokio::test]
async fn what_the_television_gets_is_not_kept_in_the_place_of_the_phone() {
    let simulator = simulator(quick()).await;
    let mut run = Run::new(plan(&simulator)).unwrap();
    drive(&mut run, Mode::RunThrough, &clock(), &(), &CancellationToken::new()).await;
    let (vault, name) = (Vault::session_only(), SecretName::new("phone".to_owned(), SecretKind::RefreshToken));
    let mut approver = phone(&simulator, &run);
    approver.tokens = approver.tokens.kept_in(KeptIn { vault: vault.clone(), name: name.clone() });
    let mut journey = Run::new(companion(&simulator, Some(approver))).unwrap();
    let verdict = drive(&mut journey, Mode::RunThrough, &clock(), &(), &CancellationToken::new()).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", journey.report());
    assert_eq!(kept(&vault, &name).await, None, "nothing of the phone was renewed");
    assert!(journey.has_new_tokens(), "those of the television are kept when the run is recorded");
}

#[tokio::test]
async fn tokens_of_the_phone_that_others_renewed_while_the_run_waited_are_taken_over() {
    let choices = Choices { refresh_rotation: RefreshRotation::FamilyRevoked, ..Choices::default() };
    let (simulator, approver, clock) = an_hour_later(SimulatorConfig { choices, ..quick() }).await;
    let mut journey = Run::new(companion(&simulator, Some(approver.clone()))).unwrap();
    assert_eq!(one_step(&mut journey, &clock).await, Verdict::Paused);
    let goal = Goal::Refresh(approver.tokens.refresh.clone().unwrap());
    let mut beside = Run::new(Plan { goal, ..plan(&simulator) }).unwrap();
    drive(&mut beside, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
    let newer = beside.token_set().unwrap().clone();
    journey.take_newer_approver_set(newer.clone());
    journey.take_newer_approver_set(approver.tokens.set.clone().unwrap());
    assert_eq!(journey.approver_set().unwrap().issued_at, newer.issued_at, "older ones are not taken");
    let verdict = drive(&mut journey, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
    let report = journey.report();
    assert_eq!(verdict, Verdict::Done, "the old ones had ended, and the chain with them: {report:#?}");
    assert!(report.steps.iter().all(|step| step.step != Step::Refresh), "nothing had to be renewed");
}

#[tokio::test]
async fn after_a_restart_the_phone_refreshes_before_it_approves() {
    let simulator = simulator(quick()).await;
    let mut approver = signed_on(&simulator).await;
    approver.tokens.set = None;
    let (verdict, journey) = run(companion(&simulator, Some(approver))).await;
    assert_eq!(verdict, Verdict::Done, "{:#?}", journey.report());
    let asked = asked(&simulator);
    let place = |name: &str| asked.iter().rposition(|call| call == name).unwrap();
    assert!(place("refresh") < place("approve"), "{asked:?}");
}

#[tokio::test]
async fn a_phone_that_was_quicker_leaves_nothing_to_approve() {
    let simulator = simulator(quick()).await;
    let approver = signed_on(&simulator).await;
    let mut journey = up_to(companion(&simulator, Some(approver.clone())), Step::Poll).await;
    approve_beside(&simulator, &approver, &journey).await;
    assert_eq!(go_on(&mut journey).await, Verdict::Done);
    assert!(journey.report().steps.iter().all(|step| !matches!(step.step, Step::Approve | Step::AwaitApproval)));
}

#[tokio::test]
async fn no_token_of_either_device_leaves_the_run() {
    let simulator = simulator(quick()).await;
    let mut approver = signed_on(&simulator).await;
    let set = approver.tokens.set.take().unwrap();
    let (_, journey) = run(companion(&simulator, Some(approver))).await;
    let mut secrets = secrets(&journey);
    assert!(journey.token(TokenSlot::DsraToken).is_some() && journey.token(TokenSlot::SignOnActivationToken).is_some());
    let refresh = set.refresh.unwrap();
    secrets.push(refresh.text().unwrap().rsplit('.').next().unwrap().to_owned());
    let report = journey.report();
    assert_silent("the JSON", serde_json::to_string(&report).unwrap().as_bytes(), &secrets);
    assert_silent("Debug", format!("{report:?}{journey:?}").as_bytes(), &secrets);
}

#[tokio::test]
async fn a_code_that_nobody_approves_ends_and_its_number_and_unit_are_told() {
    let ours = tessera_simulator::Clock::fixed(Timestamp::now());
    let choices = Choices { registration_expiry: ExpiryUnit::Seconds, ..Choices::default() };
    let config = SimulatorConfig { choices, ..quick() };
    let simulator = tessera_simulator::Simulator::start_with_clock(config, None, ours.clone()).await.unwrap();
    let moved = ours.clone();
    let clock: Clock = std::sync::Arc::new(move || moved.now());
    let mut journey = Run::new(companion(&simulator, None)).unwrap();
    for _ in 0..3 {
        assert_eq!(one_step(&mut journey, &clock).await, Verdict::Paused);
    }
    ours.advance(SignedDuration::from_secs(1));
    assert_eq!(one_step(&mut journey, &clock).await, Verdict::Stopped);
    let explanation = journey.report().steps.last().unwrap().explanation.clone().unwrap();
    assert!(explanation.headline.contains("has expired, and nobody approved it"), "{explanation:#?}");
    assert!(explanation.said.contains("expiresAfterMillis was 600, read as milliseconds"), "{explanation:#?}");
    assert_eq!(explanation.causes[1].remedy, Some(tessera_journeys::Remedy::EditEnvironment));
    assert_eq!(journey.report().steps.last().unwrap().earlier.len(), 1);
}
