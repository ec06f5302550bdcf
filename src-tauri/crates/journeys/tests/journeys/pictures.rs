//! Pictures that do not hold what is meant: nothing is sent on a guess.

use image::{DynamicImage, GenericImage, ImageFormat, RgbaImage};
use tessera_journeys::{HeadEnd, Picture, Plan, Remedy, Run, Step, StepState, Verdict};
use tessera_qr::{ErrorCorrection, PayloadTemplate, QrCode};
use tessera_simulator::{RunningSimulator, SimulatorConfig};

use crate::support::*;

fn drawn(text: &str) -> RgbaImage {
    let png = QrCode::encode(text, ErrorCorrection::M).unwrap().png(8);
    image::load_from_memory(&png).unwrap().into_rgba8()
}

fn rgba(image: RgbaImage) -> Picture {
    Picture::Rgba { width: image.width(), height: image.height(), bytes: image.into_raw() }
}

fn side_by_side(one: &RgbaImage, other: &RgbaImage) -> RgbaImage {
    let height = one.height().max(other.height());
    let mut both = RgbaImage::from_pixel(one.width() + other.width() + 80, height, image::Rgba([255; 4]));
    both.copy_from(one, 0, 0).unwrap();
    both.copy_from(other, one.width() + 80, 0).unwrap();
    both
}

/// A journey that reads a picture in place of the code on screen.
async fn scanning(plan: Plan, picture: Picture) -> Run {
    let mut journey = up_to(plan, Step::Scan).await;
    journey.scan_this(picture);
    journey
}

async fn not_scanned(simulator: &RunningSimulator, plan: Plan, picture: Picture) -> tessera_journeys::Explanation {
    let mut journey = scanning(plan, picture).await;
    let before = asked(simulator).len();
    assert_eq!(go_on(&mut journey).await, Verdict::Stopped);
    let explanation = explained(&journey.report(), Step::Scan, StepState::Stopped);
    assert_eq!(explanation.not_done, NOTHING_DONE);
    assert_eq!(asked(simulator).len(), before, "nothing was sent");
    explanation
}

#[tokio::test]
async fn a_picture_without_a_code_and_a_file_that_is_no_picture_are_told() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let mut png = std::io::Cursor::new(Vec::new());
    let white = RgbaImage::from_pixel(200, 200, image::Rgba([255; 4]));
    DynamicImage::from(white).write_to(&mut png, ImageFormat::Png).unwrap();
    for picture in [Picture::File(png.into_inner()), Picture::File(b"no picture".to_vec()), Picture::File(vec![])] {
        let explanation = not_scanned(&simulator, plan(&simulator), picture).await;
        assert_eq!(explanation.headline, "No session token could be read from the picture");
        assert_eq!(likeliest(&explanation).remedy, Some(Remedy::RepeatFrom { step: Step::Scan }));
        assert!(!explanation.said.is_empty() && likeliest(&explanation).detail.ends_with('.'));
    }
}

#[tokio::test]
async fn two_codes_that_could_be_meant_are_not_guessed_between() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let picture = rgba(side_by_side(&drawn("abc3fj6sdehd529ng33dg"), &drawn("zzz3fj6sdehd529ng33dg")));
    let mut journey = scanning(plan(&simulator), picture).await;
    assert_eq!(go_on(&mut journey).await, Verdict::Paused);
    let report = journey.report();
    let asked = report.steps.iter().find(|report| report.step == Step::Scan).unwrap();
    assert_eq!(asked.note, "2 QR codes in the picture: choose one");
    let label = &asked.choices[0].label;
    assert!(label.starts_with("a token of 21 characters") && label.ends_with(", 1 from the left"), "{label}");
    assert!(!format!("{:?}", asked.choices).contains("3fj6"));
    let before = crate::support::asked(&simulator).len();
    assert_eq!(go_on(&mut journey).await, Verdict::Stopped, "none was chosen");
    let explanation = explained(&journey.report(), Step::ChooseCode, StepState::Stopped);
    assert_eq!(explanation.headline, "There are 2 QR codes in the picture");
    assert_eq!(crate::support::asked(&simulator).len(), before, "nothing was sent");
}

#[tokio::test]
async fn of_several_codes_the_one_that_a_person_chooses_signs_on() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let shown = up_to(plan(&simulator), Step::Scan).await;
    let screen = image::load_from_memory(&shown.code().unwrap().png).unwrap().into_rgba8();
    let picture = side_by_side(&drawn("abc3fj6sdehd529ng33dg"), &screen);
    for (place, verdict) in [(0, Verdict::Refused), (1, Verdict::Done)] {
        let mut journey = scanning(plan(&simulator), rgba(picture.clone())).await;
        assert_eq!(go_on(&mut journey).await, Verdict::Paused);
        journey.choose(place);
        assert_eq!(go_on(&mut journey).await, verdict, "{:#?}", journey.report().steps.last());
    }
}

