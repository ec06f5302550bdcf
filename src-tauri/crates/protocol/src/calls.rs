//! The calls this program makes: method, path, which statuses are documented. Who makes and answers them stands in
//! `actors`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One call of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Call {
    /// AGS, *Service discovery*.
    ServiceDiscovery,
    /// AGS, *Requesting a session token*.
    GetSessionToken,
    /// AGS, *Signing in with a session token*.
    SignOnWithSessionToken,
    /// AGS, *Signing on*: with what the auth service asks for, such as user name and password.
    SignOn,
    /// AGS, *Subsequent sign-on*: with the account chosen, after a 300.
    SubsequentSignOn,
    /// IAS, *Sign on by user name and password*.
    SignOnByUserNamePassword,
    /// IAS, *Guest sign-on*.
    AnonymousToken,
    /// AGS, *Re-authenticating*.
    AgsRefresh,
    /// IAS v2, *Refreshing the access token*.
    IasTokenRefresh,
    /// The refresh of IAS v3, seen in clients.
    IasRefresh,
    /// AGS, *Signing out*.
    SignOut,
    /// IAS, *Getting content auth token from IAS*.
    ContentToken,
    /// DSRA, *Companion app sign-on*: the registering device asks for a code.
    DeviceRegistrationCode,
    /// DSRA, *Companion app sign-on*: the registering device asks whether its code was approved.
    SignOnActivationToken,
    /// DSRA, *Companion app sign-on*: the companion app approves the code.
    ApproveDeviceRegistrationCode,
    /// IAS, *Companion app sign-on*: the registering device signs on.
    SignOnBySignOnActivationToken,
    /// ADM, *Am I approved*.
    AmIApproved,
    /// URL Builder: playout URL, CDN token and content token in one.
    PlayoutContentToken,
    /// SSM: a stream begins.
    SessionSetup,
    /// SSM: a stream goes on.
    SessionHeartbeat,
    /// SSM: a stream goes on, and its Widevine licence with it.
    WidevineRenewal,
    /// SSM: a stream ends.
    SessionTeardown,
    /// CLM, Widevine.
    WidevineLicence,
    /// CLM, Widevine.
    WidevineCertificate,
    /// CLM, `PlayReady`.
    PlayReadyLicence,
    /// CLM, `FairPlay`; seen in clients.
    FairPlayLicence,
    /// CLM, `FairPlay`; seen in clients.
    FairPlayCertificate,
}

impl Call {
    /// Every call there is.
    pub const ALL: [Self; 27] = [
        Self::ServiceDiscovery,
        Self::GetSessionToken,
        Self::SignOnWithSessionToken,
        Self::SignOn,
        Self::SubsequentSignOn,
        Self::SignOnByUserNamePassword,
        Self::AnonymousToken,
        Self::AgsRefresh,
        Self::IasTokenRefresh,
        Self::IasRefresh,
        Self::SignOut,
        Self::ContentToken,
        Self::DeviceRegistrationCode,
        Self::SignOnActivationToken,
        Self::ApproveDeviceRegistrationCode,
        Self::SignOnBySignOnActivationToken,
        Self::AmIApproved,
        Self::PlayoutContentToken,
        Self::SessionSetup,
        Self::SessionHeartbeat,
        Self::WidevineRenewal,
        Self::SessionTeardown,
        Self::WidevineLicence,
        Self::WidevineCertificate,
        Self::PlayReadyLicence,
        Self::FairPlayLicence,
        Self::FairPlayCertificate,
    ];

