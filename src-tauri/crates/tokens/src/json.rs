//! JSON read the way an inspector wants it: every number as written, and members that stand twice reported.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// More repeated members than this are not told: the text may come from a server that means harm.
const MOST_TOLD: usize = 16;

/// Reads a JSON object; the second part names each member that stands more than once (the last one counts).
pub(crate) fn object(text: &[u8]) -> Result<(Map<String, Value>, Vec<String>), serde_json::Error> {
    Ok((serde_json::from_slice(text)?, repeated_members(text)?))
}

/// The members of a JSON text that stand more than once, at any depth: each by its path (`a.b[0].c`), once, in the
/// order in which they are found, and at most 16. An error where the text is no JSON.
pub fn repeated_members(text: &[u8]) -> Result<Vec<String>, serde_json::Error> {
    let mut found = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    Repeats { path: &mut String::new(), found: &mut found }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(found)
}

/// Walks a document and notes the path of each repeated member.
struct Repeats<'a> {
    path: &'a mut String,
    found: &'a mut Vec<String>,
}

impl Repeats<'_> {
    fn note(&mut self) {
        if self.found.len() < MOST_TOLD && !self.found.contains(self.path) {
            self.found.push(self.path.clone());
        }
    }
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
        let here = self.path.len();
        for at in 0.. {
            self.path.push_str(&format!("[{at}]"));
            let item = items.next_element_seed(Repeats { path: self.path, found: self.found })?;
            self.path.truncate(here);
            if item.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        let here = self.path.len();
        let mut seen = std::collections::HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            self.path.push_str(if here == 0 { "" } else { "." });
            self.path.push_str(&name);
            if !seen.insert(name) {
                self.note();
            }
            members.next_value_seed(Repeats { path: self.path, found: self.found })?;
            self.path.truncate(here);
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
        assert_eq!(repeated, ["b.c[0].d", "b.c", "a"]);
        assert_eq!(members["a"], 2);
    }

    #[test]
    fn any_json_is_looked_through_and_each_repeated_member_told_once() {
        assert_eq!(repeated_members(br#"[1,{"":1,"":2},{"a":{},"a":[],"a":null}]"#).unwrap(), ["[1].", "[2].a"]);
        assert_eq!(repeated_members(br#"{"n":123456789012345678901234567890,"m":1e400,"s":"n"}"#).unwrap(), [""; 0]);
        assert!(repeated_members(br#"{"a":1} x"#).is_err());
    }

    #[test]
    fn a_text_that_repeats_without_end_is_told_in_part() {
        let long = format!(r#"{{"{}":[{}{{}}]}}"#, "x".repeat(1 << 20), r#"{"a":1,"a":1},"#.repeat(50_000));
        let begin = std::time::Instant::now();
        assert_eq!(repeated_members(long.as_bytes()).unwrap().len(), 16);
        assert!(begin.elapsed() < std::time::Duration::from_secs(10));
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
