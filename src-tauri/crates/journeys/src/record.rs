//! Keeping what a run brought: its report and its device in the database, the refresh token in the vault, and a password that
//! is to be kept.
//!
//! A run is not undone when something cannot be kept; each trouble is told.

use jiff::{SignedDuration, Timestamp};
use tessera_credentials::{KeychainError, Secret, SecretKind, SecretName, Vault};
use tessera_protocol::{Severity, SignOn, TokenField};
use tessera_storage::{
    Database, DatabaseError, Device, DeviceChange, Environment, EnvironmentId, RunSummary, SignedOn, StoredRun,
};
use uuid::Uuid;

use crate::passwords::{PasswordError, keep_accepted};
use crate::{Run, RunReport, Step, StepState};

/// Something that could not be kept. `Display` says what happened, [`remedy`](Self::remedy) what to do.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// The run or its device.
    #[error("The run was not stored: {0}")]
    Run(#[from] DatabaseError),
    /// The refresh token of the device.
    #[error("The refresh token was not stored: {0}")]
    RefreshToken(KeychainError),
    /// The refresh token of a device that was wiped is still there.
    #[error("The refresh token of the device that was wiped is still in the keychain: {why}")]
    WipedToken {
        /// The device, which is in no list any more.
        device: Uuid,
        /// What the keychain said.
        why: KeychainError,
    },
    /// The refresh token of a device that signed out is still there.
    #[error("The refresh token of the device that signed out is still in the keychain: {0}")]
    EndedToken(KeychainError),
    /// A password that the person wanted to be kept.
    #[error("The password was not kept: {0}")]
    Password(PasswordError),
}

impl NotKept {
    /// What a person can do about it.
    pub fn remedy(&self) -> String {
        match self {
            Self::Run(error) => error.remedy().into(),
            Self::RefreshToken(error) => format!("{} Then sign the device on again.", error.remedy()),
            Self::WipedToken { device, why } => {
                format!("{} Then remove the refresh token of {device} there by hand.", why.remedy())
            }
            Self::EndedToken(error) => format!("{} Then forget the device under Devices.", error.remedy()),
            Self::Password(error) => error.remedy().into(),
        }
    }
}

/// What was kept.
#[derive(Debug, Default)]
pub struct Recorded {
    /// The device signed on, and what that did to its installation.
    pub device: Option<(Device, DeviceChange)>,
    /// What could not be kept.
    pub troubles: Vec<NotKept>,
}

/// Keeps a run that is at rest. `ahead` is how far the environment's clock is ahead of this machine's, where it is another one:
/// past runs stand in their list by this machine's time, and their report keeps the other.
pub async fn record(
    database: &Database,
    vault: &Vault,
    environment: (&EnvironmentId, &Environment),
    run: &Run,
    ahead: SignedDuration,
) -> Recorded {
    let report = run.report();
    let mut recorded = Recorded::default();
    if let Some(stored) = stored(environment, &report, ahead) {
        recorded.troubles.extend(database.runs().save(&stored).err().map(NotKept::from));
    }
    let password = keep_accepted(run, database, vault, environment.0).await;
    recorded.troubles.extend(password.err().map(NotKept::Password));
    match device(database, environment.0, run, &report) {
        Ok(device) => recorded.device = device,
        Err(error) => recorded.troubles.push(error.into()),
    }
    let Some((device, change)) = &recorded.device else { return recorded };
    if let DeviceChange::OtherAccount { wiped } = change {
        let left = vault.delete(&refresh_token(wiped)).await.err();
        recorded.troubles.extend(left.map(|why| NotKept::WipedToken { device: wiped.id, why }));
    }
    if signed_out(&report) {
        // Also a token that the run itself renewed: the sign-out ended it.
        recorded.troubles.extend(vault.delete(&refresh_token(device)).await.err().map(NotKept::EndedToken));
        return recorded;
    }
    let refresh = run.token_set().and_then(|set| set.refresh.as_ref()).and_then(TokenField::text);
    if let Some(token) = refresh.filter(|_| run.has_new_tokens() && !run.newest_are_kept()) {
        let kept = vault.set(&refresh_token(device), &Secret::new(token.to_owned())).await;
        recorded.troubles.extend(kept.err().map(NotKept::RefreshToken));
    }
    recorded
}

