//! JSON read the way an inspector wants it: every number as written, and members that stand twice reported.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Reads a JSON object; the second part names each member that stood more than once (the last one counts).
pub(crate) fn object(text: &[u8]) -> Result<(Map<String, Value>, Vec<String>), serde_json::Error> {
    let members: Map<String, Value> = serde_json::from_slice(text)?;
    let mut repeated = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    Repeats { path: "", found: &mut repeated }.deserialize(&mut deserializer)?;
    Ok((members, repeated))
}

/// Walks a document and notes the path of each repeated member.
struct Repeats<'a> {
    path: &'a str,
    found: &'a mut Vec<String>,
}

impl<'de> DeserializeSeed<'de> for Repeats<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! nothing_below {
    ($($method:ident: $of:ty),*) => {
        $(fn $method<E>(self, _: $of) -> Result<(), E> { Ok(()) })*
    };
}

impl<'de> Visitor<'de> for Repeats<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    nothing_below!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Repeats { path: self.path, found: self.found })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut seen = std::collections::HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            let path = if self.path.is_empty() { name.clone() } else { format!("{}.{name}", self.path) };
            if !seen.insert(name) {
                self.found.push(path.clone());
            }
            members.next_value_seed(Repeats { path: &path, found: self.found })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn members_that_stand_twice_are_named_with_their_path() {
        let (members, repeated) = object(br#"{"a":1,"b":{"c":[{"d":1,"d":2}],"c":3},"a":2}"#).unwrap();
        assert_eq!(repeated, ["b.c.d", "b.c", "a"]);
        assert_eq!(members["a"], 2);
    }

    #[test]
    fn a_big_number_keeps_its_digits() {
        let (members, _) = object(br#"{"jti":123456789012345678901234567890}"#).unwrap();
        assert_eq!(members["jti"].to_string(), "123456789012345678901234567890");
    }

    #[test]
    fn deep_nesting_is_an_error_and_not_a_crash() {
        assert!(object(format!("{{\"a\":{}", "[".repeat(10_000)).as_bytes()).is_err());
    }
}
