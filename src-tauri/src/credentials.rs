//! Operator credentials between the window, the database (what they are called) and the vault (their secrets).

use jiff::Timestamp;
use tauri::Manager as _;
use tessera_credentials::{KeychainState, Vault};
use tessera_journeys::secrets::{SecretError, operator_key, operator_secret, withheld_from};
use tessera_journeys::{HeadEnd, OperatorKey};
use tessera_storage::{Environment, EnvironmentFile, EnvironmentId, OperatorCredential};
use tessera_tokens::SigningKey;
use uuid::Uuid;

use crate::dto::{CredentialEntry, CredentialInput, CredentialOwner, KeychainView};
use crate::error::{Answer, CommandError, ErrorKind};
use crate::journey;
use crate::state::App;

/// Every credential: the simulator's own first.
pub(crate) fn entries(app: &App) -> Answer<Vec<CredentialEntry>> {
    let mut entries = vec![app.simulated.credential().clone()];
    for file in app.environments.list()? {
        if let EnvironmentFile::Readable(stored) = file {
            let credentials = app.database.credentials().list(&stored.id)?;
            entries.extend(credentials.into_iter().map(|credential| entry(credential, &stored.environment)));
        }
    }
    Ok(entries)
}

/// Stores the secret first, then the label: a label without a secret would promise what is not there.
pub(crate) async fn add(app: &App, input: CredentialInput) -> Answer<CredentialEntry> {
    let environment = environment(app, &input.environment)?;
    let missing = || CommandError::new(ErrorKind::Credential, "There is no secret.", "Enter the operator secret.");
    let secret = input.secret.as_ref().ok_or_else(missing)?;
    let key = SigningKey::new(secret.expose(), input.encoding)?;
    let credential = described(Uuid::new_v4(), &input, &key, &environment, Timestamp::now());
    app.vault.set(&operator_secret(&credential), secret).await?;
    app.database.credentials().add(&credential)?;
    Ok(entry(credential, &environment))
}

/// Changes label, kid and encoding; the secret only when there is a new one.
pub(crate) async fn change(app: &App, id: Uuid, input: CredentialInput) -> Answer<CredentialEntry> {
    let before = stored(app, id)?;
    let environment = environment(app, &input.environment)?;
    let key = match &input.secret {
        Some(secret) => SigningKey::new(secret.expose(), input.encoding)?,
        None => {
            stored_key(app, OperatorCredential { encoding: input.encoding, ..before.clone() }, &environment).await?
        }
    };
    let mut credential = described(id, &input, &key, &environment, before.created_at);
    match &input.secret {
        Some(secret) => drop(app.vault.set(&operator_secret(&credential), secret).await?),
        // Only entering a secret is consent to the hosts of the moment.
        None => credential.origins = before.origins,
    }
    app.database.credentials().update(&credential)?;
    Ok(entry(credential, &environment))
}

/// Removes secret and label.
pub(crate) async fn remove(app: &App, id: Uuid) -> Answer<()> {
    let credential = stored(app, id)?;
    app.vault.delete(&operator_secret(&credential)).await?;
    app.database.credentials().remove(id)?;
    forget_runs(app, credential);
    Ok(())
}

/// A run holds the key that it signs with: one of a removed credential is ended and forgotten, as soon as it rests.
fn forget_runs(app: &App, credential: OperatorCredential) {
    let handle = app.handle().clone();
    tauri::async_runtime::spawn(async move {
        let app = handle.state::<App>();
        for (id, run) in app.runs.of(&credential.environment) {
            let signs = signs_with(&*run.journey.lock().await, &credential.fingerprint);
            if signs {
                journey::end(&app, &run).await;
                app.runs.forget(id);
            }
        }
    });
}

fn signs_with(run: &tessera_journeys::Run, fingerprint: &str) -> bool {
    let needs = run.plan().qr_sign_on();
    needs.is_some_and(|needs| match &needs.head_end {
        HeadEnd::Played(operator) => operator.key.fingerprint() == fingerprint,
        HeadEnd::Real => false,
    })
}

