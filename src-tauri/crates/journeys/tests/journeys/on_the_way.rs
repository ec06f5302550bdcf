//! The answer does not come, or is none: at each step that calls the platform.

use std::time::Duration;

use tessera_gateway::{FailureKind, UnreadableKind};
use tessera_journeys::{Remedy, Step, StepState, Verdict};
use tessera_simulator::SimulatorConfig;
use tessera_simulator::faults::{Fault, FaultServer, refused_url};

use crate::support::*;

const SHORT: Duration = Duration::from_millis(300);
const CALLS: [Step; 4] = [Step::Discover, Step::GetSessionToken, Step::SignOn, Step::ContentToken];

/// What did not happen, when a step was not even begun by the platform.
fn nothing_after(step: Step) -> &'static str {
    match step {
        Step::SignOn => NOT_SIGNED_ON,
        Step::ContentToken => NO_CONTENT,
        _ => NOTHING_DONE,
    }
}

#[tokio::test]
async fn a_server_that_is_down_is_told_at_each_step() {
    let simulator = simulator(SimulatorConfig::default()).await;
    for at in CALLS {
        let mut journey = moved(plan(&simulator), at, &refused_url().unwrap(), LONG).await;
        let before = asked(&simulator).len();
        assert_eq!(go_on(&mut journey).await, Verdict::NotReached);
        let report = journey.report();
        let explanation = explained(&report, at, StepState::NotReached);
        assert!(explanation.headline.starts_with("Nobody listens at 127.0.0.1, port "), "{explanation:#?}");
        let cause = likeliest(&explanation);
        assert!(cause.headline.contains("whether the server runs") && cause.detail.contains("connecting"));
        assert_eq!((cause.remedy, explanation.not_done.as_str()), (Some(Remedy::EditEnvironment), nothing_after(at)));
        let failure = step(&report, at).exchange.as_ref().unwrap().failure.as_ref().unwrap();
        assert!(matches!(failure.cause, FailureKind::ConnectionRefused { .. }));
        assert_eq!(asked(&simulator).len(), before, "nothing was sent after it");
    }
}

#[tokio::test]
async fn an_answer_that_never_comes_or_breaks_off_is_told_and_the_call_not_repeated() {
    let simulator = simulator(SimulatorConfig::default()).await;
    for at in CALLS {
        for (fault, limit, headline) in [
            (Fault::NeverAnswers, SHORT, "No answer within 1 s."),
            (Fault::ClosesBeforeHeaders, LONG, "The server closed the connection without an answer."),
            (Fault::ResetsInBody, LONG, "The connection was reset after 27 bytes of the body."),
            (Fault::CutContentLength, LONG, "The body is incomplete: 27 of 1000000 bytes came."),
            (Fault::StallsInBody, SHORT, "The time limit of 1 s passed while reading the body; 27 bytes had come."),
        ] {
            let (server, mut journey) = with_fault(plan(&simulator), at, fault, limit).await;
            assert_eq!(go_on(&mut journey).await, Verdict::NotReached);
            let explanation = explained(&journey.report(), at, StepState::NotReached);
            assert_eq!(explanation.headline, headline);
            let unsure = "stopped here: whether the device was signed on is not known";
            let not_done = if at == Step::SignOn { unsure } else { nothing_after(at) };
            assert_eq!(explanation.not_done, not_done, "the platform may have done its part");
            assert_eq!(server.hits(), 1, "one step is one request");
        }
    }
}

#[tokio::test]
async fn a_redirect_is_shown_at_each_step_and_credentials_do_not_follow() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let other = FaultServer::start(Fault::json(200, "{}")).await.unwrap();
    for at in CALLS {
        for status in [301, 307, 308] {
            let location = Some(format!("{}/ags/elsewhere?secret=1", other.url()));
            let (server, mut journey) =
                with_fault(plan(&simulator), at, Fault::Redirect { status, location }, LONG).await;
            assert_eq!(go_on(&mut journey).await, Verdict::Unreadable);
            let report = journey.report();
            let explanation = explained(&report, at, StepState::Unreadable);
            assert!(explanation.headline.contains(&other.url()) && !explanation.headline.contains("secret=1"));
            assert!(likeliest(&explanation).headline.contains("may have moved"));
            let rules: Vec<_> = step(&report, at).findings.iter().map(|finding| finding.rule.to_string()).collect();
            assert_eq!(rules, ["redirect-to-another-host"]);
            assert_eq!(server.hits(), 1);
        }
    }
    assert_eq!(other.hits(), 0, "nothing went to the other host");
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_told_in_its_own_way_at_each_step() {
    let simulator = simulator(SimulatorConfig::default()).await;
    for at in CALLS {
        for (body, problem, cause) in [
            (&b"<!DOCTYPE html><title>Log in</title>"[..], UnreadableKind::Page, "proxy or portal page"),
            (b"", UnreadableKind::Empty, "ended its answer early"),
            (b"{\"a\":", UnreadableKind::NotJson, "damaged"),
            (b"\xff\xfe{\0", UnreadableKind::NotText, "damaged"),
            (b"[]", UnreadableKind::WrongShape, "another form than the documents"),
        ] {
            let (server, mut journey) = with_fault(plan(&simulator), at, Fault::json(200, body), LONG).await;
            assert_eq!(go_on(&mut journey).await, Verdict::Unreadable, "{at:?} {problem:?}");
            let report = journey.report();
            let explanation = explained(&report, at, StepState::Unreadable);
            assert_eq!(step(&report, at).unreadable.as_ref().unwrap().problem, problem);
            assert!(likeliest(&explanation).headline.contains(cause), "{explanation:#?}");
            assert_eq!(explanation.not_done, nothing_after(at));
            assert_eq!(server.hits(), 1);
        }
    }
}

