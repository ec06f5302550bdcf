//! `deviceInformation`: what an installation says of itself on a first-time sign-on.
//!
//! Source: *First time and n-th time sign on*. It is kept as the JSON object it is, with every member in the order
//! it was written, because which members are mandatory is not documented and deployments add their own. Form fields
//! are read and written by path.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// The block as a JSON object.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "Record<string, unknown>")]
pub struct DeviceInformation(Map<String, Value>);

/// Why a text is not a `deviceInformation` block.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeviceInformationError {
    /// Not JSON.
    #[error("it is not JSON: {0}")]
    NotJson(String),
    /// JSON, but not an object.
    #[error("it is not a JSON object; it has to begin with {{ and hold members such as \"device\"")]
    NotAnObject,
}

impl DeviceInformation {
    /// Takes the object as it is.
    pub fn new(members: Map<String, Value>) -> Self {
        Self(members)
    }

    /// Reads a block that a person wrote or pasted. A document example with the block inside `deviceInformation` is unwrapped.
    pub fn parse(text: &str) -> Result<Self, DeviceInformationError> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| DeviceInformationError::NotJson(error.to_string()))?;
        let Value::Object(mut members) = value else { return Err(DeviceInformationError::NotAnObject) };
        match (members.len(), members.remove("deviceInformation")) {
            (1, Some(Value::Object(inner))) => Ok(Self(inner)),
            (_, Some(inner)) => {
                members.insert("deviceInformation".to_owned(), inner);
                Ok(Self(members))
            }
            (_, None) => Ok(Self(members)),
        }
    }

    /// The members.
    pub fn members(&self) -> &Map<String, Value> {
        &self.0
    }

    /// The value at a path such as `device.OS.type`.
    pub fn get(&self, path: &str) -> Option<&Value> {
        let mut parts = path.split('.');
        let mut value = self.0.get(parts.next()?)?;
        for part in parts {
            value = value.get(part)?;
        }
        Some(value)
    }

    /// Sets the value at a path, making the objects on the way. What is not an object on the way is replaced.
    pub fn set(&mut self, path: &str, value: Value) {
        let mut members = &mut self.0;
        let mut parts = path.split('.').peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                members.insert(part.to_owned(), value);
                return;
            }
            let slot = members.entry(part).or_insert_with(|| Value::Object(Map::new()));
            if !slot.is_object() {
                *slot = Value::Object(Map::new());
            }
            let Value::Object(inner) = slot else { return };
            members = inner;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_value_is_read_and_written_by_its_path() {
        let mut block = DeviceInformation::default();
        block.set("device.OS.type", "Android".into());
        block.set("deviceType", "OPEN".into());
        assert_eq!(block.get("device.OS.type"), Some(&"Android".into()));
        assert_eq!(
            serde_json::to_string(&block).unwrap(),
            r#"{"device":{"OS":{"type":"Android"}},"deviceType":"OPEN"}"#
        );
    }

    #[test]
    fn the_documented_example_is_taken_with_and_without_its_wrapper() {
        let whole = include_str!("../fixtures/sign_on_first_time_request.json");
        let wrapped = DeviceInformation::parse(whole).unwrap();
        let bare = DeviceInformation::parse(&serde_json::to_string(&wrapped).unwrap()).unwrap();
        assert_eq!(wrapped, bare);
        assert_eq!(bare.get("device.hardware.type"), Some(&"Browser".into()));
    }

    #[test]
    fn what_is_not_an_object_is_named() {
        assert_eq!(DeviceInformation::parse("[1]"), Err(DeviceInformationError::NotAnObject));
        assert!(matches!(DeviceInformation::parse("{"), Err(DeviceInformationError::NotJson(_))));
    }
}