/// Lets the secret go to the hosts that its environment names now.
pub(crate) fn allow_hosts(app: &App, id: Uuid) -> Answer<CredentialEntry> {
    let environment = environment(app, &stored(app, id)?.environment)?;
    for origin in tessera_journeys::prepare::origins(&environment) {
        app.database.credentials().allow_origin(id, &origin)?;
    }
    Ok(entry(stored(app, id)?, &environment))
}

/// The key of a credential, ready to sign for its environment.
pub(crate) async fn key(app: &App, id: Uuid, environment: &Environment) -> Answer<OperatorKey> {
    let own = app.simulated.credential();
    if own.id == id {
        return Ok(OperatorKey::new(own.kid.clone(), app.simulated.expose_secret(), own.encoding)?);
    }
    let credential = stored(app, id)?;
    let key = operator_key(&app.vault, &credential, environment).await?;
    app.database.credentials().used(id, Timestamp::now())?;
    Ok(key)
}

/// The key of a credential, to check a signature with; nothing is sent, so the host does not matter.
pub(crate) async fn checking_key(app: &App, id: Uuid) -> Answer<SigningKey> {
    let own = app.simulated.credential();
    if own.id == id {
        return Ok(SigningKey::new(app.simulated.expose_secret(), own.encoding)?);
    }
    let credential = stored(app, id)?;
    let environment = environment(app, &credential.environment)?;
    stored_key(app, credential, &environment).await
}

/// How the keychain is, and what is to be said of it.
pub(crate) async fn keychain(vault: &Vault) -> KeychainView {
    let state = vault.probe().await;
    let (said, remedy) = match &state {
        KeychainState::Missing { why } => (Some(why.to_string()), Some(why.remedy().to_owned())),
        _ => (None, None),
    };
    KeychainView { state, keeping: vault.keeping(), said, remedy }
}

/// The key, to describe it anew; nothing is signed with it, so it does not matter where it may be sent.
async fn stored_key(app: &App, credential: OperatorCredential, environment: &Environment) -> Answer<SigningKey> {
    let anywhere = OperatorCredential { origins: tessera_journeys::prepare::origins(environment), ..credential };
    Ok(operator_key(&app.vault, &anywhere, environment).await?.key)
}

fn stored(app: &App, id: Uuid) -> Answer<OperatorCredential> {
    app.database.credentials().get(id)?.ok_or_else(|| CommandError::gone("The operator credential"))
}

fn environment(app: &App, id: &EnvironmentId) -> Answer<Environment> {
    Ok(app.environments.get(id)?.environment)
}

fn described(
    id: Uuid,
    input: &CredentialInput,
    key: &SigningKey,
    environment: &Environment,
    created_at: Timestamp,
) -> OperatorCredential {
    OperatorCredential {
        id,
        environment: input.environment.clone(),
        label: input.label.clone().filter(|label| !label.trim().is_empty()),
        kid: input.kid.clone(),
        encoding: input.encoding,
        length: u32::try_from(key.length()).unwrap_or(u32::MAX),
        fingerprint: key.fingerprint().to_owned(),
        origins: tessera_journeys::prepare::origins(environment),
        created_at,
        last_used_at: None,
    }
}

fn entry(credential: OperatorCredential, environment: &Environment) -> CredentialEntry {
    let withheld = withheld_from(&credential, environment);
    let names =
        |origins: Vec<tessera_storage::Origin>| origins.iter().map(|origin| origin.as_str().to_owned()).collect();
    CredentialEntry {
        id: credential.id,
        environment: credential.environment,
        label: credential.label,
        kid: credential.kid,
        encoding: credential.encoding,
        length: credential.length,
        fingerprint: credential.fingerprint,
        origins: names(credential.origins),
        withheld_from: names(withheld),
        owner: CredentialOwner::Person,
    }
}

impl From<SecretError> for CommandError {
    fn from(error: SecretError) -> Self {
        let kind = match &error {
            SecretError::OtherHost { .. } => ErrorKind::OtherHost,
            SecretError::Unreachable(_) => ErrorKind::NoKeychain,
            SecretError::Missing | SecretError::Item(_) => ErrorKind::Keychain,
            SecretError::Key(_) => ErrorKind::Credential,
        };
        Self::new(kind, error.to_string(), error.remedy())
    }
}
