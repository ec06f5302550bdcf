//! Claims of the platform's own tokens: the union of what the documents' examples have.

use serde_json::{Map, Value, json};
use tessera_protocol::{PlayoutType, TenantId};

use crate::chains::{Chain, Jti};
use crate::{Account, Content, Device};

pub(crate) type Claims = Map<String, Value>;

/// What the access and the refresh token of one issue have in common.
pub(crate) struct Subject<'a> {
    pub(crate) tenant: &'a TenantId,
    pub(crate) account: &'a Account,
    pub(crate) device: &'a Device,
    pub(crate) jti: Jti,
    pub(crate) chain: Chain,
}

impl Subject<'_> {
    /// `DevAuthN`: everything of a refresh token, and what playback asks for.
    pub(crate) fn access(&self, exp: i64) -> Claims {
        let said = |path| self.device.said(path);
        let mut claims = self.common("DevAuthN", exp);
        claims.extend(object(json!({
            "geoBlockExempt": false,
            "onNetwork": true,
            "parentalControl": null,
            "filteringInformation": {},
            "blockingInformation": {},
            "billingCountryCode": "EmptyCountry",
            "watermarking": false,
            "deviceInformation": {
                "device": {
                    "hardware": { "model": said("device.hardware.model") },
                    "OS": { "type": said("device.OS.type") },
                },
            },
        })));
        claims
    }

    /// `RefreshAuthN`.
    pub(crate) fn refresh(&self, exp: i64) -> Claims {
        self.common("RefreshAuthN", exp)
    }

    fn common(&self, typ: &str, exp: i64) -> Claims {
        object(json!({
            "typ": typ,
            "ver": "1.0",
            "exp": exp,
            "fixed_exp": self.chain.fixed_exp,
            "jti": self.jti.to_string(),
            "tenantId": self.tenant,
            "accountId": self.account.id,
            "userId": self.account.user_name(),
            "deviceId": self.device.client_id,
            "accountProfileId": self.account.profile,
            "playoutDeviceClass": self.device.said("playoutDeviceClass"),
            "sessionControl": self.account.streams.claim(),
        }))
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
