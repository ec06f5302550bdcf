//! `POST /ssm/v1/..`: streams begin, go on and end.
//!
//! Source: SSP, *Secure Session Manager*; the bodies of requests are clients'. The token is judged first, then the
//! tenant of the address, account and device, the body, the number of streams.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use tessera_protocol::{ChallengeBody, ClientId, CodeFamily, LicenceField, StreamAnswer, TokenField};
use uuid::Uuid;

use super::authorizations::{HeaderTrouble, tokens};
use super::challenge::Challenge;
use super::streams::Stream;
use crate::issue::ssp::{HeldStream, TokenTrouble};
use crate::platform::Platform;
use crate::random;
use crate::refusal::{Refusal, quoted};
use crate::request::Body;
use crate::{Account, HeartbeatSpelling, Streams, Teardown};

/// What each call brings.
type Asked = (State<Arc<Platform>>, Path<String>, HeaderMap, Body);

pub(crate) async fn setup((State(platform), Path(tenant), from, body): Asked) -> Result<Json<StreamAnswer>, Refusal> {
    let now = platform.clock.now();
    let held = platform.issuer.read_content(one_token(&from)?, now).map_err(|trouble| match trouble {
        TokenTrouble::Format(why) | TokenTrouble::Signature(why) | TokenTrouble::Kind(why) => {
            refused("1003", format!("content token: {why}"))
        }
        TokenTrouble::Expired(why) => refused("1004", format!("content token: {why}")),
    })?;
    check_tenant(&platform, &tenant)?;
    let device = held.device.ok_or_else(|| refused("1013", "content token: it names no device"))?;
    may_go_on(&platform, &held.account, &device)?;
    object_or_nothing(&body)?;
    let jti = fresh_jti()?;
    let ends = platform.stream_ends(now);
    let mut state = platform.state();
    let Account { id, streams, .. } = state.accounts.admitted(&held.account)?.clone();
    let most = match streams {
        Streams::Unlimited => return Err(refused("1008", format!("account {}: not counted", quoted(id.as_str())))),
        Streams::AtMost(most) => usize::try_from(most).unwrap_or(usize::MAX),
    };
    let stream = Stream { device: device.clone(), content: held.content, started: now, ends, newest: jti };
    state.streams.add(&id, stream, most, now).map_err(|running| {
        refused("1007", format!("account {}: it plays {running} streams of at most {most}", quoted(id.as_str())))
    })?;
    drop(state);

    let period = Some(Value::from(platform.config.streams.heartbeat));
    let (as_documented, as_clients) = match platform.choices().heartbeat_spelling {
        HeartbeatSpelling::CapitalB => (period, None),
        HeartbeatSpelling::LowerCase => (None, period),
    };
    let session_token = platform.issuer.stream(&platform.config.ssp_tenant, (&id, &device), jti, ends)?;
    Ok(Json(StreamAnswer { heart_beat: as_documented, heartbeat: as_clients, ..only(session_token) }))
}

pub(crate) async fn heartbeat(asked: Asked) -> Result<Json<StreamAnswer>, Refusal> {
    let (platform, held, now) = of_stream(&asked)?;
    object_or_nothing(&asked.3)?;
    Ok(Json(only(beat(platform, &held, now)?.0)))
}

pub(crate) async fn renewal(asked: Asked) -> Result<Json<StreamAnswer>, Refusal> {
    let (platform, held, now) = of_stream(&asked)?;
    let format = |why: &str| refused("1000", format!("challenge: {why}"));
    let request: ChallengeBody = asked.3.json().map_err(|_| format("the body is no JSON that has one"))?;
    let challenge = STANDARD.decode(request.challenge).map_err(|_| format("it is not base64"))?;
    match Challenge::read(&challenge) {
        Challenge::Simulated(_) => {}
        Challenge::Empty => return Err(format("it is empty")),
        _ => return Err(refused("1011", "challenge: it is none that the simulator knows")),
    }
    let (session_token, stream) = beat(platform, &held, now)?;
    let licence = STANDARD.encode(super::written::licence_for(&stream.content));
    Ok(Json(StreamAnswer { license: Some(LicenceField::One(licence)), ..only(session_token) }))
}

pub(crate) async fn teardown(asked: Asked) -> Result<Response, Refusal> {
    let (platform, held, now) = of_stream(&asked)?;
    object_or_nothing(&asked.3)?;
    if !platform.state().streams.end(&held.account, held.jti, now) {
        return Err(not_newest());
    }
    Ok(match platform.choices().teardown {
        Teardown::NoContent => StatusCode::NO_CONTENT.into_response(),
        Teardown::Ok => Json(json!({})).into_response(),
    })
}

