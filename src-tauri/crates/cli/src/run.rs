//! `tessera run`: a journey in the terminal, step by step, ended by Ctrl-C.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::{Map, Value};
use tessera_gateway::CertificateCheck;
use tessera_journeys::prepare::{self, Choices};
use tessera_journeys::{Clock, HeadEnd, Mode, Picture, RunReport, Step, StepReport, Verdict, drive};
use tessera_protocol::{DeviceInformation, PlatformId, SignOn};
use tessera_qr::TerminalStyle;
use tokio_util::sync::CancellationToken;

use crate::args::{Format, Journey, QrSignOn};
use crate::failure::{Failure, exit_code};
use crate::say::say;
use crate::target::{Source, Target};
use crate::{human, operator};

/// The JSON document of a run. Its form is described in docs/json.md.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    /// Counts up when a member changes its meaning or goes.
    format: u32,
    environment: &'a str,
    simulated: bool,
    #[serde(flatten)]
    run: &'a RunReport,
}

pub(crate) async fn run(journey: Journey) -> Result<u8, Failure> {
    let Journey::QrSignOn(options) = journey;
    let target = Target::find(&options.env).await?;
    let choices = choices(&options, &target)?;
    let picture = options.scan.as_deref().map(|path| file(path, "The picture could not be read:")).transpose()?;
    let head_end = match picture {
        Some(_) => HeadEnd::Real,
        None => HeadEnd::Played(operator::key(&options.operator, &target).await?),
    };
    let plan = prepare::plan(&target.environment, &target.folder, head_end, choices)?;
    let mut run = tessera_journeys::QrSignOn::new(plan)?;
    if let Some(picture) = picture {
        run.scan_this(Picture::File(picture));
    }
    if options.format == Format::Human {
        introduce(&target, &run);
    }
    let verdict = go(&mut run, options.format).await;
    let report = run.report();
    if let Source::Stored(stored, environment) = &target.source {
        stored.keep(environment, &target.environment, &run).await;
    }
    match options.format {
        Format::Human => {
            human::end(&report);
            if !matches!(target.source, Source::Stored(..)) {
                say!("Nothing was stored: the environment is not one of yours.");
            }
        }
        Format::Json => human::json(&Document {
            format: 1,
            environment: &target.environment.name,
            simulated: matches!(target.source, Source::Simulator(_)),
            run: &report,
        }),
    }
    Ok(exit_code(verdict))
}

async fn go(run: &mut tessera_journeys::QrSignOn, format: Format) -> Verdict {
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
        if let (Format::Human, Some(step)) = (format, report.steps.last()) {
            show(step, run);
        }
        if verdict != Verdict::Paused {
            return verdict;
        }
    }
}

fn show(step: &StepReport, run: &tessera_journeys::QrSignOn) {
    human::step(step);
    if let (Step::ShowQr, Some(drawn)) = (step.step, run.code()) {
        // In a log the code would be a secret that outlives the run, and nobody can scan it there.
        if std::io::stdout().is_terminal() {
            say!("\n{}", drawn.code.terminal(TerminalStyle::default()));
        }
    }
}

fn introduce(target: &Target, run: &tessera_journeys::QrSignOn) {
    let plan = run.plan();
    let simulated = if matches!(target.source, Source::Simulator(_)) {
        " (simulated: says nothing of a real platform)"
    } else {
        ""
    };
    say!("QR sign-on at {}{simulated}, account {}, {}", target.environment.name, plan.account, plan.platform);
    say!(
        "{}",
        match &plan.sign_on {
            SignOn::FirstTime(_) => "First-time sign-on: the platform will make a new device.".to_owned(),
            SignOn::NthTime(client_id) => format!("Nth-time sign-on as {client_id}."),
        }
    );
    if plan.connection.certificates == CertificateCheck::AcceptInvalid {
        say!("WARNING: any certificate is accepted; anybody on the way can read along.");
    }
    say!();
}

fn choices(options: &QrSignOn, target: &Target) -> Result<Choices, Failure> {
    let environment = &target.environment;
    let account = options.account.as_deref().map(Into::into).or_else(|| environment.default_account.clone());
    let platform = options.platform.as_deref().map(Into::into).or_else(|| environment.default_platform.clone());
    let missing = |what: &str| {
        Failure::Usage(format!("Say with --{what} which {what} is meant; the environment has no default-{what}."))
    };
    let platform: PlatformId = platform.ok_or_else(|| missing("platform"))?;
    let account = account.ok_or_else(|| missing("account"))?;
    let content = match options.content.as_deref() {
        Some("none") => None,
        Some(id) => Some(id.into()),
        None => environment.default_content.clone(),
    };
    let first_time = prepare::first_time(environment, &platform)?;
    let sign_on = match (&options.client_id, &options.device_information, &target.source) {
        (Some(id), _, _) => SignOn::NthTime(id.as_str().into()),
        (None, Some(path), _) => SignOn::FirstTime(device_information(path)?),
        (None, None, Source::Stored(stored, id)) if !options.first_time => {
            stored.sign_on(id, &platform, &account)?.unwrap_or(first_time)
        }
        (None, None, _) => first_time,
    };
    Ok(Choices {
        account,
        platform,
        sign_on,
        content,
        lifetime: options.lifetime.map(SignedDuration::from_secs),
        claims: claims(&options.claims)?,
        certificates: if options.accept_invalid_certificate {
            CertificateCheck::AcceptInvalid
        } else {
            CertificateCheck::Verify
        },
    })
}

fn claims(written: &[String]) -> Result<Map<String, Value>, Failure> {
    let claim = |text: &String| {
        let (name, value) = text.split_once('=').filter(|(name, _)| !name.is_empty())?;
        // `--claim aud=ags` is meant as text; quoting JSON text for a shell is no joy.
        Some((name.to_owned(), serde_json::from_str(value).unwrap_or_else(|_| Value::from(value))))
    };
    written
        .iter()
        .map(|text| {
            claim(text).ok_or_else(|| Failure::Usage(format!("--claim {text}: write NAME=JSON, such as aud=\"ags\".")))
        })
        .collect()
}

fn device_information(path: &Path) -> Result<DeviceInformation, Failure> {
    let bytes = file(path, "The deviceInformation could not be read:")?;
    DeviceInformation::parse(&String::from_utf8_lossy(&bytes))
        .map_err(|error| Failure::Usage(format!("{} holds no deviceInformation: {error}", path.display())))
}

fn file(path: &Path, what: &'static str) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|why| Failure::File { what, path: path.to_owned(), why })
}
