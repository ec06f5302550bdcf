//! Reading an answer: what the call promises, or one of three kinds of trouble.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tessera_protocol::RefusalBody;
use ts_rs::TS;

use crate::body::without_mark;
use crate::{Answer, Exchange, Failure, Outcome};

/// Why a call did not give what it promises.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// The platform answered, and refused.
    Refused(Refusal),
    /// The request failed on the way.
    Failed(Failure),
    /// An answer of success came that cannot be read.
    Unreadable(Unreadable),
}

impl Trouble {
    /// What happened, in one sentence.
    pub fn headline(&self) -> String {
        match self {
            Self::Refused(refusal) => format!("The platform answered {}.", refusal.status),
            Self::Failed(failure) => failure.headline.clone(),
            Self::Unreadable(unreadable) => unreadable.headline.clone(),
        }
    }
}

/// A refusal, in the platform's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    /// The status code. 200 where the refusal hides in an answer of success.
    pub status: u16,
    /// Code and text, where the body has any.
    pub body: Option<RefusalBody>,
}

/// An answer of success that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Unreadable {
    /// In what way.
    pub problem: UnreadableKind,
    /// The status it came with.
    pub status: u16,
    /// What is wrong and where, in one sentence.
    pub headline: String,
}

/// In what way an answer cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum UnreadableKind {
    /// A redirect, which is shown and not followed.
    Redirect,
    /// No body at all.
    Empty,
    /// A web page: a proxy, a portal or an error page.
    Page,
    /// Packed in a way that could not be undone.
    Packed,
    /// Bytes that are no UTF-8.
    NotText,
    /// Not JSON.
    NotJson,
    /// JSON without what is promised.
    WrongShape,
}

impl Exchange {
    /// Reads the answer as what the call promises.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Trouble> {
        self.success()?.read_body().map_err(Trouble::Unreadable)
    }

    /// Reads the answer of a call that may have nothing to say: `None` for 204 and for an empty body.
    pub fn read_if_any<T: DeserializeOwned>(&self) -> Result<Option<T>, Trouble> {
        let answer = self.success()?;
        if answer.status == 204 || answer.is_blank() {
            return Ok(None);
        }
        answer.read_body().map(Some).map_err(Trouble::Unreadable)
    }

    /// The bytes of an answer that is no JSON, such as a licence; at least one.
    pub fn read_bytes(&self) -> Result<&[u8], Trouble> {
        let answer = self.success()?;
        if answer.body.is_empty() {
            let headline = "The body is empty, where a licence or a certificate is promised.".into();
            return Err(Trouble::Unreadable(answer.unreadable(UnreadableKind::Empty, headline)));
        }
        if let Some(packed) = answer.still_packed() {
            return Err(Trouble::Unreadable(packed));
        }
        Ok(&answer.body)
    }

    /// The answer, if it is one of success.
    fn success(&self) -> Result<&Answer, Trouble> {
        let answer = match &self.outcome {
            Outcome::Answered(answer) => answer,
            Outcome::Failed { failure, .. } => return Err(Trouble::Failed(failure.clone())),
        };
        let json = answer.json();
        let hidden = json.as_ref().is_some_and(RefusalBody::hides_in);
        match answer.status {
            200..300 if hidden => Err(answer.refused(json.as_ref())),
            200..300 => Ok(answer),
            300..400 if answer.header("location").is_some() => Err(Trouble::Unreadable(answer.redirect())),
            _ => Err(answer.refused(json.as_ref())),
        }
    }
}

impl Exchange {
    /// Reads an answer of status 300 as the choice that it offers; `None` for every other answer.
    pub fn read_choice<T: DeserializeOwned>(&self) -> Option<Result<T, Trouble>> {
        let answer = self.answer().filter(|answer| answer.status == 300 && answer.header("location").is_none())?;
        Some(answer.read_body().map_err(Trouble::Unreadable))
    }
}

impl Answer {
    fn refused(&self, json: Option<&Value>) -> Trouble {
        Trouble::Refused(Refusal { status: self.status, body: json.and_then(RefusalBody::read) })
    }

    fn unreadable(&self, problem: UnreadableKind, headline: String) -> Unreadable {
        Unreadable { problem, status: self.status, headline }
    }

    fn redirect(&self) -> Unreadable {
        let target = self.header("location").unwrap_or_default();
        let target = target.split(['?', '#']).next().unwrap_or_default();
        self.unreadable(
            UnreadableKind::Redirect,
            format!("The server redirects to {target}; no redirect is followed, so nothing was sent there."),
        )
    }

    fn is_blank(&self) -> bool {
        without_mark(&self.body).iter().all(u8::is_ascii_whitespace)
    }

    /// What is to be said where the body is packed, and stays so.
    fn still_packed(&self) -> Option<Unreadable> {
        let packed = self.packed.as_ref()?;
        let headline = format!(
            "The body says that it is packed with {}, and cannot be unpacked: {}.",
            packed.coding, packed.trouble?
        );
        Some(self.unreadable(UnreadableKind::Packed, headline))
    }

    fn read_body<T: DeserializeOwned>(&self) -> Result<T, Unreadable> {
        let body = without_mark(&self.body);
        if self.is_blank() {
            return Err(self.unreadable(UnreadableKind::Empty, "The body is empty, where JSON is promised.".into()));
        }
        let Ok(text) = std::str::from_utf8(body) else {
            let at = std::str::from_utf8(body).err().map_or(0, |error| error.valid_up_to());
            let headline = format!("The body is not UTF-8: byte {at} is no character.");
            let not_text = self.unreadable(UnreadableKind::NotText, headline);
            return Err(self.still_packed().unwrap_or(not_text));
        };
        if text.trim_start().starts_with('<') {
            let headline = "The body is a web page: a proxy, a portal or an error page answered.".into();
            return Err(self.unreadable(UnreadableKind::Page, headline));
        }
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let what = if error.is_eof() { "it breaks off" } else { "it goes wrong" };
            let headline = format!("The body is not JSON: {what} at line {line}, column {column}.");
            self.unreadable(UnreadableKind::NotJson, headline)
        })?;
        // Read from text and not from the value: of that, `serde` does not carry integers beyond 64 bits through the
        // members that the documents do not know. The value has each member once, which the promised form wants.
        let once = value.to_string();
        serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(&once)).map_err(|error| {
            let path = error.path().to_string();
            let place = if path == "." { String::new() } else { format!(" at {path}") };
            let headline =
                format!("The answer has not the promised form{place}: {}.", without_value(&error.into_inner()));
            self.unreadable(UnreadableKind::WrongShape, headline)
        })
    }
}

/// A reason of the JSON library without the value that it repeats, which may be a token, and without its place, which
/// is not that in the body.
fn without_value(error: &serde_json::Error) -> String {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let reason = error.to_string();
    let reason = reason.strip_suffix(&place).unwrap_or(&reason);
    if !reason.starts_with("invalid ") {
        return reason.to_owned();
    }
    match reason.rsplit_once(", expected ") {
        Some((_, expected)) => format!("something else stands there than {expected}"),
        None => "something else stands there than promised".to_owned(),
    }
}
