//! The command line: the commands, and the options of those that run no journey; those of the journeys stand in
//! `journeys`. No secret is ever an argument: arguments are seen by every program of the user.

mod journeys;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use tessera_qr::ErrorCorrection;

use crate::failure::USAGE;
use crate::say::complain;
pub(crate) use journeys::{
    As, At, CompanionSignOn, GuestSignOn, Journey, OfDevice, Operator, PasswordSignOn, Playback, Playing, QrSignOn,
};

/// Test sign-on and playback authorisation on the OpenTV Platform.
#[derive(Parser)]
#[command(name = "tessera", version, propagate_version = true)]
#[command(
    after_help = "Exit codes: 0 done, 1 the platform refused or answered wrongly, 2 wrong usage, 3 not reached.\n\n\
Without a keychain (a server, a container, CI) no secret is stored. Give the operator secret with each run: pipe it in \
with --operator-secret -, or put it into TESSERA_OPERATOR_SECRET, and name its kid with --operator-kid. Passwords: \
--password -, or TESSERA_PASSWORD. Tokens of a device: TESSERA_REFRESH_TOKEN."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Says what is wrong with the arguments. What was written in the place of `-` may be a secret, and is not repeated.
pub(crate) fn refused(error: &clap::Error) -> ExitCode {
    let of = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(of)) => of.as_str(),
        _ => "",
    };
    let secret = ["--password", "--operator-secret"].into_iter().find(|name| of.split(' ').next() == Some(name));
    match secret.filter(|_| error.kind() == ErrorKind::InvalidValue) {
        Some(name) => {
            complain!(
                "{name} takes - alone: arguments are seen by every program. Pipe the secret in with {name} -, or put it into a variable; tessera --help has their names."
            );
            ExitCode::from(USAGE)
        }
        None => error.exit(),
    }
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Run a journey.
    Run {
        #[command(subcommand)]
        journey: Journey,
    },
    /// New tokens for a device that has signed on: the same as `run refresh`.
    Refresh(Box<OfDevice>),
    /// Set playback sessions up at SSM and keep them alive until Ctrl-C, which tears them down.
    Session(Box<crate::session::Options>),
    /// List the devices that have signed on.
    Devices(Devices),
    /// Run the simulator of the platform until Ctrl-C.
    Simulate(Simulate),
    /// Take a token apart; nothing is sent anywhere.
    Decode(Decode),
    /// Draw a QR code.
    Qr(Qr),
    /// Read the QR codes of a picture, or of the screen.
    Scan(Scan),
    /// List the sixteen platforms.
    Platforms,
    /// Look whether this build and this computer have what a sign-on needs. Nothing is sent, and no secret asked for.
    SelfTest(SelfTest),
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Human,
    /// One JSON document; see docs/json.md.
    Json,
}

/// In which form the answer of a tool is printed.
#[derive(Args)]
pub(crate) struct Output {
    /// For people, or for programs.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct Simulate {
    /// A TOML file with accounts, contents, choices, faults: what it says nothing of is as without it. Those and the clock can
    /// be changed in the running simulator too, with HTTP below /_simulator/: GET state, requests, clock, choices, lifetimes
    /// and faults; POST clock, reset and faults; PUT choices, lifetimes, faults, accounts/ID, devices/ID and contents/ID.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The port to listen at on 127.0.0.1; a free one when left out.
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
    /// Where to write an environment file for it; a temporary folder when left out.
    #[arg(long, value_name = "FILE")]
    pub(crate) environment_file: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct SelfTest {
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args)]
pub(crate) struct Decode {
    /// The token, or `-` for standard input. A token in an argument is seen by every program of the user.
    #[arg(value_name = "TOKEN|-", allow_hyphen_values = true)]
    pub(crate) token: String,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args)]
pub(crate) struct Qr {
    /// The text, or `-` for standard input.
    #[arg(value_name = "TEXT|-", allow_hyphen_values = true)]
    pub(crate) text: String,
    /// Write the code as SVG.
    #[arg(long, value_name = "FILE", conflicts_with = "png")]
    pub(crate) svg: Option<PathBuf>,
    /// Write the code as PNG.
    #[arg(long, value_name = "FILE")]
    pub(crate) png: Option<PathBuf>,
    /// How much of the code may be unreadable: L, M, Q or H.
    #[arg(long, value_name = "LEVEL", value_parser = level, default_value = "M")]
    pub(crate) error_correction: ErrorCorrection,
}

fn level(name: &str) -> Result<ErrorCorrection, String> {
    match name {
        "L" => Ok(ErrorCorrection::L),
        "M" => Ok(ErrorCorrection::M),
        "Q" => Ok(ErrorCorrection::Q),
        "H" => Ok(ErrorCorrection::H),
        _ => Err("use L, M, Q or H".into()),
    }
}

#[derive(Args)]
#[command(group(ArgGroup::new("scanned").required(true).args(["image", "screen", "region"])))]
pub(crate) struct Scan {
    /// A PNG, JPEG or WebP file.
    #[arg(value_name = "IMAGE")]
    pub(crate) image: Option<PathBuf>,
    /// The whole screen.
    #[arg(long)]
    pub(crate) screen: bool,
    /// A region of the screen: the desktop asks for it, or it is drawn with the mouse.
    #[arg(long)]
    pub(crate) region: bool,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args)]
pub(crate) struct Devices {
    /// Name of a stored environment; every one when left out.
    #[arg(long, value_name = "NAME")]
    pub(crate) env: Option<String>,
    #[command(flatten)]
    pub(crate) output: Output,
}
