//! What a server has against the certificate by which this program names itself.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a server has against the client certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ClientCertificateTrouble {
    /// It wants one, and none was sent.
    Missing,
    /// It has expired.
    Expired,
    /// It was revoked.
    Revoked,
    /// Its issuer is not trusted there.
    UnknownIssuer,
    /// It is known, and gives no access.
    NoAccess,
    /// It is not good for another reason, which was not told.
    #[default]
    Refused,
}

impl ClientCertificateTrouble {
    pub(super) fn headline(self) -> &'static str {
        match self {
            Self::Missing => "The server wants a client certificate, and none was sent.",
            Self::Expired => "The server refused the client certificate: it has expired.",
            Self::Revoked => "The server refused the client certificate: it was revoked.",
            Self::UnknownIssuer => "The server refused the client certificate: its issuer is not trusted there.",
            Self::NoAccess => "The server refused the client certificate: it gives no access.",
            Self::Refused => "The server refused the client certificate, and did not say why.",
        }
    }

    pub(super) fn remedy(self) -> &'static str {
        match self {
            Self::Missing => "Set client certificate and key in the environment.",
            Self::Expired | Self::Revoked => {
                "Have a new client certificate issued, and set it with its key in the environment."
            }
            Self::UnknownIssuer => {
                "Set the client certificate that this deployment issued, with its chain, or have its issuer trusted there."
            }
            Self::NoAccess | Self::Refused => {
                "Ask whoever runs the server which client certificates it takes, and set one with its key in the environment."
            }
        }
    }
}
