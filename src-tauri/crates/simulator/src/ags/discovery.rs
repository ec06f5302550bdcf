//! `GET /ags/servicediscovery`: which auth services there are, and which parameters their endpoints want.
//!
//! Source: AGS, *Service discovery*. `SIGNON` is the one endpoint name ever printed; the others are formed like it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::{Map, json};
use tessera_protocol::{AuthService, Call, DiscoveryToken, Endpoint, Parameter, ServiceDiscovery, headers};

use crate::AuthServiceConfig;
use crate::platform::{Platform, TenantPage};
use crate::refusal::{Refusal, quoted};
use crate::request::header;

pub(crate) async fn service_discovery(
    State(platform): State<Arc<Platform>>,
    from: HeaderMap,
) -> Result<Json<ServiceDiscovery>, Refusal> {
    let tenant = platform.tenant(&from, TenantPage::Newer).unwrap_or_default();
    if tenant != platform.config.tenant.as_str() {
        return Err(Refusal::not_found(format!("the tenant's header: there is no tenant {}", quoted(&tenant))));
    }
    if platform.choices().discovery_token == DiscoveryToken::OperatorJwt {
        let missing = || Refusal::unauthorized("token: it is missing");
        let token = header(&from, headers::TOKEN).ok_or_else(missing)?;
        platform.operators.admit(&token, platform.clock.now())?;
    }
    let available_services: Vec<_> = platform.config.auth_services.iter().map(describe).collect();
    if available_services.is_empty() {
        return Err(Refusal::not_found("the tenant has no auth service"));
    }
    Ok(Json(ServiceDiscovery { available_services }))
}

fn describe(service: &AuthServiceConfig) -> AuthService {
    let user = std::iter::once(open(&service.user_name_parameter));
    let password = service.password_parameter.as_deref().map(secret);
    AuthService {
        auth_service_name: service.name.clone(),
        display_attributes: Some(json!({ "logo": service.logo, "name": service.display_name })),
        endpoints: vec![
            endpoint(Call::SignOn, user.chain(password).collect()),
            endpoint(Call::GetSessionToken, vec![secret(&service.operator_jwt_parameter)]),
            endpoint(Call::SignOnWithSessionToken, vec![secret(&service.session_token_parameter)]),
            endpoint(Call::AgsRefresh, vec![Parameter { mandatory: false, ..open(&service.user_name_parameter) }]),
        ],
        other: Map::new(),
    }
}

fn open(name: &str) -> Parameter {
    Parameter { name: name.to_owned(), mandatory: true, is_password: false }
}

fn secret(name: &str) -> Parameter {
    Parameter { is_password: true, ..open(name) }
}

fn endpoint(call: Call, parameter_properties: Vec<Parameter>) -> Endpoint {
    let name = call.name();
    Endpoint { name: name.to_uppercase(), path: format!("/{name}"), parameter_properties, other: Map::new() }
}
