//! `tessera session`: playback sessions in the terminal, until Ctrl-C or until none is left.
//!
//! A signal ends no call that is under way: its answer may hold the token with which the session is torn down. The time
//! limits of the environment bound it. What a killed process leaves, SSM ends by itself when a beat is missed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::Serialize;
use tessera_journeys::session::{Beating, PlaybackSession, SessionExchange, SessionPlan, SessionReport, SessionState};
use tessera_journeys::{Clock, Mode, Run, RunDocument, RunReport, StepState, Verdict, drive};
use tessera_tokens::visible;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::args::{Format, GuestSignOn, Journey, Playback};
use crate::failure::{Failure, NOT_REACHED, REFUSED, exit_code};
use crate::prepared::prepare;
use crate::say::say;
use crate::target::{Source, Target};
use crate::{file, human, playing};

/// The content token is got with the tokens of a stored device, or with the refresh token in the variable
/// `TESSERA_REFRESH_TOKEN`; at the simulator that is built in, a guest signs on first.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    playback: Playback,
    /// How many sessions to set up: more than the account may have shows the limit.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=50))]
    count: u8,
    /// Beat by renewing a Widevine licence with the challenge in this file, on the path that the environment says.
    #[arg(long, value_name = "FILE")]
    renewal_challenge: Option<PathBuf>,
}

/// How long to sleep at most before the clock is looked at again: a computer that slept has to notice.
const LOOK: Duration = Duration::from_millis(500);

/// What is printed as JSON: the run that got the content token, and the sessions as they ended.
#[derive(Serialize)]
struct Ended<'a> {
    run: &'a RunReport,
    sessions: &'a [SessionReport],
}

/// What a session told, and its number on screen.
type Told = (usize, SessionExchange);

pub(crate) async fn keep_alive(options: Options) -> Result<u8, Failure> {
    let Options { playback, count, renewal_challenge } = options;
    let target = Target::find(&playback.of.at.env).await?;
    let format = playback.of.at.format;
    let beating = beating(renewal_challenge.as_deref(), &target)?;
    let stop = on_signals()?;
    let run = content_token(playback, &target, &stop).await?;
    if let Source::Stored(stored, _) = &target.source {
        stored.let_go();
    }
    let report = run.report();
    let mut sessions = vec![];
    if report.verdict == Verdict::Done {
        let plan = SessionPlan::of(&run, beating).map_err(|none| Failure::Outcome(none.to_string()))?;
        sessions = play(&plan, count, format, &stop).await?;
    } else if format == Format::Human {
        report.steps.iter().for_each(human::step);
        human::end(&report);
    }
    if let Source::Stored(stored, environment) = &target.source {
        stored.keep(environment, &target.environment, &run).await;
    }
    if format == Format::Json {
        let simulated = matches!(target.source, Source::Simulator(_));
        let ended = Ended { run: &report, sessions: &sessions };
        human::json(&RunDocument::new(&target.environment.name, simulated, &ended));
    }
    Ok(if report.verdict == Verdict::Done { outcome(&sessions) } else { exit_code(report.verdict) })
}

fn beating(challenge: Option<&Path>, target: &Target) -> Result<Beating, Failure> {
    let Some(path) = challenge else { return Ok(Beating::Heartbeat) };
    let challenge = file::challenge(path)?;
    Ok(Beating::Renewal { path: target.environment.ways.renewal_path, challenge })
}

/// A run that got a content token, or did not.
async fn content_token(playback: Playback, target: &Target, stop: &CancellationToken) -> Result<Run, Failure> {
    let journey = match (&target.source, &playback.of.device) {
        (Source::Simulator(_), None) => {
            let Playback { of, playing } = playback;
            Journey::GuestSignOn(Box::new(GuestSignOn { at: of.at, playing, country: None }))
        }
        _ => Journey::Playback(Box::new(playback)),
    };
    let prepared = prepare(&journey, target).await?;
    if prepared.choices.content.is_none() {
        return Err(Failure::Usage(
            "Say with --content what is played; the environment has no default-content.".into(),
        ));
    }
    let mut plan =
        tessera_journeys::prepare::plan(&target.environment, &target.folder, prepared.goal, prepared.choices)?;
    if let Some(options) = journey.playing() {
        playing::take(options, &mut plan.playing)?;
    }
    let mut run = Run::new(plan)?;
    let clock: Clock = Arc::new(Timestamp::now);
    drive(&mut run, Mode::RunThrough, &clock, &(), stop).await;
    Ok(run)
}

/// Sets the sessions up one after the other and keeps them alive side by side.
async fn play(
    plan: &SessionPlan,
    count: u8,
    format: Format,
    stop: &CancellationToken,
) -> Result<Vec<SessionReport>, Failure> {
    let (teller, mut told) = unbounded_channel::<Told>();
    let mut tasks = JoinSet::new();
    let mut ended = Vec::new();
    for number in 1..=usize::from(count) {
        if stop.is_cancelled() {
            break;
        }
        let mut session = PlaybackSession::new(plan.clone())?;
        let exchange = session.set_up(tasks.len(), Timestamp::now()).await;
        show(format, &(number, exchange));
        if session.state() == SessionState::Running {
            tasks.spawn(live(number, session, stop.clone(), teller.clone()));
        } else {
            ended.push((number, session.report()));
        }
    }
    drop(teller);
    if format == Format::Human && !tasks.is_empty() {
        say!("{} beating, until Ctrl-C.", sessions(tasks.len()));
    }
    while let Some(one) = told.recv().await {
        show(format, &one);
    }
    while let Some(session) = tasks.join_next().await {
        ended.push(session.map_err(|error| Failure::Outcome(format!("A session was lost: {error}")))?);
    }
    ended.sort_by_key(|(number, _)| *number);
    let ended: Vec<_> = ended.into_iter().map(|(_, report)| report).collect();
    if format == Format::Human {
        summary(&ended);
    }
    Ok(ended)
}