    /// `GET`, `POST` or `PUT`.
    pub const fn method(self) -> &'static str {
        match self {
            Self::ServiceDiscovery
            | Self::DeviceRegistrationCode
            | Self::AmIApproved
            | Self::PlayoutContentToken
            | Self::WidevineCertificate
            | Self::FairPlayCertificate => "GET",
            Self::SignOnActivationToken | Self::ApproveDeviceRegistrationCode => "PUT",
            _ => "POST",
        }
    }

    /// The path below the base URL of the service, as documented.
    ///
    /// For calls below `/ags`, service discovery may name another one. The base URL of SSM and of the licence servers
    /// ends with the SSP tenant.
    pub const fn path(self) -> &'static str {
        match self {
            Self::ServiceDiscovery => "/ags/servicediscovery",
            Self::GetSessionToken => "/ags/getSessionToken",
            Self::SignOnWithSessionToken => "/ags/signOnWithSessionToken",
            Self::SignOn => "/ags/signOn",
            Self::SubsequentSignOn => "/ags/subsequentSignOn",
            Self::SignOnByUserNamePassword => "/ias/v3/token/actions/signOnByUserNamePassword",
            Self::AnonymousToken => "/ias/v2/anonymoustoken",
            Self::AgsRefresh => "/ags/refresh",
            Self::IasTokenRefresh => "/ias/v2/token",
            Self::IasRefresh => "/ias/v3/token/actions/refresh",
            Self::SignOut => "/ags/signOut",
            Self::ContentToken => "/ias/v2/content_token",
            Self::DeviceRegistrationCode => "/dsra/v1/user/deviceRegistrationCode",
            Self::SignOnActivationToken => "/dsra/v1/user/signOnActivationToken",
            Self::ApproveDeviceRegistrationCode => "/dsra/v1/user/deviceRegistrationCode/actions/approve",
            Self::SignOnBySignOnActivationToken => "/ias/v3/token/actions/signOnBySignOnActivationToken",
            Self::AmIApproved => "/adm/v1/user/devices/amiapproved",
            Self::PlayoutContentToken => "/urlbuilder/v1/playout/content/token",
            Self::SessionSetup => "/ssm/v1/sessions/setup",
            Self::SessionHeartbeat => "/ssm/v1/sessions/heartbeat",
            Self::WidevineRenewal => "/ssm/v1/renewal-license-wv",
            Self::SessionTeardown => "/ssm/v1/sessions/teardown",
            Self::WidevineLicence => "/wvls/contentlicenseservice/v1/licenses",
            Self::WidevineCertificate => "/wvls/contentlicenseservice/v1/certificates",
            Self::PlayReadyLicence => "/prls/contentlicenseservice/v1/licenses",
            Self::FairPlayLicence => "/fpls/contentlicenseservice/v1/licenses",
            Self::FairPlayCertificate => "/fpls/contentlicenseservice/v1/certificates",
        }
    }

    /// The name that people use for the call: the last part of the path, where that says enough.
    pub fn name(self) -> &'static str {
        match self {
            Self::ApproveDeviceRegistrationCode => "deviceRegistrationCode/actions/approve",
            Self::PlayoutContentToken => "playout/content/token",
            Self::SessionSetup => "sessions/setup",
            Self::SessionHeartbeat => "sessions/heartbeat",
            Self::SessionTeardown => "sessions/teardown",
            Self::WidevineLicence => "wvls licenses",
            Self::WidevineCertificate => "wvls certificates",
            Self::PlayReadyLicence => "prls licenses",
            Self::FairPlayLicence => "fpls licenses",
            Self::FairPlayCertificate => "fpls certificates",
            _ => self.path().rsplit('/').next().unwrap_or_default(),
        }
    }

    /// The status of success that the documents give. Others of class 2xx are taken too, with a finding.
    pub const fn documented_success(self) -> u16 {
        match self {
            Self::SignOnWithSessionToken
            | Self::SignOn
            | Self::SubsequentSignOn
            | Self::SignOnBySignOnActivationToken
            | Self::AmIApproved => 201,
            Self::SignOnActivationToken | Self::ApproveDeviceRegistrationCode => 202,
            Self::SessionTeardown => 204,
            _ => 200,
        }
    }

    /// Further statuses of success: where the documents contradict themselves or clients, or know two outcomes.
    pub const fn further_successes(self) -> &'static [u16] {
        match self {
            // 204: not approved yet. The text above the table says 200 where the table has 202.
            Self::SignOnActivationToken => &[200, 204],
            Self::SessionTeardown => &[200],
            _ => &[],
        }
    }

    /// The other statuses that the documents list for the call. Empty where they list none.
    pub const fn documented_refusals(self) -> &'static [u16] {
        match self {
            Self::ServiceDiscovery => &[404],
            Self::GetSessionToken
            | Self::SubsequentSignOn
            | Self::AgsRefresh
            | Self::SignOnActivationToken
            | Self::AmIApproved => &[400, 401, 403],
            Self::SignOnWithSessionToken | Self::ContentToken | Self::SignOnBySignOnActivationToken => {
                &[400, 401, 403, 404]
            }
            Self::SignOn => &[300, 400, 401, 403, 404],
            Self::SignOnByUserNamePassword => &[401],
            Self::AnonymousToken | Self::SignOut | Self::ApproveDeviceRegistrationCode => &[400, 403, 404],
            Self::DeviceRegistrationCode => &[409],
            Self::PlayoutContentToken => &[400, 401, 404],
            Self::SessionSetup | Self::SessionHeartbeat | Self::WidevineRenewal | Self::SessionTeardown => &[400],
            Self::WidevineLicence => &[400, 500],
            Self::WidevineCertificate => &[500],
            Self::IasTokenRefresh
            | Self::IasRefresh
            | Self::PlayReadyLicence
            | Self::FairPlayLicence
            | Self::FairPlayCertificate => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_path_belongs_to_one_call() {
        let paths: HashSet<_> = Call::ALL.into_iter().map(Call::path).collect();
        assert_eq!(paths.len(), Call::ALL.len());
    }
}
