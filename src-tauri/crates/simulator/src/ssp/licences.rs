//! `POST ../licenses`: the verdict on the tokens first, then the one on the challenge.
//!
//! Source: SSP, *Content License Manager*; NAGRA's sample clients for `PlayReady` and `FairPlay`. How each server writes
//! a licence stands in `written`.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use axum::routing::{MethodRouter, post};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tessera_protocol::{ChallengeBody, Drm};
use tessera_tokens::{ReadToken, TokenKind};

use super::authorizations::{HeaderTrouble, tokens};
use super::certificates::certificate_of;
use super::challenge::Challenge;
use super::ssm::beat;
use super::written::{Form, licence_for, written};
use crate::issue::ssp::{HeldContent, TokenTrouble};
use crate::platform::Platform;
use crate::refusal::{Refusal, quoted};
use crate::request::{Asked, Body, header};
use crate::{ContentTokenReplay, DeviceState, LicenceForm};

/// The licence server of a DRM.
pub(crate) fn licence(drm: Drm) -> MethodRouter<Arc<Platform>> {
    let answer = async move |State(platform): State<Arc<Platform>>,
                             path: Path<String>,
                             from: HeaderMap,
                             uri: Uri,
                             body: Body| {
        Asking { platform: &platform, drm, tenant: &path.0, from: &from }.answer(&uri, &body)
    };
    post(answer)
}

/// Who asks which server for a licence.
struct Asking<'a> {
    platform: &'a Platform,
    drm: Drm,
    tenant: &'a str,
    from: &'a HeaderMap,
}

