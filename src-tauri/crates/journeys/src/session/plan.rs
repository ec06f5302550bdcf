//! What a playback session is made of: a content token, and how it is kept alive.

use std::fmt;

use jiff::Timestamp;
use tessera_credentials::Secret;
use tessera_gateway::{Connection, Request};
use tessera_protocol::{AccountId, ClientId, ContentId, ContentRights, RenewalPath, SessionControl};
use tessera_tokens::{Cutter, Form, ReadTime, ReadToken};

use super::SessionCall;
use crate::{Run, TokenSlot};

/// How a session is kept alive.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Beating {
    /// `POST /ssm/v1/sessions/heartbeat`.
    #[default]
    Heartbeat,
    /// By renewing a Widevine licence, which counts as a beat.
    Renewal {
        /// The documents print another path than clients use.
        path: RenewalPath,
        /// The challenge of the content decryption module.
        challenge: Vec<u8>,
    },
}

/// What a session is made of.
#[derive(Clone)]
pub struct SessionPlan {
    /// How SSM is reached.
    pub connection: Connection,
    /// What is played.
    pub content: ContentId,
    /// How it is kept alive.
    pub beating: Beating,
    pub(super) content_token: Secret,
    pub(super) says: Says,
    pub(super) cutter: Cutter,
}

/// What the content token says that matters to a session.
#[derive(Debug, Clone, Default)]
pub(super) struct Says {
    pub(super) account: Option<AccountId>,
    pub(super) device: Option<ClientId>,
    pub(super) limit: Option<SessionControl>,
    pub(super) expires_at: Option<Timestamp>,
}

/// Why a run cannot be followed by a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoSession {
    /// It brought none.
    #[error("There is no content token to set up a session with. Ask for one first: the journey playback does.")]
    NoContentToken,
    /// The server sent the claims in its place.
    #[error("The platform sent the claims of the content token in its place, and claims cannot be sent to SSM.")]
    OnlyClaims,
}

impl SessionPlan {
    /// A session with the content token of a run; it is told without whatever the run knows to be secret.
    pub fn of(run: &Run, beating: Beating) -> Result<Self, NoSession> {
        let held = run.token(TokenSlot::ContentToken).ok_or(NoSession::NoContentToken)?;
        let content = run.plan().content.clone().ok_or(NoSession::NoContentToken)?;
        if held.token.form() == Form::DecodedClaims {
            return Err(NoSession::OnlyClaims);
        }
        Ok(Self {
            connection: run.plan().connection.clone(),
            content,
            beating,
            content_token: Secret::new(held.token.expose().to_owned()),
            says: Says::of(&held.token),
            cutter: run.cutter().clone(),
        })
    }
}

impl Says {
    fn of(token: &ReadToken) -> Self {
        let Some(claims) = token.claims() else { return Self::default() };
        let device = claims.get("device");
        let said = |name: &str| device?.get(name)?.as_str();
        let rights = ContentRights::of(claims).map(|rights| rights.rights).unwrap_or_default();
        Self {
            account: said("accountId").map(Into::into),
            device: said("deviceUniqueId").or_else(|| said("deviceId")).map(Into::into),
            limit: rights.into_iter().find_map(|right| right.session_control),
            expires_at: claims.get("exp").and_then(|exp| ReadTime::read(exp).at()),
        }
    }
}

impl Beating {
    pub(super) fn call(&self) -> SessionCall {
        match self {
            Self::Heartbeat => SessionCall::Heartbeat,
            Self::Renewal { .. } => SessionCall::Renewal,
        }
    }

    pub(super) fn request(&self, session_token: &str) -> Request {
        match self {
            Self::Heartbeat => Request::session_heartbeat(session_token),
            Self::Renewal { path, challenge } => Request::widevine_renewal(session_token, challenge, *path),
        }
    }
}

impl fmt::Debug for SessionPlan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SessionPlan({}, {})", self.content, self.beating.call().name())
    }
}
