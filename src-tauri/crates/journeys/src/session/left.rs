//! Sessions that outlive the program: if it ends without tearing them down, the next start does.
//!
//! That needs their session tokens, which are secrets: so the list lies in the vault, as one item, written after each
//! beat. SSM ends a session by itself when its beat is missed, so what is found after a longer time is only told.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tessera_credentials::{Kept, KeychainError, Lookup, Secret, SecretName, Vault};
use tessera_gateway::{Connection, ConnectionError};
use tessera_protocol::ContentId;
use tessera_storage::EnvironmentId;
use tessera_tokens::Cutter;
use tokio::sync::Mutex;
use url::Url;
use uuid::Uuid;

use super::plan::Says;
use super::{Beating, PlaybackSession, SessionPlan, SessionReport};

/// A session that an earlier start did not tear down.
#[derive(Debug, Clone)]
pub struct LeftSession {
    /// Names it.
    pub id: Uuid,
    /// Where it was set up.
    pub environment: EnvironmentId,
    /// The stored device that played; `None` where it was not noted.
    pub device: Option<Uuid>,
    /// What was played.
    pub content: ContentId,
    /// When SSM stops counting it by itself.
    pub ends_at: Option<Timestamp>,
    ssm: Url,
    session_token: Secret,
}

/// The list in the vault. One program at a time may have it.
pub struct LeftSessions {
    vault: Vault,
    name: SecretName,
    list: Mutex<List>,
}

#[derive(Default)]
struct List {
    items: BTreeMap<Uuid, Item>,
    /// Whether it holds what an earlier start left. It is not written before that.
    is_read: bool,
}

/// As it stands in the vault.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    environment: EnvironmentId,
    #[serde(default)]
    device: Option<Uuid>,
    content: ContentId,
    ends_at: Option<Timestamp>,
    ssm: Url,
    session_token: String,
}

/// Why a session of an earlier start was not torn down, or could not be noted.
#[derive(Debug, thiserror::Error)]
pub enum LeftSessionsError {
    /// The vault.
    #[error(transparent)]
    Vault(#[from] KeychainError),
    /// The item in the vault holds something else.
    #[error("The list of sessions in the keychain cannot be read. It was put aside; SSM ends such sessions by itself.")]
    Damaged,
    /// SSM has another address now than when the session was set up, and the token is for that one alone.
    #[error(
        "The environment's SSM is another one now; the session token was not sent there. The session ends by itself."
    )]
    OtherSsm,
    /// No client could be made.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
}

impl LeftSessionsError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Vault(error) => error.remedy(),
            Self::Damaged | Self::OtherSsm => "Nothing has to be done.",
            Self::Connection(_) => "Look at the certificates and the proxy of the environment.",
        }
    }
}

impl LeftSessions {
    /// The list under this name in the vault.
    pub fn new(vault: Vault, name: SecretName) -> Self {
        Self { vault, name, list: Mutex::default() }
    }

    /// What an earlier start left. Each stays in the list until it is [forgotten](Self::forget).
    pub async fn read(&self) -> Result<Vec<LeftSession>, LeftSessionsError> {
        let mut list = self.list.lock().await;
        let found = self.read_into(&mut list).await?;
        Ok(found.into_iter().map(|(id, item)| item.left(id)).collect())
    }

    /// Notes how a session stands: after its set-up, after each beat, and after its tear-down, when it goes from the list.
    pub async fn note(
        &self,
        environment: &EnvironmentId,
        device: Uuid,
        session: &PlaybackSession,
    ) -> Result<(), LeftSessionsError> {
        let Some((token, ssm)) = session.token().zip(session.ssm()) else { return self.forget(session.id()).await };
        let item = Item {
            environment: environment.clone(),
            device: Some(device),
            content: session.plan().content.clone(),
            ends_at: session.ends_at(),
            ssm: ssm.clone(),
            session_token: token.expose().to_owned(),
        };
        let mut list = self.list.lock().await;
        if !list.is_read {
            // What cannot be read now cannot be written either, and that is said by the writing.
            let _ = self.read_into(&mut list).await;
        }
        list.items.insert(session.id(), item);
        self.write(&list.items).await
    }

    /// Takes a session off the list.
    pub async fn forget(&self, id: Uuid) -> Result<(), LeftSessionsError> {
        let mut list = self.list.lock().await;
        if list.items.remove(&id).is_none() {
            return Ok(());
        }
        self.write(&list.items).await
    }

    async fn read_into(&self, list: &mut List) -> Result<BTreeMap<Uuid, Item>, LeftSessionsError> {
        let text = match self.vault.get(&self.name).await? {
            Lookup::Found(text) => Some(text),
            Lookup::NotStored => None,
            Lookup::Unreachable(error) => return Err(error.into()),
        };
        list.is_read = true;
        let Some(text) = text else { return Ok(BTreeMap::new()) };
        let Ok(found) = serde_json::from_str::<BTreeMap<Uuid, Item>>(text.expose()) else {
            self.vault.delete(&self.name).await?;
            return Err(LeftSessionsError::Damaged);
        };
        list.items.extend(found.clone());
        Ok(found)
    }

    async fn write(&self, items: &BTreeMap<Uuid, Item>) -> Result<(), LeftSessionsError> {
        if items.is_empty() {
            self.vault.delete(&self.name).await?;
            return Ok(());
        }
        let text = serde_json::to_string(items).map_err(|_| LeftSessionsError::Damaged)?;
        let (Kept::InKeychain | Kept::ThisSessionOnly) = self.vault.set(&self.name, &Secret::new(text)).await?;
        Ok(())
    }
}

impl Item {
    fn left(self, id: Uuid) -> LeftSession {
        let Self { environment, device, content, ends_at, ssm, session_token } = self;
        LeftSession { id, environment, device, content, ends_at, ssm, session_token: Secret::new(session_token) }
    }
}

impl LeftSession {
    /// Whether SSM has stopped counting it by itself.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ends_at.is_some_and(|at| at <= now)
    }

    /// Tears it down, and gives how it stands after that one call. Nothing is sent to another SSM than the one that set it up.
    pub async fn tear_down(&self, connection: Connection, now: Timestamp) -> Result<SessionReport, LeftSessionsError> {
        if connection.ssm.as_ref() != Some(&self.ssm) {
            return Err(LeftSessionsError::OtherSsm);
        }
        let plan = SessionPlan {
            connection,
            content: self.content.clone(),
            beating: Beating::Heartbeat,
            content_token: Secret::new(String::new()),
            says: Says::default(),
            cutter: Cutter::default(),
        };
        let mut session = PlaybackSession::left(plan, self.id, &self.session_token, now)?;
        session.tear_down(now).await.ok_or(LeftSessionsError::Damaged)?;
        Ok(session.report())
    }
}

impl fmt::Debug for LeftSessions {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "LeftSessions({})", self.name.owner)
    }
}
