//! What its clients have to be set to, to be served as it was chosen.

use tessera_protocol::{self as protocol, CorrelationHeader, DiscoveryToken, NeededService, NeededWays, TenantHeader};

use super::{AuthorizationScheme, Choices, CorrelationForm, OperatorJwtPlace, TenantName};
use crate::SimulatorConfig;

impl Choices {
    pub(crate) fn needed(&self, config: &SimulatorConfig) -> NeededWays {
        let service = config.auth_services.first();
        NeededWays {
            authorization: match self.authorization_scheme {
                AuthorizationScheme::Either | AuthorizationScheme::Bearer => protocol::AuthorizationScheme::Bearer,
                AuthorizationScheme::Bare => protocol::AuthorizationScheme::Bare,
            },
            expiry_unit: self.registration_expiry,
            tenant_header: match self.tenant_header {
                TenantName::AsDocumented | TenantName::Newer => TenantHeader::NvTenantId,
                TenantName::Older => TenantHeader::TenantId,
            },
            discovery_token: self.discovery_token,
            correlation_id: match self.correlation_id_form {
                CorrelationForm::Any => CorrelationHeader::Uuid,
                CorrelationForm::Short => CorrelationHeader::NotSent,
            },
            operator_jwt_header: match self.operator_jwt_place {
                OperatorJwtPlace::Parameter => None,
                OperatorJwtPlace::Header => service.map(|service| service.operator_jwt_parameter.clone()),
            },
            longest_operator_jwt: config.operator_jwt.longest,
            service: service.filter(|_| self.discovery_token != DiscoveryToken::None).map(|service| NeededService {
                name: service.name.clone(),
                user_name_parameter: service.user_name_parameter.clone(),
                password_parameter: service.password_parameter.clone(),
            }),
        }
    }
}