/// Beats until the session is lost or the person ends it; then tears it down.
async fn live(
    number: usize,
    mut session: PlaybackSession,
    stop: CancellationToken,
    tell: UnboundedSender<Told>,
) -> (usize, SessionReport) {
    let mut wait = Wait::default();
    while let Some(due) = session.next_beat_at() {
        let left = wait.left(due, Timestamp::now(), Instant::now());
        if !left.is_zero() {
            tokio::select! {
                biased;
                () = stop.cancelled() => break,
                () = tokio::time::sleep(left.min(LOOK)) => continue,
            }
        }
        if let Some(exchange) = session.beat(Timestamp::now()).await {
            // Nobody listens any more only when the program ends.
            let _ = tell.send((number, exchange));
        }
    }
    if let Some(exchange) = session.tear_down(Timestamp::now()).await {
        let _ = tell.send((number, exchange));
    }
    (number, session.report())
}

/// The wait for a beat by two clocks, the earlier of which counts: the one that goes on while the computer sleeps, and the
/// one that nobody sets back.
#[derive(Default)]
struct Wait(Option<(Timestamp, Option<Instant>)>);

impl Wait {
    fn left(&mut self, due: Timestamp, now: Timestamp, instant: Instant) -> Duration {
        let left = Duration::try_from(due.duration_since(now)).unwrap_or_default();
        let until = match self.0 {
            Some((same, until)) if same == due => until,
            _ => instant.checked_add(left),
        };
        self.0 = Some((due, until));
        until.map_or(left, |until| left.min(until.saturating_duration_since(instant)))
    }
}

/// Cancelled by Ctrl-C, by a request to end, and when the terminal is closed.
fn on_signals() -> Result<CancellationToken, Failure> {
    let stop = CancellationToken::new();
    let failed = |error| Failure::Outcome(format!("Signals could not be listened to: {error}"));
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()] {
            let (mut signals, stop) = (signal(kind).map_err(failed)?, stop.clone());
            tokio::spawn(async move {
                signals.recv().await;
                stop.cancel();
            });
        }
    }
    #[cfg(windows)]
    {
        let (mut signals, stop) = (tokio::signal::windows::ctrl_c().map_err(failed)?, stop.clone());
        tokio::spawn(async move {
            signals.recv().await;
            stop.cancel();
        });
    }
    Ok(stop)
}

fn show(format: Format, (number, exchange): &Told) {
    if format == Format::Json {
        return;
    }
    let status = exchange.exchange.answer.as_ref().map_or_else(String::new, |answer| answer.status.to_string());
    let at = exchange.exchange.started_at.to_zoned(jiff::tz::TimeZone::system()).strftime("%T");
    say!("{at}  session {number:<2} {:<15} {status:>3}  {}", exchange.call.name(), visible(&exchange.note));
    if let Some(explanation) = &exchange.explanation {
        say!("          {}\n          {}", visible(&explanation.headline), visible(&explanation.said));
        for cause in &explanation.causes {
            say!("            {}\n              {}", visible(&cause.headline), visible(&cause.detail));
        }
    }
    for finding in &exchange.findings {
        say!("          {}", human::told(finding));
    }
}

fn summary(ended: &[SessionReport]) {
    let of = |state| ended.iter().filter(|report| report.state == state).count();
    let (torn_down, lost) = (of(SessionState::Ended), of(SessionState::Lost));
    say!("\n{} torn down, {} refused, {lost} lost.", sessions(torn_down), of(SessionState::Refused));
}

fn sessions(number: usize) -> String {
    if number == 1 { "1 session".to_owned() } else { format!("{number} sessions") }
}

/// Done when every session was torn down.
fn outcome(ended: &[SessionReport]) -> u8 {
    let last = |report: &SessionReport| report.exchanges.last().map(|exchange| exchange.state);
    if ended.iter().all(|report| report.state == SessionState::Ended) {
        0
    } else if ended.iter().any(|report| matches!(last(report), Some(StepState::Refused | StepState::Unreadable))) {
        REFUSED
    } else {
        NOT_REACHED
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_clock_that_is_set_back_or_a_computer_that_slept_delays_no_beat() {
        let (start, due) = (Timestamp::UNIX_EPOCH, Timestamp::from_second(30).unwrap());
        let instant = Instant::now();
        let after = |seconds| instant + Duration::from_secs(seconds);
        let mut wait = Wait::default();
        assert_eq!(wait.left(due, start, instant), Duration::from_secs(30));
        let day_back = Timestamp::from_second(10 - 86_400).unwrap();
        assert_eq!(wait.left(due, day_back, after(10)), Duration::from_secs(20));
        let slept = Timestamp::from_second(3600).unwrap();
        assert_eq!(wait.left(due, slept, after(11)), Duration::ZERO);
        let next = Timestamp::from_second(3630).unwrap();
        assert_eq!(wait.left(next, slept, after(11)), Duration::from_secs(30), "another beat, another wait");
    }
}