fn templated(simulator: &RunningSimulator, template: &str) -> Plan {
    let mut plan = plan(simulator);
    qr(&mut plan).code.template = PayloadTemplate::parse(template).unwrap();
    plan
}

const URL: &str = "https://tv.example/link?t={sessionToken}&v=1";
const JSON: &str = r#"{"v":1,"token":"{sessionToken}"}"#;

#[tokio::test]
async fn of_two_codes_the_one_that_fits_the_template_is_meant() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let before = up_to(templated(&simulator, URL), Step::Scan).await;
    let screen = image::load_from_memory(&before.code().unwrap().png).unwrap().into_rgba8();
    let mut journey = before.repeat_from(Step::Scan, before.plan().clone()).unwrap();
    journey.scan_this(rgba(side_by_side(&drawn("https://shop.example"), &screen)));
    assert_eq!(go_on(&mut journey).await, Verdict::Done);
}

#[tokio::test]
async fn a_code_that_holds_something_else_is_not_sent() {
    let simulator = simulator(SimulatorConfig::default()).await;
    for template in [URL, JSON] {
        let picture = rgba(drawn("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP"));
        let explanation = not_scanned(&simulator, templated(&simulator, template), picture).await;
        assert_eq!(explanation.headline, "The code in the picture holds no session token of this environment");
        assert_eq!(likeliest(&explanation).remedy, Some(Remedy::EditEnvironment));
    }
}

#[tokio::test]
async fn a_url_or_json_around_the_token_is_drawn_and_read_back() {
    let simulator = simulator(SimulatorConfig::default()).await;
    for template in [URL, JSON, "tv:{sessionToken}"] {
        let (verdict, journey) = run(templated(&simulator, template)).await;
        assert_eq!(verdict, Verdict::Done, "{template}: {:#?}", journey.report().steps.last());
    }
}

#[tokio::test]
async fn a_foreign_session_token_waits_for_a_person_and_is_not_spelt_out() {
    let simulator = simulator(SimulatorConfig::default()).await;
    for token in ["abc3fj6sdehd529ng33dg", "a+b/c3fj6sdehd529ng3=="] {
        let mut journey = scanning(plan(&simulator), rgba(drawn(token))).await;
        let before = asked(&simulator).len();
        assert_eq!(go_on(&mut journey).await, Verdict::Paused);
        let report = journey.report();
        let scanned = step(&report, Step::Scan);
        let shown = scanned.confirm.as_ref().unwrap();
        assert!(shown.starts_with("a token of ") && !shown.contains(token), "{shown}");
        assert!(scanned.findings.iter().any(|finding| finding.rule == "another-session-token"));
        assert_eq!(asked(&simulator).len(), before, "nothing is sent before the person has looked");
        assert_eq!(go_on(&mut journey).await, Verdict::Refused, "the person let it go");
    }
}

#[tokio::test]
async fn a_foreign_text_is_shown_to_the_person_without_what_could_deceive_them() {
    let simulator = simulator(SimulatorConfig::default()).await;
    for text in ["javascript:alert(1)", "https://xn--tv-fka.example/?a=b", "a\u{202e}b c\u{1b}[31m"] {
        let environment = environment(&simulator);
        let mut journey = Run::new(plan_for(&environment, HeadEnd::Real)).unwrap();
        journey.scan_this(rgba(drawn(text)));
        assert_eq!(go_on(&mut journey).await, Verdict::Paused);
        let report = journey.report();
        let shown = step(&report, Step::Scan).confirm.as_ref().unwrap();
        let safe = tessera_qr::excerpt(text, 200);
        assert!(shown.ends_with(&safe) && !shown.contains(['\u{202e}', '\u{1b}']), "{shown}");
        assert!(!asked(&simulator).contains(&"signOnWithSessionToken".to_owned()));
    }
}

#[tokio::test]
async fn a_real_head_end_that_is_refused_is_to_be_scanned_again() {
    let simulator = simulator(SimulatorConfig::default()).await;
    let environment = environment(&simulator);
    let mut journey = Run::new(plan_for(&environment, HeadEnd::Real)).unwrap();
    assert_eq!(go_on(&mut journey).await, Verdict::Stopped);
    assert_eq!(journey.next(), Some(Step::Scan), "without a picture there is nothing to read");
    journey.scan_this(rgba(drawn("abc3fj6sdehd529ng33dg")));
    assert_eq!(go_on(&mut journey).await, Verdict::Paused);
    let headline = "AGS did not accept the session token or the client_id";
    let remedy = Some(Remedy::RepeatFrom { step: Step::Scan });
    let (at, not_done, cause) = (Step::SignOn, NOT_SIGNED_ON, "The session token may have been used already");
    refused(&mut journey, Expected { at, status: 401, headline, cause, remedy, not_done }).await;
}
