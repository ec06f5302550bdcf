//! Past runs: a line for the list, and the whole report as JSON that has been cut before it came here.
//!
//! Cutting is the caller's duty. That nothing usable slips through is looked at once more here, and refused.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tessera_protocol::{AccountId, PlatformId};
use tessera_tokens::Cutter;
use ts_rs::TS;
use uuid::Uuid;

use crate::EnvironmentId;
use crate::database::{Database, DatabaseError, parsed, time_text};

/// So many runs are kept; the oldest go first.
pub const MOST_RUNS: u32 = 1000;

/// What the list of runs shows of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunSummary {
    /// Ours.
    #[ts(as = "String")]
    pub id: Uuid,
    /// Where it ran.
    pub environment: EnvironmentId,
    /// What the environment was called then.
    pub environment_name: String,
    /// Which journey.
    pub journey: String,
    /// For whom.
    pub account: Option<AccountId>,
    /// As which kind of device.
    pub platform: Option<PlatformId>,
    /// When it began.
    #[ts(as = "String")]
    pub started_at: Timestamp,
    /// When it ended, was stopped or failed.
    #[ts(as = "String")]
    pub ended_at: Timestamp,
    /// How it ended, in the words of the journey.
    pub verdict: String,
    /// The outcome in one sentence.
    pub headline: String,
    /// Requests that were sent.
    pub exchanges: u32,
    /// Findings that are warnings.
    pub warnings: u32,
    /// Findings that are errors.
    pub errors: u32,
}

/// A past run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StoredRun {
    /// Its line in the list.
    pub summary: RunSummary,
    /// Everything else, cut.
    #[ts(type = "unknown")]
    pub report: Value,
}

/// The place in the list after which the next page begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunCursor {
    /// Of the last run shown.
    #[ts(as = "String")]
    pub started_at: Timestamp,
    /// Of the last run shown.
    #[ts(as = "String")]
    pub id: Uuid,
}

/// A part of the list, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunPage {
    /// The runs of this page.
    pub runs: Vec<RunSummary>,
    /// Where to go on; `None` when this was the last page.
    pub next: Option<RunCursor>,
}

/// The runs of a database.
#[derive(Debug, Clone, Copy)]
pub struct Runs<'a>(&'a Database);

impl Database {
    /// The past runs.
    pub fn runs(&self) -> Runs<'_> {
        Runs(self)
    }
}

