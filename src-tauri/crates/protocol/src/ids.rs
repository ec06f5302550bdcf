//! A newtype for each noun of the platform that is only a string on the wire.
//!
//! None of them checks its content: the platform alone knows which ids exist, and a tester must be able to
//! send a wrong one. They keep one id from being passed where another is meant.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! string_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(as = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as it stands on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                Self(value.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self(value)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    };
}

string_id! {
    /// The OPF tenant: header `nv-tenant-id`, claims `tenantId` and `OpfTenantId` (`nagra` in the documents).
    TenantId
}
string_id! {
    /// The SSP tenant, at the head of every path of SSM and the licence servers: eight characters such as `NAG0000`
    /// in the documents. Not the OPF tenant.
    SspTenantId
}
string_id! {
    /// `authServiceName` of service discovery, sent as `x-auth-service-id`. May hold spaces.
    AuthServiceId
}
string_id! {
    /// An account of the operator: `accountId` of a sign-on answer, claim `OpfAccountId` of the operator JWT.
    AccountId
}
string_id! {
    /// What the platform calls a device: `client_id` in answers, `clientId` in requests, claim `deviceId`.
    ClientId
}
string_id! {
    /// The id that a content token is asked for: `technical.drmId` of the metadata service.
    ContentId
}
string_id! {
    /// `kid` of a signing credential: a UUID in operator JWTs, a number in the platform's own tokens.
    CredentialKeyId
}
string_id! {
    /// `x-correlation-id`: ties together the log lines of one flow. No format is documented.
    CorrelationId
}

string_id! {
    /// The name of one of the sixteen platforms in commands and files: `stb-opentv-os`, `mobile-android`, ...
    PlatformId
}

impl CorrelationId {
    /// A new random one, in the form of a UUID.
    pub fn random() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }
}

/// The opaque string that `getSessionToken` answers and the QR code carries.
///
/// Whoever holds it can sign on, so it has no `Serialize` and no `Display`, and its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    /// Takes a session token as it came over the wire or out of a picture.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The token itself; for a request body or a QR code only.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SessionToken([redacted], {} characters)", self.0.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_token_does_not_show_in_debug_output() {
        let shown = format!("{:?}", SessionToken::new("abc3fj6sdehd529ng33dg".to_owned()));
        assert_eq!(shown, "SessionToken([redacted], 21 characters)");
    }
}
