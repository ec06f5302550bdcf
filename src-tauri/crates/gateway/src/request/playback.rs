//! Requests of playback: URL Builder, the session manager, licence servers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::utf8_percent_encode;
use serde_json::Map;
use tessera_protocol::{AuthorizationScheme, Call, ChallengeBody, ContentId, Drm, PlayoutType, RenewalPath, headers};

use super::{QUERY_VALUE, Request};

const BYTES: &str = "application/octet-stream";
const XML: &str = "text/xml; charset=utf-8";

/// In which form a challenge is sent. `PlayReady` takes XML and `FairPlay` bytes, whatever is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChallengeForm {
    /// As it is; the answer is for [`Exchange::read_bytes`](crate::Exchange::read_bytes).
    #[default]
    Bytes,
    /// In base64 within JSON; the answer is a [`WidevineLicenceAnswer`](tessera_protocol::WidevineLicenceAnswer).
    Json,
}

impl Request {
    /// `GET /urlbuilder/v1/playout/content/token?content_id=..&type=..&content_URL=..`.
    pub fn playout_content_token(
        access_token: &str,
        content: &ContentId,
        playout_type: PlayoutType,
        content_url: &str,
    ) -> Self {
        let mut request = Self::new(Call::PlayoutContentToken);
        let [id, url] = [content.as_str(), content_url].map(|value| utf8_percent_encode(value, QUERY_VALUE));
        request.query = format!("content_id={id}&type={}&content_URL={url}", playout_type.as_str());
        request.authorized(access_token, AuthorizationScheme::Bearer)
    }

    /// `POST /ssm/v1/sessions/setup` with an empty object.
    pub fn session_setup(content_token: &str) -> Self {
        Self::new(Call::SessionSetup).with_tokens(content_token, None).with_body(&Map::new())
    }

    /// `POST /ssm/v1/sessions/heartbeat` with an empty object; `session_token` is that of the last answer.
    pub fn session_heartbeat(session_token: &str) -> Self {
        Self::new(Call::SessionHeartbeat).with_tokens(session_token, None).with_body(&Map::new())
    }

    /// `POST /ssm/v1/sessions/teardown` with an empty object. Its answer is for
    /// [`Exchange::read_if_any`](crate::Exchange::read_if_any).
    pub fn session_teardown(session_token: &str) -> Self {
        Self::new(Call::SessionTeardown).with_tokens(session_token, None).with_body(&Map::new())
    }

    /// `POST /ssm/v1/renewal-license-wv`, or the other documented path.
    pub fn widevine_renewal(session_token: &str, challenge: &[u8], path: RenewalPath) -> Self {
        let body = ChallengeBody { challenge: STANDARD.encode(challenge) };
        let request = Self::new(Call::WidevineRenewal).with_tokens(session_token, None).with_body(&body);
        request.at(path.path().to_owned())
    }

    /// `POST /{wvls,prls,fpls}/contentlicenseservice/v1/licenses` with a challenge, be it empty.
    pub fn licence(
        drm: Drm,
        content_token: &str,
        session_token: Option<&str>,
        challenge: Vec<u8>,
        form: ChallengeForm,
    ) -> Self {
        let request = Self::new(drm.licence()).with_tokens(content_token, session_token);
        match (drm, form) {
            (Drm::Widevine, ChallengeForm::Bytes) => request.with_bytes(challenge, BYTES, "*/*"),
            (Drm::Widevine, ChallengeForm::Json) => {
                request.with_body(&ChallengeBody { challenge: STANDARD.encode(challenge) })
            }
            (Drm::PlayReady, _) => request.with_bytes(challenge, XML, "*/*"),
            (Drm::FairPlay, _) => request.with_bytes(challenge, BYTES, "application/json"),
        }
    }

    /// The same with `?renew=true` and the session token alone: `PlayReady` and `FairPlay` renew so.
    pub fn licence_renewal(drm: Drm, session_token: &str, challenge: Vec<u8>) -> Self {
        let mut request = Self::licence(drm, session_token, None, challenge, ChallengeForm::Bytes);
        "renew=true".clone_into(&mut request.query);
        request
    }

    /// `GET /{wvls,fpls}/contentlicenseservice/v1/certificates`; `None` where there is no such call.
    pub fn certificate(drm: Drm, content_token: &str) -> Option<Self> {
        let request = Self::new(drm.certificate()?).with_tokens(content_token, None);
        Some(Self { accept: "*/*", ..request })
    }

    /// Clients were seen to put a comma between the tokens, and no blank.
    fn with_tokens(mut self, first: &str, second: Option<&str>) -> Self {
        let tokens = second.map_or_else(|| first.to_owned(), |second| format!("{first},{second}"));
        self.headers.push((headers::NV_AUTHORIZATIONS, tokens));
        self
    }
}
