//! Operator credentials without their secrets: what exists, by what a person recognises it, and where it may be sent.
//!
//! The secret lies in the keychain under the credential's id and is never here. A credential that is listed here and
//! missing there is told as missing, not as never entered.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};
use serde::{Deserialize, Serialize};
use tessera_protocol::CredentialKeyId;
use tessera_tokens::SecretEncoding;
use ts_rs::TS;
use url::Url;
use uuid::Uuid;

use crate::EnvironmentId;
use crate::database::{Database, DatabaseError, parsed, parsed_or_none, time_text};

/// Scheme, host and port of a URL, as browsers write them: `https://ags.example.com`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(as = "String")]
pub struct Origin(String);

impl Origin {
    /// Of an `http` or `https` URL; `None` for others, which have no origin to name.
    pub fn of(url: &Url) -> Option<Self> {
        let origin = url.origin();
        origin.is_tuple().then(|| Self(origin.ascii_serialization()))
    }

    /// One that was written down.
    pub(crate) fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An operator credential, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OperatorCredential {
    /// Ours; the secret's name in the keychain.
    #[ts(as = "String")]
    pub id: Uuid,
    /// Where it is used.
    pub environment: EnvironmentId,
    /// A person's own name for it.
    pub label: Option<String>,
    /// `kid` of the JWTs signed with it.
    pub kid: CredentialKeyId,
    /// How the secret is written down.
    pub encoding: SecretEncoding,
    /// Bytes of the key after decoding.
    pub length: u32,
    /// Six hex digits of its SHA-256, by which a person recognises it.
    pub fingerprint: String,
    /// Where what is signed with it may be sent. Another origin needs a person's consent.
    pub origins: Vec<Origin>,
    /// When it was entered.
    #[ts(as = "String")]
    pub created_at: Timestamp,
    /// When it last signed something.
    #[ts(as = "Option<String>")]
    pub last_used_at: Option<Timestamp>,
}

impl OperatorCredential {
    /// Whether what is signed with it may be sent to this URL without asking.
    pub fn may_go_to(&self, url: &Url) -> bool {
        Origin::of(url).is_some_and(|origin| self.origins.contains(&origin))
    }
}

/// The operator credentials of a database.
#[derive(Debug, Clone, Copy)]
pub struct OperatorCredentials<'a>(&'a Database);

impl Database {
    /// The operator credentials.
    pub fn credentials(&self) -> OperatorCredentials<'_> {
        OperatorCredentials(self)
    }
}

