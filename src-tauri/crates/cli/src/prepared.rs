//! From the options of a journey to what it is to do.

use jiff::SignedDuration;
use serde_json::{Map, Value};
use tessera_credentials::Secret;
use tessera_gateway::CertificateCheck;
use tessera_journeys::prepare::{self, Choices};
use tessera_journeys::{DeviceTokens, Goal, GuestSignOn, HeadEnd, Picture, Playback, Refresh};
use tessera_protocol::{AccountId, PlatformId, SignOn};

use crate::args::{self, As, At, Journey};
use crate::companion;
use crate::failure::Failure;
use crate::file::device_information;
use crate::operator;
use crate::operator::secret;
use crate::say::complain;
use crate::target::{Source, Target};
use crate::{password, picture};

/// What a run is to do.
pub(crate) struct Prepared {
    pub(crate) goal: Goal,
    pub(crate) choices: Choices,
    /// A picture in place of the code that is drawn.
    pub(crate) picture: Option<Picture>,
    /// What the person answers in advance.
    pub(crate) answers: Answers,
}

/// Answers to what a run may ask on its way.
#[derive(Default)]
pub(crate) struct Answers {
    /// Which account to take where several match, or which code where the picture has several.
    pub(crate) choose: Option<String>,
    /// That what a picture holds is to be sent.
    pub(crate) send_scanned: bool,
}

pub(crate) async fn prepare(journey: &Journey, target: &Target) -> Result<Prepared, Failure> {
    match journey {
        Journey::QrSignOn(options) => qr_sign_on(options, platform(journey, target)?, target).await,
        Journey::PasswordSignOn(options) => password_sign_on(options, platform(journey, target)?, target).await,
        Journey::GuestSignOn(options) => {
            let goal = Goal::GuestSignOn(GuestSignOn { country: options.country.clone() });
            let platform = platform(journey, target)?;
            let sign_on = prepare::first_time(&target.environment, &platform)?;
            Ok(Prepared::new(goal, choices(&options.at, target, None, platform, sign_on)))
        }
        Journey::CompanionSignOn(options) => companion_sign_on(options, platform(journey, target)?, target).await,
        Journey::Refresh(options) | Journey::SignOut(options) => of_device(journey, options, target).await,
        Journey::Playback(options) => of_device(journey, &options.of, target).await,
    }
}

impl Prepared {
    fn new(goal: Goal, choices: Choices) -> Self {
        Self { goal, choices, picture: None, answers: Answers::default() }
    }
}

async fn companion_sign_on(
    options: &args::CompanionSignOn,
    platform: PlatformId,
    target: &Target,
) -> Result<Prepared, Failure> {
    let sign_on = sign_on(&options.sign_on.device, target, &platform, None)?;
    if let (SignOn::NthTime(client_id), Some(approver)) = (&sign_on, options.approve_as.as_deref())
        && client_id.as_str() == approver
    {
        return Err(Failure::Usage(format!(
            "{approver} is the device that {platform} signs on as, and cannot approve itself. Name another --platform, or --first-time."
        )));
    }
    let approver = companion::approver(options, target).await?;
    let goal = prepare::companion_sign_on(&target.environment, approver);
    Ok(Prepared::new(goal, choices(&options.sign_on.at, target, None, platform, sign_on)))
}

async fn qr_sign_on(options: &args::QrSignOn, platform: PlatformId, target: &Target) -> Result<Prepared, Failure> {
    let environment = &target.environment;
    let account = options.account.as_deref().map(Into::into).or_else(|| environment.default_account.clone());
    let account: AccountId = account.ok_or_else(|| missing("account"))?;
    let sign_on = sign_on(&options.sign_on.device, target, &platform, Some(&account))?;
    let foreign = &options.foreign;
    let picture = picture::get(foreign.scan.as_deref(), foreign.scan_screen, foreign.scan_region).await?;
    let head_end = match picture {
        Some(_) => HeadEnd::Real,
        None => HeadEnd::Played(operator::key(&options.operator, target).await?),
    };
    let lifetime = options.lifetime.map(SignedDuration::from_secs);
    let goal = prepare::qr_sign_on(environment, head_end, lifetime, claims(&options.claims)?)?;
    let choices = choices(&options.sign_on.at, target, Some(account), platform, sign_on);
    let answers = Answers { send_scanned: foreign.send_scanned, choose: foreign.choose.clone() };
    Ok(Prepared { goal, choices, picture, answers })
}

