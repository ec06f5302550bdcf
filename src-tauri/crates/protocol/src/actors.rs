//! Who sends and who answers each call: the columns of the sequence diagram.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Call;

/// Who sends a message, or receives it.
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
    /// Device `SignOn` and Registration Assistant.
    Dsra,
    /// Account and Device Manager.
    Adm,
    /// URL Builder.
    UrlBuilder,
    /// Secure Session Manager: counts streams.
    Ssm,
    /// A licence server of the SSP: Widevine, `PlayReady` or `FairPlay`.
    LicenceServer,
    /// The companion app: signed on already, it approves another device.
    Phone,
}

impl Actor {
    /// What the documents call it, for a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::HeadEnd => "the head-end",
            Self::Ags => "AGS",
            Self::Device => "the device",
            Self::Ias => "IAS",
            Self::Dsra => "DSRA",
            Self::Adm => "ADM",
            Self::UrlBuilder => "URL Builder",
            Self::Ssm => "SSM",
            Self::LicenceServer => "the licence server",
            Self::Phone => "the companion app",
        }
    }
}

impl Call {
    /// Who makes the call.
    pub const fn from(self) -> Actor {
        match self {
            Self::ServiceDiscovery | Self::GetSessionToken => Actor::HeadEnd,
            Self::ApproveDeviceRegistrationCode => Actor::Phone,
            _ => Actor::Device,
        }
    }

    /// Who answers it.
    pub const fn to(self) -> Actor {
        match self {
            Self::ServiceDiscovery
            | Self::GetSessionToken
            | Self::SignOnWithSessionToken
            | Self::SignOn
            | Self::SubsequentSignOn
            | Self::AgsRefresh
            | Self::SignOut => Actor::Ags,
            Self::SignOnByUserNamePassword
            | Self::AnonymousToken
            | Self::IasTokenRefresh
            | Self::IasRefresh
            | Self::SignOnBySignOnActivationToken
            | Self::ContentToken => Actor::Ias,
            Self::DeviceRegistrationCode | Self::SignOnActivationToken | Self::ApproveDeviceRegistrationCode => {
                Actor::Dsra
            }
            Self::AmIApproved => Actor::Adm,
            Self::PlayoutContentToken => Actor::UrlBuilder,
            Self::SessionSetup | Self::SessionHeartbeat | Self::WidevineRenewal | Self::SessionTeardown => Actor::Ssm,
            Self::WidevineLicence
            | Self::WidevineCertificate
            | Self::PlayReadyLicence
            | Self::FairPlayLicence
            | Self::FairPlayCertificate => Actor::LicenceServer,
        }
    }
}
