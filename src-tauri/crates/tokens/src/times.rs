//! Times in claims: seconds since the epoch by the documents, and everything else that servers have been seen to send.

use jiff::Timestamp;
use serde_json::Value;

/// From here on a number of seconds would lie after the year 5138, so it is taken as milliseconds:
/// one documented example has 13 digits.
const MILLISECONDS_FROM: i64 = 100_000_000_000;

/// The unit in which a time was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// As documented.
    Seconds,
    /// A slip that occurs in the documents themselves.
    Milliseconds,
}

/// A time claim, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadTime {
    /// A moment, and the unit it was written in.
    At(Timestamp, TimeUnit),
    /// A moment, written as text instead of a number.
    AtAsText(Timestamp),
    /// No moment; the reason in words.
    Unreadable(&'static str),
}

impl ReadTime {
    /// Reads a claim's value.
    pub fn read(value: &Value) -> Self {
        match value {
            Value::Number(number) => Self::number(&number.to_string()),
            Value::String(text) => match Self::number(text.trim()) {
                Self::At(at, _) => Self::AtAsText(at),
                other => other,
            },
            _ => Self::Unreadable("it is not a number"),
        }
    }

    fn number(text: &str) -> Self {
        if text.starts_with('-') {
            return Self::Unreadable("it is negative: before 1970");
        }
        let Ok(number) = text.parse::<i64>() else {
            return match text.parse::<f64>() {
                Ok(number) if number.fract() != 0.0 => {
                    Self::Unreadable("it has a fraction; whole seconds are expected")
                }
                Ok(_) => Self::Unreadable("it is too large or written with an exponent; whole seconds are expected"),
                Err(_) => Self::Unreadable("it is not a number"),
            };
        };
        let (at, unit) = if number >= MILLISECONDS_FROM {
            (Timestamp::from_millisecond(number), TimeUnit::Milliseconds)
        } else {
            (Timestamp::from_second(number), TimeUnit::Seconds)
        };
        at.map_or(Self::Unreadable("it is later than any calendar goes"), |at| Self::At(at, unit))
    }

    /// The moment, where there is one.
    pub fn at(&self) -> Option<Timestamp> {
        match self {
            Self::At(at, _) | Self::AtAsText(at) => Some(*at),
            Self::Unreadable(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    #[test]
    fn each_odd_way_to_write_a_time_has_its_own_answer() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let number = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        for (value, expected) in [
            (json!(1_654_877_093), ReadTime::At(at(1_654_877_093), TimeUnit::Seconds)),
            (json!(0), ReadTime::At(at(0), TimeUnit::Seconds)),
            (json!(1_523_634_252_000_i64), ReadTime::At(at(1_523_634_252), TimeUnit::Milliseconds)),
            (json!("1654877093"), ReadTime::AtAsText(at(1_654_877_093))),
            (number("1.5"), ReadTime::Unreadable("it has a fraction; whole seconds are expected")),
            (
                number("1e30"),
                ReadTime::Unreadable("it is too large or written with an exponent; whole seconds are expected"),
            ),
            (json!(-1), ReadTime::Unreadable("it is negative: before 1970")),
            (json!(i64::MAX), ReadTime::Unreadable("it is later than any calendar goes")),
            (json!("soon"), ReadTime::Unreadable("it is not a number")),
            (json!(null), ReadTime::Unreadable("it is not a number")),
            (json!([1]), ReadTime::Unreadable("it is not a number")),
        ] {
            assert_eq!(ReadTime::read(&value), expected, "{value}");
        }
    }
}
