//! Requests of companion sign-on (DSRA, IAS) and of device approval (ADM).

use tessera_protocol::{ActivationBody, ApproveBody, AuthorizationScheme, Call};

use super::Request;

impl Request {
    /// `GET /dsra/v1/user/deviceRegistrationCode`.
    pub fn device_registration_code() -> Self {
        Self::new(Call::DeviceRegistrationCode)
    }

    /// `PUT /dsra/v1/user/signOnActivationToken`: a poll. Its answer is for [`Exchange::read_if_any`].
    ///
    /// [`Exchange::read_if_any`]: crate::Exchange::read_if_any
    pub fn sign_on_activation_token(dsra_token: &str, body: &ActivationBody) -> Self {
        Self::new(Call::SignOnActivationToken).authorized(dsra_token, AuthorizationScheme::Bearer).with_body(body)
    }

    /// `PUT /dsra/v1/user/deviceRegistrationCode/actions/approve`, by a device that is signed on.
    pub fn approve_device_registration_code(access_token: &str, body: &ApproveBody) -> Self {
        let request = Self::new(Call::ApproveDeviceRegistrationCode);
        request.authorized(access_token, AuthorizationScheme::Bearer).with_body(body)
    }

    /// `POST /ias/v3/token/actions/signOnBySignOnActivationToken`; no body.
    pub fn sign_on_by_sign_on_activation_token(activation_token: &str) -> Self {
        Self::new(Call::SignOnBySignOnActivationToken).authorized(activation_token, AuthorizationScheme::Bearer)
    }

    /// `GET /adm/v1/user/devices/amiapproved`.
    ///
    /// Its page lists the header `token`, which is what the gateway makes of `Authorization`.
    pub fn am_i_approved(access_token: &str) -> Self {
        Self::new(Call::AmIApproved).authorized(access_token, AuthorizationScheme::Bearer)
    }
}