impl Runs<'_> {
    /// Keeps a run, in the place of one with the same id. Refused when a whole token is in it.
    pub fn save(&self, run: &StoredRun) -> Result<(), DatabaseError> {
        let report = run.report.to_string();
        let summary = &run.summary;
        let cutter = Cutter::default();
        if [&report, &summary.headline, &summary.verdict].into_iter().any(|text| cutter.cut(text) != **text) {
            return Err(DatabaseError::WholeToken);
        }
        self.0.write(|transaction| {
            insert(transaction, summary, &report)?;
            transaction.execute(
                "DELETE FROM run WHERE id IN (SELECT id FROM run ORDER BY started_at DESC, id DESC LIMIT -1 OFFSET ?1)",
                [MOST_RUNS],
            )?;
            Ok(())
        })
    }

    /// At most `most` runs that began before a place in the list, newest first; of one environment or of all.
    pub fn list(
        &self,
        environment: Option<&EnvironmentId>,
        after: Option<&RunCursor>,
        most: u32,
    ) -> Result<RunPage, DatabaseError> {
        let columns = "id, environment, environment_name, journey, account, platform, started_at, ended_at, verdict, headline, exchanges, warnings, errors";
        let sql = format!(
            "SELECT {columns} FROM run
             WHERE (:environment IS NULL OR environment = :environment)
               AND (:started_at IS NULL OR (started_at, id) < (:started_at, :id))
             ORDER BY started_at DESC, id DESC LIMIT :most"
        );
        self.0.read(|connection| {
            let mut runs: Vec<RunSummary> = connection
                .prepare_cached(&sql)?
                .query_map(
                    named_params! {
                        ":environment": environment.map(EnvironmentId::as_str),
                        ":started_at": after.map(|cursor| time_text(cursor.started_at)),
                        ":id": after.map(|cursor| cursor.id.to_string()),
                        ":most": i64::from(most) + 1,
                    },
                    from_row,
                )?
                .collect::<rusqlite::Result<_>>()?;
            let more = runs.len() > most as usize;
            runs.truncate(most as usize);
            let last = runs.last().filter(|_| more);
            let next = last.map(|run| RunCursor { started_at: run.started_at, id: run.id });
            Ok(RunPage { runs, next })
        })
    }

    /// One run with its report.
    pub fn get(&self, id: Uuid) -> Result<Option<StoredRun>, DatabaseError> {
        self.0.read(|connection| by_id(connection, id))
    }

    /// Deletes a run so that no byte of it is left in the files, and gives it back for undoing.
    pub fn delete(&self, id: Uuid) -> Result<Option<StoredRun>, DatabaseError> {
        let run = self.0.write(|transaction| {
            let run = by_id(transaction, id)?;
            transaction.execute("DELETE FROM run WHERE id = ?1", [id.to_string()])?;
            Ok(run)
        })?;
        self.0.checkpoint()?;
        Ok(run)
    }

    /// Deletes every run, or those of one environment, so that no byte of them is left. Says how many there were.
    pub fn delete_all(&self, environment: Option<&EnvironmentId>) -> Result<usize, DatabaseError> {
        let deleted = self.0.write(|transaction| {
            transaction.execute(
                "DELETE FROM run WHERE ?1 IS NULL OR environment = ?1",
                [environment.map(EnvironmentId::as_str)],
            )
        })?;
        self.0.checkpoint()?;
        Ok(deleted)
    }
}

fn insert(connection: &Connection, summary: &RunSummary, report: &str) -> rusqlite::Result<usize> {
    connection.execute(
        "INSERT OR REPLACE INTO run (id, environment, environment_name, journey, account, platform, started_at, ended_at,
                          verdict, headline, exchanges, warnings, errors, report)
         VALUES (:id, :environment, :environment_name, :journey, :account, :platform, :started_at, :ended_at,
                 :verdict, :headline, :exchanges, :warnings, :errors, :report)",
        named_params! {
            ":id": summary.id.to_string(),
            ":environment": summary.environment.as_str(),
            ":environment_name": summary.environment_name,
            ":journey": summary.journey,
            ":account": summary.account.as_ref().map(AccountId::as_str),
            ":platform": summary.platform.as_ref().map(PlatformId::as_str),
            ":started_at": time_text(summary.started_at),
            ":ended_at": time_text(summary.ended_at),
            ":verdict": summary.verdict,
            ":headline": summary.headline,
            ":exchanges": summary.exchanges,
            ":warnings": summary.warnings,
            ":errors": summary.errors,
            ":report": report,
        },
    )
}

fn by_id(connection: &Connection, id: Uuid) -> rusqlite::Result<Option<StoredRun>> {
    connection
        .query_row("SELECT * FROM run WHERE id = ?1", [id.to_string()], |row| {
            Ok(StoredRun { summary: from_row(row)?, report: parsed(row, "report")? })
        })
        .optional()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<RunSummary> {
    Ok(RunSummary {
        id: parsed(row, "id")?,
        environment: parsed(row, "environment")?,
        environment_name: row.get("environment_name")?,
        journey: row.get("journey")?,
        account: row.get::<_, Option<String>>("account")?.map(AccountId::from),
        platform: row.get::<_, Option<String>>("platform")?.map(PlatformId::from),
        started_at: parsed(row, "started_at")?,
        ended_at: parsed(row, "ended_at")?,
        verdict: row.get("verdict")?,
        headline: row.get("headline")?,
        exchanges: row.get("exchanges")?,
        warnings: row.get("warnings")?,
        errors: row.get("errors")?,
    })
}
