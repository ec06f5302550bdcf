//! A body as it is shown: text with secrets cut, as JSON where it is JSON, as bytes where it is no text. What would move
//! or hide text is written as an escape.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tessera_tokens::{Cutter, visible_json, visible_lines};
use ts_rs::TS;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// Bytes of a body that is no text that are shown.
const SHOWN_BYTES: usize = 4096;

/// What a body is, judged by its content alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BodyForm {
    /// No bytes.
    Empty,
    /// JSON.
    Json,
    /// UTF-8 text that is not JSON.
    Text,
    /// Not UTF-8: bytes that are no character are shown as `\xNN`.
    Bytes,
}

/// A body as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BodyView {
    /// What it is.
    pub form: BodyForm,
    /// How many bytes came.
    pub bytes: usize,
    /// The text, secrets cut; characters that would move or hide text are escaped.
    pub text: String,
    /// The same as a tree; `null` when it is no JSON.
    #[ts(type = "unknown")]
    pub json: Option<Value>,
}

impl BodyView {
    /// The view of a body.
    pub fn new(body: &[u8], cutter: &Cutter) -> Self {
        let content = without_mark(body);
        let (form, text) = match std::str::from_utf8(content) {
            Ok("") => (BodyForm::Empty, String::new()),
            Ok(text) => (BodyForm::Text, cutter.cut(text)),
            Err(_) => (BodyForm::Bytes, cutter.cut(&escaped(content))),
        };
        // Cutting keeps JSON valid: it replaces characters within strings only.
        let json = if form == BodyForm::Text { serde_json::from_str(&text).ok() } else { None };
        let form = if json.is_some() { BodyForm::Json } else { form };
        let text = match form {
            BodyForm::Json => visible_json(&text),
            BodyForm::Text => visible_lines(&text),
            BodyForm::Empty | BodyForm::Bytes => text,
        };
        Self { form, bytes: body.len(), text, json }
    }
}

/// The bytes after a UTF-8 byte order mark.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}

pub(crate) fn has_mark(body: &[u8]) -> bool {
    body.starts_with(BYTE_ORDER_MARK)
}

fn escaped(bytes: &[u8]) -> String {
    let shown = &bytes[..bytes.len().min(SHOWN_BYTES)];
    shown
        .utf8_chunks()
        .fold(String::new(), |text, chunk| text + chunk.valid() + &chunk.invalid().escape_ascii().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(body: &[u8]) -> BodyView {
        BodyView::new(body, &Cutter::default())
    }

    #[test]
    fn a_body_is_judged_by_its_content() {
        assert_eq!(view(b"").form, BodyForm::Empty);
        assert_eq!(view(b"\xEF\xBB\xBF{\"a\":1}").form, BodyForm::Json);
        assert_eq!(view(b"{\"a\":1").form, BodyForm::Text);
        assert_eq!(view(b"a\xFFb"), BodyView { form: BodyForm::Bytes, bytes: 3, text: "a\\xffb".into(), json: None });
    }

    #[test]
    fn what_would_move_or_hide_text_is_escaped_and_json_stays_json() {
        let shown = view("{\"name\":\"a\u{202e}b\u{9b}2Jc\",\n\t\"n\":1}".as_bytes());
        assert_eq!(shown.text, "{\"name\":\"a\\u202eb\\u009b2Jc\",\n\t\"n\":1}");
        assert_eq!(shown.json, serde_json::from_str(&shown.text).ok());
        assert_eq!(view(b"<p>\n\x1b[2J\xe2\x80\xae</p>").text, "<p>\n\\u{1b}[2J\\u{202e}</p>");
    }

    #[test]
    fn cut_json_is_still_json() {
        let mut cutter = Cutter::default();
        cutter.know("abc3fj6sdehd529ng33dg");
        let shown = BodyView::new(br#"{"sessionToken":"abc3fj6sdehd529ng33dg"}"#, &cutter);
        assert!(
            shown
                .json
                .is_some_and(|json| json["sessionToken"].as_str().is_some_and(|text| text.starts_with('\u{2026}')))
        );
    }
}
