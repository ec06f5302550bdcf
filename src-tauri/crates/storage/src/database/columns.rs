//! How times and names stand in columns: as text that a person can read and SQLite can sort.

use std::error::Error;
use std::str::FromStr;

use jiff::Timestamp;
use rusqlite::Row;
use rusqlite::types::Type;

/// RFC 3339 in UTC, always with nine decimals, so that the order of texts is the order of times.
pub(crate) fn time_text(time: Timestamp) -> String {
    format!("{time:.9}")
}

/// A text column whose text stands for something.
pub(crate) fn parsed<T>(row: &Row<'_>, column: &str) -> rusqlite::Result<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    parse(row, column, &row.get::<_, String>(column)?)
}

/// The same where the column may be empty.
pub(crate) fn parsed_or_none<T>(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<T>>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    row.get::<_, Option<String>>(column)?.map(|text| parse(row, column, &text)).transpose()
}

fn parse<T>(row: &Row<'_>, column: &str, text: &str) -> rusqlite::Result<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    let at = row.as_ref().column_index(column)?;
    text.parse().map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(error)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn times_sort_as_texts_and_come_back_whole() {
        let times = ["2026-03-01T10:00:00Z", "2026-03-01T10:00:00.5Z", "2026-03-01T10:00:00.500000001Z"];
        let texts = times.map(|time| time_text(time.parse().unwrap()));
        assert!(texts.is_sorted(), "{texts:?}");
        for (time, text) in times.iter().zip(&texts) {
            assert_eq!(text.parse::<Timestamp>().unwrap(), time.parse().unwrap());
        }
    }
}
