//! Which passwords a person had kept, without them: for which user of which environment, and where each may be sent.
//!
//! The password lies in the vault under the id and is never here. One that is listed here and missing there is told as
//! missing, not as never kept. What was kept for one session only is dropped from the list when the next one begins.

use rusqlite::{Row, named_params};
use uuid::Uuid;

use crate::EnvironmentId;
use crate::credentials::Origin;
use crate::database::{Database, DatabaseError, parsed};

/// How long a kept password lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordPlace {
    /// In the keychain: until it is removed.
    Keychain,
    /// In memory: until the program ends.
    Session,
}

impl PasswordPlace {
    fn name(self) -> &'static str {
        match self {
            Self::Keychain => "keychain",
            Self::Session => "session",
        }
    }

    /// One that this version does not know is not said to last.
    fn named(name: &str) -> Self {
        if name == Self::Keychain.name() { Self::Keychain } else { Self::Session }
    }
}

/// A password that is kept, without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPassword {
    /// Ours; the password's name in the vault.
    pub id: Uuid,
    /// Where it signs on.
    pub environment: EnvironmentId,
    /// Who signs on with it.
    pub user_name: String,
    /// The parameter of service discovery that it is kept for; `None` for the password itself.
    pub parameter: Option<String>,
    /// Where it may be sent: the hosts that it was entered for.
    pub origins: Vec<Origin>,
    /// How long it lasts.
    pub place: PasswordPlace,
}

/// The kept passwords of a database.
#[derive(Debug, Clone, Copy)]
pub struct Passwords<'a>(&'a Database);

impl Database {
    /// The passwords that are kept.
    pub fn passwords(&self) -> Passwords<'_> {
        Passwords(self)
    }
}

impl Passwords<'_> {
    /// What is kept for an environment, by user name and parameter.
    pub fn list(&self, environment: &EnvironmentId) -> Result<Vec<KeptPassword>, DatabaseError> {
        self.0.read(|connection| {
            connection
                .prepare_cached("SELECT * FROM kept_password WHERE environment = ?1 ORDER BY user_name, parameter")?
                .query_map([environment.as_str()], from_row)?
                .collect()
        })
    }

    /// What is kept for one user.
    pub fn of(&self, environment: &EnvironmentId, user_name: &str) -> Result<Vec<KeptPassword>, DatabaseError> {
        let all = self.list(environment)?;
        Ok(all.into_iter().filter(|kept| kept.user_name == user_name).collect())
    }

    /// Remembers that a password is kept, in place of what stood for the same user and parameter. It has to be in the
    /// vault already, or this is a promise that is not kept.
    pub fn keep(&self, kept: &KeptPassword) -> Result<(), DatabaseError> {
        let origins: Vec<&str> = kept.origins.iter().map(Origin::as_str).collect();
        self.0.write(|transaction| {
            transaction
                .execute(
                    "INSERT OR REPLACE INTO kept_password (id, environment, user_name, parameter, origins, place)
                     VALUES (:id, :environment, :user_name, :parameter, :origins, :place)",
                    named_params! {
                        ":id": kept.id.to_string(),
                        ":environment": kept.environment.as_str(),
                        ":user_name": kept.user_name,
                        ":parameter": kept.parameter.as_deref().unwrap_or_default(),
                        ":origins": origins.join("\n"),
                        ":place": kept.place.name(),
                    },
                )
                .map(drop)
        })
    }

    /// Takes one out of the list; its item is to be removed from the vault. False when it is not there.
    pub fn remove(&self, id: Uuid) -> Result<bool, DatabaseError> {
        self.0.write(|transaction| {
            transaction.execute("DELETE FROM kept_password WHERE id = ?1", [id.to_string()]).map(|changed| changed > 0)
        })
    }

    /// What was kept for this session now lies in the keychain.
    pub fn moved_to_keychain(&self) -> Result<(), DatabaseError> {
        let places = [PasswordPlace::Keychain.name(), PasswordPlace::Session.name()];
        self.0.write(|transaction| {
            transaction.execute("UPDATE kept_password SET place = ?1 WHERE place = ?2", places).map(drop)
        })
    }

    /// A new session begins: what was kept for the last one only is gone.
    pub fn forget_session(&self) -> Result<(), DatabaseError> {
        self.0.write(|transaction| {
            transaction.execute("DELETE FROM kept_password WHERE place = ?1", [PasswordPlace::Session.name()]).map(drop)
        })
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<KeptPassword> {
    Ok(KeptPassword {
        id: parsed(row, "id")?,
        environment: parsed(row, "environment")?,
        user_name: row.get("user_name")?,
        parameter: Some(row.get::<_, String>("parameter")?).filter(|name| !name.is_empty()),
        origins: row.get::<_, String>("origins")?.lines().map(Origin::stored).collect(),
        place: PasswordPlace::named(&row.get::<_, String>("place")?),
    })
}
