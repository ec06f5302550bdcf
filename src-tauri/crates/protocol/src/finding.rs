//! A finding: one thing the program noticed.
//!
//! It stands here, below everything that notices things, so that a token's reader, the gateway and a journey say
//! them in one form.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One thing the program noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name for machines: `status-not-documented`.
    pub rule: Cow<'static, str>,
    /// What was seen, in one sentence.
    pub what: String,
    /// Why it matters, with the document it follows from.
    pub why: Cow<'static, str>,
    /// What to do; empty when nothing has to be done.
    pub remedy: Cow<'static, str>,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Works here and may not elsewhere.
    Warning,
    /// Wrong.
    Error,
}

impl Finding {
    /// Good to know.
    pub fn note(rule: &'static str, what: impl Into<String>, why: &'static str) -> Self {
        Self::of(Severity::Note, rule, what, why, "")
    }

    /// Works here and may not elsewhere.
    pub fn warning(rule: &'static str, what: impl Into<String>, why: &'static str, remedy: &'static str) -> Self {
        Self::of(Severity::Warning, rule, what, why, remedy)
    }

    /// Wrong.
    pub fn error(rule: &'static str, what: impl Into<String>, why: &'static str, remedy: &'static str) -> Self {
        Self::of(Severity::Error, rule, what, why, remedy)
    }

    fn of(
        severity: Severity,
        rule: &'static str,
        what: impl Into<String>,
        why: &'static str,
        remedy: &'static str,
    ) -> Self {
        Self { severity, rule: rule.into(), what: what.into(), why: why.into(), remedy: remedy.into() }
    }
}
