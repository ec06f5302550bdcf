//! Licences as each server writes them. A licence is made of words: nothing can be played with it.

use axum::Json;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use tessera_protocol::{ContentId, Drm, FairPlayLicenceAnswer, LicenceField, TokenField};

use super::certificates::bytes;

/// In which form challenge and licence are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// That of the server: bytes, XML, or JSON of its own.
    Own,
    /// The JSON that Widevine takes too.
    Json,
    /// The same, with the licence as text instead of a list.
    JsonText,
}

/// What the simulator has for a licence.
pub(super) fn licence_for(content: &ContentId) -> Vec<u8> {
    format!("tessera-simulated-licence:{content}").into_bytes()
}

/// A licence as a server writes it.
pub(super) fn written(drm: Drm, licence: Vec<u8>, form: Form, session_token: Option<TokenField>) -> Response {
    match drm {
        Drm::Widevine if form != Form::Own => Json(json!({
            "status": "OK",
            "errorCode": 0,
            "license": if form == Form::Json { json!([STANDARD.encode(licence)]) } else { json!(STANDARD.encode(licence)) },
            "sessionDrmEnforced": false,
        }))
        .into_response(),
        Drm::Widevine => bytes(licence),
        Drm::PlayReady => {
            let xml = play_ready(&STANDARD.encode(licence), session_token);
            ([(CONTENT_TYPE, "text/xml; charset=utf-8")], xml).into_response()
        }
        Drm::FairPlay => Json(FairPlayLicenceAnswer {
            ckc_message: LicenceField::One(STANDARD.encode(licence)),
            session_token,
            other: Map::new(),
        })
        .into_response(),
    }
}

/// The envelope of a licence, with JSON for the player in `CustomData`. Base64 and tokens need no escapes.
fn play_ready(licence: &str, session_token: Option<TokenField>) -> String {
    let custom = session_token.map(|token| {
        let json = Value::from_iter([("sessionToken", json!(token))]);
        format!("<CustomData>{json}</CustomData>")
    });
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><AcquireLicenseResponse xmlns="http://schemas.microsoft.com/DRM/2007/03/protocols"><AcquireLicenseResult><Response><LicenseResponse><Licenses><License>{licence}</License></Licenses>{}</LicenseResponse></Response></AcquireLicenseResult></AcquireLicenseResponse></soap:Body></soap:Envelope>"#,
        custom.unwrap_or_default()
    )
}