impl Recorded {
    /// What a person should know of what became of the device that the installation had.
    pub fn notice(&self) -> Option<String> {
        match &self.device.as_ref()?.1 {
            DeviceChange::OtherDevice { before } => Some(format!(
                "The client_id {before} that this installation had is no longer kept here; the platform keeps that device, and it counts for the account."
            )),
            DeviceChange::OtherAccount { wiped } => Some(format!(
                "The client_id {} of account {} was wiped on this installation; the platform keeps that device.",
                wiped.client_id, wiped.account
            )),
            DeviceChange::New | DeviceChange::Again => None,
        }
    }
}

/// Whether a run ended the tokens of its device.
pub fn signed_out(report: &RunReport) -> bool {
    report.steps.iter().any(|step| step.step == Step::SignOut && step.state == StepState::Done)
}

/// The device that a run signed on, or with whose tokens it went on.
fn device(
    database: &Database,
    environment: &EnvironmentId,
    run: &Run,
    report: &RunReport,
) -> Result<Option<(Device, DeviceChange)>, DatabaseError> {
    let plan = run.plan();
    if plan.goal.signs_on() {
        let Some((device, set)) = report.device.as_ref().zip(run.token_set()) else { return Ok(None) };
        let signed_on = SignedOn {
            environment: environment.clone(),
            platform: report.platform.clone(),
            account: plan.account.clone().unwrap_or_else(|| device.account.clone()),
            client_id: device.client_id.clone(),
            journey: report.journey.as_str().to_owned(),
            at: set.issued_at,
        };
        return database.devices().signed_on(&signed_on).map(Some);
    }
    let installed = database.devices().installed(environment, &plan.platform)?;
    let same = |device: &Device| matches!(&plan.sign_on, SignOn::NthTime(client_id) if *client_id == device.client_id);
    Ok(installed.filter(same).map(|device| (device, DeviceChange::Again)))
}

/// The vault's name for the refresh token of a device.
pub fn refresh_token(device: &Device) -> SecretName {
    SecretName::new(device.id.to_string(), SecretKind::RefreshToken)
}

/// `None` for a run that has taken no step.
fn stored(
    (id, environment): (&EnvironmentId, &Environment),
    report: &RunReport,
    ahead: SignedDuration,
) -> Option<StoredRun> {
    let here = |at: Timestamp| at.checked_sub(ahead).unwrap_or(at);
    let count = |severity| {
        let findings = report.steps.iter().flat_map(|step| &step.findings);
        u32::try_from(findings.filter(|finding| finding.severity == severity).count()).unwrap_or(u32::MAX)
    };
    let exchanges: usize =
        report.steps.iter().map(|step| step.earlier.len() + usize::from(step.exchange.is_some())).sum();
    Some(StoredRun {
        summary: RunSummary {
            id: report.id,
            environment: id.clone(),
            environment_name: environment.name.clone(),
            journey: report.journey.as_str().to_owned(),
            account: report.account.clone(),
            platform: Some(report.platform.clone()),
            started_at: here(report.started_at?),
            ended_at: here(report.ended_at?),
            verdict: serde_json::to_value(report.verdict).ok()?.as_str()?.to_owned(),
            headline: headline(report),
            exchanges: u32::try_from(exchanges).unwrap_or(u32::MAX),
            warnings: count(Severity::Warning),
            errors: count(Severity::Error),
        },
        report: serde_json::to_value(without_foreign_text(report)).ok()?,
    })
}

/// What a foreign code holds is for the person who is asked about it, not for the database: it may hold a token.
fn without_foreign_text(report: &RunReport) -> RunReport {
    let mut stored = report.clone();
    for step in &mut stored.steps {
        step.confirm = None;
        if step.step == Step::Scan {
            step.choices.clear();
        }
    }
    stored
}

/// The outcome in one sentence: why it did not go well, or what the last step came to.
fn headline(report: &RunReport) -> String {
    let failed = report.steps.iter().find(|step| step.state != StepState::Done);
    let explained = failed.and_then(|step| step.explanation.as_ref()).map(|explanation| explanation.headline.clone());
    let last = || report.steps.last().map(|step| step.note.clone()).unwrap_or_default();
    explained.unwrap_or_else(last)
}
