//! What a refusal says of itself. Six body shapes are known; one tolerant reader takes them all.
//!
//! What a code means stands in `codes`. Why this program thinks a call was refused is for `journeys` to say; here is
//! only what the platform said.

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
    ///
    /// A licence server may say a code and no text; then its `status` is not `OK`.
    pub fn hides_in(body: &Value) -> bool {
        let coded = |name: &str| body.get(name).is_some_and(says_failure);
        let said = body.get("message").is_some() || body.get("status").is_some_and(|status| status != "OK");
        body.get("resultCode").is_some()
            || body.get("errorResponse").is_some()
            || (said && (coded("errorCode") || coded("code")))
    }
}

/// A code other than nothing, 0 or a status of success.
fn says_failure(code: &Value) -> bool {
    match as_text(code).trim() {
        "" | "null" | "0" => false,
        text => !matches!(text.parse(), Ok(200..300)),
    }
}

fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
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
            (json!({"code":1007,"errorCode":1007,"message":"limit"}), Some("1007"), "limit"),
            (json!({"errorCode":4027,"message":"device"}), Some("4027"), "device"),
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
        assert!(!RefusalBody::hides_in(&json!({"code":200,"message":"done"})));
        assert!(!RefusalBody::hides_in(&json!({"errorCode":"0","message":"","sessionToken":"x"})));
        for refusal in [
            json!({"resultCode":"99999:403","result":"no"}),
            json!({"errorResponse":{"code":"400","errorCode":"SRM-0002"}}),
            json!({"errorCode":1007,"message":"limit"}),
            json!({"errorCode":"1007","code":"1007","message":"limit"}),
            json!({"code":20003,"message":"deleted"}),
            json!({"status":"ERROR","errorCode":4006}),
        ] {
            assert!(RefusalBody::hides_in(&refusal), "{refusal}");
        }
    }
}
