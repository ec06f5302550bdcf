//! Claims of the platform's own tokens: the union of what the documents' examples have.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use tessera_protocol::{PlayoutType, TenantId};

use crate::chains::{Chain, Jti};
use crate::{Account, Content, Device};

pub(crate) type Claims = Map<String, Value>;

/// What the access and the refresh token of one issue have in common.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) tenant: &'a TenantId,
    pub(crate) account: &'a Account,
    pub(crate) device: &'a Device,
    pub(crate) jti: Jti,
    pub(crate) chain: Chain,
}

/// Claims of an access or a refresh token, written as they are serialised: a sign-on needs two of them, and a map of
/// each would be most of what it costs.
pub(crate) struct SubjectClaims<'a> {
    subject: Subject<'a>,
    typ: &'static str,
    exp: i64,
}

impl<'a> Subject<'a> {
    /// `DevAuthN`: everything of a refresh token, and what playback asks for.
    pub(crate) fn access(self, exp: i64) -> SubjectClaims<'a> {
        SubjectClaims { subject: self, typ: ACCESS, exp }
    }

    /// `RefreshAuthN`.
    pub(crate) fn refresh(self, exp: i64) -> SubjectClaims<'a> {
        SubjectClaims { subject: self, typ: "RefreshAuthN", exp }
    }
}

impl SubjectClaims<'_> {
    /// The claims as members, for an answer that has them instead of a token.
    pub(crate) fn members(&self) -> Claims {
        serde_json::to_value(self).map(object).unwrap_or_default()
    }
}

impl Serialize for SubjectClaims<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Subject { tenant, account, device, jti, chain } = self.subject;
        let mut claims = serializer.serialize_map(None)?;
        claims.serialize_entry("typ", self.typ)?;
        claims.serialize_entry("ver", "1.0")?;
        claims.serialize_entry("exp", &self.exp)?;
        claims.serialize_entry("fixed_exp", &chain.fixed_exp)?;
        claims.serialize_entry("jti", &format_args!("{jti}"))?;
        claims.serialize_entry("tenantId", tenant)?;
        claims.serialize_entry("accountId", &account.id)?;
        claims.serialize_entry("userId", account.user_name())?;
        claims.serialize_entry("deviceId", &device.client_id)?;
        claims.serialize_entry("accountProfileId", &account.profile)?;
        claims.serialize_entry("playoutDeviceClass", &device.said("playoutDeviceClass"))?;
        claims.serialize_entry("sessionControl", &account.streams.claim())?;
        if self.typ == ACCESS {
            claims.serialize_entry("geoBlockExempt", &false)?;
            claims.serialize_entry("onNetwork", &true)?;
            claims.serialize_entry("parentalControl", &())?;
            claims.serialize_entry("filteringInformation", &Nothing {})?;
            claims.serialize_entry("blockingInformation", &Nothing {})?;
            claims.serialize_entry("billingCountryCode", "EmptyCountry")?;
            claims.serialize_entry("watermarking", &false)?;
            claims.serialize_entry("deviceInformation", &DeviceClaim::of(device))?;
        }
        claims.end()
    }
}

const ACCESS: &str = "DevAuthN";

/// `{}`.
#[derive(Serialize)]
struct Nothing {}

#[derive(Serialize)]
struct DeviceClaim<'a> {
    device: Parts<'a>,
}

#[derive(Serialize)]
struct Parts<'a> {
    hardware: Hardware<'a>,
    #[serde(rename = "OS")]
    os: System<'a>,
}

#[derive(Serialize)]
struct Hardware<'a> {
    model: Option<&'a str>,
}

#[derive(Serialize)]
struct System<'a> {
    #[serde(rename = "type")]
    kind: Option<&'a str>,
}

impl<'a> DeviceClaim<'a> {
    fn of(device: &'a Device) -> Self {
        let hardware = Hardware { model: device.said("device.hardware.model") };
        Self { device: Parts { hardware, os: System { kind: device.said("device.OS.type") } } }
    }
}

/// `ContentAuthZ`: one content on one device, or on any device of an account.
pub(crate) fn content(
    account: &Account,
    device: &Device,
    content: &Content,
    playout_type: PlayoutType,
    jti: &str,
    exp: i64,
) -> Claims {
    let device_id = match playout_type {
        PlayoutType::Device => Some(&device.client_id),
        PlayoutType::Account => None,
    };
    let mut claims = object(json!({
        "typ": "ContentAuthZ",
        "ver": "1.0",
        "exp": exp,
        "jti": jti,
        "device": {
            "drm": "ssp",
            "watermarking": false,
            "ipAddress": "127.0.0.1",
            "model": device.said("device.hardware.model").unwrap_or_default(),
            "accountId": account.id,
        },
        "contentRights": [{
            "contentId": content.id,
            "start": format!("{:.3}", content.start),
            "end": format!("{:.3}", content.end),
            "duration": content.duration,
            "storable": content.storable,
            "drt": "hdr",
            "usageRulesProfileId": content.profile,
            "sessionControl": account.streams.claim(),
        }],
    }));
    if let Some(id) = device_id {
        claims["device"]["deviceUniqueId"] = json!(id);
    }
    claims
}

pub(crate) fn object(value: Value) -> Claims {
    match value {
        Value::Object(members) => members,
        _ => Claims::new(),
    }
}
