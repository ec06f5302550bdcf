//! A password sign-on between the window, the list of kept passwords and the vault. A password that is kept never goes to
//! the window: it says whose there is one, and where that may be sent.

use std::collections::BTreeMap;

use tessera_credentials::{Kept, KeychainError, KeychainState, Secret};
use tessera_journeys::passwords::{self, PasswordError, withheld_from};
use tessera_journeys::prepare;
use tessera_journeys::{Goal, PasswordKeeping, PasswordSignOn, Plan};
use tessera_protocol::NamedValue;
use tessera_storage::{Environment, EnvironmentId, PasswordPlace};

use crate::dto::{KeptPasswordEntry, TypedParameter};
use crate::error::{Answer, CommandError, ErrorKind};
use crate::journey::environment;
use crate::state::App;

/// What a person typed for a password sign-on.
pub(crate) struct Typed<'a> {
    pub(crate) user_name: &'a str,
    pub(crate) password: Option<&'a Secret>,
    pub(crate) parameters: &'a [TypedParameter],
    pub(crate) keeping: PasswordKeeping,
}

/// The sign-on with what was typed; else with the password of the run that is made again, if it goes to the same hosts; else
/// with what is kept for the user name.
pub(crate) async fn sign_on(
    app: &App,
    (id, environment): (&EnvironmentId, &Environment),
    typed: Typed<'_>,
    repeated: Option<&Plan>,
) -> Answer<Goal> {
    let password = typed.password.cloned().unwrap_or_else(|| Secret::new(String::new()));
    let named = |one: &TypedParameter| NamedValue { name: one.name.clone(), value: one.value.expose().into() };
    let parameters = typed.parameters.iter().map(named).collect();
    let mut needs = prepare::password_sign_on(environment, typed.user_name.to_owned(), password, parameters);
    needs.keeping = typed.keeping;
    if typed.keeping == PasswordKeeping::WhenAccepted {
        can_keep(app).await?;
    }
    if let Some(before) = before(repeated, environment, &needs) {
        if typed.password.is_none() {
            needs.password = before.password.clone();
            needs.source = before.source;
        }
        needs.further.clone_from(&before.further);
    }
    passwords::take_kept(&mut needs, (&app.database, &app.vault), (id, environment)).await?;
    Ok(needs.into())
}

/// The sign-on that is made again, for the same user at the same hosts.
fn before<'a>(
    repeated: Option<&'a Plan>,
    environment: &Environment,
    needs: &PasswordSignOn,
) -> Option<&'a PasswordSignOn> {
    let plan = repeated?;
    let same_hosts = prepare::origins_reached(&plan.connection) == prepare::origins(environment);
    match &plan.goal {
        Goal::PasswordSignOn(before) if same_hosts && before.user_name == needs.user_name => Some(before),
        _ => None,
    }
}

/// Said before anything is sent: afterwards the password would have to be typed once more.
async fn can_keep(app: &App) -> Answer<()> {
    match app.vault.probe().await {
        KeychainState::Missing { why } if app.vault.keeping() == Kept::InKeychain => {
            Err(KeychainError::NoKeychain(why).into())
        }
        _ => Ok(()),
    }
}

/// Whose passwords are kept for an environment.
pub(crate) fn entries(app: &App, id: &EnvironmentId) -> Answer<Vec<KeptPasswordEntry>> {
    let (environment, _) = environment(app, id)?;
    let mut entries: BTreeMap<String, KeptPasswordEntry> = BTreeMap::new();
    for kept in app.database.passwords().list(id)? {
        let withheld = withheld_from(&kept, id, &environment);
        let entry = entries.entry(kept.user_name.clone()).or_insert_with(|| KeptPasswordEntry {
            user_name: kept.user_name,
            password: false,
            parameters: vec![],
            kept: Kept::InKeychain,
            withheld_from: vec![],
        });
        match kept.parameter {
            None => entry.password = true,
            Some(name) => entry.parameters.push(name),
        }
        if kept.place == PasswordPlace::Session {
            entry.kept = Kept::ThisSessionOnly;
        }
        for origin in withheld {
            if !entry.withheld_from.iter().any(|known| known == origin.as_str()) {
                entry.withheld_from.push(origin.as_str().to_owned());
            }
        }
    }
    Ok(entries.into_values().collect())
}

/// Removes what is kept for a user name, or for all of an environment.
pub(crate) async fn remove(app: &App, id: &EnvironmentId, user_name: Option<&str>) -> Answer<()> {
    Ok(passwords::remove(&app.database, &app.vault, id, user_name).await?)
}

impl From<PasswordError> for CommandError {
    fn from(error: PasswordError) -> Self {
        let kind = match &error {
            PasswordError::OtherHost { .. } => ErrorKind::OtherHost,
            PasswordError::Unreachable(_) => ErrorKind::NoKeychain,
            PasswordError::Item(error) if error.is_unreachable() => ErrorKind::NoKeychain,
            PasswordError::Missing(_) | PasswordError::Item(_) => ErrorKind::Keychain,
            PasswordError::List(_) => ErrorKind::Storage,
        };
        Self::new(kind, error.to_string(), error.remedy())
    }
}
