//! The options of the journeys, by the groups that several of them have.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use tessera_protocol::Drm;
use tessera_storage::ContentTokenSource;
use tessera_tokens::SecretEncoding;

use super::Format;

#[derive(Subcommand)]
pub(crate) enum Journey {
    /// From an operator credential to a content token by way of a QR code.
    QrSignOn(Box<QrSignOn>),
    /// From a user name and a password to a content token.
    PasswordSignOn(Box<PasswordSignOn>),
    /// As a guest.
    GuestSignOn(Box<GuestSignOn>),
    /// With a code that another device approves: one that is stored here, or a real phone.
    CompanionSignOn(Box<CompanionSignOn>),
    /// New tokens for a device that has signed on.
    Refresh(Box<OfDevice>),
    /// End the tokens of a device; the device stays.
    SignOut(Box<OfDevice>),
    /// A content token for a device that has signed on.
    Playback(Box<Playback>),
}

impl Journey {
    /// Where it goes.
    pub(crate) fn at(&self) -> &At {
        match self {
            Self::QrSignOn(options) => &options.sign_on.at,
            Self::PasswordSignOn(options) => &options.sign_on.at,
            Self::GuestSignOn(options) => &options.at,
            Self::CompanionSignOn(options) => &options.sign_on.at,
            Self::Refresh(options) | Self::SignOut(options) => &options.at,
            Self::Playback(options) => &options.of.at,
        }
    }

    /// What is done around its content token; `None` where it ends with none.
    pub(crate) fn playing(&self) -> Option<&Playing> {
        match self {
            Self::QrSignOn(options) => Some(&options.sign_on.playing),
            Self::PasswordSignOn(options) => Some(&options.sign_on.playing),
            Self::GuestSignOn(options) => Some(&options.playing),
            Self::CompanionSignOn(options) => Some(&options.sign_on.playing),
            Self::Playback(options) => Some(&options.playing),
            Self::Refresh(_) | Self::SignOut(_) => None,
        }
    }
}

/// Where a journey goes, and what is said of it.
#[derive(Args)]
pub(crate) struct At {
    /// Name of a stored environment, an environment file, or `simulator` for the one built in.
    #[arg(long, value_name = "NAME|FILE", default_value = "simulator")]
    pub(crate) env: String,
    /// The kind of device: see `tessera platforms`.
    #[arg(long, value_name = "ID")]
    pub(crate) platform: Option<String>,
    /// The content to ask a token for; `none` ends the journey before that.
    #[arg(long, value_name = "ID")]
    pub(crate) content: Option<String>,
    /// For people, or for programs (one JSON document).
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Take any certificate of the server, in this run alone. Anybody on the way can read along.
    #[arg(long)]
    pub(crate) accept_invalid_certificate: bool,
}

/// What is done around the content token, in every journey that ends with one.
#[derive(Args)]
pub(crate) struct Playing {
    /// Ask ADM first whether the device is approved.
    #[arg(long)]
    pub(crate) approval: bool,
    /// Ask this licence server for a licence: widevine, playready or fairplay. Its verdict on the content token is told
    /// apart from the one on the challenge.
    #[arg(long, value_name = "DRM", value_parser = drm)]
    pub(crate) licence: Option<Drm>,
    /// A file with the challenge that a device's DRM made. Without it an empty one is sent: the verdict is on the token.
    #[arg(long, value_name = "FILE", requires = "licence")]
    pub(crate) challenge: Option<PathBuf>,
    /// Fetch the certificate of this licence server: widevine or fairplay.
    #[arg(long, value_name = "DRM", value_parser = drm)]
    pub(crate) certificate: Option<Drm>,
    /// Who gives the content token: ias or url-builder. As the environment says when it is left out.
    #[arg(long, value_name = "SOURCE", value_parser = source)]
    pub(crate) content_token_from: Option<ContentTokenSource>,
    /// The address of the content, which URL Builder wants.
    #[arg(long, value_name = "URL")]
    pub(crate) content_url: Option<String>,
}

fn drm(name: &str) -> Result<Drm, String> {
    match name {
        "widevine" => Ok(Drm::Widevine),
        "playready" => Ok(Drm::PlayReady),
        "fairplay" => Ok(Drm::FairPlay),
        _ => Err("use widevine, playready or fairplay".into()),
    }
}

fn source(name: &str) -> Result<ContentTokenSource, String> {
    match name {
        "ias" => Ok(ContentTokenSource::Ias),
        "url-builder" => Ok(ContentTokenSource::UrlBuilder),
        _ => Err("use ias or url-builder".into()),
    }
}

/// As which device a sign-on is made.
#[derive(Args)]
pub(crate) struct As {
    /// Sign on nth-time as this device.
    #[arg(long, value_name = "ID", conflicts_with_all = ["first_time", "device_information"])]
    pub(crate) client_id: Option<String>,
    /// Sign on first-time though a `client_id` is stored; this makes a new device.
    #[arg(long)]
    pub(crate) first_time: bool,
    /// A JSON file with the deviceInformation to send on a first-time sign-on.
    #[arg(long, value_name = "FILE")]
    pub(crate) device_information: Option<PathBuf>,
}

/// What every sign-on of a device has.
#[derive(Args)]
pub(crate) struct SignOn {
    #[command(flatten)]
    pub(crate) at: At,
    #[command(flatten)]
    pub(crate) playing: Playing,
    #[command(flatten)]
    pub(crate) device: As,
}

