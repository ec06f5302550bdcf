//! The calls this program makes: method, path, who makes it, which statuses are documented.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who sends a message, or receives it: the columns of the sequence diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// The operator's own service, which knows the account and holds the operator credential.
    HeadEnd,
    /// Authentication Gateway Service.
    Ags,
    /// The set-top box, phone, browser or TV that signs on.
    Device,
    /// Identity Authentication Service.
    Ias,
}

/// One documented call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Call {
    /// AGS, *Service discovery*.
    ServiceDiscovery,
    /// AGS, *Requesting a session token*.
    GetSessionToken,
    /// AGS, *Signing in with a session token*.
    SignOnWithSessionToken,
    /// IAS, *Getting content auth token from IAS*.
    ContentToken,
}

impl Call {
    /// Every call, in the order in which the QR sign-on makes them.
    pub const ALL: [Self; 4] =
        [Self::ServiceDiscovery, Self::GetSessionToken, Self::SignOnWithSessionToken, Self::ContentToken];

    /// `GET` or `POST`.
    pub const fn method(self) -> &'static str {
        match self {
            Self::ServiceDiscovery => "GET",
            Self::GetSessionToken | Self::SignOnWithSessionToken | Self::ContentToken => "POST",
        }
    }

    /// The path below the base URL of the service, as documented.
    ///
    /// For calls below `/ags`, service discovery may name another one.
    pub const fn path(self) -> &'static str {
        match self {
            Self::ServiceDiscovery => "/ags/servicediscovery",
            Self::GetSessionToken => "/ags/getSessionToken",
            Self::SignOnWithSessionToken => "/ags/signOnWithSessionToken",
            Self::ContentToken => "/ias/v2/content_token",
        }
    }

    /// The last part of the path: the name that people use for the call.
    pub fn name(self) -> &'static str {
        self.path().rsplit('/').next().unwrap_or_default()
    }

    /// Who makes the call in the QR sign-on.
    pub const fn from(self) -> Actor {
        match self {
            Self::ServiceDiscovery | Self::GetSessionToken => Actor::HeadEnd,
            Self::SignOnWithSessionToken | Self::ContentToken => Actor::Device,
        }
    }

    /// Who answers it.
    pub const fn to(self) -> Actor {
        match self {
            Self::ServiceDiscovery | Self::GetSessionToken | Self::SignOnWithSessionToken => Actor::Ags,
            Self::ContentToken => Actor::Ias,
        }
    }

    /// The status of success that the documents give. Others of class 2xx are taken too, with a finding.
    pub const fn documented_success(self) -> u16 {
        match self {
            Self::ServiceDiscovery | Self::GetSessionToken | Self::ContentToken => 200,
            Self::SignOnWithSessionToken => 201,
        }
    }

    /// The statuses of refusal that the documents list for the call.
    pub const fn documented_refusals(self) -> &'static [u16] {
        match self {
            Self::ServiceDiscovery => &[404],
            Self::GetSessionToken => &[400, 401, 403],
            Self::SignOnWithSessionToken | Self::ContentToken => &[400, 401, 403, 404],
        }
    }
}
