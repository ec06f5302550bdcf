//! One secret: text that is overwritten when it is dropped and that nothing prints.
//!
//! It can be read from a message (a person typed it in the window) and never written to one. Where it is kept stands in
//! `keychain` and `vault`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};
use zeroize::Zeroizing;

/// A secret as text: an operator secret, a password, a refresh token.
///
/// The memory of the text, spare capacity included, is overwritten on drop. There is no `Serialize` and no `Display`,
/// and `Debug` prints `[redacted]`.
#[derive(Clone, ts_rs::TS)]
#[ts(type = "string")]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over, without a copy.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself. What is made of it must not be kept, logged or shown.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[redacted]")
    }
}

impl<'de> Deserialize<'de> for Secret {
    /// Reads a string into one allocation, which is the secret's own. The buffer of the deserialiser is not ours to wipe.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_string(Text)
    }
}

struct Text;

impl Visitor<'_> for Text {
    type Value = Secret;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a secret as a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<Secret, E> {
        Ok(Secret::new(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Secret, E> {
        Ok(Secret::new(text))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Secret;

    /// Does not compile if `Secret` is ever given one of these traits: the call would be ambiguous.
    #[test]
    fn a_secret_can_neither_be_serialised_nor_displayed() {
        trait Lacks<Marker> {
            fn both() {}
        }
        impl<T> Lacks<()> for T {}
        impl<T: serde::Serialize> Lacks<u8> for T {}
        impl<T: std::fmt::Display> Lacks<u16> for T {}
        <Secret as Lacks<_>>::both();
    }

    #[test]
    fn a_secret_is_read_from_a_message() {
        let owned: Secret = serde_json::from_value(serde_json::json!("s3cret")).unwrap();
        let borrowed: Secret = serde_json::from_str(r#""s3\"cret""#).unwrap();
        assert_eq!((owned.expose(), borrowed.expose()), ("s3cret", "s3\"cret"));
    }

    #[test]
    fn a_message_of_the_wrong_type_is_refused_by_type() {
        let error = serde_json::from_str::<Secret>("4711").unwrap_err().to_string();
        assert!(error.contains("expected a secret as a string"), "{error}");
    }

    #[test]
    fn debug_prints_redacted_whatever_the_format() {
        let secret = Secret::new("canary-7f3a".to_owned());
        assert_eq!(format!("{secret:?} {secret:#?} {:?}", Some(&secret)), "[redacted] [redacted] Some([redacted])");
    }

    #[test]
    fn a_secret_keeps_the_allocation_it_was_given() {
        let mut text = String::with_capacity(64);
        text.push_str("short");
        let at = text.as_ptr();
        assert_eq!(Secret::new(text).expose().as_ptr(), at, "a move to a smaller allocation would leave a copy behind");
    }
}
