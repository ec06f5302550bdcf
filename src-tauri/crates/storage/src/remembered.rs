//! What other parts of the program remember under a name, as JSON. No secrets, and nothing that cannot be made anew.

use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::database::{Database, DatabaseError};

impl Database {
    /// What is remembered under a name; `None` when there is nothing, or nothing that can still be read.
    pub fn recall<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, DatabaseError> {
        let stored: Option<String> = self.read(|connection| {
            connection.query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0)).optional()
        })?;
        Ok(stored.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Remembers a value under a name.
    pub fn remember(&self, name: &str, value: &impl Serialize) -> Result<(), DatabaseError> {
        let text = serde_json::json!(value).to_string();
        self.write(|transaction| {
            transaction.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)", (name, text)).map(drop)
        })
    }
}