#[derive(Args)]
pub(crate) struct QrSignOn {
    #[command(flatten)]
    pub(crate) sign_on: SignOn,
    /// The account to sign on to; the environment's default account when left out.
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<String>,
    /// Seconds that the operator JWT lasts; a negative number makes one that has expired.
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true, value_parser = clap::value_parser!(i64).range(-31_536_000..=31_536_000))]
    pub(crate) lifetime: Option<i64>,
    /// Set a claim of the operator JWT; the value is JSON, and text where it is none; `null` leaves the claim out. May be
    /// repeated.
    #[arg(long = "claim", value_name = "NAME=VALUE")]
    pub(crate) claims: Vec<String>,
    #[command(flatten)]
    pub(crate) foreign: ForeignCode,
    /// A real phone confirms: serve a page for it on the local network, for this run and five minutes at most, and sign
    /// on first-time with the phone's own screen and system.
    #[arg(long, conflicts_with_all = ["client_id", "device_information", "scanned"])]
    pub(crate) phone: bool,
    /// The address of this machine to serve the page on; the only one when left out.
    #[arg(long, value_name = "ADDRESS", requires = "phone")]
    pub(crate) interface: Option<IpAddr>,
    #[command(flatten)]
    pub(crate) operator: Operator,
}

/// What is scanned in place of the code that is drawn.
#[derive(Args)]
pub(crate) struct ForeignCode {
    /// A real head-end shows the code: read the session token from this picture. No operator secret is needed.
    #[arg(long, value_name = "IMAGE", group = "scanned")]
    pub(crate) scan: Option<PathBuf>,
    /// The same, with a picture of the whole screen.
    #[arg(long, group = "scanned")]
    pub(crate) scan_screen: bool,
    /// The same, with a region of the screen: the desktop asks for it, or it is drawn with the mouse.
    #[arg(long, group = "scanned")]
    pub(crate) scan_region: bool,
    /// Send what the picture holds without asking.
    #[arg(long, requires = "scanned")]
    pub(crate) send_scanned: bool,
    /// Where the picture has several codes: the one to take, counted from 1 as they stand.
    #[arg(long, value_name = "N", requires = "scanned")]
    pub(crate) choose: Option<String>,
}

#[derive(Args)]
pub(crate) struct PasswordSignOn {
    #[command(flatten)]
    pub(crate) sign_on: SignOn,
    /// Who signs on.
    #[arg(long, value_name = "NAME")]
    pub(crate) user: String,
    /// `-` reads the password from standard input. Without it the variable `TESSERA_PASSWORD` is taken, and else the one
    /// that is kept in the keychain for this user name of a stored environment.
    #[arg(long, value_name = "-", value_parser = ["-"], allow_hyphen_values = true)]
    pub(crate) password: Option<String>,
    /// Keep the password in the keychain once the platform has taken it, in place of the one kept before. For a stored
    /// environment; the window removes it.
    #[arg(long)]
    pub(crate) keep_password: bool,
    /// Set a parameter by the name that service discovery gives it. May be repeated.
    #[arg(long = "parameter", value_name = "NAME=VALUE")]
    pub(crate) parameters: Vec<String>,
    /// Where several accounts match: the one to take, by its id or by its place, counted from 1.
    #[arg(long, value_name = "ID|N")]
    pub(crate) choose: Option<String>,
}

#[derive(Args)]
pub(crate) struct GuestSignOn {
    #[command(flatten)]
    pub(crate) at: At,
    #[command(flatten)]
    pub(crate) playing: Playing,
    /// Sent as country-code; the platform goes by the address when it is left out.
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<String>,
}

/// The device that shows the code is that of `--platform`. With the simulator built in, a phone is signed on first, and
/// approves.
#[derive(Args)]
pub(crate) struct CompanionSignOn {
    #[command(flatten)]
    pub(crate) sign_on: SignOn,
    /// Approve the code as this device, which is signed on: a stored one, or, for an environment file, the one whose
    /// refresh token stands in the variable `TESSERA_REFRESH_TOKEN`. Without it, code and QR code are printed, and the
    /// run waits for a real phone.
    #[arg(long, value_name = "CLIENT_ID")]
    pub(crate) approve_as: Option<String>,
}

/// The device is the one stored for the environment and the platform. For an environment file, its refresh token is taken
/// from the variable `TESSERA_REFRESH_TOKEN`.
#[derive(Args)]
pub(crate) struct OfDevice {
    #[command(flatten)]
    pub(crate) at: At,
    /// The stored device of this `client_id`, whatever its platform.
    #[arg(long, value_name = "CLIENT_ID", conflicts_with = "platform")]
    pub(crate) device: Option<String>,
}

#[derive(Args)]
pub(crate) struct Playback {
    #[command(flatten)]
    pub(crate) of: OfDevice,
    #[command(flatten)]
    pub(crate) playing: Playing,
}

#[derive(Args)]
pub(crate) struct Operator {
    /// The kid of the operator credential; the environment's only one when left out.
    #[arg(long = "operator-kid", value_name = "KID")]
    pub(crate) kid: Option<String>,
    /// How the operator secret is written down.
    #[arg(long = "operator-secret-encoding", value_name = "ENCODING", value_parser = ["text", "base64", "base64url", "hex"], default_value = "text")]
    pub(crate) encoding: String,
    /// `-` reads the operator secret from standard input. Without it the variable `TESSERA_OPERATOR_SECRET` is
    /// taken, and else the keychain.
    #[arg(long = "operator-secret", value_name = "-", value_parser = ["-"], allow_hyphen_values = true)]
    pub(crate) secret: Option<String>,
}

impl Operator {
    pub(crate) fn encoding(&self) -> SecretEncoding {
        self.encoding.parse().unwrap_or_default()
    }
}