#[tokio::test]
async fn trouble_of_the_server_has_a_cause_and_a_remedy_at_each_step() {
    let simulator = simulator(SimulatorConfig::default()).await;
    for at in CALLS {
        for status in [405, 407, 429, 500, 503] {
            let (server, mut journey) = with_fault(plan(&simulator), at, Fault::json(status, ""), LONG).await;
            assert_eq!(go_on(&mut journey).await, Verdict::Refused);
            let explanation = explained(&journey.report(), at, StepState::Refused);
            assert!(explanation.said.contains("It gave no reason."));
            let cause = match status {
                407 => "A proxy wants a user name",
                429 => "asked too often",
                ..500 => "do not list this status",
                _ => "in trouble",
            };
            assert!(likeliest(&explanation).headline.contains(cause), "{explanation:#?}");
            assert!(likeliest(&explanation).remedy.is_some(), "{explanation:#?}");
            assert_eq!(server.hits(), 1);
        }
    }
}

#[tokio::test]
async fn a_page_from_between_is_told_from_a_refusal_of_the_platform() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let page = "<html><title>Sign in to the network</title></html>";
    let nginx = "<html><head><title>400 No required SSL certificate was sent</title></head></html>";
    for at in CALLS {
        for (status, body, cause) in [
            (511, page, "log-in page of a network"),
            (407, page, "A proxy wants a user name"),
            (400, nginx, "wants a client certificate"),
            (403, page, "proxy or portal page"),
            (502, page, "proxy or portal page"),
        ] {
            let (server, mut journey) = with_fault(plan(&simulator), at, Fault::json(status, body), LONG).await;
            assert_eq!(go_on(&mut journey).await, Verdict::Refused);
            let explanation = explained(&journey.report(), at, StepState::Refused);
            let told = explanation.causes.iter().any(|told| told.headline.contains(cause));
            assert!(told, "{at:?} {status}: {explanation:#?}");
            assert_eq!(server.hits(), 1);
        }
    }
}

#[tokio::test]
async fn a_server_that_asks_to_wait_is_quoted_and_not_asked_again() {
    let later = jiff::Timestamp::now() + jiff::SignedDuration::from_mins(30);
    let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&later).unwrap();
    for at in CALLS {
        for (status, asked, told) in [
            (429, "30", "asks to wait 30 s"),
            (503, "120", "asks to wait 2 min"),
            (503, &date, "asks to wait"),
            (503, "Wed, 21 Oct 2015 07:28:00 GMT", "asked again at once"),
            (429, "0", "asked again at once"),
            (503, "1000000000", "can hardly be meant"),
            (503, "99999999999999999999999999", "can hardly be meant"),
            (429, "soon, \"perhaps\"", "in a form that can be read"),
            (429, "-5", "in a form that can be read"),
            (429, "1.5", "in a form that can be read"),
        ] {
            let simulator = simulator(SimulatorConfig::default()).await;
            let headers = vec![("retry-after".to_owned(), asked.to_owned())];
            let fault = Fault::Answer { status, headers, body: vec![] };
            let (server, mut journey) = with_fault(plan(&simulator), at, fault, LONG).await;
            assert_eq!(go_on(&mut journey).await, Verdict::Refused);
            let explanation = explained(&journey.report(), at, StepState::Refused);
            let cause = likeliest(&explanation);
            assert!(cause.headline.contains(told), "{asked}: {explanation:#?}");
            assert!(cause.detail.contains(&asked[..asked.len().min(20)]), "{}", cause.detail);
            assert!(cause.detail.contains("Nothing is repeated by itself"), "{}", cause.detail);
            assert_eq!(server.hits(), 1, "nobody hammers");
        }
    }
}

#[tokio::test]
async fn what_a_server_writes_cannot_move_what_stands_beside_it() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let body = "{\"message\":\"a\u{202e}b\u{9b}2Jc\\u001b[31md\\ne\"}";
    for at in CALLS {
        let (_server, mut journey) = with_fault(plan(&simulator), at, Fault::json(403, body), LONG).await;
        assert_eq!(go_on(&mut journey).await, Verdict::Refused);
        let report = journey.report();
        let explanation = explained(&report, at, StepState::Refused);
        assert!(explanation.said.contains(r"a\u{202e}b\u{9b}2Jc\u{1b}[31md\ne"), "{}", explanation.said);
        let at_fault = step(&report, at);
        let shown = &at_fault.exchange.as_ref().unwrap().answer.as_ref().unwrap().body.text;
        let refusal = at_fault.refusal.as_ref().unwrap().body.as_ref().unwrap();
        for told in [shown, refusal.message.as_ref().unwrap(), &explanation.said] {
            assert!(!told.contains(['\u{202e}', '\u{9b}', '\u{1b}', '\n']), "{told}");
        }
    }
}
