//! URL Builder as the source of the content token.

use tessera_journeys::{Goal, Plan, Playback, Playing, Run, Step, StepState, TokenSlot, Verdict, drive, prepare};
use tessera_simulator::{Choices, RunningSimulator, SimulatorConfig};
use tessera_storage::ContentTokenSource;
use tokio_util::sync::CancellationToken;

use crate::playback::an_hour_later;
use crate::support::*;

const URL: &str = "https://cdn.example.com/ch015/manifest.mpd";

fn from_url_builder(plan: Plan) -> Plan {
    let source = ContentTokenSource::UrlBuilder;
    Plan { playing: Playing { source, content_url: Some(URL.into()), ..Playing::default() }, ..plan }
}

fn playing(simulator: &RunningSimulator, run: &Run) -> Plan {
    let client_id = run.device().unwrap().client_id.clone();
    let tokens = prepare::device_tokens(&environment(simulator), &client_id, run.token_set().cloned(), None);
    from_url_builder(Plan { goal: Goal::Playback(Playback { tokens }), sign_on: nth_time(run), ..plan(simulator) })
}

#[tokio::test]
async fn url_builder_gives_the_content_token_and_its_cdn_token_is_cut() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let (verdict, journey) = run(from_url_builder(plan(&simulator))).await;
    let report = journey.report();
    assert_eq!(verdict, Verdict::Done, "{report:#?}");
    assert!(step(&report, Step::ContentToken).note.contains("may play CH015"));
    assert!(journey.token(TokenSlot::ContentToken).is_some());
    let body = &step(&report, Step::ContentToken).exchange.as_ref().unwrap().answer.as_ref().unwrap().body;
    let json = body.json.as_ref().unwrap();
    assert!(json["cdnAccessToken"].as_str().unwrap().contains("\u{2026}cut:"), "{json:#}");
    assert!(json["playbackUrl"].as_str().unwrap().contains("\u{2026}cut:"), "{json:#}");
}

#[tokio::test]
async fn the_environment_says_who_gives_content_tokens() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut environment = environment(&simulator);
    environment.ways.content_token = ContentTokenSource::UrlBuilder;
    let mut plan = plan_for(&environment, tessera_journeys::HeadEnd::Played(operator(&simulator)));
    assert_eq!(plan.playing.source, ContentTokenSource::UrlBuilder);
    let (verdict, journey) = run(plan.clone()).await;
    assert_eq!(verdict, Verdict::Stopped, "it needs the content's address");
    let explanation = journey.report().steps.last().unwrap().explanation.clone().unwrap();
    assert!(explanation.headline.contains("needs the address of the content"), "{explanation:#?}");
    plan.playing.content_url = Some(URL.into());
    assert_eq!(run(plan).await.0, Verdict::Done);
}

#[tokio::test]
async fn url_builder_knows_no_other_content() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let plan = Plan { content: Some("NO-SUCH".into()), ..from_url_builder(plan(&simulator)) };
    let mut journey = Run::new(plan).unwrap();
    let expected = Expected {
        at: Step::ContentToken,
        status: 404,
        headline: "URL Builder knows no such content",
        cause: "content id is unknown",
        remedy: Some(tessera_journeys::Remedy::RepeatFrom { step: Step::ContentToken }),
        not_done: NO_CONTENT,
    };
    refused(&mut journey, expected).await;
}

#[tokio::test]
async fn an_access_token_that_url_builder_refuses_is_renewed_once() {
    let (simulator, before, clock) = an_hour_later(Choices::default()).await;
    let mut journey = Run::new(playing(&simulator, &before)).unwrap();
    let mode = tessera_journeys::Mode::RunThrough;
    let verdict = drive(&mut journey, mode, &clock, &(), &CancellationToken::new()).await;
    let report = journey.report();
    assert_eq!(verdict, Verdict::Done, "{report:#?}");
    assert_eq!(step(&report, Step::ContentToken).state, StepState::Refused);
    assert_eq!(step(&report, Step::ContentTokenAgain).state, StepState::Done);
    assert_eq!(asked(&simulator).iter().filter(|call| *call == "token").count(), 2);
}
