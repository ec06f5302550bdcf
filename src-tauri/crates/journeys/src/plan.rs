//! What a run is to do, settled before it starts and changeable between its steps.

use tessera_gateway::Connection;
use tessera_protocol::{AccountId, AuthServiceId, Call, ContentId, PlatformId, SignOn};

use crate::{Goal, Playing, QrSignOn};

/// What a run is to do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How the platform is reached, with its tenant.
    pub connection: Connection,
    /// The auth service to use; the discovered one when it is not set.
    pub auth_service: Option<AuthServiceId>,
    /// Parameter names for when discovery does not tell them.
    pub names: ParameterNames,
    /// The header that carries the operator JWT; without one it is a parameter.
    pub operator_jwt_header: Option<String>,
    /// The journey, with what it alone needs.
    pub goal: Goal,
    /// The account that is meant; `None` where the platform finds it by a user name.
    pub account: Option<AccountId>,
    /// The kind of device.
    pub platform: PlatformId,
    /// First-time or nth-time.
    pub sign_on: SignOn,
    /// The content to ask a token for; without one the journey ends with the sign-on.
    pub content: Option<ContentId>,
    /// What is done around that token.
    pub playing: Playing,
}

impl Plan {
    /// The calls that go where service discovery says, each with the name of its parameter for when it does not.
    pub(crate) fn discovered_calls(&self) -> Vec<(Call, &str)> {
        match self.goal {
            Goal::QrSignOn(_) => {
                let by_parameter = self.operator_jwt_header.is_none();
                let operator_jwt = by_parameter.then_some((Call::GetSessionToken, self.names.operator_jwt.as_str()));
                let session_token = (Call::SignOnWithSessionToken, self.names.session_token.as_str());
                operator_jwt.into_iter().chain([session_token]).collect()
            }
            Goal::PasswordSignOn(_) => vec![(Call::SignOn, &self.names.user_name)],
            _ => vec![],
        }
    }

    /// What a QR sign-on needs, if this is one.
    pub fn qr_sign_on(&self) -> Option<&QrSignOn> {
        match &self.goal {
            Goal::QrSignOn(needs) => Some(needs),
            _ => None,
        }
    }

    /// The same, to change it.
    pub fn qr_sign_on_mut(&mut self) -> Option<&mut QrSignOn> {
        match &mut self.goal {
            Goal::QrSignOn(needs) => Some(needs),
            _ => None,
        }
    }
}

/// Names of parameters for when service discovery does not tell them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterNames {
    /// Of the operator JWT: `OperatorAuthToken` in the documents.
    pub operator_jwt: String,
    /// Of the session token: `sessionToken` in the documents.
    pub session_token: String,
    /// Of the user name.
    pub user_name: String,
    /// Of the password.
    pub password: String,
    /// Of the account chosen, where one user account token stands for all of them.
    pub account: String,
}

impl Default for ParameterNames {
    fn default() -> Self {
        Self {
            operator_jwt: "OperatorAuthToken".into(),
            session_token: "sessionToken".into(),
            user_name: "username".into(),
            password: "password".into(),
            account: "accountId".into(),
        }
    }
}
