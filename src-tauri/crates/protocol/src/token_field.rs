//! A token as it stands in an answer: a string on real servers, a decoded object on several pages of the documents.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// A token member of an answer, in either documented form.
///
/// Its `Debug` shows the form only. `Serialize` writes the token out whole: it is for the simulator's answers
/// and request bodies, so nothing that is shown or stored holds a `TokenField`.
#[derive(Clone, PartialEq)]
pub enum TokenField {
    /// The token itself (a JWT, or any opaque text).
    Text(String),
    /// The claims alone, as IAS pages print them. It cannot be sent on.
    Decoded(Map<String, Value>),
}

impl TokenField {
    /// The token as text, where it came as text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Decoded(_) => None,
        }
    }
}

impl fmt::Debug for TokenField {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(out, "Text([redacted], {} characters)", text.chars().count()),
            Self::Decoded(claims) => write!(out, "Decoded({} claims)", claims.len()),
        }
    }
}

impl Serialize for TokenField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Decoded(claims) => claims.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for TokenField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) => Ok(Self::Text(text)),
            Value::Object(claims) => Ok(Self::Decoded(claims)),
            Value::Null => Err(serde::de::Error::custom("it is null; a token is a string or an object")),
            Value::Bool(_) => Err(serde::de::Error::custom("it is a boolean; a token is a string or an object")),
            Value::Number(_) => Err(serde::de::Error::custom("it is a number; a token is a string or an object")),
            Value::Array(_) => Err(serde::de::Error::custom("it is an array; a token is a string or an object")),
        }
    }
}
