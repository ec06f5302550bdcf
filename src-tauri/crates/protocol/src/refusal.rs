//! What a refusal says of itself. Six body shapes are known; one tolerant reader takes them all.
//!
//! The codes are those of sign-on and playback (AGS and IAS pages). Why this program thinks a call was refused is
//! for `journeys` to say; here is only what the platform said.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

/// Code and text found in the body of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefusalBody {
    /// `code`, `errorCode`, `resultCode` or `errorResponse.errorCode`, as text.
    pub code: Option<String>,
    /// `message`, `result` or `errorMessage`.
    pub message: Option<String>,
}

impl RefusalBody {
    /// Reads the body of an answer; `None` when it has neither code nor text.
    pub fn read(body: &Value) -> Option<Self> {
        let inner = body.get("errorResponse").unwrap_or(body);
        let code = ["resultCode", "errorCode", "code"]
            .iter()
            .find_map(|name| inner.get(name).filter(|value| !value.is_null()))
            .map(as_text);
        let message = ["message", "result", "errorMessage"]
            .iter()
            .find_map(|name| inner.get(name).and_then(Value::as_str))
            .map(str::to_owned);
        (code.is_some() || message.is_some()).then_some(Self { code, message })
    }

    /// Whether an answer of status 200 is a refusal all the same, as the gateway's older configuration sends
    /// (`{"resultCode":"99999:403", ...}`) and the session manager's predecessor does (`errorResponse`).
    pub fn hides_in(body: &Value) -> bool {
        body.get("resultCode").is_some()
            || body.get("errorResponse").is_some()
            || (body.get("errorCode").is_some_and(|code| code.as_i64() != Some(0)) && body.get("message").is_some())
    }
}

fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A code that the documents explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownCode {
    /// As it stands in the answer.
    pub code: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
}

const fn known(code: &'static str, meaning: &'static str, remedy: &'static str) -> KnownCode {
    KnownCode { code, meaning, remedy }
}

const SIGN_IN_CODES: [KnownCode; 13] = [
    known(
        "20001",
        "The operator cancelled the account.",
        "Ask the operator to activate the account, or use another one.",
    ),
    known(
        "20002",
        "The operator suspended the account.",
        "Ask the operator to lift the suspension, or use another account.",
    ),
    known("20003", "The operator deleted this device.", "Forget the device here and sign on first-time."),
    known(
        "20004",
        "The operator disabled this device.",
        "Ask the operator to enable it, or sign on first-time as a new device.",
    ),
    known("20006", "The client_id is in use for another account.", "Forget the device here and sign on first-time."),
    known(
        "20007",
        "The account has its maximum number of devices.",
        "Have a device removed from the account, or sign on nth-time with a client_id it has.",
    ),
    known(
        "20018",
        "A proxy or VPN is in use, and the operator blocks those.",
        "Leave the VPN, or ask for an exemption of this address.",
    ),
    known("20019", "The location is blocked.", "Test from an allowed location, or ask for an account that is exempt."),
    known("20020", "The token's validity check failed.", "Refresh, or sign on again."),
    known(
        "20021",
        "A first sign-in on a new device is not allowed from a restricted proxy.",
        "Leave the proxy for the first sign-on.",
    ),
    known(
        "20022",
        "A first sign-in on a new device is not allowed from this country.",
        "Sign on first-time from an allowed country.",
    ),
    known("20066", "The location is filtered.", "Test from an allowed location, or ask for an account that is exempt."),
    known("99999:403", "The gateway found the access token invalid or expired.", "Refresh, or sign on again."),
];

/// What the documents say of a code; `None` when they do not know it.
pub fn known_code(code: &str) -> Option<&'static KnownCode> {
    SIGN_IN_CODES.iter().find(|known| known.code == code)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    #[test]
    fn every_known_shape_gives_its_code_and_text() {
        for (body, code, message) in [
            (json!({"message":"Unauthorized"}), None, "Unauthorized"),
            (json!({"code":20003,"message":"deleted"}), Some("20003"), "deleted"),
            (
                json!({"resultCode":"99999:403","localeMessage":"none","requestId":7,"result":"no"}),
                Some("99999:403"),
                "no",
            ),
            (json!({"errorCode":1007,"message":"limit"}), Some("1007"), "limit"),
            (
                json!({"errorResponse":{"code":"400","status":"ERROR","errorCode":"SRM-0002","errorMessage":"m"}}),
                Some("SRM-0002"),
                "m",
            ),
        ] {
            let read = RefusalBody::read(&body).unwrap();
            assert_eq!((read.code.as_deref(), read.message.as_deref()), (code, Some(message)), "{body}");
        }
        assert_eq!(RefusalBody::read(&json!({"sessionToken": "x"})), None);
    }

    #[test]
    fn a_success_is_not_taken_for_a_hidden_refusal() {
        let success: Value = serde_json::from_str(include_str!("../fixtures/sign_on_answer.json")).unwrap();
        assert!(!RefusalBody::hides_in(&success));
        assert!(!RefusalBody::hides_in(&json!({"status":"OK","errorCode":0,"license":[]})));
        assert!(RefusalBody::hides_in(&json!({"resultCode":"99999:403","result":"no"})));
    }
}
