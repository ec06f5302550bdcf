//! Kept passwords: taken out of the vault for a sign-on, kept once the platform has taken them, and removed.
//!
//! A password is bound to the hosts that it was entered for, as an operator secret is. Both programs go through here; which
//! passwords are kept stands in the database, the passwords in the vault alone.

use std::fmt;

use tessera_credentials::{Kept, KeychainError, Lookup, Removal, Secret, SecretKind, SecretName, Vault};
use tessera_storage::{Database, DatabaseError, Environment, EnvironmentId, KeptPassword, Origin, PasswordPlace};
use uuid::Uuid;

use crate::{Goal, PasswordKeeping, PasswordSignOn, PasswordSource, Run, Step, StepReport, StepState, prepare};

/// Why a kept password cannot be used, kept or removed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The environment's host is another one than the password was entered for.
    #[error("The password kept for {whose} was entered for another host and was not used for {}.", .hosts.iter().map(Origin::as_str).collect::<Vec<_>>().join(", "))]
    OtherHost {
        /// Whose password it is.
        whose: Whose,
        /// Where it would go now.
        hosts: Vec<Origin>,
    },
    /// The list says there is a password, and the keychain has none.
    #[error(
        "The password kept for {0} is missing from the keychain: it was removed there, or another keyring is in use."
    )]
    Missing(Whose),
    /// The keychain cannot be asked now; the password may well be there.
    #[error("The kept password cannot be reached: {0}")]
    Unreachable(KeychainError),
    /// The item in the keychain cannot be used, or could not be stored or removed.
    #[error(transparent)]
    Item(KeychainError),
    /// The list of kept passwords.
    #[error(transparent)]
    List(#[from] DatabaseError),
}

/// Whose password is meant, and for what it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    /// Who signs on.
    pub user_name: String,
    /// The parameter of service discovery; `None` for the password itself.
    pub parameter: Option<String>,
}

impl fmt::Display for Whose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.user_name)?;
        self.parameter.iter().try_for_each(|name| write!(out, " (parameter {name})"))
    }
}

impl PasswordError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::OtherHost { .. } => {
                "If the platform has moved there, enter the password again, and keep it anew for the new host."
            }
            Self::Missing(_) => "Enter the password again.",
            Self::Unreachable(error) | Self::Item(error) => error.remedy(),
            Self::List(error) => error.remedy(),
        }
    }
}

/// Hosts of an environment that a kept password does not go to. The simulator is in the program itself: its port changes
/// with each start, and it stays the same one.
pub fn withheld_from(kept: &KeptPassword, id: &EnvironmentId, environment: &Environment) -> Vec<Origin> {
    if id.is_simulator() {
        return vec![];
    }
    prepare::origins(environment).into_iter().filter(|origin| !kept.origins.contains(origin)).collect()
}

/// Takes what is kept for the user name in place of what was not given.
pub async fn take_kept(
    needs: &mut PasswordSignOn,
    (database, vault): (&Database, &Vault),
    (id, environment): (&EnvironmentId, &Environment),
) -> Result<(), PasswordError> {
    for kept in database.passwords().of(id, &needs.user_name)? {
        if is_given(needs, kept.parameter.as_deref()) {
            continue;
        }
        let hosts = withheld_from(&kept, id, environment);
        let whose = Whose { user_name: kept.user_name, parameter: kept.parameter };
        if !hosts.is_empty() {
            return Err(PasswordError::OtherHost { whose, hosts });
        }
        let secret = match vault.get(&name(kept.id)).await {
            Ok(Lookup::Found(secret)) => secret,
            Ok(Lookup::NotStored) => return Err(PasswordError::Missing(whose)),
            Ok(Lookup::Unreachable(error)) => return Err(PasswordError::Unreachable(error)),
            Err(error) => return Err(PasswordError::Item(error)),
        };
        if let Some(parameter) = whose.parameter {
            needs.further.push((parameter, secret));
        } else {
            needs.password = secret;
            needs.source = PasswordSource::Kept;
        }
    }
    Ok(())
}

fn is_given(needs: &PasswordSignOn, parameter: Option<&str>) -> bool {
    let Some(name) = parameter else { return !needs.password.expose().is_empty() };
    needs.parameters.iter().any(|given| given.name == name) || needs.further.iter().any(|(further, _)| further == name)
}

/// Keeps the passwords that were typed for a run, where the person wants it and the platform has taken them.
pub(crate) async fn keep_accepted(
    run: &Run,
    database: &Database,
    vault: &Vault,
    id: &EnvironmentId,
) -> Result<(), PasswordError> {
    let Goal::PasswordSignOn(needs) = &run.plan().goal else { return Ok(()) };
    if needs.keeping == PasswordKeeping::NotKept || !run.has_new_tokens() || !signed_on_itself(run) {
        return Ok(());
    }
    let further = run.further_passwords().into_iter();
    let typed = Some((None, needs.password.clone())).filter(|_| needs.source == PasswordSource::Typed);
    let typed = typed.into_iter().chain(further.map(|one| (Some(one.name.clone()), Secret::new(one.value.clone()))));
    let before = database.passwords().of(id, &needs.user_name)?;
    for (parameter, secret) in typed.filter(|(_, secret)| !secret.expose().is_empty()) {
        let same = before.iter().find(|kept| kept.parameter == parameter);
        let own = same.map_or_else(Uuid::new_v4, |kept| kept.id);
        let place = match vault.set(&name(own), &secret).await.map_err(PasswordError::Item)? {
            Kept::InKeychain => PasswordPlace::Keychain,
            Kept::ThisSessionOnly => PasswordPlace::Session,
        };
        database.passwords().keep(&KeptPassword {
            id: own,
            environment: id.clone(),
            user_name: needs.user_name.clone(),
            parameter,
            origins: prepare::origins_reached(&run.plan().connection),
            place,
        })?;
    }
    Ok(())
}

/// Whether the sign-on is a step of the run itself: one that was kept from the run it repeats was made with that one's password.
fn signed_on_itself(run: &Run) -> bool {
    let report = run.report();
    let done = |step: &StepReport| step.step == Step::SignOn && step.state == StepState::Done;
    report.steps.iter().filter(|step| done(step)).any(|step| Some(step.started_at) >= report.started_at)
}

/// Removes what is kept for a user name, or for every one of an environment, from vault and list.
pub async fn remove(
    database: &Database,
    vault: &Vault,
    id: &EnvironmentId,
    user_name: Option<&str>,
) -> Result<(), PasswordError> {
    let mut all = database.passwords().list(id)?;
    all.retain(|kept| user_name.is_none_or(|name| kept.user_name == name));
    for kept in all {
        match vault.delete(&name(kept.id)).await {
            Ok(Removal::Everywhere) => {}
            // It was never anywhere else.
            Ok(Removal::FromThisSession(_)) if kept.place == PasswordPlace::Session => {}
            Ok(Removal::FromThisSession(error)) | Err(error) => return Err(PasswordError::Item(error)),
        }
        database.passwords().remove(kept.id)?;
    }
    Ok(())
}

fn name(id: Uuid) -> SecretName {
    SecretName::new(id.to_string(), SecretKind::Password)
}
