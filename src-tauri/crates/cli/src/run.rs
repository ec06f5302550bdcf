//! `tessera run`: a journey in the terminal, step by step, ended by Ctrl-C.

use std::io::IsTerminal;
use std::sync::Arc;

use jiff::Timestamp;
use tessera_gateway::CertificateCheck;
use tessera_journeys::{Candidate, Clock, Mode, RunDocument, Step, StepReport, Verdict, drive};
use tessera_protocol::SignOn;
use tessera_qr::TerminalStyle;
use tokio_util::sync::CancellationToken;

use crate::args::{Format, Journey};
use crate::failure::{Failure, exit_code};
use crate::human;
use crate::phone;
use crate::playing;
use crate::prepared::{Answers, prepare};
use crate::say::{complain, drawn_for_person, for_person, say};
use crate::target::{Source, Target};

pub(crate) async fn run(journey: Journey) -> Result<u8, Failure> {
    let at = journey.at();
    let target = Target::find(&at.env).await?;
    let prepared = prepare(&journey, &target).await?;
    let mut plan =
        tessera_journeys::prepare::plan(&target.environment, &target.folder, prepared.goal, prepared.choices)?;
    if let Some(options) = journey.playing() {
        playing::take(options, &mut plan.playing)?;
    }
    let page = match &journey {
        Journey::QrSignOn(options) if options.phone => Some(phone::ask(options, &target.environment, &mut plan).await?),
        _ => None,
    };
    let mut run = tessera_journeys::Run::new(plan)?;
    if let Some(picture) = prepared.picture {
        run.scan_this(picture);
    }
    if at.format == Format::Human {
        introduce(&target, &run);
    }
    let verdict = go(&mut run, at.format, &prepared.answers).await;
    let report = run.report();
    if let Some(page) = page {
        phone::tell(page, &report).await;
    }
    if let Source::Stored(stored, environment) = &target.source {
        stored.keep(environment, &target.environment, &run).await;
    }
    match at.format {
        Format::Human => {
            human::end(&report);
            if !matches!(target.source, Source::Stored(..)) {
                say!("Nothing was stored: the environment is not one of yours.");
            }
        }
        Format::Json => {
            let simulated = matches!(target.source, Source::Simulator(_));
            human::json(&RunDocument::new(&target.environment.name, simulated, &report));
        }
    }
    Ok(exit_code(verdict))
}

async fn go(run: &mut tessera_journeys::Run, format: Format, answers: &Answers) -> Verdict {
    let clock: Clock = Arc::new(Timestamp::now);
    let cancel = CancellationToken::new();
    let on_ctrl_c = cancel.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            on_ctrl_c.cancel();
        }
    });
    loop {
        let verdict = drive(run, Mode::OneStep, &clock, &(), &cancel).await;
        let report = run.report();
        if let Some(step) = report.steps.last() {
            show(step, run, format);
        }
        if verdict != Verdict::Paused {
            return verdict;
        }
        if let Some(held) = report.steps.last().and_then(|step| step.confirm.as_deref())
            && !answers.send_scanned
            && !asked_to_send(held)
        {
            complain!("Nothing was sent. To send it without being asked: --send-scanned.");
            return verdict;
        }
        if let Some(place) = report.steps.last().and_then(|step| chosen(&step.choices, answers.choose.as_deref())) {
            run.choose(place);
        }
    }
}

fn show(step: &StepReport, run: &tessera_journeys::Run, format: Format) {
    if format == Format::Human {
        human::step(step);
    }
    let Step::ShowQr = step.step else { return };
    // Somebody else has to approve a code that no device here approves, also where standard output holds a document.
    let waits = run.plan().goal.approver().is_none();
    if let (Some(code), true) = (run.registration_code(), waits) {
        let code = tessera_qr::excerpt(code, usize::MAX);
        for_person(
            format,
            &format!("\n    Code  {code}    Approve it in the app of a device that is signed on; Ctrl-C ends.\n"),
        );
    } else if format == Format::Json {
        return;
    }
    let terminal = match format {
        Format::Human => std::io::stdout().is_terminal(),
        Format::Json => std::io::stderr().is_terminal(),
    };
    if let (Some(drawn), true) = (run.code(), terminal && waits) {
        // In a log the code would be a secret that outlives the run, and nobody can scan it there.
        drawn_for_person(format, &format!("\n{}", drawn.code.terminal(TerminalStyle::default())));
    }
}

/// Asks the person whether what a picture holds is to be sent; without anybody to ask, it is not.
fn asked_to_send(held: &str) -> bool {
    complain!("The picture holds {held}.");
    if !std::io::stdin().is_terminal() {
        return false;
    }
    complain!("Send it as the session token? [y/N]");
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).is_ok() && answer.trim().eq_ignore_ascii_case("y")
}

/// What `--choose` means: an account by its id, or either by its place counted from 1.
fn chosen(choices: &[Candidate], choose: Option<&str>) -> Option<usize> {
    let wanted = choose?;
    let by_id = choices.iter().find(|choice| choice.label.split(", ").next() == Some(wanted));
    let by_place = || wanted.parse::<usize>().ok()?.checked_sub(1).and_then(|place| choices.get(place));
    by_id.or_else(by_place).map(|choice| choice.place)
}

fn introduce(target: &Target, run: &tessera_journeys::Run) {
    let plan = run.plan();
    let simulated = if matches!(target.source, Source::Simulator(_)) {
        " (simulated: says nothing of a real platform)"
    } else {
        ""
    };
    let account = plan.account.as_ref().map(|account| format!(", account {account}")).unwrap_or_default();
    say!("{} at {}{simulated}{account}, {}", plan.goal.name().title(), target.environment.name, plan.platform);
    match (&plan.sign_on, plan.goal.signs_on()) {
        (SignOn::FirstTime(_), _) => say!("First-time sign-on: the platform will make a new device."),
        (SignOn::NthTime(client_id), true) => say!("Nth-time sign-on as {client_id}."),
        (SignOn::NthTime(client_id), false) => say!("With the tokens of {client_id}."),
    }
    if plan.connection.certificates == CertificateCheck::AcceptInvalid {
        say!("WARNING: any certificate is accepted; anybody on the way can read along.");
    }
    say!();
}