async fn password_sign_on(
    options: &args::PasswordSignOn,
    platform: PlatformId,
    target: &Target,
) -> Result<Prepared, Failure> {
    let goal = password::goal(options, target).await?.into();
    let sign_on = sign_on(&options.sign_on.device, target, &platform, None)?;
    let choices = choices(&options.sign_on.at, target, None, platform, sign_on);
    let answers = Answers { choose: options.choose.clone(), ..Answers::default() };
    Ok(Prepared { goal, choices, picture: None, answers })
}

/// A journey with the tokens of a device: the stored one, or whose refresh token stands in a variable.
async fn of_device(journey: &Journey, options: &args::OfDevice, target: &Target) -> Result<Prepared, Failure> {
    let environment = &target.environment;
    let typed = secret("TESSERA_REFRESH_TOKEN", false)?.map(Secret::new);
    let mut kind = None;
    let mut keep = None;
    let (account, client_id, token) = match (&target.source, typed) {
        (Source::Stored(stored, id), None) => {
            let (device, token) = match &options.device {
                Some(client_id) => stored.device_called(id, &client_id.as_str().into()).await?,
                None => stored.device(id, &platform(journey, target)?).await?,
            };
            keep = Some(stored.place(&device));
            kind = Some(device.platform);
            (Some(device.account), device.client_id, token)
        }
        (_, Some(token)) => {
            let read = tessera_tokens::ReadToken::read(token.expose());
            let client_id = read.claim_text("deviceId").unwrap_or("unknown").into();
            (read.claim_text("accountId").map(Into::into), client_id, token)
        }
        (_, None) => {
            return Err(Failure::Usage(
                "No device of this environment is stored. Name a stored environment, or put a refresh token into the variable TESSERA_REFRESH_TOKEN.".into(),
            ));
        }
    };
    let refresh = Refresh { keep, ..prepare::refresh(environment, client_id.clone(), token) };
    let tokens = |refresh| DeviceTokens { set: None, refresh: Some(refresh) };
    let goal = match journey {
        Journey::SignOut(_) => prepare::sign_out(environment, tokens(refresh)),
        Journey::Playback(_) => Goal::Playback(Playback { tokens: tokens(refresh) }),
        _ => Goal::Refresh(refresh),
    };
    let platform = kind.map_or_else(|| platform(journey, target), Ok)?;
    let choices = choices(&options.at, target, account, platform, SignOn::NthTime(client_id));
    Ok(Prepared::new(goal, choices))
}

fn choices(at: &At, target: &Target, account: Option<AccountId>, platform: PlatformId, sign_on: SignOn) -> Choices {
    Choices {
        account,
        platform,
        sign_on,
        content: match at.content.as_deref() {
            Some("none") => None,
            Some(id) => Some(id.into()),
            None => target.environment.default_content.clone(),
        },
        certificates: if at.accept_invalid_certificate {
            CertificateCheck::AcceptInvalid
        } else {
            CertificateCheck::Verify
        },
    }
}

fn platform(journey: &Journey, target: &Target) -> Result<PlatformId, Failure> {
    // Until the phone says what it is.
    let phone = matches!(journey, Journey::QrSignOn(options) if options.phone).then(|| "mobile-android".into());
    let platform = journey.at().platform.as_deref().map(Into::into).or(phone);
    let platform = platform.or_else(|| target.environment.default_platform.clone());
    platform.ok_or_else(|| missing("platform"))
}

fn missing(what: &str) -> Failure {
    Failure::Usage(format!("Say with --{what} which {what} is meant; the environment has no default-{what}."))
}

/// Nth-time as the device stored for the account, or for whoever was signed on last where the account is not known yet.
fn sign_on(
    options: &As,
    target: &Target,
    platform: &PlatformId,
    account: Option<&AccountId>,
) -> Result<SignOn, Failure> {
    let first_time = prepare::first_time(&target.environment, platform)?;
    Ok(match (&options.client_id, &options.device_information, &target.source) {
        (Some(id), _, _) => SignOn::NthTime(id.as_str().into()),
        (None, Some(path), _) => SignOn::FirstTime(device_information(path)?),
        (None, None, Source::Stored(stored, id)) if !options.first_time => {
            if let Some(other) = stored.of_another(id, platform, account)? {
                complain!(
                    "note: if this signs on, the client_id {} of account {} is wiped on this installation, as an app has to when its user changes.",
                    other.client_id,
                    other.account
                );
            }
            stored.sign_on(id, platform, account)?.unwrap_or(first_time)
        }
        (None, None, _) => first_time,
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