impl Asking<'_> {
    fn answer(&self, uri: &Uri, body: &Body) -> Result<Response, Refusal> {
        let renews = self.drm != Drm::Widevine && Asked::of(uri)?.get("renew").is_ok_and(|renew| renew == "true");
        if renews { self.renew(body) } else { self.grant(body) }
    }

    fn grant(&self, body: &Body) -> Result<Response, Refusal> {
        let held = self.content_token()?;
        let says_json = header(self.from, CONTENT_TYPE.as_str()).is_some_and(|kind| kind.contains("json"));
        let form = if says_json && self.drm == Drm::Widevine { Form::Json } else { Form::Own };
        let challenge = self.challenge(body, form)?;
        if challenge == Challenge::ServiceCertificate && self.drm == Drm::Widevine {
            return Ok(written(self.drm, certificate_of(self.drm), self.form(form), None));
        }
        self.check_challenge(&challenge, held.device.as_ref().map(tessera_protocol::ClientId::as_str))?;
        if self.platform.choices().content_token_replay == ContentTokenReplay::Refused {
            let now = self.platform.clock.now();
            let first = self.platform.state().used_content_tokens.insert(held.jti, held.exp, now);
            first.then_some(()).ok_or_else(|| self.refused("4006", "content token: it has been used"))?;
        }
        Ok(written(self.drm, licence_for(&held.content), self.form(form), None))
    }

    /// The form in which the answer is written.
    fn form(&self, asked: Form) -> Form {
        match (asked, self.platform.choices().licence_form) {
            (Form::Json, LicenceForm::Text) => Form::JsonText,
            (asked, _) => asked,
        }
    }

    /// The stream goes on, and its licence with it.
    fn renew(&self, body: &Body) -> Result<Response, Refusal> {
        let now = self.platform.clock.now();
        let found = self.tokens()?;
        let [token] = found.as_slice() else {
            return Err(self.refused("1004", "nv-authorizations: a renewal has the session token alone"));
        };
        let held = self.platform.issuer.read_stream(token, now).map_err(|trouble| self.trouble("session", trouble))?;
        self.check_tenant()?;
        self.check_challenge(&self.challenge(body, Form::Own)?, None)?;
        let (session_token, stream) = beat(self.platform, &held, now)
            .map_err(|refusal| self.refused("4000", format!("session token: {}", refusal.why())))?;
        Ok(written(self.drm, licence_for(&stream.content), Form::Own, Some(session_token)))
    }

    fn tokens(&self) -> Result<Vec<&str>, Refusal> {
        tokens(self.from).map_err(|trouble| {
            let (code, why) = match trouble {
                HeaderTrouble::Missing => ("4001", "it is missing".to_owned()),
                HeaderTrouble::Empty => ("1003", "it is empty".to_owned()),
                HeaderTrouble::Format(why) => ("1004", why),
            };
            self.refused(code, format!("nv-authorizations: {why}"))
        })
    }

    /// The verdict on the tokens: a content token, and a session token where one is sent along.
    fn content_token(&self) -> Result<HeldContent, Refusal> {
        let now = self.platform.clock.now();
        let found = self.tokens()?;
        let kinds: Vec<_> = found.iter().map(|token| (*token, ReadToken::read(token).kind())).collect();
        let of = |wanted: TokenKind| {
            kinds.iter().filter(move |(_, kind)| *kind == wanted).map(|(token, _)| *token).collect::<Vec<_>>()
        };
        if let Some((_, kind)) = kinds.iter().find(|(_, kind)| !matches!(kind, TokenKind::Content | TokenKind::Access))
        {
            let (code, why) = match kind {
                TokenKind::Untyped => ("3006", "it is no JWT with a typ".to_owned()),
                other => ("3005", format!("its typ is that of another kind: {}", quoted(other.label()))),
            };
            return Err(self.refused(code, format!("token: {why}")));
        }
        let token = match of(TokenKind::Content).as_slice() {
            [one] => *one,
            [] => return Err(self.refused("4001", "nv-authorizations: there is no content token in it")),
            _ => return Err(self.refused("4003", "nv-authorizations: there is more than one content token in it")),
        };
        let held = self.platform.issuer.read_content(token, now).map_err(|trouble| self.trouble("content", trouble))?;
        self.check_tenant()?;
        self.check_subject(&held)?;
        for token in of(TokenKind::Access) {
            let stream = self.platform.issuer.read_stream(token, now).map_err(|why| self.trouble("session", why))?;
            let runs = self.platform.state().streams.get_mut(&stream.account, stream.jti, now).is_some();
            if !runs || stream.account != held.account {
                return Err(self.refused("4000", "session token: it is not the newest of a stream of this account"));
            }
        }
        let refused = self.platform.choices().content_token_replay == ContentTokenReplay::Refused;
        if refused && self.platform.state().used_content_tokens.contains(&held.jti) {
            return Err(self.refused("4006", "content token: it has been used"));
        }
        Ok(held)
    }

    /// Account, device and content as they stand now.
    fn check_subject(&self, held: &HeldContent) -> Result<(), Refusal> {
        let now = self.platform.clock.now();
        let state = self.platform.state();
        let account = state.accounts.admitted(&held.account).map_err(|no| self.refused("4020", no.why()))?;
        if let Some(id) = &held.device {
            let shown = quoted(id.as_str());
            match state.devices.get(id).map(|device| (device.state, &device.account_id)) {
                None | Some((DeviceState::Deleted, _)) => {
                    return Err(self.refused("4018", format!("device {shown}: it does not exist any more")));
                }
                Some((DeviceState::Disabled, _)) => {
                    return Err(self.refused("4017", format!("device {shown}: it is disabled")));
                }
                Some((_, owner)) if *owner != held.account => {
                    return Err(self.refused("4019", format!("device {shown}: it is another account's")));
                }
                Some(_) => {}
            }
        }
        let unknown = || self.refused("4011", format!("content {}: there is none", quoted(held.content.as_str())));
        let content = state.contents.iter().find(|content| content.id == held.content).ok_or_else(unknown)?;
        content.admit(account, now).map_err(|no| self.refused("4000", no.why()))
    }

    fn challenge(&self, body: &Body, form: Form) -> Result<Challenge, Refusal> {
        if form == Form::Own {
            return Ok(Challenge::read(body.bytes()));
        }
        let format = |why: &str| self.refused("2001", format!("challenge: {why}"));
        let request: ChallengeBody = body.json().map_err(|_| format("the body is no JSON that has one"))?;
        let challenge = STANDARD.decode(request.challenge).map_err(|_| format("it is not base64"))?;
        Ok(Challenge::read(&challenge))
    }

    fn check_challenge(&self, challenge: &Challenge, device: Option<&str>) -> Result<(), Refusal> {
        match challenge {
            Challenge::Empty => Err(self.refused("2001", "challenge: it is empty")),
            Challenge::Simulated(Some(of)) if device.is_some_and(|device| device != of) => {
                Err(self.refused("4007", format!("challenge: it is that of the device {}", quoted(of))))
            }
            Challenge::Simulated(_) => Ok(()),
            _ => Err(self.refused("2001", "challenge: it is none that the simulator knows")),
        }
    }

    fn check_tenant(&self) -> Result<(), Refusal> {
        let ours = self.tenant == self.platform.config.ssp_tenant.as_str();
        let why = || format!("path: the tenant is {}, and that of the token another", quoted(self.tenant));
        ours.then_some(()).ok_or_else(|| self.refused("4009", why()))
    }

    fn trouble(&self, which: &str, trouble: TokenTrouble) -> Refusal {
        let (code, why) = match trouble {
            TokenTrouble::Signature(why) if self.drm == Drm::PlayReady => ("3003", why),
            TokenTrouble::Format(why) | TokenTrouble::Signature(why) => ("3006", why),
            TokenTrouble::Kind(why) => ("3005", why),
            TokenTrouble::Expired(why) => ("4005", why),
        };
        self.refused(code, format!("{which} token: {why}"))
    }

    fn refused(&self, code: &str, why: impl Into<String>) -> Refusal {
        Refusal::numbered(self.drm.licence().code_family(), code, why)
    }
}