/// A stream goes on: its next session token, and what it plays. For licence renewals too.
pub(super) fn beat(platform: &Platform, held: &HeldStream, now: Timestamp) -> Result<(TokenField, Stream), Refusal> {
    let jti = fresh_jti()?;
    let mut state = platform.state();
    let stream = state.streams.get_mut(&held.account, held.jti, now).ok_or_else(not_newest)?.clone();
    drop(state);
    may_go_on(platform, &held.account, &stream.device)?;
    let ends = platform.stream_ends(now);
    state = platform.state();
    let running = state.streams.get_mut(&held.account, held.jti, now).ok_or_else(not_newest)?;
    (running.newest, running.ends) = (jti, ends);
    drop(state);
    let whose = (&held.account, &stream.device);
    Ok((platform.issuer.stream(&platform.config.ssp_tenant, whose, jti, ends)?, stream))
}

impl Platform {
    /// When a stream is over that beats now and not again.
    fn stream_ends(&self, now: Timestamp) -> Timestamp {
        let rules = self.config.streams;
        let left = SignedDuration::from_secs(i64::from(rules.heartbeat) + i64::from(rules.grace));
        now.checked_add(left).unwrap_or(Timestamp::MAX)
    }
}

fn refused(code: &str, why: impl Into<String>) -> Refusal {
    Refusal::numbered(CodeFamily::Ssm, code, why)
}

fn not_newest() -> Refusal {
    refused("1006", "session token: it is not the newest of a stream that runs")
}

fn only(session_token: TokenField) -> StreamAnswer {
    StreamAnswer { session_token, heart_beat: None, heartbeat: None, license: None, other: Map::new() }
}

fn fresh_jti() -> Result<u128, Refusal> {
    Ok(Uuid::from_bytes(random::bytes()?).as_u128())
}

fn one_token(from: &HeaderMap) -> Result<&str, Refusal> {
    let said = |why: &str| refused("1003", format!("nv-authorizations: {why}"));
    match tokens(from).as_deref() {
        Ok([one]) => Ok(*one),
        Ok(_) => Err(said("it holds more than one token")),
        Err(HeaderTrouble::Missing) => Err(said("it is missing")),
        Err(HeaderTrouble::Empty) => Err(said("it is empty")),
        Err(HeaderTrouble::Format(why)) => Err(said(why)),
    }
}

/// What the session token of a request says, if it is good.
fn of_stream((State(platform), Path(tenant), from, _): &Asked) -> Result<(&Platform, HeldStream, Timestamp), Refusal> {
    let now = platform.clock.now();
    let held = platform.issuer.read_stream(one_token(from)?, now).map_err(|trouble| match trouble {
        TokenTrouble::Format(why) | TokenTrouble::Signature(why) | TokenTrouble::Kind(why) => {
            refused("1006", format!("session token: {why}"))
        }
        TokenTrouble::Expired(why) => refused("1004", format!("session token: {why}; a beat was missed")),
    })?;
    check_tenant(platform, tenant)?;
    Ok((platform, held, now))
}

fn check_tenant(platform: &Platform, tenant: &str) -> Result<(), Refusal> {
    let ours = tenant == platform.config.ssp_tenant.as_str();
    let why = || format!("path: the tenant is {}, and that of the token another", quoted(tenant));
    ours.then_some(()).ok_or_else(|| refused("1005", why()))
}

/// Refuses an account or a device that was stopped.
fn may_go_on(platform: &Platform, account: &tessera_protocol::AccountId, device: &ClientId) -> Result<(), Refusal> {
    let state = platform.state();
    state.accounts.admitted(account).map_err(|refusal| refused("3001", refusal.why()))?;
    let device = state.still_good(account, device).map_err(|refusal| refused("3004", refusal.why()))?.1;
    if device.account_id != *account {
        return Err(refused("1009", format!("device {}: it is another account's", quoted(device.client_id.as_str()))));
    }
    Ok(())
}

fn object_or_nothing(body: &Body) -> Result<(), Refusal> {
    if body.bytes().is_empty() {
        return Ok(());
    }
    body.json::<Map<String, Value>>().map(|_| ()).map_err(|_| refused("1000", "body: it is no JSON object"))
}