impl OperatorCredentials<'_> {
    /// Adds a credential; its secret has to be in the keychain already, or this is a promise that is not kept.
    pub fn add(&self, credential: &OperatorCredential) -> Result<(), DatabaseError> {
        self.0.write(|transaction| {
            put(
                transaction,
                "INSERT INTO operator_credential (id, environment, label, kid, encoding, length, fingerprint, created_at, last_used_at)
                 VALUES (:id, :environment, :label, :kid, :encoding, :length, :fingerprint, :created_at, :last_used_at)",
                credential,
            )
            .map(drop)
        })
    }

    /// Every credential of an environment, in the order in which they were entered.
    pub fn list(&self, environment: &EnvironmentId) -> Result<Vec<OperatorCredential>, DatabaseError> {
        self.0.read(|connection| {
            let mut found: Vec<OperatorCredential> = connection
                .prepare_cached("SELECT * FROM operator_credential WHERE environment = ?1 ORDER BY created_at, id")?
                .query_map([environment.as_str()], from_row)?
                .collect::<rusqlite::Result<_>>()?;
            for credential in &mut found {
                credential.origins = origins(connection, credential.id)?;
            }
            Ok(found)
        })
    }

    /// One credential.
    pub fn get(&self, id: Uuid) -> Result<Option<OperatorCredential>, DatabaseError> {
        self.0.read(|connection| by_id(connection, id))
    }

    /// Writes a changed credential over the one of its id. False when there is none.
    pub fn update(&self, credential: &OperatorCredential) -> Result<bool, DatabaseError> {
        self.0.write(|transaction| {
            put(
                transaction,
                "UPDATE operator_credential SET environment = :environment, label = :label, kid = :kid, encoding = :encoding,
                 length = :length, fingerprint = :fingerprint, created_at = :created_at, last_used_at = :last_used_at
                 WHERE id = :id",
                credential,
            )
        })
    }

    /// Takes a credential out of the list and gives it back; its secret is to be removed from the keychain.
    pub fn remove(&self, id: Uuid) -> Result<Option<OperatorCredential>, DatabaseError> {
        self.0.write(|transaction| {
            let credential = by_id(transaction, id)?;
            transaction.execute("DELETE FROM operator_credential WHERE id = ?1", [id.to_string()])?;
            Ok(credential)
        })
    }

    /// Remembers a person's consent that a credential may be used for an origin. False when there is no such credential.
    pub fn allow_origin(&self, id: Uuid, origin: &Origin) -> Result<bool, DatabaseError> {
        self.0.write(|transaction| {
            let exists = by_id(transaction, id)?.is_some();
            if exists {
                add_origin(transaction, id, origin)?;
            }
            Ok(exists)
        })
    }

    /// Remembers that a credential has signed something. False when there is no such credential.
    pub fn used(&self, id: Uuid, at: Timestamp) -> Result<bool, DatabaseError> {
        self.0.write(|transaction| {
            transaction
                .execute(
                    "UPDATE operator_credential SET last_used_at = ?2 WHERE id = ?1",
                    (id.to_string(), time_text(at)),
                )
                .map(|changed| changed > 0)
        })
    }
}

fn put(transaction: &Transaction<'_>, sql: &str, credential: &OperatorCredential) -> rusqlite::Result<bool> {
    let changed = transaction.execute(
        sql,
        named_params! {
            ":id": credential.id.to_string(),
            ":environment": credential.environment.as_str(),
            ":label": credential.label,
            ":kid": credential.kid.as_str(),
            ":encoding": credential.encoding.name(),
            ":length": credential.length,
            ":fingerprint": credential.fingerprint,
            ":created_at": time_text(credential.created_at),
            ":last_used_at": credential.last_used_at.map(time_text),
        },
    )?;
    if changed > 0 {
        transaction.execute("DELETE FROM credential_origin WHERE credential = ?1", [credential.id.to_string()])?;
        for origin in &credential.origins {
            add_origin(transaction, credential.id, origin)?;
        }
    }
    Ok(changed > 0)
}

fn add_origin(connection: &Connection, id: Uuid, origin: &Origin) -> rusqlite::Result<usize> {
    connection.execute(
        "INSERT OR IGNORE INTO credential_origin (credential, origin) VALUES (?1, ?2)",
        (id.to_string(), origin.as_str()),
    )
}

fn origins(connection: &Connection, id: Uuid) -> rusqlite::Result<Vec<Origin>> {
    connection
        .prepare_cached("SELECT origin FROM credential_origin WHERE credential = ?1 ORDER BY origin")?
        .query_map([id.to_string()], |row| row.get(0).map(Origin))?
        .collect()
}

fn by_id(connection: &Connection, id: Uuid) -> rusqlite::Result<Option<OperatorCredential>> {
    let found = connection
        .query_row("SELECT * FROM operator_credential WHERE id = ?1", [id.to_string()], from_row)
        .optional()?;
    found.map(|credential| Ok(OperatorCredential { origins: origins(connection, id)?, ..credential })).transpose()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<OperatorCredential> {
    Ok(OperatorCredential {
        id: parsed(row, "id")?,
        environment: parsed(row, "environment")?,
        label: row.get("label")?,
        kid: row.get::<_, String>("kid")?.into(),
        encoding: parsed(row, "encoding")?,
        length: row.get("length")?,
        fingerprint: row.get("fingerprint")?,
        origins: Vec::new(),
        created_at: parsed(row, "created_at")?,
        last_used_at: parsed_or_none(row, "last_used_at")?,
    })
}
